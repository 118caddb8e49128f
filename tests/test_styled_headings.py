"""Headings that a format knows: those with official numbering as in a plain text, the others at the level of their style."""

import pytest

from ingest.document import make_document
from ingest.source import SourceText, Styled
from rag.schema import Document


def document(lines: list[tuple[str, int | None]]) -> Document:
    """A document of lines, each with the level of its style."""
    text, headings = "", []
    for line, level in lines:
        if level is not None:
            headings.append(Styled(level, len(text), len(text) + len(line)))
        text += line + "\n"
    return make_document(SourceText("文件.docx", text, "0" * 64, headings=tuple(headings)))


def paths(lines: list[tuple[str, int | None]]) -> list[str]:
    return [" > ".join(clause.path) for clause in document(lines).clauses]


def marked(source: str) -> list[tuple[str, int | None]]:
    """Lines of a text, each after its level and a space, or after a dash."""
    return [
        (line[2:], None if line[0] == "-" else int(line[0])) for line in map(str.strip, source.strip().splitlines())
    ]


def test_styled_headings_with_official_numbers_are_those_of_the_plain_text() -> None:
    lines = marked(
        """1 一、安全工作
        2 （一）消防
        - 1.查隐患。每月查两次。
        - 2.练疏散。每学期两次。
        2 （二）食品
        - 逐校抽检。
        1 二、质量工作
        - 校长每周听课两节。"""
    )
    assert paths(lines) == paths([(line, None) for line, _ in lines])
    assert paths(lines)[-1] == "二、质量工作"


def test_headings_without_numbers_nest_by_their_level() -> None:
    assert paths(
        marked(
            """1 工作回顾
            - 全年新建幼儿园6所。
            2 学前教育
            - 普惠率达到92%。
            2 义务教育
            - 巩固率达到99%。
            1 工作打算
            - 再建幼儿园3所。"""
        )
    ) == ["工作回顾", "工作回顾 > 学前教育", "工作回顾 > 义务教育", "工作打算"]


def test_a_heading_without_a_number_above_numbered_ones() -> None:
    assert paths(
        marked(
            """1 工作回顾
            2 一、学前教育
            - 普惠率达到92%。
            2 二、义务教育
            - 巩固率达到99%。
            1 工作打算
            2 一、学前教育
            - 再建幼儿园3所。
            - （一）选址。年内完成。
            - （二）开工。明年三月。"""
        )
    ) == [
        "工作回顾 > 一、学前教育",
        "工作回顾 > 二、义务教育",
        "工作打算 > 一、学前教育",
        "工作打算 > 一、学前教育 > （一）选址",
        "工作打算 > 一、学前教育 > （二）开工",
    ]


@pytest.mark.parametrize("upper", ["1", "-"])
def test_a_heading_without_a_number_below_numbered_ones(upper: str) -> None:
    assert paths(
        marked(
            f"""{upper} 一、安全工作
            2 消防安全
            - （一）检查。每月两次。
            - （二）演练。每学期两次。
            2 食品安全
            - 逐校抽检食堂。
            {upper} 二、质量工作
            - 校长每周听课两节。
            1 附则
            - 由区教育局解释。"""
        )
    ) == [
        "一、安全工作 > 消防安全 > （一）检查",
        "一、安全工作 > 消防安全 > （二）演练",
        "一、安全工作 > 食品安全",
        "二、质量工作",
        "附则",
    ]


def test_headings_without_numbers_beside_numbered_ones_of_their_level() -> None:
    assert paths(
        marked(
            """1 前言
            - 为做好工作，制定本方案。
            1 一、目标
            - 新建幼儿园6所。
            1 二、任务
            - 年内开工。
            1 结语
            - 各校要抓好落实。"""
        )
    ) == ["前言", "一、目标", "二、任务", "结语"]


def test_an_annex_closes_every_heading_and_its_own_stand_below_it() -> None:
    assert paths(
        marked(
            """1 申报条件
            - 在编在岗教师均可申报。
            1 申报程序
            - 学校初审后报区教育局。
            - 附件1
            1 填表说明
            - 一律用黑色笔填写。"""
        )
    ) == ["申报条件", "申报程序", "附件1 > 填表说明"]


def test_the_name_of_a_document_that_is_styled_as_its_first_section_is_none() -> None:
    lines = marked(
        """1 校园安全手册
        2 一、消防
        - 每月检查两次。
        2 二、食堂
        - 逐校抽检。"""
    )
    assert paths(lines) == ["", "一、消防", "二、食堂"]


def test_a_letter_whose_paragraphs_are_all_headings_by_mistake_has_none() -> None:
    lines = marked(
        """1 各中小学、幼儿园：
        1 现将有关事项通知如下，请认真执行。
        1 指导思想
        1 坚持立德树人，办好人民满意的教育，全面提高办学水平。
        1 主要任务
        1 年内新建幼儿园6所，新增学位1800个，改造食堂12个。
        1 请各校抓好落实。"""
    )
    assert paths(lines) == [""]
    assert paths(marked("\n".join(f"2 第{name}小学" for name in "一二三四五六七八"))) == [""]


def test_lines_that_cannot_be_headings_are_text_even_when_styled() -> None:
    assert paths(
        marked(
            """1 甲类学校
            - 城区学校共21所，均已达标。
            1 乙类学校
            - 乡村学校共13所，均已达标。
            1 2024年3月5日
            1 丙类学校
            - 教学点共5个，逐个验收。"""
        )
    ) == ["甲类学校", "乙类学校", "丙类学校"]


def test_every_heading_has_its_span() -> None:
    found = document(marked("1 工作回顾\n- 全年新建幼儿园6所。\n1 工作打算\n- 再建幼儿园3所。"))
    assert [(each.level, found.text[each.start : each.end]) for each in found.outline] == [
        (1, "工作回顾"),
        (1, "工作打算"),
    ]
    assert [sentence.text for sentence in found.clauses[0].sentences] == ["工作回顾", "全年新建幼儿园6所。"]
