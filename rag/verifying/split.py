"""What is pasted, one sentence or a whole speech, as single claims; what claims nothing is left out."""

import re
from collections.abc import Iterator

from rag.provisions import provisions
from rag.text import has_han, simplify
from rag.verifying.blocks import Block, blocks
from rag.verifying.empty import is_empty, is_question
from rag.verifying.lead import lead_of
from rag.verifying.nesting import nested
from rag.verifying.parts import cut
from rag.verifying.verdict import Claim

_STOP = re.compile(
    r"(?:[。！？!?]|……|(?<=[一-龥%％)）])\.(?=\s|$|[一-龥])|(?<=[a-z\d])\.(?=\s+[A-Z]|\s*$))+[”’」』）)〞]*"
)
_WORD = re.compile("\\w")
# Words that lead over to a sentence and say nothing of it.
_OVER = re.compile(
    "(?:(?:一|二|三|四|五|六|七|八|九|十){1,2}(?:是|要)(?!否)|第[一二三四五六七八九十]{1,2}[，,、]|首先|其次|再次|最后|此外|另外|同时|与此同时|总之|综上|应该说|可以说|大家知道|众所周知|我们知道|同志们)[，,：:！!、]*"
)
# Where a quotation of an article is over: the speaker speaks again.
_SPEAKER = re.compile(
    "我[国省市县区局校们]|全[省市县区局校]|今年|去年|近年|目前|当前|下一步|同志|因此|为此|据此|这[一就里说]|可见|20\\d\\d年"
)
# What a speaker answers to a question of his own.
_ANSWER = re.compile(
    "(?:那|这|我认为|我想|答案|关键|归根到底|说到底)*(?:就是|就要|就在于|在于|是(?!否)|当然|因为|不是|绝不)"
)
_LISTS = re.compile("(?:下列|以下|如下|之一)[^。]{0,20}[：:]$|[；;：:]$")
_LAW = re.compile("(?:法|条例|办法|规定|细则|章程|通则|准则)(?:[（(][^（）()]*[)）])?》?")


def split_claims(text: str) -> list[Claim]:
    """The claims of a pasted text, in order; the text of each is the slice start:end of it."""
    plain = simplify(text)
    claims: list[Claim] = []
    found = blocks(plain)
    at = 0
    while at < len(found):
        block = found[at]
        at += 1
        if not block.row and _LISTS.search(plain[block.start : block.end]):
            # An article's items, or conditions that stand below each other, belong to what they are of.
            while at < len(found) and found[at].marked and _hangs(plain, block):
                block = Block(block.start, found[at].end)
                at += 1
        claims += [_claim(text, start, end) for start, end in _claims(plain, block)]
    return claims


def states_nothing(text: str) -> bool:
    """Whether a text, of one sentence or several, only asks or holds no words."""
    sentences = (text[start:end] for start, end in _sentences(text, 0, len(text)))
    return all(is_question(sentence) or not _WORD.search(sentence) for sentence in sentences)


def _claim(text: str, start: int, end: int) -> Claim:
    return Claim(text[start:end], start, end, lead_of(text[start:end]))


def _hangs(text: str, block: Block) -> bool:
    """Whether the list below a block belongs to its last sentence, and has not ended."""
    last = text[block.start : block.end]
    head = re.split("[。！？]", last)[-1]
    return bool(re.search("[；;：:]$", last)) and bool(re.search("下列|之一的?[：:]|第.{1,6}条", head))


def _claims(text: str, block: Block) -> Iterator[tuple[int, int]]:
    if block.row:
        yield block.start, block.end
        return
    sentences = _sentences(text, block.start, block.end)
    at = 0
    asked = False
    while at < len(sentences):
        start, end = sentences[at]
        at += 1
        if asked and _ANSWER.match(text, start, end):
            continue
        asked = is_question(text[start:end])
        if asked:
            continue
        if over := _OVER.match(text, start, end):
            start = over.end()
        lead = text[start : start + lead_of(text[start:end])[1]]
        statute = bool(lead) and bool(provisions(lead) or _LAW.search(lead))
        if statute and lead.rstrip().endswith(("：", ":")):
            quoted = text.startswith(("“", "「", "『"), start + len(lead))
            while not quoted and at < len(sentences) and not _is_speakers(text[slice(*sentences[at])]):
                end = sentences[at][1]
                at += 1
            yield start, end
        elif statute:
            # What a statute says in one sentence is not cut: its parts hang together.
            yield start, end
        elif start < end and not is_empty(text[start:end]):
            yield from _of_sentence(text, start, end, len(lead))


def _is_speakers(sentence: str) -> bool:
    """Whether a sentence behind a quotation is no longer part of it."""
    return bool(_SPEAKER.match(sentence)) or lead_of(sentence)[1] > 0


def _of_sentence(text: str, start: int, end: int, lead: int) -> Iterator[tuple[int, int]]:
    """The claims of a sentence, the lead with the first of them."""
    body = _bare(text, start + lead, end)
    if text[end - 1] in "：:":
        return
    parts = cut(text, start + lead, body) if has_han(text[start:end]) else [(start, body)]
    spans = [span for span in parts if not is_empty(text[slice(*span)])]
    for number, (first, last) in enumerate(spans):
        # The last part takes the stop of its sentence along.
        closes = number == len(spans) - 1 and last == body and text[end - 1] not in "；;"
        yield (start if not number and lead else first), (end if closes else last)


def _bare(text: str, start: int, end: int) -> int:
    """The end of a sentence without its stop."""
    while end > start and text[end - 1] in "。！!.；; ":
        end -= 1
    return end


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a paragraph; a stop within quotation marks or brackets ends none."""
    within = nested(text, start, end)
    spans: list[tuple[int, int]] = []
    begin = start
    for match in _STOP.finditer(text, start, end):
        if match.start() < begin or within[match.end() - 1 - start]:
            continue
        spans.append((begin, match.end()))
        begin = match.end()
    spans.append((begin, end))
    return [span for span in (_stripped(text, *span) for span in spans) if span[0] < span[1]]


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
