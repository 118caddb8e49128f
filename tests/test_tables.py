"""Tables of data become clauses row by row; what only looks like one stays text."""

import pytest

from ingest.document import make_document
from ingest.kinds import Kind
from ingest.readers.builder import Builder
from ingest.source import SourceText
from rag.schema import Clause, Document
from rag.tables import Row, row_at, sheet_at
from tests.tables import ENROLMENT, TASKS, enrolment, grid, plain, statistics, tasks, written

UNBROKEN = "各校要落实责任，按时完成，确保件件有着落。"


def of_tables(document: Document) -> list[Clause]:
    """The clauses that are tables."""
    return [clause for clause in document.clauses if sheet_at(document, clause.sentences[0].start)]


def row_of(document: Document, name: str) -> Row:
    """The row of a document's tables that holds a name."""
    for clause in of_tables(document):
        for sentence in clause.sentences:
            row = row_at(document, sentence.start)
            if row and any(value.text == name for value in row.values):
                return row
    raise AssertionError(name)


def said(row: Row) -> dict[str, str]:
    return {value.column.name: value.text + value.unit for value in row.values}


def assert_kept(document: Document) -> None:
    """Every offset is right, clauses rise, and what is not removed stands in a clause, a heading, a caption or the metadata."""
    at = 0
    for clause in document.clauses:
        assert at <= clause.start < clause.end
        at = clause.end
        for sentence in clause.sentences:
            assert clause.start <= sentence.start < sentence.end <= clause.end
            assert "\n" not in document.text[sentence.start : sentence.end]
            if row := row_at(document, sentence.start):
                assert document.text[sentence.start : sentence.end] == sentence.text
                for value in row.values:
                    assert document.text[value.start : value.end] == value.text


@pytest.mark.parametrize("document", [enrolment(), tasks(), statistics()], ids=lambda document: document.source)
def test_tables_stand_at_their_place_and_every_offset_is_right(document: Document) -> None:
    assert_kept(document)
    assert of_tables(document) and document.removed == ()


def test_a_row_is_a_sentence_under_its_headings_and_caption() -> None:
    document = enrolment()
    [clause] = of_tables(document)
    assert clause.path == ("一、招生安排", "表1 各小学招生计划情况表")
    assert [sentence.text for sentence in clause.sentences] == [
        "1\t城关小学\t公办\t6\t812\t120\t陆明",
        "2\t东门小学\t公办\t4\t604\t—\t周芳",
        "3\t育才学校\t民办\t2\t455\t300\t郑洁",
        "合计\t12\t1871\t420",
    ]
    assert clause.sentences[0].search == "城关小学;性质:公办;班数:6;学生数:812人;其中住宿生:120人;校长:陆明"
    # The caption, the unit and the head stand in the clause and are no sentences of their own.
    around = document.text[clause.start : clause.end]
    assert around.startswith("表1 各小学") and "单位：人" in around and "序号\t学校" in around
    texts = [sentence.text for each in document.clauses for sentence in each.sentences]
    assert "注：不含随迁子女。" in texts and "单位：人" not in texts
    assert [each.path for each in document.clauses][-1] == ("二、工作要求",)


def test_merged_heads_name_columns_and_merged_cells_hold_for_each_row() -> None:
    rows = [
        [("2024年小学在校生情况表", 1, 6), *[None] * 5],
        [("单位：人", 1, 6), *[None] * 5],
        [("序号", 2, 1), ("乡镇", 2, 1), ("学校", 2, 1), ("在校生", 1, 2), None, ("教师数", 2, 1)],
        [None, None, None, "男", "女", None],
        ["1", ("城关镇", 2, 1), "城关小学", "410", "402", "45"],
        ["2", None, "东门小学", "310", "294", "22"],
        [("合计", 1, 3), None, None, "720", "696", "67"],
        [("注：数据截至9月1日。", 1, 6), *[None] * 5],
    ]
    document = written(lambda builder: builder.table(grid(rows)), "在校生.xlsx", Kind.XLSX)
    assert document.name == "2024年小学在校生情况表"
    [clause] = of_tables(document)
    assert clause.path == ("2024年小学在校生情况表",)
    east = row_of(document, "东门小学")
    assert said(east) == {
        "序号": "2", "乡镇": "城关镇", "学校": "东门小学", "在校生·男": "310人", "在校生·女": "294人", "教师数": "22人",
    }  # fmt: skip
    assert row_of(document, "合计").total and not east.total
    assert clause.sentences[-1].text == "注：数据截至9月1日。"
    assert_kept(document)


def test_groups_that_were_written_once_and_years_name_columns() -> None:
    rows = [["", "小学", "", "初中", ""], ["", "班数", "人数", "班数", "人数"], ["城关镇", "10", "450", "8", "401"], ["东门镇", "5", "203", "4", "187"]]  # fmt: skip
    document = written(lambda builder: builder.table(grid(rows)), "班数.csv", Kind.CSV)
    assert said(row_of(document, "东门镇"))["初中·人数"] == "187"
    rates = statistics()
    assert said(row_of(rates, "义务教育巩固率")) == {"指标": "义务教育巩固率", "2022年": "98.6%", "2023年": "99.1%"}
    assert said(row_of(rates, "初中"))["在校生·2023年"] == "16029"


def test_headings_within_a_table_are_said_with_the_rows_below() -> None:
    rows = [["项目", "投资（万元）", "完成时限"], [("一、新建项目", 1, 3), None, None], ["城关小学综合楼", "1,250", "2025年8月"], [("二、改造项目", 1, 3), None, None], ["东门小学操场", "86.5", "2024年底"]]  # fmt: skip
    document = written(lambda builder: builder.table(grid(rows)))
    field = row_of(document, "东门小学操场")
    assert field.section == "二、改造项目" and said(field)["投资"] == "86.5万元"
    assert of_tables(document)[0].sentences[1].search == "二、改造项目;东门小学操场;投资:86.5万元;完成时限:2024年底"
    assert document.outline == ()


def test_a_unit_counts_only_what_it_can_count() -> None:
    row = row_of(enrolment(), "城关小学")
    assert said(row)["班数"] == "6" and said(row)["学生数"] == "812人"


def test_sheets_of_several_years_give_a_document_no_year() -> None:
    def write(builder: Builder) -> None:
        for year in ("2023", "2024"):
            builder.page(int(year) - 2022, year)
            title = (f"云岭区{year}年教育经费情况表", 1, 3)
            builder.table(
                grid(
                    [
                        [title, None, None],
                        ["单位：万元", "", ""],
                        ["项目", "预算数", "完成率"],
                        ["基本建设", "3,200", "92.2%"],
                    ]
                )
            )

    document = written(write, "经费.xlsx", Kind.XLSX)
    assert document.metadata.title is None and document.metadata.year is None
    assert document.metadata.place and document.metadata.place.value == "云岭区"
    assert [clause.path for clause in document.clauses] == [
        ("云岭区2023年教育经费情况表",),
        ("云岭区2024年教育经费情况表",),
    ]
    assert said(row_of(document, "基本建设")) == {"项目": "基本建设", "预算数": "3,200万元", "完成率": "92.2%"}


def test_tables_of_plain_text_are_found() -> None:
    tabbed = plain(
        "青禾县2024年招生计划\n各校计划如下。\n\n附表 各校招生计划表\n学校\t班数\t学生数（人）\n"
        "城关小学\t6\t270\n东门小学\t4\t181\n\n一、工作要求\n" + UNBROKEN + "\n"
    )
    [clause] = of_tables(tabbed)
    assert clause.path == ("附表 各校招生计划表",) and said(row_of(tabbed, "东门小学"))["学生数"] == "181人"
    markdown = plain(
        "# 青禾县培训方案\n\n## 一、安排\n\n下表为分工。\n\n| 学段 | 人数 |\n|:---|---:|\n| 小学 | 37人 |\n| 初中 | 52人 |\n\n"
        "## 二、要求\n\n" + UNBROKEN + "\n"
    )
    [clause] = of_tables(markdown)
    assert [sentence.text for sentence in clause.sentences] == ["| 小学 | 37人 |", "| 初中 | 52人 |"]
    assert clause.path[-1] == "一、安排" and markdown.clauses[-1].path[-1] == "二、要求"
    for document in (tabbed, markdown):
        assert_kept(document)


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["索引号", "11330/2024-01", "发布机构", "临江县教育局"],
            ["发布日期", "2024-05-01", "文号", "临教〔2024〕3号"],
        ],
        [["申请人姓名", ""], ["所在单位", ""], ["申请理由", ""]],
        [["左栏文字说明本县教育基本情况。" * 20, "右栏文字说明下一步的工作打算。" * 20], ["续" * 230, "续" * 230]],
        [["一、总体要求", "坚持立德树人，办好人民满意的教育。"], ["二、重点任务", "扩大学前教育资源，新建幼儿园6所。"]],
    ],
    ids=["registration", "form", "prose", "outline"],
)
def test_what_holds_no_data_stays_text(rows: list[list[str]]) -> None:
    def write(builder: Builder) -> None:
        builder.line("临江县2024年教育工作要点")
        builder.table(grid(rows))
        builder.line("坚持问题导向，扎实推进各项工作。")

    document = written(write)
    assert of_tables(document) == []
    assert all(table.head == 0 for table in document.layout.tables)


def test_a_portals_table_is_still_read_as_data_about_the_document() -> None:
    def write(builder: Builder) -> None:
        builder.table(grid([["索引号", "11330/2024-01", "发布机构", "临江县教育局"]] * 2))
        builder.line("临江县2024年教育工作要点")
        builder.line("坚持问题导向，扎实推进各项工作。")

    names = {field.name: field.value for field in written(write).metadata.fields}
    assert names["发布机构"] == "临江县教育局"


def test_no_heading_and_no_furniture_is_seen_inside_a_table() -> None:
    rows = [
        TASKS[0],
        ["1", "一、举报投诉电话公布，二维码扫一扫下载", "办公室", "第1页"],
        ["2", "二、版权归学校所有的教材清理", "基教科", "9月"],
    ]

    def write(builder: Builder) -> None:
        builder.line("临江县教育工作方案")
        builder.line("一、分工")
        builder.table(grid(rows), head=1)
        builder.line("二、要求")
        builder.line(UNBROKEN)

    document = written(write)
    assert [heading.label + heading.title for heading in document.outline] == ["一、分工", "二、要求"]
    [clause] = of_tables(document)
    assert len(clause.sentences) == 2 and clause.path[0].startswith("一、分工")
    assert document.removed == ()


def test_a_long_row_is_cut_at_its_sentences_each_under_its_task() -> None:
    measures = "建立工作专班，明确责任分工，逐校制定方案并报县教育局备案。" * 11
    rows = [
        ["序号", "任务", "措施", "责任单位"],
        ["1", "扩大学前教育资源", measures, "学前教育科"],
        ["2", "改善办学条件", measures, "计财科"],
    ]
    document = written(lambda builder: builder.table(grid(rows)))
    [clause] = of_tables(document)
    assert len(clause.sentences) == 2 * (11 + 2)
    assert clause.sentences[1].search.startswith("扩大学前教育资源;措施:建立工作专班")
    assert clause.sentences[12].search == "扩大学前教育资源;责任单位:学前教育科"
    assert_kept(document)


def test_a_document_that_is_nothing_but_tables_has_clauses_and_no_warning() -> None:
    builder = Builder()
    builder.page(1, "小学")
    builder.table(grid(ENROLMENT))
    builder.page(2, "任务")
    builder.table(grid(TASKS))
    reading = builder.reading(Kind.XLSX)
    document = make_document(SourceText("台账.xlsx", reading.text, "0" * 64, layout=reading.layout))
    assert [len(clause.sentences) for clause in document.clauses] == [4, 3]
    assert document.warnings == () and document.name == "台账"
    assert_kept(document)


def test_a_page_number_between_a_caption_and_its_table_parts_them_not() -> None:
    builder = Builder()
    builder.line("一、任务分工")
    caption = builder.line("附表 各学校任务分工")
    builder.line("— 2 —", aside=True)
    builder.line("青溪县教育局文件", aside=True)
    builder.table(
        grid([["学校", "任务", "时限"], ["第一小学", "补足馆藏", "三月"], ["第二小学", "改造阅览室", "四月"]])
    )
    reading = builder.reading(Kind.PDF)
    document = make_document(SourceText("分工.pdf", reading.text, "0" * 64, layout=reading.layout, aside=reading.aside))
    assert document.layout.tables[0].caption == caption
    assert any("— 2 —" in reading.text[start:end] for start, end in document.removed)


def noted(rows: list, *above: str | tuple[str]) -> Document:
    """A notice with a table below these lines; one in a tuple is no text of the document."""

    def write(builder: Builder) -> None:
        builder.line("临江县学校管理办法", level=0)
        builder.line("一、基本要求")
        builder.line(UNBROKEN)
        for line in above:
            builder.line(line[0] if isinstance(line, tuple) else line, aside=isinstance(line, tuple))
        builder.table(grid(rows))
        builder.line("二、其他事项")
        builder.line("本办法自印发之日起施行。")

    document = written(write)
    assert_kept(document)
    assert [heading.label for heading in document.outline] == ["一、", "二、"]
    return document


def searched(document: Document) -> list[str]:
    """What the rows of its tables are searched for."""
    return [
        sentence.search
        for clause in document.clauses
        for sentence in clause.sentences
        if any(table.start <= sentence.start < table.end for table in document.layout.tables)
    ]


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["指标", "一小", "二小"], ["安全", "√", "×"]], ["安全;一小:是"]),
        ([["", "一小", "二小"], ["安全", "√", "×"], ["卫生", "×", "√"]], ["安全;一小:是", "卫生;二小:是"]),
        ([["代码", "名称"], ["01", "小学"], ["02", "初中"]], ["代码:01;名称:小学", "代码:02;名称:初中"]),
        (
            [["学校", "校风", "校训"], ["城关小学", "团结", "勤奋"], ["东门小学", "文明", "求实"]],
            ["城关小学;校风:团结;校训:勤奋", "东门小学;校风:文明;校训:求实"],
        ),
        ([["学校", "班数"], ["一、小学", ""], ["城关", "5"], ["二、幼儿园", ""], ["东门", "3"]], ["一、小学;城关;班数:5", "二、幼儿园;东门;班数:3"]),
        (
            [["学校", "班数", "人数"], ["一、小学", "", ""], ["城关", "5", "203"], ["二、幼儿园", "", ""], ["东门", "3", "88"]],
            ["一、小学;城关;班数:5;人数:203", "二、幼儿园;东门;班数:3;人数:88"],
        ),
        ([["序号", "姓名", "序号", "姓名"], ["1", "甲某", "3", "丙某"], ["2", "乙某", "4", ""]], ["甲某", "丙某", "乙某"]),
        (
            [[("获奖名单", 1, 4), *[None] * 3], ["姓名", "学校", "姓名", "学校"], ["甲某", "一小", "丙某", "三小"], ["乙某", "二小", "丁某", "四小"]],
            ["甲某;学校:一小", "丙某;学校:三小", "乙某;学校:二小", "丁某;学校:四小"],
        ),
    ],
    ids=["ticks", "ticks without a corner", "codes", "words", "band of two", "band", "halves", "halves under a title"],
)  # fmt: skip
def test_columns_are_named_by_what_stands_above(rows: list, says: list[str]) -> None:
    document = noted(rows)
    assert searched(document) == says
    assert all(sheet_at(document, table.start) for table in document.layout.tables)


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([["姓名", "", "性别", ""], ["学校", "", "年级", ""]], ["姓名;性别", "学校;年级"]),
        ([["姓名", "王某", "性别", "男"], ["学校", "城关小学", "年级", "三年级"]], ["姓名:王某;性别:男", "学校:城关小学;年级:三年级"]),
        (
            [[("一、基本情况", 3, 1), "姓名", "王某", "照片"], [None, "出生年月：", "2015年3月", ("", 2, 1)], [None, "家庭住址", "城关镇", None], ["申请理由", ("家里远。", 1, 3), None, None]],
            ["一、基本情况;姓名:王某;照片", "出生年月:2015年3月", "家庭住址:城关镇", "申请理由:家里远。"],
        ),
        ([["学校名称", "城关小学"], ["校长", "王某"], ["联系电话", "5550121"]], ["学校名称:城关小学", "校长:王某", "联系电话:5550121"]),
    ],
    ids=["blank", "filled", "with parts", "narrow"],
)  # fmt: skip
def test_a_form_is_read_as_labels_with_their_values(rows: list, says: list[str]) -> None:
    document = noted(rows, "附件1 转学申请表")
    assert searched(document) == says
    assert [table.head for table in document.layout.tables] == [0]
    assert [clause.path[-1] for clause in document.clauses] == ["一、基本要求", "附件1 转学申请表", "二、其他事项"]


def test_a_long_row_of_a_form_is_cut_at_its_sentences_each_under_its_label() -> None:
    document = noted(
        [["姓名", "王某", "性别", "男"], ["主要事迹", ("热心帮助同学，坚持每天早到。" * 30, 1, 3), None, None]]
    )
    says = searched(document)
    assert len(says) == 31 and set(says[1:]) == {"主要事迹:热心帮助同学,坚持每天早到。"}


@pytest.mark.parametrize(
    "title",
    ["公用经费明细", "2024年新生花名册", "教师名册", "公用经费汇总", "学校一览表（一）", "经费支出明细（单位：万元）"],
)
def test_what_stands_right_over_a_table_entitles_it(title: str) -> None:
    document = noted([["项目", "金额"], ["水电", "30"], ["维修", "20"]], title)
    [clause] = of_tables(document)
    assert clause.path == ("一、基本要求", title)


@pytest.mark.parametrize(
    "between",
    [
        ["填报单位：临江县教育局  填报时间：2024年5月  单位：万元"],
        ["填报单位（盖章）：", "填报时间：2024年5月6日　　单位：万元"],
        ["（2024年5月）", ("—3—",), "单位：万元"],
        ["单位：万元", ("临江县教育局",), ("—3—",), "负责人：王某  联系电话：5550121"],
    ],
)
def test_what_fills_a_table_in_stands_under_its_caption(between: list[str | tuple[str]]) -> None:
    document = noted([["项目", "金额"], ["水电", "30"], ["维修", "20"]], "公用经费统计表", *between)
    [clause] = of_tables(document)
    assert clause.path == ("一、基本要求", "公用经费统计表") and len(clause.sentences) == 2
    assert said(row_of(document, "水电"))["金额"] == "30万元"
    assert [len(each.sentences) for each in document.clauses] == [2, 2, 2]


def test_a_title_over_two_halves_entitles_both() -> None:
    rows = [["序号", "姓名", "学校"], ["1", "甲某", "一小"], ["2", "乙某", "二小"]]
    others = [["序号", "姓名", "学校"], ["3", "丙某", "一小"], ["4", "丁某", "二小"]]

    def write(builder: Builder) -> None:
        builder.line("获奖学生花名册")
        builder.table(grid(rows))
        builder.line("—2—", aside=True)
        builder.table(grid(others))
        builder.line("教师情况如下。")
        builder.table(grid(rows))

    paths = [clause.path for clause in of_tables(written(write))]
    assert paths == [("获奖学生花名册",), ("获奖学生花名册",), ()]


@pytest.mark.parametrize(
    "rows",
    [
        [["1. 甲 2. 乙", "3. 丙"], ["一、丁", "二、戊"], ["2. 己", "4.庚"]],
        [["要求：1. 方案落实 2. 整改落实", "3. 复查"], ["说明文字", "1. 自查 2. 检查。 3. 督查"]],
        [["一、总体要求", "坚持立德树人。"], ["二、重点任务", "扩大资源。"]],
    ],
)
def test_the_rows_of_a_table_are_no_headings(rows: list) -> None:
    document = noted(rows)  # which looks at the outline
    assert {clause.path for clause in document.clauses} == {("一、基本要求",), ("二、其他事项",)}


def test_a_table_that_frames_a_document_leaves_its_headings() -> None:
    body = [["临江县教育局", "2024年5月"], [("一、总体要求", 1, 2), None], [(UNBROKEN, 1, 2), None], [("二、工作安排", 1, 2), None], [(UNBROKEN, 1, 2), None]]  # fmt: skip
    document = written(lambda builder: builder.table(grid(body)))
    assert [heading.title for heading in document.outline] == ["总体要求", "工作安排"]


def test_the_tables_of_a_sheet_each_have_their_title() -> None:
    titles = [
        f"第{number}批{kind}"
        for number, kind in zip("一二三四五六七", ["经费明细", "教师花名册", "经费支出"] * 3, strict=False)
    ]
    rows: list[list] = []
    for title in titles:
        body = (
            [["姓名", "学校"], ["王某", "一小"], ["李某", "二小"]]
            if "教师" in title
            else [["项目", "金额"], ["水电", "30"], ["维修", "20"]]
        )
        rows += [[(title, 1, 2), None], *body]
    document = written(lambda builder: builder.table(grid(rows)), "台账.xlsx", Kind.XLSX)
    assert [clause.path for clause in of_tables(document)] == [(title,) for title in titles]
    assert [len(clause.sentences) for clause in of_tables(document)] == [2] * 7
    assert said(row_of(document, "李某")) == {"姓名": "李某", "学校": "二小"}
    assert_kept(document)


def test_the_name_of_a_sheet_entitles_what_nothing_else_does() -> None:
    rows = [["项目", "金额"], ["水电", "30"], ["维修", "20"]]

    def write(builder: Builder) -> None:
        for number, name in enumerate(("公用经费", "教师培训", "Sheet3"), 1):
            builder.page(number, name)
            if name != "Sheet3":
                builder.line(name, 1)
            if number == 2:
                builder.line("培训支出明细")
            builder.table(grid(rows))

    document = written(write, "台账.xlsx", Kind.XLSX)
    assert [clause.path for clause in of_tables(document)] == [("公用经费",), ("教师培训", "培训支出明细"), ()]
    captions = [document.text[slice(*table.caption)] for table in document.layout.tables]
    assert captions == ["公用经费", "培训支出明细", ""] and document.metadata.title is None
