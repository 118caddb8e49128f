"""The main text of a web page apart from navigation, told by how text and links are spread over its parts.

As in text-density extraction (Kohlschütter et al., WSDM 2010; Sun et al., SIGIR 2011): prose is dense in text and poor
in links. A part is set aside only where something says that it is navigation; what nothing says anything of is text.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from lxml import html

from ingest.readers.html.flow import Block

_CONTENT = re.compile(
    r"TRS_Editor|TRS_UEDITOR|UCAP-CONTENT|Custom_UnionStyle|(?:^|[\s_-])(?:zoom|zoomcon|article|post|entry)(?:[\s_-]?(?:content|body|con|text|main))?(?:$|\s)|"
    r"(?:article|news|pages?|detail|info|view|content|xxgk)[_-]?(?:content|text|body|con|detail)(?:$|[\s_-])|WordSection",
    re.I,
)
_CHROME = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navi|navigation|menu|header|footer|foot|bottom|crumbs?|breadcrumbs?|bread|location|position|weizhi|dqwz|szwz|"
    r"sidebar|side|share|bdshare\w*|qrcode|ewm|erweima|copyright|yqlj|friendlinks?|search|login|toolbar|tools?|related|xgwz|xgyd|recommend|hot|"
    r"rank|pager|pagination|banner|wza|print|prev|pre[_-]?next|comments?|advert|ads?)(?:$|[\s_-]|\d)",
    re.I,
)
_ARTICLE = "js_content"
_TAGS = frozenset({"nav", "footer", "aside", "header", "form"})
_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary"})
_COLUMNS = frozenset(
    {"div", "td", "article", "section", "main", "body", "center", "form", "blockquote", "table", "tbody", "tr", "dd"}
)
_PASSED = frozenset({"table", "tbody", "tr"})  # on the way to a column of a page, never one themselves
_PROSE = 25  # characters of a paragraph
_MARK = re.compile("[。；，、：！？]")
_MOST = 0.7  # share of a page's prose that its main part has at the least
_NAMED = 0.4  # the same for a part whose name says that it is the content
_LINKED = 0.5  # share of links from which a part beside the main one is navigation
_LIST = 0.8  # the same for a part of the main one
_SAID = 0.3  # the same where its name says so too
_FEW = 0.15  # share of a page's prose that a part set aside may have


class MainText:
    """Says of each block of a page whether it is navigation."""

    def __init__(self, root: html.HtmlElement, blocks: Sequence[Block]) -> None:
        body = root.find("body")
        self._body = root if body is None else body
        self._size: Counter[html.HtmlElement] = Counter()
        self._linked: Counter[html.HtmlElement] = Counter()
        self._links: Counter[html.HtmlElement] = Counter()
        self._prose: Counter[html.HtmlElement] = Counter()
        self._verdicts: dict[html.HtmlElement, bool] = {}
        for block in blocks:
            size = _length(block.text)
            prose = size if _is_prose(block, size) else 0
            for element in _chain(block.owner):
                self._size[element] += size
                self._linked[element] += block.linked
                self._links[element] += block.linked > 0
                self._prose[element] += prose
        # An article's page of WeChat says which part the article is; nothing else on it is.
        only = root.get_element_by_id(_ARTICLE, None)
        self._only = only is not None
        self._main = only if only is not None else self._find()
        self._above = set(_chain(self._main))

    def holds(self, block: Block) -> bool:
        """Whether a block stands in the main part."""
        return self._main in _chain(block.owner)

    def is_prose(self, block: Block) -> bool:
        """Whether a block is a paragraph of prose, or a table."""
        return _is_prose(block, _length(block.text))

    def is_navigation(self, block: Block) -> bool:
        """Whether a block, or a part of the page that it stands in, is navigation."""
        if self._only:
            return not self.holds(block)
        if any(self._is_chrome(element) for element in _chain(block.owner)):
            return True
        return not self.holds(block) and block.linked > _LIST * _length(block.text)

    def _find(self) -> html.HtmlElement:
        """The smallest part with most of the page's prose; one with a telling name may have less of it."""
        total = self._prose[self._body]
        if not total:
            return self._body
        named = [
            element
            for element, prose in self._prose.items()
            if prose >= _NAMED * total
            and element.tag in _COLUMNS
            and (element.tag in ("article", "main") or _CONTENT.search(_names(element)))
        ]
        if named:  # the innermost of the fullest
            fullest = max(self._prose[element] for element in named)
            return min((each for each in named if self._prose[each] == fullest), key=lambda each: self._size[each])
        main = at = self._body
        while at is not None:
            main = main if at.tag in _PASSED else at
            fullest = (child for child in at if child.tag in _COLUMNS and self._prose[child] >= _MOST * total)
            at = next(fullest, None)
        return main

    def _is_chrome(self, element: html.HtmlElement) -> bool:
        if element not in self._verdicts:
            self._verdicts[element] = element not in self._above and self._judged(element)
        return self._verdicts[element]

    def _judged(self, element: html.HtmlElement) -> bool:
        size, prose, linked = self._size[element], self._prose[element], self._linked[element]
        if not size or element.tag in ("p", "a", "span", "h1", "h2", "h3"):
            return False
        says_so = element.tag in _TAGS or element.get("role") in _ROLES or bool(_CHROME.search(_names(element)))
        if self._main in _chain(element):
            listed = self._links[element] >= 3 and linked > _LIST * size
            return not prose and (listed or (says_so and linked > _SAID * size))
        few = prose <= _FEW * self._prose[self._body]
        return few and (says_so or linked > _LINKED * size)


def _chain(element: html.HtmlElement | None) -> Iterator[html.HtmlElement]:
    """An element and those that it stands in."""
    while element is not None:
        yield element
        element = element.getparent()


def _names(element: html.HtmlElement) -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def _length(text: str) -> int:
    return len("".join(text.split()))


def _is_prose(block: Block, size: int) -> bool:
    if block.deleted or block.linked > 0.2 * size:
        return False
    return size >= _PROSE and bool(block.cells or _MARK.search(block.text))
