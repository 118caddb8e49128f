"""A .docx is read as it shows: numbering that is only drawn, tables, notes, revisions, text boxes; and what is no text apart."""

import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from docx import Document

from ingest.document import make_document
from ingest.read import read, read_bytes
from ingest.readers.docx import read_docx
from ingest.readers.word.numerals import numeral
from ingest.source import Reading, UnreadableFile
from rag.schema import Document as Policy
from rag.text import fold
from tests.word_files import STYLES, W, cell, docx, levels, lists, par, row, run, table

OFFICIAL = levels(
    ("chineseCounting", "%1、"), ("chineseCountingThousand", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）"), ("decimalEnclosedCircle", "%5")
)  # fmt: skip


def text(reading: Reading) -> list[str]:
    """The lines of the document, without what is aside."""
    kept = list(reading.text)
    for start, end in reading.aside:
        kept[start:end] = [""] * (end - start)
    return [line for line in "".join(kept).split("\n") if line]


def aside(reading: Reading) -> list[str]:
    return [line for start, end in reading.aside if (line := reading.text[start:end].strip())]


# --- numbering ---


@pytest.mark.parametrize(
    ("form", "numbers"),
    [
        ("decimal", {1: "1", 12: "12"}),
        ("decimalZero", {1: "01", 12: "12"}),
        ("decimalFullWidth", {1: "１", 12: "１２"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 100: "一○○"}),
        ("chineseCountingThousand", {10: "十", 15: "十五", 21: "二十一", 100: "一百", 105: "一百零五", 110: "一百一十", 115: "一百一十五", 1001: "一千零一", 2010: "二千零一十"}),
        ("japaneseCounting", {10: "十", 24: "二十四", 100: "百", 111: "百十一", 1001: "千一"}),
        ("ideographDigital", {9: "九", 10: "一〇", 23: "二三"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 13: "丙子", 61: "甲子"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 12: "壹拾贰", 105: "壹佰零伍"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa"}),
        ("upperLetter", {2: "B", 28: "BB"}),
        ("lowerRoman", {4: "iv", 19: "xix"}),
        ("upperRoman", {9: "IX", 44: "XLIV"}),
        ("none", {3: ""}),
        ("bullet", {3: ""}),
        ("somethingNew", {3: "3"}),
    ],
)  # fmt: skip
def test_every_format_of_numbers_is_as_word_draws_it(form: str, numbers: dict[int, str]) -> None:
    assert {number: numeral(number, form) for number in numbers} == numbers


def test_a_custom_format_gives_its_width() -> None:
    assert [numeral(number, "custom", "001, 002, 003, ...") for number in (1, 45)] == ["001", "045"]


def test_the_official_levels_are_written_out_and_begin_again_below_each_other() -> None:
    depths = [0, 1, 1, 2, 3, 4, 4, 2, 1, 0, 1, 2]
    body = "".join(par(f"第{at}段", listed=(1, depth)) for at, depth in enumerate(depths))
    assert [line.split("第")[0] for line in text(read_docx(docx(body, numbering=lists(OFFICIAL))))] == (
        "一、 （一） （二） 1. （1） ① ② 2. （三） 二、 （一） 1.".split()
    )


def test_lists_of_one_kind_count_on_unless_one_says_where_it_starts() -> None:
    override = '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{}"/></w:lvlOverride>'
    numbering = lists(
        levels(("decimal", "%1、")),
        nums={1: (0, ""), 2: (0, ""), 3: (0, override.format(1)), 4: (0, override.format(5))},
    )
    body = "".join(par("项", listed=(number, 0)) for number in (1, 1, 2, 3, 3, 1, 4, 4))
    assert text(read_docx(docx(body, numbering=numbering))) == [f"{number}、项" for number in (1, 2, 3, 1, 2, 3, 5, 6)]


def test_upper_levels_in_a_label_and_plain_figures_for_them() -> None:
    shown = levels(("chineseCounting", "第%1章"), ("decimal", "%1.%2"), suffix="tab", more="<w:isLgl/>")
    body = (
        par("总则", listed=(1, 0))
        + par("目的", listed=(1, 1))
        + par("范围", listed=(1, 1))
        + par("附则", listed=(1, 0))
        + par("施行", listed=(1, 1))
    )
    reading = read_docx(docx(body, numbering=lists(shown.replace("<w:isLgl/>", "", 1))))
    assert text(reading) == ["第一章 总则", "1.1 目的", "1.2 范围", "第二章 附则", "2.1 施行"]


def test_a_level_that_never_begins_again_and_one_that_does_only_below_the_first() -> None:
    given = levels(("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), suffix="nothing")
    given = given.replace('<w:numFmt w:val="decimal"/>', '<w:numFmt w:val="decimal"/><w:lvlRestart w:val="0"/>')
    body = "".join(par("项", listed=(1, depth)) for depth in (0, 1, 2, 2, 1, 2, 0, 2))
    assert text(read_docx(docx(body, numbering=lists(given)))) == [
        f"{label}项" for label in ("一、", "（一）", "1.", "2.", "（二）", "3.", "二、", "4.")
    ]


def test_numbering_that_a_style_brings_and_a_list_that_a_style_names() -> None:
    styles = (
        STYLES.replace(
            '<w:outlineLvl w:val="0"/>', '<w:numPr><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="0"/>', 1
        ).replace(
            '<w:outlineLvl w:val="1"/>',
            '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1"/>',
            1,
        )
        + '<w:style w:type="numbering" w:styleId="L"><w:name w:val="公文"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    linked = OFFICIAL.replace('<w:lvlText w:val="%1、"/>', '<w:pStyle w:val="1"/><w:lvlText w:val="%1、"/>')
    numbering = lists(linked, '<w:numStyleLink w:val="L"/>')
    none = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="0"/></w:numPr>'
    body = (
        par("甲", "1")
        + par("乙", "2")
        + par("丙", "21")
        + par("丁", "1")
        + par("无号", "1", properties=none)
        + par("戊", listed=(2, 2))
    )
    reading = read_docx(docx(body, styles=styles, numbering=numbering))
    assert text(reading) == ["一、甲", "（一）乙", "（二）丙", "二、丁", "无号", "1.戊"]
    assert [heading.level for heading in reading.headings] == [1, 2, 2, 1, 1]


def test_bullets_and_a_figure_after_a_point() -> None:
    numbering = lists(levels(("bullet", "")), levels(("decimal", "%1."), suffix="tab"))
    reading = read_docx(docx(par("一点", listed=(1, 0)) + par("5月底前完成。", listed=(2, 0)), numbering=numbering))
    assert text(reading) == ["一点", "1. 5月底前完成。"]


def test_deleted_and_hidden_paragraphs_are_not_counted() -> None:
    struck = '<w:rPr><w:del w:id="9" w:author="甲"/></w:rPr>'
    removed = '<w:del w:id="8" w:author="甲"><w:r><w:delText>旧第二项</w:delText></w:r></w:del>'
    body = (
        par("第一项", listed=(1, 0))
        + par(removed, listed=(1, 0), properties=struck)
        + par(run("密", "<w:vanish/>"), listed=(1, 0), properties="<w:rPr><w:vanish/></w:rPr>")
        + par("新第二项", listed=(1, 0))
    )
    reading = read_docx(docx(body, numbering=lists(OFFICIAL)))
    assert text(reading) == ["一、第一项", "二、新第二项"]
    assert aside(reading) == ["旧第二项", "密"]


# --- text ---


def test_revisions_are_accepted_and_said_of() -> None:
    body = par(
        run("新建幼儿园")
        + f'<w:ins w:id="1" w:author="甲">{run("7所")}</w:ins><w:del w:id="2" w:author="甲"><w:r><w:delText>6所</w:delText></w:r></w:del>'
        + f'<w:moveFrom w:id="3" w:author="甲">{run("（含民办）")}</w:moveFrom>'
        + run("。")
    ) + par(
        run("前半"), properties='<w:rPr><w:del w:id="4" w:author="甲"/></w:rPr>'
    ) + par("后半。")  # fmt: skip
    body += table(row("校舍", "3"), row("旧行", "4", properties='<w:del w:id="5" w:author="甲"/>'))
    reading = read_docx(docx(body))
    assert text(reading) == ["新建幼儿园7所。", "前半后半。", "校舍\t3"]
    assert aside(reading) == ["6所（含民办）", "旧行4"]
    assert any("修订" in warning for warning in reading.warnings)
    assert not read_docx(docx(par("没有修订。"))).warnings


def test_controls_links_ruby_boxes_symbols_and_breaks() -> None:
    box = f"<w:txbxContent>{par('框中的话。')}{table(row('甲', '1'))}</w:txbxContent>"
    drawn = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    ruby = f"<w:r><w:ruby><w:rt>{run('yòu')}</w:rt><w:rubyBase>{run('幼')}</w:rubyBase></w:ruby></w:r>"
    sym = '<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:sym w:font="Wingdings 2" w:char="F052"/><w:sym w:font="Symbol" w:char="F0B3"/></w:r>'
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{par('控件中的话。')}</w:sdtContent></w:sdt>"
        + par(
            f"<w:smartTag>{run('海云区')}</w:smartTag><w:hyperlink>{run('教育局')}</w:hyperlink>{ruby}{run('教科')}"
            + drawn
        )
        + par(run("第一行") + "<w:r><w:br/></w:r>" + run("第二行") + "<w:r><w:tab/></w:r>" + run("栏"))
        + par(sym)
        + par('<w:r><w:pict><v:shape><v:textpath string="海云区教育局文件"/></v:shape></w:pict></w:r>')
        + par(
            f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击输入日期')}</w:sdtContent></w:sdt>"
            + run("填表人")
        )
    )
    reading = read_docx(docx(body))
    assert text(reading) == [
        "控件中的话。", "海云区教育局幼教科", "框中的话。", "甲\t1", "第一行", "第二行 栏", "√☑≥", "海云区教育局文件", "填表人",
    ]  # fmt: skip


def field(code: str, result: str = "") -> str:
    marks = [f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end")]
    return f"{marks[0]}<w:r><w:instrText>{code}</w:instrText></w:r>{marks[1]}{result}{marks[2]}"


def test_fields_show_their_results_and_characters_in_circles_are_drawn() -> None:
    nested = field("IF " + field("PAGE", run("3")) + " = 1", run("甲"))
    body = par(
        run("见") + field("REF _Ref1", run("第三章")) + run("，") + nested + field(" EQ \\o\\ac(○,3)") + run("项。")
    )
    body += par(field("EQ \\* jc0 \\o\\ad(\\s\\up 9(yòu),幼)") + run("教"))
    assert text(read_docx(docx(body))) == ["见第三章，甲③项。", "幼教"]


def test_equations_keep_what_their_bars_and_raised_figures_say() -> None:
    half = "<m:f><m:num><m:r><m:t>1</m:t></m:r></m:num><m:den><m:r><m:t>a+b</m:t></m:r></m:den></m:f>"
    power = "<m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    body = par(run("比值为") + f"<m:oMath>{half}<m:r><m:t>×</m:t></m:r>{power}</m:oMath>" + run("。"))
    assert text(read_docx(docx(body))) == ["比值为1/(a+b)×10^2。"]


def test_notes_stand_below_the_paragraph_that_refers_to_them() -> None:
    def reference(kind: str, key: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{key}"/></w:r>'

    body = (
        par(run("总则") + reference("footnote", 2), "1")
        + par(run("建档立卡") + reference("endnote", 2) + run("学生免交。"))
        + par("另一段。")
    )
    notes = "".join(
        f'<w:footnote w:id="{key}">{par(said)}</w:footnote>' for key, said in ((0, "分隔线"), (2, "总则的注。"))
    )
    ends = f'<w:endnote w:id="2">{par("指经认定的学生。")}</w:endnote>'
    reading = read_docx(docx(body, footnotes=notes, endnotes=ends))
    assert text(reading) == ["总则", "建档立卡学生免交。", "总则的注。", "指经认定的学生。", "另一段。"]


def test_headers_footers_and_comments_are_aside_once_and_page_numbers_go() -> None:
    footer = par(run("— ") + field("PAGE", run("3")) + run(" —")) + par(
        f'<w:fldSimple w:instr=" PAGE ">{run("3")}</w:fldSimple>'
    )
    comment = f'<w:comment w:id="0">{par("此处再核。")}</w:comment>'
    reading = read_docx(
        docx(par("正文。"), header1=par("内部资料"), header2=par("内部资料"), footer1=footer, comments=comment)
    )
    assert text(reading) == ["正文。"]
    assert aside(reading) == ["内部资料", "此处再核。"]


def test_a_table_of_contents_is_aside() -> None:
    control = '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
    link = f'<w:hyperlink w:anchor="_Toc12">{run("三、保障")}{run("5")}</w:hyperlink>'
    body = (
        par("目  录")
        + par("一、目标\t1", "10")
        + control.format(par("二、任务\t2"))
        + par(link)
        + par("一、目标", "1")
        + par("办好三件事。")
    )
    reading = read_docx(docx(body))
    assert text(reading) == ["一、目标", "办好三件事。"]
    assert len(aside(reading)) == 4


def test_hidden_text_is_aside_by_its_run_or_its_style() -> None:
    styles = (
        STYLES + '<w:style w:type="character" w:styleId="h"><w:name w:val="暗"/><w:rPr><w:vanish/></w:rPr></w:style>'
    )
    body = par(
        run("看得见")
        + run("水印一", "<w:vanish/>")
        + run("水印二", '<w:rStyle w:val="h"/>')
        + run("的话。", '<w:vanish w:val="0"/>')
    )
    reading = read_docx(docx(body, styles=styles))
    assert text(reading) == ["看得见的话。"] and aside(reading) == ["水印一水印二"]
    assert any("隐藏" in warning for warning in reading.warnings)


# --- tables ---


def test_merged_cells_stand_once_with_what_they_span_and_the_repeated_rows_are_the_head() -> None:
    body = table(
        row(cell("项目", '<w:vMerge w:val="restart"/>'), cell("学校数", '<w:gridSpan w:val="2"/>'), properties="<w:tblHeader/>"),
        row(cell("", "<w:vMerge/>"), "小学", "初中", properties="<w:tblHeader/>"),
        row(cell("校舍") , cell(par("3") + par("所")), cell(table(row("城区", "1"), row("乡村", "3")) + par())),
    )  # fmt: skip
    reading = read_docx(docx(body))
    [found] = reading.layout.tables
    assert found.head == 2
    cells = {
        reading.text[each.start : each.end]: (each.row, each.column, each.rows, each.columns) for each in found.cells
    }
    assert cells == {
        "项目": (0, 0, 2, 1), "学校数": (0, 1, 1, 2), "小学": (1, 1, 1, 1), "初中": (1, 2, 1, 1),
        "校舍": (2, 0, 1, 1), "3 所": (2, 1, 1, 1), "城区 1 乡村 3": (2, 2, 1, 1),
    }  # fmt: skip


def test_numbers_that_word_draws_in_cells_are_there_without_text_beside_them() -> None:
    rows = "".join(row(cell(par(listed=(1, 0))), name) for name in ("甲校", "乙校"))
    reading = read_docx(docx(table(rows), numbering=lists(levels(("decimal", "%1"), suffix="tab"))))
    assert text(reading) == ["1\t甲校", "2\t乙校"]


def test_a_cell_under_a_merged_one_shows_nothing_and_counts_nothing() -> None:
    number = par(listed=(1, 0))
    body = table(
        row(cell(number, '<w:vMerge w:val="restart"/>'), "甲校"),
        row(cell(number + par("旧字"), "<w:vMerge/>"), "乙校"),
        row(cell(number), "丙校"),
    )
    reading = read_docx(docx(body, numbering=lists(levels(("decimal", "%1")))))
    assert text(reading) == ["1\t甲校", "乙校", "2\t丙校"] and aside(reading) == ["旧字"]


def test_a_table_of_one_column_only_frames_its_text() -> None:
    body = table(row(cell(par("一、目标", "1") + par("办好三件事。") + table(row("甲", "1")))))
    reading = read_docx(docx(body))
    assert text(reading) == ["一、目标", "办好三件事。", "甲\t1"]
    assert len(reading.headings) == 1
    assert [cell.column for cell in reading.layout.tables[0].cells] == [0, 1]


# --- files ---


def test_headings_have_the_level_of_their_style_or_their_own() -> None:
    own = '<w:outlineLvl w:val="{}"/>'
    body = (
        par("关于校服的通知", "a3") + par("（征求意见稿）", "a4") + par("甲", "1") + par("乙", "21")
        + par("丙", properties=own.format(2)) + par("丁", "1", properties=own.format(9)) + par("戊")
        + par(run("长标") + "<w:r><w:br/></w:r>" + run("题"), "1")
    )  # fmt: skip
    reading = read_docx(docx(body))
    assert [(reading.text[each.start : each.end], each.level) for each in reading.headings] == [
        ("关于校服的通知", 0), ("甲", 1), ("乙", 2), ("丙", 3), ("长标题", 1),
    ]  # fmt: skip


def test_a_strict_file_reads_the_same() -> None:
    body = par("甲", "1", listed=(1, 0)) + table(row("校", "3"))
    assert read_docx(docx(body, numbering=lists(OFFICIAL), strict=True)) == read_docx(
        docx(body, numbering=lists(OFFICIAL))
    )


def test_a_file_with_missing_or_damaged_parts_gives_its_text_and_says_so() -> None:
    bare = docx(par("第一段。") + par("标题一", "Heading1"), styles="")
    assert text(read_docx(bare)) == ["第一段。", "标题一"]
    assert [heading.level for heading in read_docx(bare).headings] == [1]
    reading = read_docx(
        docx(par("第一段。", listed=(1, 0)), numbering="x", raw={"word/numbering.xml": b"<w:numbering"})
    )
    assert text(reading) == ["第一段。"]
    assert "numbering.xml" in reading.warnings[0]


@pytest.mark.parametrize("main", [b"<w:document", f'<w:document xmlns:w="{W}"/>'.encode()])
def test_a_file_without_its_text_is_refused_in_one_sentence(main: bytes) -> None:
    with pytest.raises(UnreadableFile, match="损坏") as caught:
        read_docx(docx("", raw={"word/document.xml": main}))
    assert str(caught.value).count("。") == 1


def test_a_part_that_would_outgrow_the_limit_is_not_unpacked() -> None:
    data = bytearray(docx(par("正文。"), numbering="x"))

    def grown(name: bytes) -> bytes:
        at = data.rindex(name) - 46  # its entry in the archive's directory, APPNOTE 4.3.12
        return bytes(data[: at + 24] + (300_000_000).to_bytes(4, "little") + data[at + 28 :])

    with pytest.raises(UnreadableFile, match="300 MB") as caught:
        read_docx(grown(b"word/document.xml"))
    assert str(caught.value).count("。") == 1
    reading = read_docx(grown(b"word/numbering.xml"))
    assert text(reading) == ["正文。"] and "numbering.xml" in reading.warnings[0]


def test_entities_that_grow_are_not_followed() -> None:
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    main = f'<!DOCTYPE d [<!ENTITY a0 "{"字" * 100}">{grown}]><w:document xmlns:w="{W}"><w:body><w:p><w:r><w:t>好&a9;</w:t></w:r></w:p></w:body></w:document>'
    with pytest.raises(UnreadableFile, match="损坏"):
        read_docx(docx("", raw={"word/document.xml": main.encode()}))


def test_names_with_backslashes_and_capitals_are_found() -> None:
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx(par("正文。"), footnotes="<w:x/>"))) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name.replace("word/document.xml", "Word\\document.xml")), old.read(name))
    assert text(read_docx(data.getvalue())) == ["正文。"]


def test_a_file_of_pictures_says_so() -> None:
    picture = '<w:r><w:drawing><a:blip r:embed="r9"/></w:drawing></w:r>'
    assert "图片" in read_docx(docx(par(picture) + par("附图"))).warnings[0]


def test_a_file_that_holds_another_gives_the_text_of_both() -> None:
    page = "<html><body><p>另一份文件里的话。</p></body></html>".encode()
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="c1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/aFChunk" Target="/word/chunk.htm"/></Relationships>'
    )
    raw = {"word/chunk.htm": page, "word/_rels/document.xml.rels": relations.encode()}
    data = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(docx(par("前。") + '<w:altChunk r:id="c1"/>' + par("后。")))) as old,
        zipfile.ZipFile(data, "w") as new,
    ):
        for name in old.namelist():
            if name not in raw:
                new.writestr(name, old.read(name))
        for name, content in raw.items():
            new.writestr(name, content)
    assert text(read_docx(data.getvalue())) == ["前。", "另一份文件里的话。", "后。"]


# --- the whole way ---

NOTICE = """海云区教育局关于做好暑期校舍维修工作的通知
各中小学、幼儿园：
为保障秋季学期按时开学，现就暑期校舍维修工作通知如下。
一、工作目标
全区34所学校的校舍维修在8月20日前全部完工，逾期的按月通报。
二、重点任务
（一）排查隐患
1.屋面防水。每所学校逐栋检查，7月5日前报送清单。
2.电气线路。由持证电工检测，检测记录保存3年。
（1）教学楼。逐层检测。
（2）食堂。逐台检测。
（二）落实经费
维修经费按下表安排，不得挪作他用。
三、保障措施
（一）加强领导。各校校长负总责。
（二）严格验收。验收不合格的不得投入使用。
"""
ROWS = (("类别", "学校数", "经费（万元）"), ("小学", "21", "460"), ("初中", "13", "380"))
BELOW = "不得挪作他用。\n"
LEVELS = (
    ("一、", 0),
    ("二、", 0),
    ("三、", 0),
    ("（一）", 1),
    ("（二）", 1),
    ("（1）", 3),
    ("（2）", 3),
    ("1.", 2),
    ("2.", 2),
)


def paths(document: Policy) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [
        (tuple(map(fold, clause.path)), tuple(sentence.search for sentence in clause.sentences))
        for clause in document.clauses
    ]


def word_notice(styled: bool) -> bytes:
    """The notice as a Word file whose numbers Word draws. styled: its headings have Word's styles."""
    body = ""
    for line in NOTICE.splitlines():
        label, depth = next(((label, depth) for label, depth in LEVELS if line.startswith(label)), ("", -1))
        style = {-1: "", 0: "1", 1: "2"}.get(depth, "") if styled else ""
        body += par(line.removeprefix(label), style, (1, depth) if label else None)
        if line + "\n" in BELOW or line.endswith(BELOW.strip()):
            body += table(*(row(*cells) for cells in ROWS))
    return docx(body.replace("<w:p>", "<w:p>"), numbering=lists(OFFICIAL))


@pytest.mark.parametrize("styled", [False, True])
def test_a_notice_gives_the_same_clauses_as_text_and_as_word_file(tmp_path: Path, styled: bool) -> None:
    rows = "".join("\t".join(cells) + "\n" for cells in ROWS)
    plain = tmp_path / "通知.txt"
    plain.write_text(NOTICE.replace(BELOW, BELOW + rows), encoding="utf-8")
    word = tmp_path / "通知.docx"
    word.write_bytes(word_notice(styled))
    first, second = make_document(read(plain)), make_document(read(word))
    assert paths(first) == paths(second)
    assert ("二、重点任务", "(一)排查隐患", "2.电气线路", "(2)食堂") in [path for path, _ in paths(second)]
    assert second.name == first.name == "海云区教育局关于做好暑期校舍维修工作的通知"
    [found] = second.layout.tables
    for sentence in (each for clause in second.clauses for each in clause.sentences):
        if not found.start <= sentence.start < found.end:
            assert fold(second.text[sentence.start : sentence.end]) == sentence.search


def test_a_file_of_python_docx_is_read(tmp_path: Path) -> None:
    made = Document()
    made.add_heading("海云区校车管理办法", 0)
    made.add_heading("一、总则", 1)
    made.add_paragraph("校车应当定期检验。")
    made.add_paragraph("登记", style="List Number")
    made.add_paragraph("年检", style="List Number")
    made.sections[0].header.paragraphs[0].text = "海云区教育局"
    made.save(str(tmp_path / "办法.docx"))
    source = read(tmp_path / "办法.docx")
    assert [line for line in source.text.split("\n") if line] == [
        "海云区校车管理办法",
        "一、总则",
        "校车应当定期检验。",
        "1. 登记",
        "2. 年检",
        "海云区教育局",
    ]
    assert [heading.level for heading in source.headings] == [0, 1]
    assert source.layout.kind == "docx"
    assert all(
        "海云区教育局" not in sentence.text for clause in make_document(source).clauses for sentence in clause.sentences
    )


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_file_that_libreoffice_has_saved_reads_the_same(tmp_path: Path) -> None:
    ours = word_notice(True)
    (tmp_path / "file.docx").write_bytes(ours)
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless", "--convert-to", "docx", "--outdir", str(tmp_path / "out"), str(tmp_path / "file.docx")],
        check=True, capture_output=True, timeout=100, env={**os.environ, "HOME": str(tmp_path)},
    )  # fmt: skip
    theirs = read_bytes("a.docx", (tmp_path / "out" / "file.docx").read_bytes())
    assert text(read_docx(ours)) == [line for line in theirs.text.split("\n") if line]
    assert paths(make_document(theirs)) == paths(make_document(read_bytes("a.docx", ours)))


def test_a_number_that_is_typed_and_drawn_stands_once() -> None:
    given = lists(
        levels(("chineseCounting", "%1、")),
        levels(("chineseCounting", "第%1条"), suffix="space"),
        levels(("decimal", "%1."), suffix="tab"),
    )
    lines = [(1, "一、总体要求"), (1, "目标"), (3, "1．作业辅导"), (3, "2.5小时以内"), (3, "3岁以上儿童"), (2, "第一条 目的"), (2, "第一条所称学校，指公办学校。")]  # fmt: skip
    reading = read_docx(docx("".join(par(words, listed=(at, 0)) for at, words in lines), numbering=given))
    assert text(reading) == [
        "一、总体要求", "二、目标", "1．作业辅导", "2. 2.5小时以内", "3. 3岁以上儿童", "第一条 目的", "第二条 第一条所称学校，指公办学校。",
    ]  # fmt: skip


def test_a_table_that_only_shapes_its_page_is_text_and_the_one_inside_it_a_table() -> None:
    inner = table(row("序号", "学校", "名额"), row("1", "实验小学", "12"), row("2", "城关小学", "8"))
    body = table(row(cell("附表"), cell(par("名额分配表") + inner + par("名额不得转让。"))))
    reading = read_docx(docx(body))
    assert text(reading)[:2] == ["附表", "名额分配表"] and text(reading)[-1] == "名额不得转让。"
    assert [len(found.cells) for found in reading.layout.tables] == [9]
    paragraphs = ["一、落实责任", "校长每周至少陪餐一次，并做好陪餐记录，记录保存不少于三个月，接受家长和教育局随时查看。",
                  "二、规范采购", "大宗食材统一招标，每批次索证索票，台账保存不少于两年，采购价格每周在校门口公开一次，接受监督，家长有疑问的当天答复，重大问题报县教育局。"]  # fmt: skip
    pasted = table(row("最新通知", "友情链接"), row(cell("".join(map(par, paragraphs))), "县教育局"))
    reading = read_docx(docx(pasted))
    assert text(reading) == ["最新通知", "友情链接", *paragraphs, "县教育局"] and not reading.layout.tables


CHART = """<c:chartSpace xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<c:chart><c:title><c:tx><c:rich><a:p><a:r><a:t>近视率</a:t></a:r></a:p></c:rich></c:tx></c:title><c:plotArea><c:barChart>{}</c:barChart></c:plotArea></c:chart></c:chartSpace>"""
SERIES = (
    "<c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>{0}</c:v></c:pt></c:strCache></c:strRef></c:tx>"
    "<c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>小学</c:v></c:pt><c:pt idx='1'><c:v>初中</c:v></c:pt></c:strCache></c:strRef></c:cat>"
    "<c:val><c:numRef><c:numCache><c:formatCode>{1}</c:formatCode>{2}</c:numCache></c:numRef></c:val></c:ser>"
)


def test_the_figures_of_a_chart_are_a_table() -> None:
    points = "<c:pt idx='0'><c:v>0.35599999999999998</c:v></c:pt><c:pt idx='1'><c:v>0.7</c:v></c:pt>"
    drawn = SERIES.format("2019年", "0.0%", points) + SERIES.format(
        "人数", "General", "<c:pt idx='1'><c:v>1250</c:v></c:pt>"
    )
    relation = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="c1" Type="x/chart" Target="charts/chart1.xml"/></Relationships>'
    shape = '<w:r><w:drawing><c:chart xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="c1"/></w:drawing></w:r>'
    made = docx(par("如图所示。") + par(shape), raw={"word/charts/chart1.xml": CHART.format(drawn).encode()})
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(made)) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            new.writestr(name, relation if name == "word/_rels/document.xml.rels" else old.read(name))
    assert text(read_docx(data.getvalue())) == [
        "如图所示。",
        "近视率",
        "\t2019年\t人数",
        "小学\t35.6%\t",
        "初中\t70%\t1250",
    ]


def test_a_file_of_pictures_says_that_it_is_one() -> None:
    picture = par("<w:r><w:drawing><a:blip/></w:drawing></w:r>")
    with pytest.raises(UnreadableFile, match="2 张图片"):
        read_docx(docx(picture + picture))


def test_a_table_whose_other_columns_are_empty_is_text() -> None:
    reading = read_docx(docx(table(row("", "一、加强门卫管理", ""), row("", "来访人员须登记，不得擅自放行。", ""))))
    assert text(reading) == ["一、加强门卫管理", "来访人员须登记，不得擅自放行。"] and not reading.layout.tables
