"""What a refusal offers, and what is left of it where it is joined to other answers."""

from rag.answering.offers import offers
from rag.answering.parts import join
from rag.question.catalogue import Catalogue, Entry
from rag.schema import Answer, Citation, Hit, Metadata, Proven, Sentence

CATALOGUE = Catalogue((Entry("办法.txt", Metadata(title=Proven("青禾县公共租赁住房管理办法", 0, 13))),))


def hit(*path: str) -> Hit:
    return Hit("", "办法.txt", 0, 0, Sentence("租金按季缴纳。", 0, 7, "租金按季缴纳。"), path, 1.0)


def test_a_refusal_offers_the_article_itself_and_not_a_namesake() -> None:
    asked = offers([hit("第四章 退出", "第三十五条之一"), hit("第三十五条 租金")], CATALOGUE)
    assert [each.split("》")[1] for each in asked] == ["第三十五条之一是怎么规定的？", "第三十五条是怎么规定的？"]


def test_a_section_is_offered_by_its_name_without_its_number() -> None:
    assert offers([hit("二、申请程序")], CATALOGUE) == ("《青禾县公共租赁住房管理办法》里“申请程序”讲了什么？",)


def test_of_questions_asked_together_none_offers_what_only_the_first_came_near() -> None:
    near = (Citation("办法.txt", (), "租金按季缴纳。", 0, 7),)
    refused = Answer("没有找到答案。\n相近的内容在：……", refused=True, nearby=("……",), near=near, offers=("……？",))
    told = Answer("每季一次[1]", citations=near)
    joined = join(["租金多少", "多久交一次？"], [refused, told], 10)
    assert not joined.refused and "相近的内容" not in joined.text
    assert (joined.nearby, joined.near, joined.offers, joined.alone) == ((), (), (), "")
