"""Placed lines become paragraphs, whatever they came from: margins, indents, titles, columns, running lines, tables over pages."""

from dataclasses import replace
from itertools import count

import pytest

from ingest.kinds import Kind
from ingest.readers.builder import Box, GridCell
from ingest.readers.pages.assemble import assemble
from ingest.readers.pages.placed import PlacedLine, PlacedPage, PlacedTable
from ingest.source import Reading
from tests import plan

WIDTH, HEIGHT = 595.0, 842.0
LEFT, RIGHT, EM = 74.0, 522.0, 16.0  # points: a line holds 28 characters


def _line(text: str, top: float, left: float = LEFT, em: float = EM, bold: bool = False) -> PlacedLine:
    wide = sum(1.0 if char > "\u2e80" else 0.5 for char in text) * em
    return PlacedLine(
        text, left / WIDTH, top / HEIGHT, (left + wide) / WIDTH, (top + 1.1 * em) / HEIGHT, em / HEIGHT, bold
    )


def _centred(text: str, top: float, em: float = EM, bold: bool = False) -> PlacedLine:
    return _line(text, top, (LEFT + RIGHT) / 2 - len(text) * em / 2, em, bold)


def _page(
    *lines: PlacedLine, number: int = 1, tables: tuple[PlacedTable, ...] = (), scanned: bool = False
) -> PlacedPage:
    return PlacedPage(number, WIDTH, HEIGHT, lines, tables, scanned)


def _set(texts: list[str], top: float = 110, pitch: float = 28, indent: int = 2) -> list[PlacedLine]:
    """Paragraphs as lines of 28 characters."""
    lines, tops = [], count(top, pitch)
    for text in texts:
        taken = 28 - indent
        lines.append(_line(text[:taken], next(tops), LEFT + indent * EM))
        while text[taken:]:
            lines.append(_line(text[taken : taken + 28], next(tops)))
            taken += 28
    return lines


def _main(reading: Reading) -> list[str]:
    text = reading.text
    for start, end in reversed(reading.aside):
        text = text[:start] + text[end:]
    return text.splitlines()


def _asides(reading: Reading) -> list[str]:
    return [reading.text[start:end].strip() for start, end in reading.aside]


HAN = [text for text in plan.PARAGRAPHS if not any(char.isascii() for char in text)]
LONG = "各学校应当把图书馆开放时间写入课程表并向家长公布确保每名学生每周至少有一节阅读课任何学校不得以补课为由占用阅读课的时间违反的予以通报"


def _text(page: list[PlacedLine], *more: list[PlacedLine]) -> list[str]:
    pages = [_page(*lines, number=number) for number, lines in enumerate((page, *more), start=1)]
    return _main(assemble(pages, Kind.PDF))


@pytest.mark.parametrize("indent", [2, 0])
def test_a_paragraph_goes_on_over_lines_and_pages(indent: int) -> None:
    texts = [f"{label}{LONG}。" for label in ("一是", "二是", "三是")]
    lines = _set(texts, indent=indent)
    assert _text(lines) == texts
    head, tail = lines[:5], lines[5:]
    again = [_line(line.text, 110 + 28 * at, line.left * WIDTH) for at, line in enumerate(tail)]
    assert _text(head, again) == texts


def test_a_page_that_ends_early_ends_its_paragraph() -> None:
    full = _set([LONG + "。"] * 8)
    short = _set([LONG[:26]])
    assert _text(full, short, _set(["之后" + LONG], indent=0))[8:] == [LONG[:26], "之后" + LONG]


def test_a_list_item_hangs() -> None:
    lines = _set([LONG + "。"] * 2)
    top = 110 + 28 * len(lines)
    item = [
        _line("1. " + LONG[:26], top),
        _line(LONG[26:52], top + 28, LEFT + 20),
        _line(LONG[52:], top + 56, LEFT + 20),
    ]
    assert _text([*lines, *item])[-1] == "1. " + LONG


def test_the_lines_of_a_title_are_one_and_what_stands_under_it_is_not() -> None:
    title = [_centred(plan.TITLE[0], 100, 22), _centred(plan.TITLE[1], 134, 22)]
    under = [_centred("（征求意见稿）", 170), *_set(HAN * 2, 210)]
    assert _text([*title, *under])[:3] == ["".join(plan.TITLE), "（征求意见稿）", HAN[0]]
    heads = [_centred("青溪县教育局文件", 80, 22), _centred("关于做好春季开学工作的通知", 120, 22)]
    assert _text([*heads, *under])[:2] == ["青溪县教育局文件", "关于做好春季开学工作的通知"]


def test_signatures_contents_and_headings_stay_apart() -> None:
    contents = ["一、总体要求" + "." * 42 + "1", "二、主要任务" + "." * 42 + "3"]
    lines = [_line(text, 110 + 28 * at) for at, text in enumerate(contents)]
    lines += [_line("一、总体要求", 180, LEFT + 32), *_set([LONG + "。"], 208)]
    lines += [_line("青溪县教育局", 330, RIGHT - 6 * EM - 20), _line("二〇二六年一月十五日", 358, RIGHT - 10 * EM)]
    assert _text(lines) == [*contents, "一、总体要求", LONG + "。", "青溪县教育局", "二〇二六年一月十五日"]


def test_a_bold_heading_that_fills_its_line_ends_there() -> None:
    heading = _line("一、" + LONG[:26], 110, bold=True)
    assert _text([heading, *_set([LONG], 138, indent=0)]) == [heading.text, LONG]


def test_a_note_mark_stands_in_its_line() -> None:
    mark = PlacedLine("①", (LEFT + 80) / WIDTH, 105 / HEIGHT, (LEFT + 88) / WIDTH, 114 / HEIGHT, 8 / HEIGHT)
    lines = [_line("近视检出率", 110), mark, _line("比上年下降一个百分点。", 110, LEFT + 88)]
    assert _text(lines) == ["近视检出率①比上年下降一个百分点。"]


def test_words_beside_each_other_are_a_row_where_they_are_no_columns() -> None:
    lines = [_line("联系人：王老师", 110), _line("电话：八六四二一", 110, 350), *_set([LONG + "。"], 138)]
    assert _text(lines) == ["联系人：王老师 电话：八六四二一", LONG + "。"]


@pytest.mark.parametrize("by_row", [True, False])
def test_columns_are_read_down_in_whatever_order_a_file_has_them(by_row: bool) -> None:
    texts = [LONG[at : at + 13] for at in range(0, 52, 13)]
    left = [_line(text, 200 + 24 * at, LEFT) for at, text in enumerate(texts)]
    right = [_line(text, 200 + 24 * at, LEFT + 15 * EM) for at, text in enumerate(texts)]
    lines = [line for pair in zip(left, right, strict=True) for line in pair] if by_row else [*left, *right]
    title = _centred("青溪教育简报", 120, 22)
    assert _text([title, *lines]) == ["青溪教育简报", "".join(texts) * 2]


def test_a_line_on_the_margin_of_a_page_stands_by_itself() -> None:
    seal = PlacedLine("密封线内不要答题", 0.03, 0.3, 0.055, 0.45, 0.019)
    assert _text([*_set([LONG + "。"] * 3), seal]) == [LONG + "。"] * 3 + ["密封线内不要答题"]


def test_running_lines_are_told_by_repetition_with_pages_that_face_each_other() -> None:
    pages = []
    for number in range(1, 7):
        odd = number % 2 == 1
        header = _line("青溪县教育局" if odd else "校园图书馆工作计划", 50, LEFT if odd else 400, 10)
        foot = _line(f"— {number} —", 790, 480 if odd else LEFT, 12)
        lines = _set([f"{'甲乙丙丁戊己'[number - 1]}校" + LONG + "。"] * 2)
        pages.append(_page(*([] if number == 1 else [header]), *lines, foot, number=number))
    reading = assemble(pages, Kind.PDF)
    assert [text for text in _asides(reading) if text.startswith("—")] == [f"— {number} —" for number in range(1, 7)]
    assert not {"校园图书馆工作计划", "青溪县教育局"} & set(_main(reading))
    for page in reading.layout.pages:
        assert f"— {page.number} —" in reading.text[page.start : page.end]


def test_annexes_and_sentences_at_the_head_of_pages_do_not_run() -> None:
    pages = []
    for number in (1, 2, 3):
        lines = [_line(f"附件{number}", 110), *_set([f"第{number}批学校{LONG}。"], 150)]
        pages.append(_page(*lines, number=number))
    assert not assemble(pages, Kind.PDF).aside
    # A bare number at the foot of one page may be a figure of it.
    assert not assemble([_page(*_set([LONG]), _line("36", 790))], Kind.PDF).aside


def test_plain_page_numbers_are_told_by_counting_with_the_pages() -> None:
    pages = [_page(*_set([LONG]), _line(str(number + 4), 790, 290, 12), number=number) for number in (1, 2, 3)]
    assert _asides(assemble(pages, Kind.PDF)) == ["5", "6", "7"]


def _table(rows: list[list[str]], top: float, edges: tuple[float, ...] = (0.12, 0.3, 0.6, 0.88)) -> PlacedTable:
    cells = [
        GridCell(
            row, column, text, 1, 1, Box(edges[column], top + 0.03 * row, edges[column + 1], top + 0.03 * (row + 1))
        )
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    return PlacedTable(edges[0], top, edges[-1], top + 0.03 * len(rows), tuple(cells))


def _rows(reading: Reading, table: int = 0) -> list[list[str]]:
    found: dict[int, list[str]] = {}
    for cell in reading.layout.tables[table].cells:
        found.setdefault(cell.row, []).append(reading.text[cell.start : cell.end])
    return [found[row] for row in sorted(found)]


def test_a_table_goes_on_over_the_page_with_the_row_that_the_break_cut() -> None:
    head = ["序号", "学校", "任务"]
    first = _table([head, ["1", "第一小学", "补足馆藏"], ["2", "第二小学", "改造阅览室并且"]], 0.7)
    second = _table([head, ["", "", "更换灯具"], ["3", "第三小学", "配备书架"]], 0.13)
    pages = [
        _page(_line("任务表", 500), tables=(first,)),
        _page(_line("说明：以上任务按期完成。", 400), number=2, tables=(second,)),
    ]
    reading = assemble(pages, Kind.PDF)
    assert _rows(reading) == [
        head,
        ["1", "第一小学", "补足馆藏"],
        ["2", "第二小学", "改造阅览室并且更换灯具"],
        ["3", "第三小学", "配备书架"],
    ]
    assert _asides(reading) == ["\t".join(head)]
    assert _main(reading)[0] == "任务表" and _main(reading)[-1] == "说明：以上任务按期完成。"
    places = {line.page for line in reading.layout.lines}
    assert places == {1, 2}


def test_a_table_of_other_columns_or_after_text_is_another_one() -> None:
    first = _table([["序号", "学校", "任务"], ["1", "第一小学", "补足馆藏"]], 0.7)
    other = _table([["年级", "人数", "册数"], ["一", "30", "60"]], 0.13, (0.12, 0.4, 0.5, 0.88))
    pages = [_page(tables=(first,)), _page(number=2, tables=(other,))]
    assert len(assemble(pages, Kind.PDF).layout.tables) == 2
    same = _table([["2", "第二小学", "改造"]] * 2, 0.5)
    pages = [_page(tables=(first,)), _page(_line("另有一表如下：", 100), number=2, tables=(same,))]
    assert len(assemble(pages, Kind.PDF).layout.tables) == 2
    pages = [_page(tables=(first,)), _page(_line("（续表）", 100), number=2, tables=(same,))]
    assert len(assemble(pages, Kind.PDF).layout.tables) == 1


@pytest.mark.parametrize("caption", ["附表 各学校任务分工", "各学校任务分工一览"])
def test_the_caption_of_a_table_is_no_part_of_the_paragraph_before_it(caption: str) -> None:
    full = LONG[:53] + "。"  # its last line reaches the margin
    below = _table([["学校", "任务", "时限"], ["第一小学", "补足馆藏", "三月"]], 0.5)
    lines = [*_set([LONG + "。", full]), _line(caption, 110 + 28 * 5)]
    assert _main(assemble([_page(*lines, tables=(below,))], Kind.PDF))[:3] == [LONG + "。", full, caption]
    foot = _line("— 1 —", 800, 280, 12)
    pages = [_page(*lines, foot), _page(number=2, tables=(below,))]
    assert _main(assemble(pages, Kind.PDF))[:3] == [LONG + "。", full, caption]


def test_a_row_that_the_break_cut_beside_a_cell_over_rows_is_mended() -> None:
    def grid(rows: list[tuple[int, int, str, int]], top: float) -> PlacedTable:
        edges = (0.12, 0.3, 0.5, 0.7, 0.88)
        cells = [
            GridCell(row, at, text, high, 1, Box(edges[at], top + 0.03 * row, edges[at + 1], top + 0.03 * (row + high)))
            for row, at, text, high in rows
        ]
        return PlacedTable(edges[0], top, edges[-1], top + 0.09, tuple(cells))

    first = grid(
        [
            (0, 0, "片区", 1),
            (0, 1, "学校", 1),
            (0, 2, "人数", 1),
            (0, 3, "时间", 1),
            (1, 0, "城区", 1),
            (1, 1, "第一小学（含", 1),
            (1, 2, "12", 1),
            (1, 3, "三月", 1),
        ],
        0.7,
    )
    second = grid(
        [
            (0, 0, "", 2),
            (0, 1, "分校）", 1),
            (0, 2, "", 1),
            (0, 3, "", 1),
            (1, 1, "第二小学", 1),
            (1, 2, "9", 1),
            (1, 3, "四月", 1),
        ],
        0.13,
    )
    reading = assemble([_page(tables=(first,)), _page(number=2, tables=(second,))], Kind.PDF)
    assert _rows(reading)[1:] == [["城区", "第一小学（含分校）", "12", "三月"], ["第二小学", "9", "四月"]]
    assert reading.layout.tables[0].cells[4].rows == 2


def test_numbers_of_lines_are_no_text_and_those_of_a_list_are() -> None:
    def page(texts: list[str], number: int) -> PlacedPage:
        lines = _set(texts)
        marks = [_line(str(at), 110 + 28 * (at - 1), 40, 9) for at in range(1, len(lines) + 1)]
        return _page(*(line for pair in zip(marks, lines, strict=True) for line in pair), number=number)

    reading = assemble([page([LONG + "。"] * 3, 1), page(["甲" + LONG[:40] + "。"], 2)], Kind.PDF)
    assert _main(reading) == [LONG + "。"] * 3 + ["甲" + LONG[:40] + "。"]
    assert len(_asides(reading)) == 11
    rows = [
        line for at in range(1, 9) for line in (_line(str(at), 110 + 28 * at), _line(f"第{at}小学", 110 + 28 * at, 120))
    ]
    assert _main(assemble([_page(*rows)], Kind.PDF)) == [f"{at} 第{at}小学" for at in range(1, 9)]


def test_a_framed_box_beside_text_does_not_break_it() -> None:
    text = _set([LONG[:28]], indent=0)
    text += [_line(LONG[28 + at : 44 + at], 138 + 28 * at // 16) for at in (0, 16)]
    text += [_line(LONG[60:] + "。", 194)]
    tip = [_line(said, 135 + 22 * at, 344, 12) for at, said in enumerate(("小贴士：咨询热线每", "天开通，不收费用。"))]
    box = Box(338 / WIDTH, 130 / HEIGHT, 490 / WIDTH, 185 / HEIGHT)
    page = PlacedPage(
        1, WIDTH, HEIGHT, (*text[:2], tip[0], text[2], tip[1], *text[3:], *_set([LONG] * 8, 222)), frames=(box,)
    )
    assert _main(assemble([page], Kind.PDF)) == [LONG + "。", *[LONG] * 8, "小贴士：咨询热线每天开通，不收费用。"]


def test_characters_along_a_binding_edge_are_one_line_by_themselves() -> None:
    edge = [_line(char, 160 + 40 * at, 24, 14) for at, char in enumerate("装订线")]
    stacked = [_line(char, 160 + 20 * at, 24, 14) for at, char in enumerate("南山档案馆藏")]
    assert _text([*_set([LONG + "。"] * 3), *stacked]) == [LONG + "。"] * 3 + ["南山档案馆藏"]
    assert "装" in "".join(_text([*_set([LONG + "。"] * 3), *edge]))


def test_a_line_that_begins_with_a_closing_mark_goes_on_and_rows_of_words_do_not() -> None:
    lines = [_line(LONG[:26], 110), _line("，" + LONG[26:50] + "。", 138)]
    assert _text([*lines, *_set([LONG] * 2, 166)])[0] == LONG[:26] + "，" + LONG[26:50] + "。"
    rows = [
        [_line(text, 110 + 28 * at, left) for left, text in ((74, f"第{at}小学"), (220, f"{at}人"), (458, "三月完"))]
        for at in range(1, 7)
    ]
    assert _text([line for row in rows for line in row]) == [f"第{at}小学 {at}人 三月完" for at in range(1, 7)]


def test_a_page_with_wider_lines_than_the_others_keeps_its_paragraphs() -> None:
    close = [_set([LONG + "。"] * 6) for _ in range(2)]
    assert _text(*close, _set([LONG + "。"] * 4, pitch=42)) == [LONG + "。"] * 16


def test_sizes_that_a_scan_measures_roughly_do_not_break_a_paragraph() -> None:
    lines = _set([LONG + "。"] * 3)
    rough = [
        PlacedLine(line.text, line.left, line.top, line.right, line.bottom, line.size * (1.2 if at % 2 else 1.0))
        for at, line in enumerate(lines)
    ]
    assert _main(assemble([_page(*rough, scanned=True)], Kind.PDF)) == [LONG + "。"] * 3


def test_every_line_is_placed_where_its_words_are() -> None:
    texts = [LONG + "。", "（一）" + LONG + "。"]
    pages = [_page(*_set(texts), number=1), _page(*_set(texts), number=2), _page(number=3)]
    reading = assemble(pages, Kind.IMAGE, ("提示",))
    assert [reading.text[line.start : line.end] for line in reading.layout.lines] == [
        line.text for page in pages for line in page.lines
    ]
    assert [(page.start, page.end) for page in reading.layout.pages][-1] == (len(reading.text), len(reading.text))
    assert reading.warnings == ("提示",) and reading.layout.kind == "image"


def test_two_pages_on_one_sheet_are_read_one_after_the_other() -> None:
    def half(texts: list[str], left: float) -> list[PlacedLine]:
        return [
            PlacedLine(said, left, 0.1 + 0.05 * at, left + 0.012 * len(said), 0.13 + 0.05 * at, 0.03)
            for at, said in enumerate(texts)
        ]

    left = [
        "第一章　总则",
        "第一条　为加强学校食堂管理，保障师生饮食安全，",
        "根据有关规定，制定本办法。",
        "第二条　本办法适用于全县中小学和幼儿园的食堂。",
    ]
    right = [
        "第二章　经费",
        "第三条　学校设立专用账户，伙食费专款专用，不得",
        "挪作他用。",
        "第四条　伙食费按月结算，每学期向家长公布一次。",
    ]
    mixed = [line for pair in zip(half(left, 0.06), half(right, 0.56), strict=True) for line in pair]
    said = "".join(_main(assemble([PlacedPage(1, 1190, 842, tuple(mixed))], Kind.PDF)))
    assert said.replace("\n", "") == "".join(left + right)


def test_a_line_in_two_fonts_that_is_higher_than_either_goes_on_all_the_same() -> None:
    texts = [f"{label}{LONG}。" for label in ("一是", "二是", "三是", "四是")]
    lines = _set(texts)
    mixed = [replace(line, size=line.size * 1.5) if at % 3 == 0 else line for at, line in enumerate(lines)]
    assert _text(mixed) == texts
