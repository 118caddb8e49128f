"""Tables that no format marks become rows: a cell a line, tabs between lines, bars or spaces alone; captions by place."""

from itertools import chain

import pytest

from ingest.readers.builder import Builder
from rag.schema import Document
from tests.tables import grid, plain, written
from tests.test_tables import assert_kept, searched

PROSE = "为做好来年各镇小学新生入学工作，现将各镇公办小学可以提供的学位公布如下，请家长留意。"
AFTER = "学位如有调整，由各镇教育办公室另行公布，请家长以公布的为准。"
TOWNS = ["河口", "白石", "青溪", "南塘", "石桥"]


def paths(document: Document) -> list[tuple[str, ...]]:
    return [clause.path for clause in document.clauses]


def cell_a_line(*rows: list[str], caption: str = "2021年各镇小学学位数") -> Document:
    return plain("\n".join([PROSE, caption, *chain.from_iterable(rows), AFTER]))


def true(document: Document) -> None:
    """Every row is a slice of the source, and every value stands where it says."""
    for clause in document.clauses:
        for sentence in clause.sentences:
            assert clause.start <= sentence.start < sentence.end <= clause.end
    for table in document.layout.tables:
        for cell in table.cells:
            assert table.start <= cell.start <= cell.end <= table.end
    said = "".join("".join(sentence.text.split()) for clause in document.clauses for sentence in clause.sentences)
    assert AFTER in said and PROSE in said


def test_a_cell_a_line_with_a_column_that_counts() -> None:
    rows = [[str(number), town, str(40 + number), str(2 * number), "公办"] for number, town in enumerate(TOWNS, 1)]
    document = cell_a_line(["序号", "镇", "一年级", "二年级", "性质"], *rows, ["合计", "215", "30", ""][:3])
    true(document)
    says = searched(document)
    assert says[0] == "河口;一年级:41;二年级:2;性质:公办"
    assert says[-1] == "合计;一年级:215;二年级:30" and len(says) == 6
    assert ("2021年各镇小学学位数",) in paths(document)
    assert document.removed == ()


def test_names_in_two_lines_over_repeated_groups_are_joined() -> None:
    head = ["序号", "镇", "小学一年级", "初中一年级", "总数", "其中", "总数", "其中", "本镇", "外镇", "本镇", "外镇"]
    rows = [
        [str(n), town, str(90 + n), str(60 + n), "30", str(70 + n), str(40 + n), "30"]
        for n, town in enumerate(TOWNS, 1)
    ]
    document = cell_a_line(head, *rows)
    true(document)
    assert searched(document)[1] == (
        "白石;小学一年级总数:92;小学一年级其中本镇:62;小学一年级其中外镇:30;初中一年级总数:72;初中一年级其中本镇:42;初中一年级其中外镇:30"
    )


def test_a_name_that_takes_two_lines_is_one() -> None:
    rows = [[str(n), town, "5", "6", "7", "公办"] for n, town in enumerate(TOWNS, 1)]
    document = cell_a_line(["序号", "镇", "二年级", "三年级", "四年级", "招收学校", "性质"], *rows)
    assert searched(document)[0] == "河口;二年级:5;三年级:6;四年级:7;招收学校性质:公办"


def test_rows_whose_columns_have_no_provable_names_are_kept_together() -> None:
    rows = [[str(n), town, "5", "6", "公办"] for n, town in enumerate(TOWNS, 1)]
    document = cell_a_line(["序号", "镇区", "办学", "班级", "学生", "类型"], *rows)
    true(document)
    assert "2;白石;5;6;公办" in searched(document)
    assert all(sentence.text.count("\n") for clause in document.clauses[1:2] for sentence in clause.sentences)


def test_a_row_that_lacks_a_cell_does_not_move_the_others() -> None:
    rows = [[str(n), town, f"0700-555{n}000", f"{10 + n}人", "公办"] for n, town in enumerate(TOWNS, 1)]
    rows[2].pop(2)
    document = cell_a_line(["序号", "镇", "电话", "人数", "性质"], *rows)
    assert searched(document)[2] == "青溪;人数:13人;性质:公办"


def test_figures_at_equal_steps_tell_rows_without_a_counter() -> None:
    rows = [[town, str(300 + n), str(20 + n)] for n, town in enumerate(TOWNS)]
    document = cell_a_line(["镇", "学生数", "教师数"], *rows)
    true(document)
    assert searched(document)[:2] == ["河口;学生数:300;教师数:20", "白石;学生数:301;教师数:21"]


@pytest.mark.parametrize(
    "lines",
    [
        ["首页", "机构职能", "政策文件", "办事服务", "互动交流", "数据开放", "专题专栏", "网站地图", "无障碍浏览"],
        ["（一）", "34", "岁以下的；", "（二）", "35", "岁至", "44", "岁的，", "（三）", "45", "岁以上的。"],
        ["一、总体要求", "二、主要任务", "三、保障措施", "1", "2", "3", "4", "5", "6", "7"],
    ],
)
def test_lines_that_are_short_for_other_reasons_stay_text(lines: list[str]) -> None:
    document = plain("\n".join([PROSE, *lines, AFTER]))
    assert document.layout.tables == ()


def spread(*rows: list[str]) -> str:
    """Rows as some programs write them out: a paragraph ends with a tab, a cell with another line of a tab."""
    return "\n".join("\t\n\t\n\n".join(row) + ("\n\n" if row[-1] == "" else "\t\n") for row in rows)


def test_lines_of_tabs_between_cells_with_merged_ones() -> None:
    rows = [
        ["日期", "时段", "时间", "科目", "备注"],
        ["4月2日至9日", "器乐", "自带乐器"],
        ["5月7日\t\n\n（星期六）", "上午", "8:30—9:30", "语文", ""],
        ["10:00—11:00", "历史"],
        ["下午", "14:00—15:00", "数学", "可带直尺"],
        ["5月8日\t\n\n（星期日）", "上午", "8:30—9:30", "英语", ""],
        ["下午", "14:00—15:00", "地理"],
    ]
    document = plain(f"{PROSE}\n\n（一）时间安排\n\n{spread(*rows)}\n\n{AFTER}")
    true(document)
    assert searched(document) == [
        "4月2日至9日;科目:器乐;备注:自带乐器",
        "5月7日(星期六);时段:上午;时间:8:30-9:30;科目:语文",
        "5月7日(星期六);时段:上午;时间:10:00-11:00;科目:历史",
        "5月7日(星期六);时段:下午;时间:14:00-15:00;科目:数学;备注:可带直尺",
        "5月8日(星期日);时段:上午;时间:8:30-9:30;科目:英语",
        "5月8日(星期日);时段:下午;时间:14:00-15:00;科目:地理",
    ]


def test_bars_without_a_rule_and_titles_that_every_column_repeats() -> None:
    lines = [
        "各科室联系电话 | 各科室联系电话",
        "值班室总机：0700-5550100 | 值班室总机：0700-5550100",
        "科室 | 联系电话",
    ]
    document = plain("\n".join([PROSE, *lines, "人事科 | 0700-5550101", "基教科 | 0700-5550102", AFTER]))
    true(document)
    assert searched(document) == [
        "值班室总机:0700-5550100",
        "人事科;联系电话:0700-5550101",
        "基教科;联系电话:0700-5550102",
    ]
    assert ("各科室联系电话",) in paths(document)


def test_bars_with_cells_of_several_lines_and_a_head_of_two_rows() -> None:
    lines = [
        "序号 | 科室 | 人数 | 人数 | 要求",
        "序号 | 科室 | 男 | 女 | 要求",
        "1 | 人事科 | 2 | 1 | 1.本科学历",
        "2.有工作经验",
        "2 | 基教科",
        "（含学前） | 1 | 3 | 本科学历",
        "3 | 财务科 | 1 | 1 | 会计专业",
    ]
    document = plain("\n".join([PROSE, *lines, "", AFTER]))
    true(document)
    assert searched(document) == [
        "人事科;人数男:2;人数女:1;要求:1.本科学历2.有工作经验",
        "基教科(含学前);人数男:1;人数女:3;要求:本科学历",
        "财务科;人数男:1;人数女:1;要求:会计专业",
    ]


def test_columns_parted_by_spaces() -> None:
    document = plain(
        "\n".join(
            [
                PROSE,
                "2020—2022年经费情况",
                "单位：万元",
                "年度 拨款 支出 结余",
                "2020年 30 25 5",
                "2021年 32 30 2",
                "2022年 35 — 35",
                AFTER,
            ]
        )
    )
    true(document)
    assert searched(document)[0] == "年度:2020年;拨款:30万元;支出:25万元;结余:5万元"


@pytest.mark.parametrize(
    ("above", "caption", "first"),
    [
        (["2023年各镇校舍计划开工量"], "2023年各镇校舍计划开工量", None),
        (["2023年各镇校舍开工指引表", "（不含上年已安排项目）"], "2023年各镇校舍开工指引表", "(不含上年已安排项目)"),
        (["单位：间", "2023年各镇校舍计划开工量"], "2023年各镇校舍计划开工量", None),
        (["表格 2 各镇校舍分配方案"], "表格 2 各镇校舍分配方案", None),
    ],
)
def test_a_caption_is_known_by_its_place(above: list[str], caption: str, first: str | None) -> None:
    def write(builder: Builder) -> None:
        for line in ("一、建设安排", "各镇年度开工量如下：", *above):
            builder.line(line)
        builder.table(grid([["镇", "间数"], ["河口", "30"], ["白石", "20"]]))
        builder.line("二、其他事项")
        builder.line(AFTER)

    document = written(write)
    clause = next(clause for clause in document.clauses if clause.path[-1] == caption)
    unit = "间" if "单位：间" in above else ""
    assert [sentence.search for sentence in clause.sentences] == [
        *([first] if first else []),
        f"河口;间数:30{unit}",
        f"白石;间数:20{unit}",
    ]


def test_neither_prose_nor_a_signature_over_a_table_entitles_it() -> None:
    for line in ("各镇要按时完成上述任务并逐级上报", "临江县教育局"):

        def write(builder: Builder, line: str = line) -> None:
            builder.line("一、建设安排")
            builder.line(
                "各镇要高度重视校舍建设工作，倒排工期，挂图作战，确保今年秋季学期开学前全部竣工，交付使用前由县教育局组织验收合格"
                if "上述" in line
                else "特此通知。"
            )
            builder.line(line)
            builder.table(grid([["镇", "间数"], ["河口", "30"], ["白石", "20"]]))

        assert all(clause.path != (line,) and clause.path[-1:] != (line,) for clause in written(write).clauses)


def test_versions_side_by_side_say_which_they_are() -> None:
    old = "第六条　住宿生应当于每晚九时前回到宿舍。因故不能按时回宿舍的，应当向值班教师请假。" * 2
    new = old.replace("九时", "十时")
    tail = "第九条　宿舍卫生由住宿生轮流打扫，每周评比一次，结果在公示栏公布。"

    def write(builder: Builder) -> None:
        builder.line("宿舍管理规定修改对照表")
        builder.table(
            grid(
                [
                    ["原条文", "现条文"],
                    [old + "学校每月检查。" * 20, new + "学校每月检查。" * 20],
                    [tail, tail.replace("一次", "两次")],
                ]
            )
        )

    document = written(write)
    says = searched(document)
    assert "第六条;现条文:第六条 住宿生应当于每晚十时前回到宿舍。".replace(" ", "") in says
    assert says[-1].startswith("原条文:第九条") and ";现条文:第九条" in says[-1]


def test_a_second_head_within_a_table_names_the_columns_below_it() -> None:
    rows = [
        ["学校", "班数", "学生数"],
        ["一小", "6", "240"],
        ["二小", "8", "310"],
        ["学校", "教师数", "职工数"],
        ["一小", "15", "3"],
        ["二小", "19", "4"],
    ]

    def write(builder: Builder) -> None:
        builder.line(PROSE)
        builder.line("各校基本情况")
        builder.table(grid(rows))

    document = written(write)
    assert searched(document) == [
        "一小;班数:6;学生数:240",
        "二小;班数:8;学生数:310",
        "一小;教师数:15;职工数:3",
        "二小;教师数:19;职工数:4",
    ]
    assert [path for path in paths(document) if path] == [("各校基本情况",)] * 2


def test_a_group_that_a_page_broke_off_goes_on() -> None:
    rows = [
        ["类别", "序号", "指标", "分值"],
        [("基础", 2, 1), "1", "年龄", "20"],
        [None, "2", "学历", "40"],
        ["", "3", "住房", "30"],
        [("加分", 2, 1), "4", "志愿", "5"],
        [None, "5", "表彰", "8"],
    ]
    document = written(lambda builder: builder.table(grid(rows)))
    assert searched(document)[2] == "基础;住房;分值:30"


def test_a_long_remark_between_rows_is_said_once() -> None:
    remark = (
        "以上各项为必备项目，以下各项为可选项目；"
        + "申请人可以按自己的情况任选其中几项，得分累计，但总分不超过规定的最高分值，超过的按最高分值计。"
    )
    rows = [["项目", "分值", "材料"], ["年龄", "20", "户口簿"], [(remark, 1, 3), None, None], ["志愿", "5", "证明"]]
    document = written(lambda builder: builder.table(grid(rows)))
    says = searched(document)
    assert len(says) == 3 and says[2] == "志愿;分值:5;材料:证明" and says[1].startswith("以上各项")
    assert_kept(document)


def test_a_range_is_said_under_its_name() -> None:
    document = written(lambda builder: builder.table(grid([["百分制", "绩点"], ["78～81", "3.0"], ["82～84", "3.3"]])))
    assert searched(document) == ["百分制:78~81;绩点:3.0", "百分制:82~84;绩点:3.3"]


def test_cases_without_names_of_columns_are_said_with_what_is_merged_over_them() -> None:
    rows = [
        [("按工作地申请", 2, 1), "父母在同一个镇工作", "取得分较高的一方"],
        [None, "父母在不同的镇工作", "取在申请地工作的一方"],
        ["按居住地申请", "父母都有居住证", "由父母自选一方"],
    ]
    document = written(lambda builder: [builder.line(PROSE), builder.table(grid(rows))])
    says = [sentence.search for clause in document.clauses for sentence in clause.sentences]
    assert says[-2:] == [
        "按工作地申请;父母在不同的镇工作;取在申请地工作的一方",
        "按居住地申请;父母都有居住证;由父母自选一方",
    ]


def test_an_annex_that_is_a_table_is_called_by_its_caption_and_notes_below_head_nothing() -> None:
    lines = [
        "附件",
        "临江县外来人员子女申请入读",
        "公办小学积分项目一览表",
        "一、申请人按实际情况选择下列项目，得分累计。",
    ]
    table = [["项目", "分值"], ["居住年限", "20"], ["参保年限", "30"]]

    def write(builder: Builder) -> None:
        for line in lines:
            builder.line(line)
        builder.table(grid(table))
        for line in ("注：", "1.居住年限按居住证计算。", "2.参保年限按累计月数计算。", "填表前请先阅读办事指南。"):
            builder.line(line)

    document = written(write)
    title = document.metadata.title
    assert title and title.value == "临江县外来人员子女申请入读公办小学积分项目一览表"
    assert document.text[title.start : title.end].replace("\n", "") == title.value
    [rows] = [clause for clause in document.clauses if clause.sentences[0].search == "居住年限;分值:20"]
    assert rows.path == ("附件", "临江县外来人员子女申请入读 公办小学积分项目一览表")
    last = document.clauses[-1]
    assert [sentence.text for sentence in last.sentences][-1] == "填表前请先阅读办事指南。"
    assert not any(
        "按居住证计算" in step or "按累计月数" in step for clause in document.clauses for step in clause.path
    )


def test_a_year_in_a_name_does_not_keep_its_figures_from_their_unit() -> None:
    rows = [["年度", "旱地", "年度总面积"], ["2021", "0.9", "1.4"], ["2022", "0.8", "1.2"]]
    document = written(lambda builder: [builder.line("单位：平方公里"), builder.table(grid(rows))])
    assert searched(document)[0] == "年度:2021;旱地:0.9平方公里;年度总面积:1.4平方公里"
