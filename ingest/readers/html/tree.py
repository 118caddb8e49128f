"""A web page as a tree, without what nobody sees of it."""

import re
from collections.abc import Iterable

from lxml import etree, html

from ingest import messages
from ingest.encoding import decode
from ingest.source import UnreadableFile
from rag.text import has_han

_DECLARED = re.compile(rb"""<meta[^>]{1,200}?charset\s*=\s*["']?\s*([\w-]{2,20})""", re.I)
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "big5": "big5hkscs"}
_NO_TEXT = ("script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "canvas", "select", "button",
            "textarea", "input", "audio", "video", "map", "rt", "rp", "rtc", "xml", "datalist")  # fmt: skip
_HIDDEN = re.compile(r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)", re.I)
_OFFICE = ("w:", "v:", "m:")  # properties that Word writes into its pages
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\ufffe\uffff]")
_SENTENCE = re.compile("[。；]")
_WINDOW = re.compile(r"pop|modal|dialog|mask|layer|login|tip|toast|alert|qr|share|menu|nav|search|cookie", re.I)
_SHORTEST, _FEWEST, _SHARE = (
    8,
    2,
    0.1,
)  # characters of a sentence, sentences, and share of the page's text of a hidden part of it
_LEAST = 0.5  # share of a page's Chinese that is seen at once; where less is, a script shows the rest


def page_text(data: bytes) -> tuple[str, int]:
    """The source of a page and its count of undecodable places. The encoding is told by content, for what pages say of
    it is often wrong; their word counts where the content is too damaged to tell. Raises UnreadableFile."""
    try:
        return decode(data)
    except UnicodeError:
        declared = _DECLARED.search(data[:8192])
    if declared:
        name = declared.group(1).decode().lower()
        try:
            text = data.decode(_WIDER.get(name, name), "replace")
        except LookupError:
            text = ""
        if has_han(text):
            return text, text.count("\ufffd")
    raise UnreadableFile(messages.UNKNOWN_ENCODING)


def parse(text: str) -> html.HtmlElement:
    """The tree of a page's source, comments dropped. Never fails."""
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    source = _CONTROL.sub("", text).encode("utf-8", "ignore")
    try:
        return html.document_fromstring(source or b"<p></p>", parser=parser)
    except etree.ParserError:  # nothing but comments
        return html.document_fromstring(b"<p></p>")


def prune(root: html.HtmlElement) -> None:
    """Take out what is no text and what is hidden."""
    etree.strip_elements(root, *_NO_TEXT, with_tail=False)
    _drop(root, [each for each in root.iter() if each.tag.startswith(_OFFICE) and not _han(each)])
    hidden = {
        each
        for each in root.xpath("//body//*[@hidden or @style]")
        if "hidden" in each.attrib or _HIDDEN.search(each.get("style", ""))
    }
    outer = [each for each in hidden if not any(above in hidden for above in each.iterancestors())]
    if sum(map(_han, outer)) <= _LEAST * _han(root):
        folded = _folded(root, outer)
        _drop(root, [each for each in outer if each not in folded])


def _folded(root: html.HtmlElement, hidden: list[html.HtmlElement]) -> set[html.HtmlElement]:
    """Hidden parts that hold text of the page: its second tab, or what is behind a button "more". Not a copy for a
    printer, nor a window that asks something."""
    whole = "".join(root.text_content().split())
    found = set()
    for part in hidden:
        words = "".join(part.text_content().split())
        pieces = [piece for piece in _SENTENCE.split(words) if len(piece) >= _SHORTEST]
        linked = sum(_han(link) for link in part.iter("a"))
        if len(pieces) < _FEWEST or len(words) < _SHARE * len(whole) or linked * 4 > len(words):
            continue
        copied = sum(whole.count(piece) > 1 for piece in pieces)
        if copied * 2 < len(pieces) and not _WINDOW.search(f"{part.get('class', '')} {part.get('id', '')}"):
            found.add(part)
    return found


def _drop(root: html.HtmlElement, elements: Iterable[html.HtmlElement]) -> None:
    """Take elements out; the text behind them stays."""
    for element in elements:
        element.tag = "template"
    etree.strip_elements(root, "template", with_tail=False)


def _han(element: html.HtmlElement) -> int:
    return sum(map(has_han, element.text_content()))
