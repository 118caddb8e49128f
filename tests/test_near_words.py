"""Words that offices tell apart, though they come close, make another statement: such a claim is never supported."""

import pytest

from ingest.document import make_document
from ingest.source import SourceText
from rag.chain import Assistant
from rag.embedding import SentenceEmbeddings
from rag.fingerprint import current_fingerprint
from rag.library import Library
from rag.verifying.verdict import Label
from rag.verifying.verifier import Verifier

NAME = "清溪县校外培训管理细则.txt"
# What the document says, and what it does not say.
PAIRS = [
    ("开办培训机构须经县教育局批准。", "开办培训机构须经县教育局同意。"),
    ("对违规机构处以罚款3万元。", "对违规机构处以处分3万元。"),
    ("消防安全由县应急管理局主管。", "消防安全由县应急管理局配合。"),
    ("县教育局制定收费标准。", "县教育局公布收费标准。"),
    ("县教育局公示12家合格机构。", "县教育局取缔12家合格机构。"),
    ("情节严重的，对举办者通报批评。", "情节严重的，对举办者通报表扬。"),
    ("无证机构由县公安局取缔。", "无证机构由县公安局整改。"),
    ("消除超大班额56个。", "消除大班额56个。"),
    ("在4所城镇学校试点作业公示。", "在4所城区学校试点作业公示。"),
    ("培训预付款由银行托管。", "培训预付款由银行保管。"),
    ("聘请32名退休教师巡查。", "聘用32名退休教师巡查。"),
    ("组织8次消防演练。", "检查8次消防演练。"),
    ("学生近视的监测由疾控中心负责。", "学生近视的防治由疾控中心负责。"),
    ("补助标准为每生每年600元。", "收费标准为每生每年600元。"),
    ("受理投诉的时限为5个工作日。", "办结投诉的时限为5个工作日。"),
    ("县级骨干教师增加到210名。", "市级骨干教师增加到210名。"),
    ("教师流动期间的工资由原学校发放。", "教师流动期间的津贴由原学校发放。"),
    ("课后服务经费由县财政补贴。", "课后服务经费由县财政垫付。"),
    ("新增学前学位900个。", "新增学前教师900个。"),
    ("录取结果在7月10日公布。", "录取结果在7月10日公示。"),
]
RATES = {"2023年视力监测情况通报.txt": "42.6%", "2023年学校卫生工作总结.txt": "43.1%"}


def _document(name: str, lines: list[str]):
    return make_document(SourceText(name, "\n".join([name.removesuffix(".txt"), *lines]) + "\n", "0" * 64))


@pytest.fixture(scope="module")
def verifier(embeddings: SentenceEmbeddings, tmp_path_factory: pytest.TempPathFactory):
    documents = [
        _document(
            NAME, [f"{number}、{said}" for number, (said, _) in zip("一二三四五六七八九十", PAIRS[:10], strict=False)]
        )
    ]
    documents.append(_document(f"续{NAME}", [said for said, _ in PAIRS[10:]]))
    documents += [_document(name, [f"溪口学区学生总体近视率为{rate}。"]) for name, rate in RATES.items()]
    with Library.open(tmp_path_factory.mktemp("near"), embeddings) as library:
        with library.writing():
            for document in documents:
                library.replace(document, current_fingerprint(embeddings.fingerprint))
        yield Verifier(Assistant(library))


@pytest.mark.parametrize(("said", "claim"), PAIRS)
def test_a_near_word_is_no_support(verifier: Verifier, said: str, claim: str) -> None:
    assert verifier.verify(said).label is Label.SUPPORTED
    assert verifier.verify(claim).label is not Label.SUPPORTED


def test_documents_that_disagree_are_both_shown(verifier: Verifier) -> None:
    verdict = verifier.verify("溪口学区学生总体近视率为41.9%。")
    assert verdict.label is Label.CONTRADICTED
    assert {passage.citation.source for passage in verdict.passages} == set(RATES)
    verdict = verifier.verify("溪口学区学生总体近视率为42.6%。")
    assert verdict.label is Label.SUPPORTED
    assert [passage.label for passage in verdict.passages] == [Label.SUPPORTED, Label.CONTRADICTED]
