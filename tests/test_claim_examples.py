"""What the judge of claims is trained on: claims, windows, the words that are not borne out."""

import random

from training.claim_examples import ClaimExample, ClaimExamples, altered, read_pairs
from training.claims import Claim, Label, load
from training.passages import Passage

TEXT = "每个乡镇配备专职辅导员2名，每年培训不少于40学时。培训经费由县财政承担，不得向教师收取。"
HERE = Passage("测试.txt", ("云岭县教师培训办法", "第三条"), TEXT, (), ())
THERE = Passage("测试.txt", ("山南县教师培训办法", "第三条"), "山南县每年举办两期教师培训班，费用由学校承担。", (), ())
CLAIMS = [
    Claim(HERE, Label.SUPPORTED, "oral", "云岭县每个乡镇有2名专职辅导员", ()),
    Claim(HERE, Label.CONTRADICTED, "number", "云岭县每年培训只要20学时", ((8, 10),)),
]


def drawn(times: int = 40) -> list[ClaimExample]:
    examples = ClaimExamples(CLAIMS, [THERE])
    return [each for seed in range(times) for each in examples.draw(random.Random(seed))]


def test_there_are_thousands_of_them_of_every_label() -> None:
    found = [*load(), *read_pairs()]
    assert len(found) >= 12_000
    assert len({(each.passage.title, each.passage.text) for each in found}) >= 1_400
    assert {each.label for each in found} == set(Label)


def test_a_claim_is_held_against_its_own_passage_with_its_label() -> None:
    own = [each for each in drawn() if each.claim == CLAIMS[0].text and "2名" in each.window.text]
    assert own and {each.label for each in own} == {Label.SUPPORTED}


def test_a_passage_of_another_document_says_nothing_of_it() -> None:
    other = [each for each in drawn() if "云岭" in each.claim and each.window.context.startswith("山南")]
    assert other and {each.label for each in other} == {Label.NOT_SAID}
    assert all(each.wrong is None for each in other)


def test_an_altered_sentence_is_contradicted_by_the_words_that_were_exchanged() -> None:
    for seed in range(50):
        found = altered(TEXT, random.Random(seed))
        assert found
        text, (start, end) = found
        assert text[:start] == TEXT[:start] and text.endswith(TEXT[len(TEXT) - (len(text) - end) :])
    assert altered("没有可以换的词", random.Random(0)) is None or "可以" in "没有可以换的词"


def test_what_is_marked_stands_in_the_claim() -> None:
    for each in drawn():
        assert all(0 <= start < end <= len(each.claim) for start, end in each.wrong or ())
        assert len(each.window.text) <= 400
