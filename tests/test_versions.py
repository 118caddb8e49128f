"""Versions: which document replaced which, and that answers come from the one in force unless the other is asked about."""

from datetime import date

import pytest

from ingest.document import make_document
from ingest.source import SourceText
from rag.chain import Assistant
from rag.library import Library
from rag.library.versions import edition, linked
from rag.page.documents import render_documents
from rag.page.words import CHINESE
from rag.question.catalogue import Entry
from rag.question.editions import ended, replaced, withheld
from rag.schema import Document
from tests.hashing_embeddings import HashingEmbeddings
from tests.library_checks import put


def rules(name: str, title: str, issued: str, fee: str, ending: str = "", number: str = "") -> Document:
    text = (
        f"{title}\n{number}\n{title[:3]}教育局\n{issued}\n第一条 为规范学校食堂收费，制定本办法。\n"
        f"第二条 学生食堂每月伙食费不超过{fee}元。\n第三条 伙食费节余应当退还学生。\n"
    )
    return make_document(SourceText(name, text + (f"第四条 {ending}\n" if ending else ""), name.ljust(64, "0")))


TRIAL = rules(
    "试行.txt",
    "海云区学校食堂收费办法（试行）",
    "2019年5月6日",
    "300",
    "本办法自2019年6月1日起施行。",
    "海教〔2019〕5号",
)
FULL = rules(
    "正式.txt", "海云区学校食堂收费办法", "2023年3月1日", "450",
    "本办法自2023年4月1日起施行。《海云区学校食堂收费办法（试行）》（海教〔2019〕5号）同时废止。", "海教〔2023〕2号",
)  # fmt: skip
OTHER = rules("松湖.txt", "松湖区学校食堂收费办法", "2015年3月1日", "280")


def links(*documents: Document) -> dict[str, dict[str, tuple[str, ...]]]:
    return linked([(document.source, document.metadata) for document in documents])


def titled(title: str, issued: str, agency: str = "海云区教育局") -> Document:
    text = f"{title}\n{agency}\n{issued}\n一、内容\n抓好各项工作。\n"
    return make_document(SourceText(f"{title}{issued}{agency}.txt", text, "0" * 64))


@pytest.mark.parametrize(
    ("earlier", "later"),
    [
        (("学校安全管理办法（试行）", "2019年1月1日"), ("学校安全管理办法", "2021年1月1日")),
        (("学校安全管理暂行办法", "2019年1月1日"), ("学校安全管理办法", "2021年1月1日")),
        (("学校安全管理办法", "2019年1月1日"), ("学校安全管理办法（2021年修订）", "2021年1月1日")),
        (("学校安全管理办法（2018年修订）", "2018年1月1日"), ("学校安全管理办法（2021年修订）", "2021年1月1日")),
        (("学校安全管理办法", "2019年1月1日"), ("学校安全管理办法", "2021年1月1日")),
        (("学校安全工作方案（征求意见稿）", "2021年1月1日"), ("学校安全工作方案", "2021年3月1日")),
        (
            ("关于印发《学校安全管理办法（试行）》的通知", "2019年1月1日"),
            ("关于印发《学校安全管理办法》的通知", "2021年1月1日"),
        ),
    ],
)
def test_a_later_version_is_linked_to_the_earlier(earlier, later):
    first, second = titled(*earlier), titled(*later)
    assert (
        links(first, second)
        == {
            first.source: {"later": (second.source,)},
            second.source: {"earlier": (first.source,)},
        }
        == links(second, first)
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("海云区2023年教育工作要点", "2023年1月1日"), ("海云区2024年教育工作要点", "2024年1月1日")),
        (("教育工作要点", "2023年1月1日"), ("教育工作要点", "2024年1月1日")),
        (("关于做好招生工作的通知", "2023年5月1日"), ("关于做好招生工作的通知", "2024年5月1日")),
        (("学校安全管理办法", "2019年1月1日"), ("学校安全管理办法", "2021年1月1日", "松湖区教育局")),
        (("学校安全管理办法", "2019年1月1日"), ("学校食堂管理办法", "2021年1月1日")),
        (("学校安全管理办法", "2019年1月1日"), ("学校安全管理办法（征求意见稿）", "2023年1月1日")),
        (("学校安全管理办法", "2019年1月1日"), ("学校安全管理办法（试行）", "2017年1月1日", "松湖区教育局")),
    ],
)
def test_what_is_no_version_of_another(one, other):
    assert links(titled(*one), titled(*other)) == {}


def test_a_repeal_is_linked_by_number_and_by_title():
    assert links(TRIAL, FULL, OTHER) == {
        "试行.txt": {"later": ("正式.txt",), "repealed_by": ("正式.txt",)},
        "正式.txt": {"earlier": ("试行.txt",)},
    }
    renamed = rules(
        "食堂.txt", "海云区学校膳食管理规定", "2024年3月1日", "450", "原《海云区学校食堂收费办法》同时废止。"
    )
    assert links(FULL, renamed, OTHER)["正式.txt"] == {"repealed_by": ("食堂.txt",)}
    assert edition("甲", OTHER.metadata).whose == "松湖区"


def entries(*documents: Document) -> list[Entry]:
    found = links(*documents)
    return [
        Entry(
            each.source, each.metadata, *(found.get(each.source, {}).get(name, ()) for name in ("later", "repealed_by"))
        )
        for each in documents
    ]


@pytest.mark.parametrize(
    ("question", "hidden"),
    [
        ("食堂每月伙食费最多多少元？", {"试行.txt"}),
        ("2023年的食堂收费办法规定伙食费多少？", {"试行.txt"}),
        ("2019年的食堂收费办法规定伙食费多少？", {"正式.txt"}),
        ("海教〔2019〕5号规定伙食费多少？", {"正式.txt"}),
        ("食堂收费办法（试行）规定伙食费多少？", {"正式.txt"}),
        ("修订前伙食费是多少？", {"正式.txt"}),
        ("旧办法里伙食费是多少？", {"正式.txt"}),
        ("新旧两版食堂收费办法有什么区别？", set()),
    ],
)
def test_a_question_is_answered_from_the_one_in_force_unless_it_asks_about_the_other(question, hidden):
    assert withheld(question, "", entries(TRIAL, FULL, OTHER), date(2024, 1, 1)) == hidden


def test_a_follow_up_stays_with_the_version_that_was_asked_about():
    known = entries(TRIAL, FULL)
    assert withheld("那第三条呢？", "2019年的食堂收费办法第二条是什么？", known, date(2024, 1, 1)) == {"正式.txt"}
    assert withheld("伙食费最多多少元？", "2019年的食堂收费办法第二条是什么？", known, date(2024, 1, 1)) == {"试行.txt"}


def test_the_earlier_one_is_in_force_until_the_later_begins():
    known = entries(TRIAL, FULL)
    assert replaced(known, date(2023, 3, 31)) == {}
    assert replaced(known, date(2023, 4, 1)) == {"试行.txt": ("正式.txt",)}
    assert ended(known[0], known, date(2024, 1, 1)) == ("正式.txt",)
    assert ended(known[1], known, date(2024, 1, 1)) == ""


@pytest.fixture
def assistant(tmp_path):
    with Library.open(tmp_path, HashingEmbeddings()) as library:
        yield Assistant(library)


def sources(answer) -> set[str]:
    return {citation.source for citation in answer.citations}


def test_search_offers_the_one_in_force_and_an_answer_from_the_other_says_so(assistant):
    put(assistant.library, TRIAL, FULL)
    now = assistant.ask("海云区学生食堂每月伙食费不超过多少元？")
    assert "450" in now.text and "300" not in now.text and sources(now) == {"正式.txt"} and not now.note
    assert {hit.source for hit in now.retrieved} == {"正式.txt"}
    before = assistant.ask("2019年的食堂收费办法规定学生食堂每月伙食费不超过多少元？")
    assert "300" in before.text and "450" not in before.text and sources(before) == {"试行.txt"}
    assert "取代" in before.note and "《海云区学校食堂收费办法》" in before.note


def test_all_documents_are_still_listed(assistant):
    put(assistant.library, TRIAL, FULL)
    listed = assistant.ask("资料库里有哪些文件？").text
    assert "2份" in listed and "（试行）" in listed


def test_without_a_later_one_nothing_is_held_back(assistant):
    put(assistant.library, TRIAL)
    answer = assistant.ask("海云区学生食堂每月伙食费不超过多少元？")
    assert "300" in answer.text and not answer.note


def test_an_answer_from_a_document_whose_term_is_over_says_so(assistant):
    put(
        assistant.library,
        rules("短期.txt", "海云区学校食堂收费办法", "2019年5月6日", "300", "本办法自2019年6月1日起施行，有效期2年。"),
    )
    answer = assistant.ask("海云区学生食堂每月伙食费不超过多少元？")
    assert "300" in answer.text and "有效期2年" in answer.note and "不再有效" in answer.note


def test_the_cards_link_versions_and_copies(assistant):
    copy = make_document(SourceText("转载.html", "首页\n" + FULL.text, "1" * 64))
    put(assistant.library, TRIAL, FULL, copy)
    earlier, later = (each for each in assistant.library.summaries())
    assert (earlier.source, later.source) == ("正式.txt", "试行.txt") and earlier.copies == ("转载.html",)
    page = render_documents(assistant.library.summaries(), CHINESE)
    for shown in ("旧版", "废止它的文件", "相同的文件", "转载.html", "自2023年4月1日起施行"):
        assert shown in page
