"""Patterns of official numbering at the head of a line, for steps that only need to know that a line begins anew."""

OFFICIAL = r"第[一二三四五六七八九十百零〇\d]+[编章节条]|[一二三四五六七八九十]{1,3}[、.．]|[（(][一二三四五六七八九十]{1,3}[)）]"
NUMBER = r"\d{1,2}[.．、](?!\d)"
