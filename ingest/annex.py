"""附件 at the head of a line: what stands over an annex, and the list of annexes below a text."""

import re

WORD = r"附\s*件"
_CN = "[\\d一二三四五六七八九十]"

# White space is taken before a number only where one follows, so that no run of it is shared out in every way there is.
BEGINS = re.compile(WORD)
ALONE = re.compile(rf"{WORD}(?:\s*(?=\d))?(\d{{0,2}})\s*[:：]?$")  # 附件, 附件2, 附件2：
NAMED = re.compile(rf"{WORD}\s*(\d{{0,2}})\s*[:：.．、\s]\s*(?=\S)")  # 附件2：食堂管理办法
NUMBERED = re.compile(rf"{WORD}\s*(\d{{1,2}})\s*[:：.．、]?\s*")  # 附件2, whatever follows
LIST = re.compile(r"附(?:\s*件)?\s*([:：]|(?=\d))\s*(?=\S)")  # 附件：1.食堂管理办法, 附：食堂管理办法
LIST_ALONE = re.compile(rf"{WORD}\s*[:：]$")
LISTS = re.compile(rf"{WORD}\s*[:：]\s*\S")
# All that stands over a text that is an annex: 附件2：, 附表一.
OVER = re.compile(rf"附[件录表](?:\s*(?={_CN}))?{_CN}{{0,3}}\s*[:：]?")
