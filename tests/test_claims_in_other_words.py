"""Claims in other words than the document's: the trained judge tells what is borne out from what is not, and leaves to a
person what it cannot tell."""

from pathlib import Path

import pytest

from ingest.pipeline import find_files, ingest
from rag.chain import Assistant
from rag.embedding import SentenceEmbeddings
from rag.judge.claims import ClaimJudge
from rag.library import Library
from rag.reader.model import TrainedReader
from rag.verifying.verdict import Kind, Label
from rag.verifying.verifier import Verifier

TRUE = (
    "东丽区的老师参加全员培训，一分钱都不用交。",
    "东丽区离退休还有不到三年的老师，去不去培训自己决定。",
    "东丽区教师培训考核，总分够六十分就能拿到合格证书。",
    "培训机构虚报学时的，三年之内别想再接东丽区的培训。",
    "在东丽区，校长是自己学校老师参加培训的第一责任人。",
    "东丽区老师因为产假耽误了培训的，可以推到下一年，但只能推一次。",
    "东丽区每期培训办完，机构要在十个工作日内把学时报给人事科。",
    "岱山的残疾孩子从学前到高中，入学率都要做到百分之百。",
    "岱山县2024年公共实训基地至少要培训八百人次。",
    "岱山县一共要把三所小学撤并掉。",
)
ALTERED = (
    "东丽区老师因为产假耽误了培训的，最多可以往后推两次。",
    "培训机构虚报学时的，五年之内不能再接东丽区的培训。",
    "东丽区教师培训考核，总分要到八十分才发合格证书。",
    "在东丽区，教研组长才是老师参加培训的第一责任人。",
    "岱山县一共要把五所小学撤并掉。",
    "岱山县的随迁子女只能去民办学校读书。",
    "岱山县2024年公共实训基地培训的，不会超过八百人次。",
)
ABSENT = (
    "东丽区教师培训期间，由学校统一安排住宿。",
    "东丽区给参加培训的教师每人每天发五十元补贴。",
    "岱山县2024年给每位教师配一台笔记本电脑。",
)


@pytest.fixture(scope="module")
def verifier(samples: Assistant) -> Verifier:
    return Verifier(samples)


@pytest.mark.parametrize("claim", TRUE)
def test_what_is_true_is_not_told_to_be_false(verifier: Verifier, claim: str) -> None:
    assert verifier.verify(claim).label in (Label.SUPPORTED, Label.TO_READ)


def test_some_of_what_is_true_is_told_to_be_so(verifier: Verifier) -> None:
    told = [verifier.verify(claim).label for claim in TRUE]
    assert told.count(Label.SUPPORTED) >= 3


@pytest.mark.parametrize("claim", [*ALTERED, *ABSENT])
def test_what_is_not_said_is_never_supported(verifier: Verifier, claim: str) -> None:
    assert verifier.verify(claim).label is not Label.SUPPORTED


@pytest.mark.xfail(strict=True, reason="the judge takes 要交一半 for 不得收取任何费用, and 一半 is no figure here")
def test_a_share_that_nobody_is_to_pay_is_not_supported(verifier: Verifier) -> None:
    assert verifier.verify("东丽区的老师参加全员培训，要自己交一半的钱。").label is not Label.SUPPORTED


NEARLY = (
    "塘南中学易地不新建。",
    "城区集团园并入双峰新城幼儿园统一管理，按高品质园标准来办，带动周边园所。",
    "岱山县2024年提出，校长履职不实行目标绩效考评，能上能下。",
)


@pytest.mark.parametrize("claim", NEARLY)
def test_the_judge_does_not_overrule_what_differs_in_the_same_words(verifier: Verifier, claim: str) -> None:
    assert verifier.verify(claim).label is not Label.SUPPORTED


def test_what_stands_there_nearly_word_for_word_is_not_read_by_the_judge(
    verifier: Verifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ClaimJudge, "hold", lambda *_: pytest.fail("it was asked"))
    for claim in (
        "培训工作坚持学用结合、免费参训、不占周末的原则。",
        "培训工作坚持学用结合、自费参训、不占周末的原则。",
    ):
        assert verifier.verify(claim).label in (Label.SUPPORTED, Label.CONTRADICTED)


def test_a_figure_that_stands_beside_another_one_is_not_told_to_differ_from_it(
    embeddings: SentenceEmbeddings, trained: TrainedReader, docs: Path, tmp_path: Path
) -> None:
    (docs / "方案.txt").write_text(
        "云岭县学校美育实施方案\n\n一、课程\n义务教育阶段学校艺术课时总量不低于国家规定的占总课时9%的下限，初中阶段艺术"
        "课时不低于义务教育阶段艺术课时的20%。\n",
        "utf-8",
    )
    with Library.open(tmp_path / "own", embeddings) as library:
        with library.writing():
            ingest(find_files([docs]), library, embeddings.fingerprint, lambda result: None)
        verdict = Verifier(Assistant(library, trained=trained)).verify(
            "云岭县要求义务教育学校的艺术课时至少占到总课时的9%。"
        )
    assert verdict.label in (Label.SUPPORTED, Label.TO_READ)


def test_the_words_that_are_not_borne_out_are_told_where_they_stand(verifier: Verifier) -> None:
    claim = "岱山县的随迁子女只能去民办学校读书。"
    marked = [claim[start:end] for place in verifier.places(claim)[:1] for start, end in place.unborne]
    assert "民办" in "".join(marked)


def test_what_a_person_is_to_read_is_shown_with_the_words_that_were_not_found(verifier: Verifier) -> None:
    read = [verdict for claim in (*ALTERED, *ABSENT) if (verdict := verifier.verify(claim)).label is Label.TO_READ]
    assert read
    for verdict in read:
        passage = verdict.passages[0]
        text = verifier.assistant.library.document(passage.citation.source).text
        assert text[passage.citation.start : passage.citation.end] == passage.citation.quote
        for each in verdict.differences:
            if each.kind is Kind.UNPLACED:
                assert verdict.claim.text[slice(*each.claim_span)] == each.claim
