"""Web pages: the main text, what else can be read set aside, a portal's data as lines that say what they are."""

import re
from itertools import zip_longest

from lxml import html

from ingest import messages
from ingest.kinds import Kind
from ingest.readers.builder import Builder, GridCell
from ingest.readers.html import messages as html_messages
from ingest.readers.html.around import around, has_text
from ingest.readers.html.flow import Block, flow, tidy
from ingest.readers.html.main import MainText
from ingest.readers.html.portal import (
    article_lines,
    field_rows,
    is_control,
    is_crumbs,
    is_field,
    is_front,
    is_name,
    meta_lines,
    paired,
    site_names,
    without_controls,
)
from ingest.readers.html.tree import page_text, parse, prune
from ingest.source import Reading, UnreadableFile
from rag.text import fold, has_han

_LONGEST_VALUE = 60  # characters of a value beside its name
_LIST = 8  # links of a page without text that only lists other pages
_SHORTEST = 5  # characters of a title that is looked for in the page's own


def read_html(data: bytes) -> Reading:
    """The text of a page saved from the web or from a word processor. Raises UnreadableFile."""
    source, broken = page_text(data)
    root = parse(source)
    elsewhere = next(root.iter("iframe", "frame", "img", "script"), None) is not None
    prune(root)
    titles = _titles(root)
    sites = site_names(root, titles[1])
    body = root.find("body")
    blocks = flow(root if body is None else body)
    main = MainText(root, blocks)
    beside = around(blocks, main)
    builder = Builder()
    for line, is_data in meta_lines(root):
        builder.line(line, aside=not is_data)
    for line in article_lines(root):
        builder.line(line)
    title = _title(blocks, titles, main)
    if title is None and titles[1]:
        builder.line(titles[1], aside=True)
    paired_with: Block | None = None
    for block, after in zip_longest(blocks, blocks[1:]):
        if block is paired_with:
            continue
        if block in beside and block is not title:
            builder.line(block.text, aside=True)
        elif after and _are_paired(block, after):
            paired_with = after
            builder.line(paired(block.text, after.text))
        else:
            _write(builder, block, main, sites, block is title)
    reading = builder.reading(Kind.HTML, (messages.DAMAGED.format(count=broken),) if broken else ())
    if not has_han(reading.text):
        raise UnreadableFile(messages.NO_CHINESE)
    own = [block for block in blocks if block is not title and block not in beside]
    if not has_text(own, main):
        if sum(block.linked > 0 for block in blocks) >= _LIST:
            raise UnreadableFile(html_messages.LIST)
        if elsewhere:
            raise UnreadableFile(html_messages.ELSEWHERE)
    return reading


def _titles(root: html.HtmlElement) -> tuple[str, str]:
    """The title that the portal gives of the article, and the one of the page, which may have the site's name behind
    it."""
    article = next(
        (tidy(meta.get("content", "")) for meta in root.iter("meta") if meta.get("name", "").lower() == "articletitle"),
        "",
    )
    page = root.find(".//head/title")
    return article, tidy(page.text_content()) if page is not None else ""


def _title(blocks: list[Block], titles: tuple[str, str], main: MainText) -> Block | None:
    """The block that is the document's title: what the portal or the page calls so, a heading before others."""
    article, page = map(fold, titles)
    found = [
        block
        for block in blocks
        if not block.cells
        and not is_control(block.text)
        and not is_crumbs(block.text, block.linked)
        and len(said := fold(block.text)) >= _SHORTEST
        and (said == article or (page.startswith(said) and (block.level or main.holds(block) or said == page)))
    ]
    headings = [block for block in found if block.level]
    if headings or found:
        return (headings or found)[0]
    alone = [block for block in blocks if block.level == 1]
    return alone[0] if len(alone) == 1 and main.holds(alone[0]) else None


def _are_paired(block: Block, after: Block) -> bool:
    """Whether a block names data about the document, as 索引号, and the next, beside it, is its value."""
    if (
        not is_name(block.text)
        or is_name(after.text)
        or after.cells
        or len(after.text) > _LONGEST_VALUE
        or "。" in after.text
    ):
        return False
    return block.owner.getparent() is after.owner.getparent()


def _write(builder: Builder, block: Block, main: MainText, sites: frozenset[str], is_title: bool) -> None:
    text = block.text
    if block.cells:
        _write_table(builder, block, main)
    elif is_title:
        builder.line(text, level=0)
    elif block.deleted or is_control(text) or is_crumbs(text, block.linked):
        builder.line(text, aside=True)
    elif is_field(text):
        kept, controls = without_controls(text)
        builder.line(kept)
        if controls:
            builder.line(controls, aside=True)
    else:
        inside = main.holds(block)
        aside = (main.is_navigation(block) and (block.linked or not is_front(text))) or (text in sites and not inside)
        level = block.level if inside and not aside else None
        builder.line(text, level=level, aside=aside)


def _write_table(builder: Builder, block: Block, main: MainText) -> None:
    rows: dict[int, list[GridCell]] = {}
    for cell in block.cells:
        rows.setdefault(cell.row, []).append(cell)
    fields = field_rows([[cell.text for cell in row] for row in rows.values()])
    if fields:
        for line in fields:
            builder.line(line)
    elif main.is_navigation(block):
        for row in rows.values():
            if text := " ".join(tidy(re.sub(r"\n+", " ", cell.text)) for cell in row).strip():
                builder.line(text, aside=True)
    elif len({cell.column for cell in block.cells if cell.text.strip()}) == 1:
        for cell in block.cells:
            for line in filter(str.strip, cell.text.split("\n")):
                builder.line(line)
    else:
        builder.table(block.cells, block.head)
