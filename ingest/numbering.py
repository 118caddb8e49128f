"""Patterns of official numbering at the head of a line, for steps that only need to know that a line begins anew."""

# A label of law may be set apart (第 6 條) and counted on (第35-1條); its words are written in Traditional characters too.
LEGAL = r"第\s{0,2}[一二三四五六七八九十百零〇两兩\d]{1,7}(?:[-－]\d{1,2})?\s{0,2}"
OFFICIAL = rf"{LEGAL}[编編章节節条條]|[一二三四五六七八九十]{{1,3}}[、.．]|[（(][一二三四五六七八九十]{{1,3}}[)）]"
NUMBER = r"\d{1,2}[.．、](?!\d)"
# 3.2 and the like, which head a line that is a heading.
DECIMAL = r"\d{1,2}(?:\.\d{1,2})+\s"
