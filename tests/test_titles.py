"""Titles, agencies, places and years: what the text proves, and nothing that a portal wrote around it."""

import pytest

from ingest.document import make_document
from ingest.source import SourceText
from rag.schema import Metadata, Proven

TEXT = "一、报名\n家长在网上报名，材料由学校核对，逾期不再受理。\n二、录取\n按积分排序录取，结果在网上公布。\n"


def data(source: str) -> Metadata:
    return make_document(SourceText("试.txt", source, "0" * 64)).metadata


def value(proven: Proven | None) -> str:
    return proven.value if proven else ""


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("2031年海云区小学入学十问\nhttp://www.example.cn/1.html\n", "2031年海云区小学入学十问"),
        ("附件\n海云区外来人员子女积分入读公办\n学校起始年级积分一览\n", "海云区外来人员子女积分入读公办学校起始年级积分一览"),
        ("所属通知：海云区小学入学须知的通知\n", "海云区小学入学须知的通知"),
        ("名　　称：海云区小学招生公告\n", "海云区小学招生公告"),
        ("《海云区小学学籍管理办法》\n", "海云区小学学籍管理办法"),
        (
            "甲乙丙【编号】 ABC.1.234\n原文链接：https://www.example.cn/abc/0123456789abcdef0123456789abcdef0123456789.html\n海云区教育局转发关于深化学校美育改革的来信\n海云区教育局转发关于深化学校美育改革的来信\n",
            "海云区教育局转发关于深化学校美育改革的来信",
        ),
        ("海教〔2031〕3号\n各小学：\n现将《海云区小学学籍管理暂行规定》印发给你们。\n海云区小学学籍管理暂行规定\n", "海云区小学学籍管理暂行规定"),
    ],
)  # fmt: skip
def test_a_title_is_proved_by_where_it_stands(head: str, title: str) -> None:
    document = make_document(SourceText("试.txt", head + TEXT, "0" * 64))
    assert document.name == title
    proof = document.metadata.title
    assert proof and "".join(document.text[proof.start : proof.end].split()).endswith("".join(title.split()))


def test_a_document_without_a_title_bears_the_stem_of_its_file() -> None:
    document = make_document(
        SourceText("入学/海云_须知.v2.pdf", "家长们好，请按时到校办理手续，并带好全部材料。\n" + TEXT, "0" * 64)
    )
    assert document.metadata.title is None
    assert document.name == "海云_须知.v2"


@pytest.mark.parametrize(
    ("line", "agency"),
    [
        ("来源：海云区教育局 2031-04-16", "海云区教育局"),
        ("来源：海云市人民政府办公厅日期：2031-11-07", "海云市人民政府办公厅"),
        ("来源：发表时间：2031-05-05访问次数：7839", ""),
        ("发布机构：海云市卫计委门户网站 发布日期：2031-04-20", ""),
        ("来源：海云教育", ""),
    ],
)
def test_an_agency_is_one_and_nothing_more(line: str, agency: str) -> None:
    assert value(data(f"小学入学办法\n{line}\n{TEXT}").agency) == agency


def test_the_place_of_a_university_is_not_that_of_its_papers() -> None:
    body = "海云市高校的毕业生、在海云市工作的人员和有海云市户籍的人员可以报名。\n" + TEXT
    assert data("考试须知的通知\n" + body + "海云财经大学研究生院招生办公室\n2031年3月2日\n").place is None
    assert value(data("海云市城市公园管理办法\n" + body).place) == "海云市"
    assert data("自然资源部关于公园的通知\n" + body + "自然资源部\n2031年3月2日\n").place is None


def test_dates_and_years_come_without_what_stands_behind_them() -> None:
    found = data("小学入学办法\n发布时间：2031/01/21 新闻来源\n" + TEXT)
    assert value(found.issued) in ("2031/01/21", "")
    signed = data("小学入学的通知\n各校：\n请办理。\n海云区教育局\n2031 年10 月27 日\n")
    assert value(signed.issued) == "2031年10月27日"
    numbered = data("小学入学的通知\n海府〔2025〕125号\n生成日期：2031-03-06 公开类型：主动公开\n" + TEXT)
    assert (value(numbered.number), value(numbered.year)) == ("海府〔2025〕125号", "2025")


def test_a_number_that_is_none_is_left_out() -> None:
    assert data("小学入学的通知\n索引号：0001 文号：无\n" + TEXT).number is None
