"""A pasted text as blocks: paragraphs, however their lines are broken, and rows of tables. Headings, page numbers and the like are none."""

import re
from dataclasses import dataclass, replace

from rag.statements.figures import figures_of
from rag.statements.pieces import normal
from rag.text import has_han
from rag.verifying.predicates import has_verb

_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")
_PAGE = re.compile(
    r"[-—–－·\s]*(?:第\s*)?\d{1,4}\s*(?:页)?(?:\s*[/／共,，]+\s*\d{1,4}\s*页?)?[-—–－·\s]*|[（(]?(?:此页无正文|此件公开发布|内部资料.{0,8})[）)]?"
)
_RULE = re.compile(r"[-—=_*·.~\s|:+│┃┆─━┌┐└┘├┤┬┴┼]*")
_DATE = re.compile(
    r"[（(]?\s*(?:发布时间|时间|日期)?[:：]?\s*(?:19|20|二[〇○零])[\d〇○零一二三四五六七八九]{2}\s*年\s*[\d一二三四五六七八九十]{1,3}\s*月(?:\s*[\d一二三四五六七八九十]{1,3}\s*日)?\s*[)）]?"
)
_ENDING = re.compile(
    "(?:抄送|主送|抄报|联系人|联系电话|附\\s*件)\\s*\\d{0,2}\\s*[:：]|附\\s*件\\s*\\d{0,2}$|.{0,24}(?:19|20)\\d\\d年\\d{1,2}月\\d{1,2}日印发$"
)
_AGENCY = re.compile(
    "[一-龥（）()、 　]{0,24}(?:局|厅|部|委|办|办公室|委员会|政府|党委|党组|总支|支部|学校|中学|小学|幼儿园|大学|学院)"
)
# The mark before an entry of a list; what follows is what it says.
_CN = "[一二三四五六七八九十]{1,3}"
MARK = re.compile(
    rf"[ \t\u3000\xa0]*(?:#{{1,6}}[ \t\u3000]+|>[ \t]*|[-*+•●○■□◆◇▪▫·★☆➢➤→✓√][ \t\u3000]*|{_CN}[、．.]|[（(](?:{_CN}|\d{{1,2}})[)）][、．.]?|"
    r"\d{1,2}(?:[、．)）]|[.](?!\d))|\d{1,2}(?:\.\d{1,2}){1,3}(?=[ \t\u3000]+[一-龥])|[①-⑳]|[a-zA-Z][.)）、](?=[ \t\u3000]*[一-龥]))+[ \t\u3000\xa0]*"
)
_HEADING_MARK = re.compile(rf"[ \t\u3000]*(?:#|{_CN}[、．.]|[（(]{_CN}[)）]|第{_CN}[编章节部篇]|第{_CN}部分)")
_TITLE = re.compile(
    "(?:讲话|讲话稿|发言|发言稿|发言提纲|致辞|报告|汇报|汇报材料|总结|要点|通知|意见|方案|计划|规划|纲要|情况说明|说明|情况|通报|简报|专报|办法|条例|规定|细则|目录|附件[一二三四五\\d]*|摘要|正文)(?:[（(][^（）()]{1,14}[)）])*"
)
_END = re.compile("[。！？!?；;…：:][”’」』）)〞]*$")
_WORDS = re.compile(r"(?:[^\W\d_]+[\s,;:%()'\d.-]+){3,}[^\W\d_]")  # four words of a language that parts them
_WRAPPED = 22  # characters from which a line without a stop goes on in the next one
_LONG = 40  # characters that no heading has


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a row of a table: the slice start:end of the pasted text, the mark of a list left out; marked: there was one."""

    start: int
    end: int
    row: bool = False
    marked: bool = False


def blocks(text: str) -> list[Block]:
    """The blocks of a pasted text, in order."""
    lines = [_stripped(text, *match.span()) for match in _LINE.finditer(text)]
    lines = [(start, end) for start, end in lines if not _is_furniture(text[start:end])]
    alone = len(lines) == 1
    found: list[Block] = []
    open_block: Block | None = None
    for at, (start, end) in enumerate(lines):
        line = text[start:end]
        if _is_row(line):
            found += [open_block] if open_block else []
            open_block = None
            if not _is_header(text, lines, at):
                found.append(Block(*_cells(text, start, end), True))
            continue
        marked = MARK.match(line)
        if open_block and not marked and _goes_on(text, open_block, start):
            open_block = replace(open_block, end=end)
            continue
        found += [open_block] if open_block else []
        open_block = None
        if not alone and _is_heading(line):
            continue
        open_block = Block(start + (marked.end() if marked else 0), end, marked=bool(marked))
    found += [open_block] if open_block else []
    return [block for block in found if is_prose(text[block.start : block.end])]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _is_furniture(line: str) -> bool:
    return bool(_ENDING.match(line) or _PAGE.fullmatch(line) or _RULE.fullmatch(line) or _DATE.fullmatch(line))


def _is_row(line: str) -> bool:
    return (line.startswith("|") and line.count("|") > 2) or len(
        [cell for cell in line.split("\t") if cell.strip()]
    ) > 1


def _is_header(text: str, lines: list[tuple[int, int]], at: int) -> bool:
    """Whether a row names the columns: a rule or rows with figures stand below it, none with them above."""
    line = text[slice(*lines[at])]
    behind = text[lines[at][1] : lines[at + 1][0]] if at + 1 < len(lines) else ""
    if "|-" in behind.replace(" ", "").replace(":", ""):
        return True
    above = text[lines[at - 1][1] : lines[at][0]] if at else ""
    first = at == 0 or above.count("\n") > 1 or not _is_row(text[slice(*lines[at - 1])])
    below = at + 1 < len(lines) and _is_row(text[slice(*lines[at + 1])])
    return first and below and not counts(line) and counts(text[slice(*lines[at + 1])])


def _cells(text: str, start: int, end: int) -> tuple[int, int]:
    """A row without the bars at its ends."""
    while start < end and text[start] in "| \t\u3000":
        start += 1
    while end > start and text[end - 1] in "| \t\u3000":
        end -= 1
    return start, end


def _goes_on(text: str, block: Block, start: int) -> bool:
    """Whether the line at start is the rest of a block that its line breaks off."""
    between = text[block.end : start]
    last = text[block.start : block.end].rsplit("\n", 1)[-1]
    broken = len(re.findall(r"\r\n|[\n\r\u2028]", between)) == 1
    return broken and len(last) >= _WRAPPED and not _END.search(last) and not _is_heading(last)


def _is_heading(line: str) -> bool:
    """Whether a line only names what follows: numbered or a title, without a stop, without a figure, or without a verb."""
    bare = line[MARK.match(line).end() :] if MARK.match(line) else line
    if _END.search(line) and not re.search("[：:]$", line):
        return False
    if counts(bare) or len(bare) > _LONG:
        return False
    if _HEADING_MARK.match(line) or _TITLE.fullmatch(bare[-_title_length(bare) :]) or _AGENCY.fullmatch(bare):
        return True
    return not has_verb(bare)


def _title_length(line: str) -> int:
    match = re.search(_TITLE.pattern + "$", line)
    return len(match.group()) if match else 0


def is_prose(text: str) -> bool:
    """Whether a text is Chinese or a sentence of another language, and not a bare number or name."""
    return has_han(text) or _WORDS.search(text) is not None


def counts(text: str) -> bool:
    """Whether a text holds a figure that is neither a date nor an ordinal."""
    return any(not figure.date and not figure.value.startswith("第") for figure in figures_of(normal(text)))
