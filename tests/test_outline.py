"""The outline: every mix of official numbering, and nothing that only looks like a heading."""

from ingest.clean import clean
from ingest.outline import build_outline, heading_text


def paths(source: str) -> list[str]:
    traced = clean(source).text
    return [
        " > ".join(heading_text(traced.text, each) for each in (*node.parents, node))
        for node in build_outline(traced).nodes
    ]


def test_four_levels_with_numbers_that_restart() -> None:
    source = "一、总则\n（一）目标\n1.近期。办好三件事。\n2.远期。再办两件。\n（二）原则\n1.公平。人人有份。\n（1）城区。先行一步。\n（2）乡村。随后跟上。\n二、附则\n由区教育局解释。\n"
    assert paths(source) == [
        "一、总则",
        "一、总则 > （一）目标",
        "一、总则 > （一）目标 > 1.近期",
        "一、总则 > （一）目标 > 2.远期",
        "一、总则 > （二）原则",
        "一、总则 > （二）原则 > 1.公平",
        "一、总则 > （二）原则 > 1.公平 > （1）城区",
        "一、总则 > （二）原则 > 1.公平 > （2）乡村",
        "二、附则",
    ]


def test_a_whole_document_on_one_line_with_numbers_that_run_on() -> None:
    source = "今年要办好下面几件事。一、抓安全 1.查隐患。每月查3.5次，覆盖率100%。 2.练疏散。每学期两次。二、抓质量 3.听课。校长每周听2.5节课。 4.教研。按照第三条要求执行。"
    assert paths(source) == [
        "一、抓安全",
        "一、抓安全 > 1.查隐患",
        "一、抓安全 > 2.练疏散",
        "二、抓质量",
        "二、抓质量 > 3.听课",
        "二、抓质量 > 4.教研",
    ]


def test_yi_shi_er_shi_below_a_heading() -> None:
    source = "一、抓提升\n一是，办园扩容。新建三所。\n二是，义教均衡。改造十所。\n二、抓管理\n一是规范收费。逐校公示。\n二是严查补课。一是一，二是二，绝不含糊。\n"
    assert paths(source) == [
        "一、抓提升",
        "一、抓提升 > 一是，办园扩容",
        "一、抓提升 > 二是，义教均衡",
        "二、抓管理",
        "二、抓管理 > 一是规范收费",
        "二、抓管理 > 二是严查补课",
    ]


def test_articles_with_text_on_the_same_line_and_cross_references() -> None:
    source = (
        "第一章 总则\n第一条 为了规范校车管理，制定本办法。\n第二条 校车应当按照第一条的目的使用。\n第三条规定的费用由区财政承担，这一句是上一条的话。\n"
        "第三条 驾驶人应当具备下列条件：\n（一）持有相应驾照；\n（二）三年内无重大事故。\n第二章 罚则\n第四条 违反第二条规定的，责令改正。\n"
    )
    assert paths(source) == [
        "第一章 总则",
        "第一章 总则 > 第一条",
        "第一章 总则 > 第二条",
        "第一章 总则 > 第三条",
        "第二章 罚则",
        "第二章 罚则 > 第四条",
    ]


def test_markdown_headings_with_and_without_numbers() -> None:
    source = (
        "## 背景\n说明来由。\n## 任务\n### 学校安全\n每月检查。\n### 教师培训\n分期轮训。\n## 一、附件\n清单一份。\n"
    )
    assert paths(source) == ["背景", "任务", "任务 > 学校安全", "任务 > 教师培训", "一、附件"]


def test_decimals_dates_lists_and_slips() -> None:
    source = (
        "一、投入\n1.2亿元用于校舍，比上年多0.3亿元。\n其中包括：\n1.食堂改造；\n2.操场翻新；\n3.宿舍加固。\n二、产出\n2023.5月底前完成。\n"
        "四、保障\n（一）组织。成立专班。\n（三）经费。列入预算。\n"
    )
    found = paths(source)
    assert found[:2] == ["一、投入", "二、产出"]
    assert "四、保障" in found  # a number left out is a slip of the writer's
    assert "四、保障 > （三）经费" in found
    assert not any("食堂" in path or "亿元" in path or "月底" in path for path in found)


def test_a_table_of_contents_is_left_out() -> None:
    source = "一、总体要求\n二、主要任务\n三、保障措施\n一、总体要求\n今年要有新气象。\n二、主要任务\n办好三件事。\n三、保障措施\n落实经费。\n"
    assert paths(source) == ["一、总体要求", "二、主要任务", "三、保障措施"]


def test_a_list_in_a_sites_notice_is_no_outline() -> None:
    source = "阅读须知：\n1. 本站文档由会员分享。\n2. 下载后如有问题请联系客服。\n一、任务\n1.招生。按时完成。\n2.分班。当场摇号。\n"
    assert paths(source) == ["一、任务", "一、任务 > 1.招生", "一、任务 > 2.分班"]


def test_parts_chapters_of_chinese_numbers_and_annexes() -> None:
    source = "第一部分 回顾\n一、成绩\n办成三件事。\n第二部分 打算\n一、任务\n再办三件事。\n附件1\n一、名单\n三所学校。\n附件2\n一、分工\n各负其责。\n"
    assert paths(source) == [
        "第一部分 回顾",
        "第一部分 回顾 > 一、成绩",
        "第二部分 打算",
        "第二部分 打算 > 一、任务",
        "附件1",
        "附件1 > 一、名单",
        "附件2",
        "附件2 > 一、分工",
    ]


def test_chinese_numbers_that_stand_above_articles() -> None:
    source = "一、总则\n第一条 为了管好校车，制定本办法。\n第二条 本办法适用于全区。\n二、管理\n第三条 校车应当登记。\n三、附则\n第四条 本办法自发布之日起施行。\n"
    assert paths(source) == [
        "一、总则",
        "一、总则 > 第一条",
        "一、总则 > 第二条",
        "二、管理",
        "二、管理 > 第三条",
        "三、附则",
        "三、附则 > 第四条",
    ]


def test_a_table_of_contents_with_leaders_is_left_out_of_outline_and_text() -> None:
    source = "一、基础..........1\n二、目标..........3\n（一）总量..........3\n一、基础\n底子厚实。\n二、目标\n（一）总量\n再建三所。\n"
    assert paths(source) == ["一、基础", "二、目标", "二、目标 > （一）总量"]


def test_glued_headings_on_one_line() -> None:
    filler = "各校要对照清单逐项自查，发现问题立即整改，整改情况按月上报，区里每季度抽查一次，结果在全区通报。" * 4
    source = f"今年要抓好两件大事。一、安全工作（一）消防安全。{filler}（二）食品安全。{filler}二、质量工作1.听课评课。{filler}2.教研活动。{filler}"
    assert paths(source) == [
        "一、安全工作",
        "一、安全工作 > （一）消防安全",
        "一、安全工作 > （二）食品安全",
        "二、质量工作",
        "二、质量工作 > 1.听课评课",
        "二、质量工作 > 2.教研活动",
    ]


def test_a_chapter_and_the_article_after_it_on_one_line() -> None:
    long = (
        "学校违反本办法规定，没有公示收费标准的，由区教育局责令改正；逾期不改正的，予以通报，并且核减下一年度的经费。"
    )
    source = (
        f"第一章 总则\n第一条 为了规范收费，制定本办法。\n第二章 责任 第二条 {long}\n第三条 {long}\n第三章 附则\n"
        "第四条 第二章 第二条规定的责令改正，由教育督导室执行。\n"
    )
    assert paths(source) == [
        "第一章 总则",
        "第一章 总则 > 第一条",
        "第二章 责任",
        "第二章 责任 > 第二条",
        "第二章 责任 > 第三条",
        "第三章 附则",
        "第三章 附则 > 第四条",
    ]


def test_three_and_four_numbers_are_two_levels() -> None:
    source = (
        "附录 A 划定要求\nA.1 流程\nA.1.1 初划\nA.1.1.1 定点。先看现场。\nA.1.1.2 定线。再量长短。\nA.1.2 协调\n问过各校。\n"
        "A.1.3 入库\nA.1.3.1 核对。两人核对。\nA.1.3.2 上图。当日上图。\n"
    )
    above = "附录 A 划定要求 > A.1流程"
    assert paths(source)[2:] == [
        f"{above} > A.1.1初划",
        f"{above} > A.1.1初划 > A.1.1.1定点",
        f"{above} > A.1.1初划 > A.1.1.2定线",
        f"{above} > A.1.2协调",
        f"{above} > A.1.3入库",
        f"{above} > A.1.3入库 > A.1.3.1核对",
        f"{above} > A.1.3入库 > A.1.3.2上图",
    ]


def test_boxed_lines_and_decimals() -> None:
    assert paths("【党建工作】\n支部换届完成。\n【安全工作】\n没有事故。\n") == ["党建工作", "安全工作"]
    assert paths("1.1 总体要求\n抓好三件事。\n1.2 工作目标\n再抓三件。\n") == ["1.1总体要求", "1.2工作目标"]


def test_a_list_of_annexes_is_no_outline() -> None:
    source = "四、保障\n1.组织领导。成立专班。\n附件：1.申请表\n2.汇总名单\n"
    assert paths(source) == ["四、保障", "四、保障 > 1.组织领导"]
