"""From source text to document: front, metadata, sentences, altered wording, cut-off ends."""

import pytest

from ingest.document import NoClauses, make_document
from ingest.sentences import split_sentences
from ingest.source import SourceText
from ingest.swaps import looks_altered, restore
from rag.schema import Document
from rag.text import fold

NOTICE = """海云区教育局文件

海教〔2022〕15号

关于印发《海云区校车安全管理办法》的通知

各中小学、幼儿园：

现将办法印发给你们，请认真执行。

海云区教育局
2022年3月8日

第一章 总则
第一条 为了保障学生乘车安全，制定本办法。
第二条 校车驾驶人应当具备下列条件：
（一）持有相应准驾车型的驾驶证；
（二）身体健康，无酒驾记录。
第三条 本办法自2022年5月1日起施行。
"""


def document(text: str, name: str = "文件.txt") -> Document:
    return make_document(SourceText(name, text, "0" * 64))


def values(found: Document) -> dict[str, str]:
    metadata = found.metadata
    named = {
        "title": metadata.title,
        "agency": metadata.agency,
        "place": metadata.place,
        "number": metadata.number,
        "year": metadata.year,
        "issued": metadata.issued,
    }
    for proven in named.values():
        shown = found.text[proven.start : proven.end] if proven else ""
        assert proven is None or shown.endswith(proven.value[-1]) or shown == "二〇一九"
    return {name: proven.value for name, proven in named.items() if proven}


def test_a_notice_proves_all_its_metadata() -> None:
    assert values(document(NOTICE)) == {
        "title": "关于印发《海云区校车安全管理办法》的通知",
        "agency": "海云区教育局",
        "place": "海云区",
        "number": "海教〔2022〕15号",
        "year": "2022",
        "issued": "2022年3月8日",
    }


def test_an_article_with_its_items_is_one_clause() -> None:
    clauses = {clause.path[-1]: clause for clause in document(NOTICE).clauses if clause.path}
    assert list(clauses) == ["第一条", "第二条", "第三条"]
    assert clauses["第二条"].path == ("第一章 总则", "第二条")
    assert NOTICE[clauses["第二条"].start : clauses["第二条"].end].endswith("无酒驾记录。")
    assert [sentence.text[:3] for sentence in clauses["第二条"].sentences] == ["第二条", "（一）", "（二）"]


def test_an_upload_date_is_no_date_issued_and_a_sites_words_are_no_title() -> None:
    found = document(
        "前言：本站小编为大家精心整理了教育局工作思路范文，供你参考。\n上传时间：2021-06-01 格式：DOC 页数：3\n"
        "今年全局上下围绕办好人民满意的教育这一目标，狠抓落实，各项工作取得新的进展。\n一、抓安全\n全年没有发生责任事故。\n"
    )
    assert values(found) == {}


def test_a_masked_year_is_no_year() -> None:
    found = document("海云区教育局20XX年工作要点\n一、任务\n20XX年起免收学杂费。\n")
    assert "year" not in values(found)
    assert values(found)["title"] == "海云区教育局20XX年工作要点"


def test_a_signature_at_the_end_is_metadata_and_no_text() -> None:
    found = document(
        "二〇一九年教育工作总结\n一、成绩\n新建学校两所，全部投入使用。\n海云县教育局\n二〇一九年十二月三日\n"
    )
    assert values(found)["agency"] == "海云县教育局"
    assert values(found)["issued"] == "二〇一九年十二月三日"
    assert [sentence.text for sentence in found.clauses[-1].sentences] == ["一、成绩", "新建学校两所，全部投入使用。"]
    assert not found.warnings


def test_a_list_of_schools_at_the_end_is_no_signature() -> None:
    found = document(
        "海云县教育局关于命名示范校的通知\n一、名单\n下列学校予以命名。\n海云县第一中学\n海云县实验小学\n海云县机关幼儿园\n"
    )
    assert [sentence.text for sentence in found.clauses[-1].sentences][-3:] == [
        "海云县第一中学",
        "海云县实验小学",
        "海云县机关幼儿园",
    ]
    assert values(found)["agency"] == "海云县教育局"


@pytest.mark.parametrize(
    ("agency", "place"),
    [
        ("上海市徐汇区教育局", "徐汇区"),
        ("浦东新区教育局", "浦东新区"),
        ("南山区教育局", "南山区"),
        ("西城区教育委员会", "西城区"),
        ("岱山县教育局", "岱山县"),
        ("浙江省舟山市定海区教育局", "定海区"),
        ("湖北省教育厅", "湖北省"),
        ("恩施土家族苗族自治州巴东县教育局", "巴东县"),
        ("市教育局", ""),
        ("县教育局", ""),
        ("区教育局人事科", ""),
    ],
)
def test_a_place_is_the_innermost_that_an_agency_names(agency: str, place: str) -> None:
    assert values(document(f"工作安排\n{agency}\n2022年3月1日\n一、任务\n新建学校两所。\n")).get("place", "") == place


def test_nothing_left_is_a_failure_that_says_so() -> None:
    with pytest.raises(NoClauses, match="没有剩下正文"):
        document("上传人：某某 文档编号：1 上传时间：2020-01-01\n下载 举报\n第1页 / 共2页\n版权所有 本站文档\n")


def test_sentences_are_cut_at_stops_but_not_inside_quotations() -> None:
    text = (
        "办好“让家长放心；让学生开心。”的食堂。每周公示菜谱；每月开放一次！\n是否达标？由家长评议（含匿名；不含代填）。"
    )
    assert [text[start:end] for start, end in split_sentences(text, 0, len(text))] == [
        "办好“让家长放心；让学生开心。”的食堂。",
        "每周公示菜谱；",
        "每月开放一次！",
        "是否达标？",
        "由家长评议（含匿名；不含代填）。",
    ]


SWAPPED = (
    "海云区教育工作方案要点\n一、总则\n坚持均衡开展，夯实根底教育，按照分类指导的原那么，提出假设干意见，做好后勤效劳。\n"
    "二、任务\n深入开展读书活动，拨付专款撤除危房，保证校舍平安工作到位，降低办学本钱，年底到达省定标准。\n"
)


def test_swapped_words_are_noticed_and_read_both_ways() -> None:
    found = document(SWAPPED)
    assert found.altered
    readings = "".join(sentence.reading for clause in found.clauses for sentence in clause.sentences)
    for original in (
        "均衡发展",
        "基础教育",
        "原则",
        "若干意见",
        "后勤服务",
        "拆除危房",
        "校舍安全",
        "办学成本",
        "达到省定标准",
    ):
        assert original in readings
    assert "开展读书活动" in readings  # genuine here
    assert all(
        SWAPPED[sentence.start : sentence.end] == sentence.text
        for clause in found.clauses
        for sentence in clause.sentences
    )


def test_the_same_words_are_left_alone_where_they_are_genuine() -> None:
    text = "广泛开展平安校园创建活动，完善实施方案，鼓励教师改进教学方法，工程质量到达国家标准，抓住时机稳固根底。"
    assert not looks_altered(fold(text))
    assert restore("广泛开展活动,建设平安校园,鼓励教师改进教学方法") == "广泛开展活动,建设平安校园,鼓励教师改进教学方法"


def test_a_text_that_breaks_off_says_so() -> None:
    whole = "一、任务\n办好三件事，件件有着落。\n"
    assert not document(whole).warnings
    assert any(
        "中断" in warning
        for warning in document(whole + "二、保障\n加强组织领导，落实工作经费，各校要在九月底以前把方案报到\n").warnings
    )
    assert any("中断" in warning for warning in document(whole + "二、保障").warnings)


def test_text_without_numbering_is_one_clause_with_an_empty_path() -> None:
    found = document("今年招生工作平稳有序。全区小学新生报到率比上年提高，初中就近入学。\n")
    assert [clause.path for clause in found.clauses] == [()]
    assert len(found.clauses[0].sentences) == 2
