"""Questions about a document's outline and about the library."""

import pytest

from rag.answering.section import Part, asked_part
from rag.chain import Assistant
from tests.sound import assert_sound, converse


@pytest.mark.parametrize(
    ("question", "part"),
    [
        ("这份文件有哪几部分", Part()),
        ("岱山县2024年教育工作要点分几个部分？", Part()),
        ("培训管理办法目录", Part()),
        ("第三部分讲什么", Part(number=3, kind="分")),
        ("第二章主要规定了哪些内容", Part(number=2, kind="章")),
        ("第三部分呢", Part(number=3, kind="分")),
        ("”培育高中”那一节说了什么", Part(name="培育高中")),
        ("学前教育扩容那一节说了什么", Part(name="学前教育扩容")),
        ("第八条是什么", None),
        ("教师的学历结构", None),
        ("总体方案分几部分经费", None),
        ("平台由几个模块组成", None),
    ],
)
def test_questions_for_an_outline_are_told(question: str, part: Part | None) -> None:
    assert asked_part(question) == part


def test_a_document_s_parts_come_whole_and_in_order(samples: Assistant) -> None:
    whole, third, again = converse(
        samples, "岱山县2024年教育工作要点有哪几部分？", "第三部分讲什么？", "第九部分呢", long=True
    )
    assert [citation.quote[:2] for citation in whole.citations] == ["一、", "二、", "三、", "四、"]
    assert third.citations[0].quote.startswith("三、做优各段教育")
    assert [citation.quote[:2] for citation in third.citations[1:]] == ["1.", "2.", "3.", "4.", "5."]
    assert again.refused and "没有这一部分" in again.text


def test_a_part_without_headings_of_its_own_is_its_sentences(samples: Assistant) -> None:
    answer = samples.ask("“守护身心健康”那一节说了什么")
    assert_sound(samples, answer, long=True)
    assert "近视率" in answer.text and "入口率" in answer.text
    starts = [citation.start for citation in answer.citations]
    assert starts == sorted(starts)


def test_an_outline_of_no_document_asks_which(samples: Assistant) -> None:
    answer = samples.ask("第三部分讲什么")
    assert answer.refused and "哪一份文件" in answer.text


def test_headings_are_shown_without_their_glosses(samples: Assistant) -> None:
    answer = samples.ask("市教育局2013年工作总结第二部分讲什么")
    assert_sound(samples, answer, long=True)
    assert "學(xué)" in "".join(citation.quote for citation in answer.citations)
    assert "(xué)" not in answer.text


@pytest.mark.parametrize(
    ("question", "heading", "count"),
    [
        ("全区教育工作要点里有哪几项重点工作", "均衡配置资源", 5),
        ("学校安全专报存在的不足有哪些", "校车标准化", 3),
    ],
)
def test_a_list_asked_for_by_its_heading_comes_whole(
    samples: Assistant, question: str, heading: str, count: int
) -> None:
    answer = samples.ask(question)
    assert_sound(samples, answer, long=True)
    assert heading in answer.citations[0].quote
    assert len(answer.citations) == count


def test_a_list_of_paragraphs_comes_whole_after_what_announces_it(samples: Assistant) -> None:
    answer = samples.ask("校车管理要求落实哪三项制度？")
    assert_sound(samples, answer, long=True)
    assert all(word in answer.text for word in ("实名乘车", "教师跟车", "专人验车"))
    assert answer.text.index("实名乘车") < answer.text.index("教师跟车") < answer.text.index("专人验车")


def test_the_library_says_what_it_holds(samples: Assistant) -> None:
    answer = samples.ask("资料库里有哪些文件？")
    assert_sound(samples, answer, long=True)
    assert len(answer.citations) == len(samples.library.summaries())


@pytest.mark.parametrize("question", ["有没有南长区的文件", "你们这里有南长区的文件吗"])
def test_the_library_says_what_it_holds_of_a_place(samples: Assistant, question: str) -> None:
    answer = samples.ask(question)
    assert_sound(samples, answer)
    assert {citation.source[:2] for citation in answer.citations} == {"南长"}
    assert len(answer.citations) == 2


def test_the_library_says_what_it_does_not_hold(samples: Assistant) -> None:
    answer = samples.ask("有没有嵊泗县的文件")
    assert answer.refused and "嵊泗" in answer.text and not answer.nearby


def test_the_library_s_years_and_places_are_proven(samples: Assistant) -> None:
    years, places = converse(samples, "有哪些年份", "有哪些地方的文件？", long=True)
    assert all(year in years.text for year in ("2010年", "2013年", "2021年", "2024年"))
    assert all(place in places.text for place in ("岱山县", "东丽区", "南长区"))
    assert any("2024" in citation.quote for citation in years.citations)
    assert any(citation.quote == "岱山县" for citation in places.citations)


def test_a_question_about_what_documents_say_is_none_about_the_library(samples: Assistant) -> None:
    assert "7" in samples.ask("岱山校园安全智慧平台有哪些模块，一共几个").text


def test_rows_of_a_portal_s_table_are_asked_for_by_their_names(samples: Assistant) -> None:
    answer = samples.ask("岱山2024要点 主题分类 公开方式")
    assert_sound(samples, answer)
    assert "教育综合" in answer.text and "主动公开" in answer.text


def test_several_articles_are_quoted(samples: Assistant) -> None:
    answer = samples.ask("东丽区中小学教师信息技术培训管理办法第七条到第九条怎么规定")
    assert_sound(samples, answer, long=True)
    assert [citation.section[-1] for citation in answer.citations] == ["第七条", "第八条", "第九条"]
