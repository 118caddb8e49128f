"""Where a claim would stand: at the article or in the document that it names, or where its words are found."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.pipeline import find_files, ingest
from rag.chain import Assistant
from rag.embedding import SentenceEmbeddings
from rag.library import Library
from rag.provisions import Provision, article, provisions
from rag.schema import Turn
from rag.settings import ROOT
from rag.text import fold
from rag.verifying.lead import lead_of
from rag.verifying.locate import Located, locate
from rag.verifying.split import split_claims
from rag.verifying.verdict import Absence, Claim
from tests.shared import SHARED, needs_seeds

DOCUMENTS = {
    "清溪县教育局2023年工作总结": """清溪县教育局2023年工作总结

一、办学条件
全年新建幼儿园4所、扩建3所，新增学位1250个。2022年改造食堂11个。
二、教师队伍
招聘教师75名，选派骨干教师18名到省城跟岗。
""",
    "清溪县教育局2024年工作要点": """清溪县教育局2024年工作要点

一、办学条件
新建幼儿园2所，改造食堂9个。2023年扩建的3所幼儿园全部启用。
二、学生健康
近视率下降1个百分点以上，体质健康优良率达到68%。
""",
    "临水区教育局2024年工作要点": """临水区教育局2024年工作要点

全区要以建成海滨书城为目标，办好每一所学校。
一、办学条件
新建幼儿园6所，扩建5所，改造食堂9个。
二、教师队伍
招聘教师120名，组织教师参加市级培训300人次。
""",
    "校车管理办法": """清溪县教育局文件

清教〔2023〕5号

关于印发《清溪县校车管理办法（试行）》的通知

各学校：
现将办法印发给你们，请遵照执行。

清溪县教育局
2023年4月6日

清溪县校车管理办法（试行）

第一条　为了保障学生乘车安全，制定本办法。
第二条　校车由县教育局负责备案，由公安机关负责核发标牌。
第三条　校车应当每年检验一次。
驾驶人应当符合下列条件：
（一）取得相应准驾资格三年以上；
（二）最近三年没有责任事故；
（三）身体健康。
学校应当与驾驶人签订责任书。
第四条　校车不得超载；超载的，停止运营三十日。
第五条　本办法自2023年5月1日起施行。
""",
}
NOTICE, REPORT, PLAN, LINSHUI = "校车管理办法.txt", "清溪县教育局2023年工作总结.txt", "清溪县教育局2024年工作要点.txt", "临水区教育局2024年工作要点.txt"  # fmt: skip


@pytest.fixture(scope="module")
def county(embeddings: SentenceEmbeddings, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("county")
    for name, text in DOCUMENTS.items():
        (folder / f"{name}.txt").write_text(text, "utf-8")
    with Library.open(folder / "library", embeddings) as library:
        with library.writing():
            ingest(find_files([folder]), library, embeddings.fingerprint, lambda result: None)
        yield Assistant(library)


def located(assistant: Assistant, pasted: str) -> list[Located]:
    """Where each claim of a pasted text is located, one after the other."""
    found: list[Located] = []
    for claim in split_claims(pasted):
        found.append(locate(assistant, claim, found[-1] if found else None))
    return found


def first(assistant: Assistant, pasted: str) -> tuple[str, str]:
    """The source and the text of the first candidate of a pasted claim."""
    candidate = located(assistant, pasted)[0].candidates[0]
    clause = assistant.library.document(candidate.source).clauses[candidate.clause]
    sentences = clause.sentences if candidate.ordinal is None else (clause.sentences[candidate.ordinal],)
    return candidate.source, "".join(sentence.text for sentence in sentences)


@pytest.mark.parametrize(
    ("lead", "provision"),
    [
        ("《清溪县校车管理办法》第四条规定：", Provision(4)),
        ("《清溪县校车管理办法（试行）》第4条规定：", Provision(4)),
        ("清溪县校车管理办法第四条规定，", Provision(4)),
        ("校车管理办法第４条规定，", Provision(4)),
        ("根据校车办法第四条，", Provision(4)),
        ("清教〔2023〕5号文件第四条规定，", Provision(4)),
        ("根据《关于印发〈清溪县校车管理办法（试行）〉的通知》（清教〔2023〕5号）第四条，", Provision(4)),
        ("《清溪縣校車管理辦法》第四條規定：", Provision(4)),
        ("《清溪县校车管理办法》第三条第二款第（二）项规定：", Provision(3, 0, 2, 2)),
        ("《清溪县校车管理办法》第三条第三款规定：", Provision(3, 0, 3)),
    ],
)
def test_a_named_article_is_found_in_any_numeral(county: Assistant, lead: str, provision: Provision) -> None:
    (found,) = located(county, f"{lead}校车不得超载。")
    assert found.provisions == (provision,) and not found.absence
    assert (found.articles, found.paragraph, found.item) == ((provision.article,), provision.paragraph, provision.item)
    named = found.candidates[0]
    clause = county.library.document(named.source).clauses[named.clause]
    assert named.source == NOTICE and named.ordinal is None and clause.path[-1] == provision.whole.name
    assert found.sources == {NOTICE}


@pytest.mark.parametrize(
    ("pasted", "absence", "names"),
    [
        ("《清溪县校车管理办法》第九条规定：校车不得超载。", Absence.ARTICLE, ("第九条",)),
        ("《清溪县校车管理办法》第三条第七款规定：校车不得超载。", Absence.ARTICLE, ("第三条第七款",)),
        ("《清溪县校车管理办法》第三条第四项规定：校车不得超载。", Absence.ARTICLE, ("第三条第四项",)),
        ("《清溪县校车管理办法》第四条之一规定：校车不得超载。", Absence.ARTICLE, ("第四条之一",)),
        ("《学校食堂管理办法》第四条规定：食堂应当公开菜谱。", Absence.TITLE, ("《学校食堂管理办法》",)),
        ("道路交通安全法第四条规定，车辆不得超载。", Absence.TITLE, ("《道路交通安全法》",)),
        ("根据临教〔2020〕88号文件规定，校车不得超载。", Absence.TITLE, ("临教[2020]88号",)),
        ("普陀区2024年新建幼儿园6所。", Absence.PLACE, ("普陀区",)),
        ("普陀今年新建幼儿园6所。", Absence.PLACE, ("普陀",)),
        ("宁波市教育局要求，校车每年检验一次。", Absence.PLACE, ("宁波市",)),
        ("清溪县2019年新建幼儿园4所。", Absence.YEAR, ("2019",)),
        ("二〇一九年清溪县新建幼儿园4所。", Absence.YEAR, ("2019",)),
        ("清溪县教育局2022年工作总结指出，新建幼儿园4所。", Absence.YEAR, ("2022",)),
        ("清溪县2022年改造食堂11个。", None, ()),
        ("清溪县2024年新建幼儿园2所。", None, ()),
        ("宁波大学为清溪县培训教师。", None, ()),
        ("县教育局出台《学校食堂管理办法》。", None, ()),
        ("根据《道路交通安全法》，结合实际，制定本办法。", None, ()),
        ("选派骨干教师到普陀区跟岗。", None, ()),
    ],
)
def test_what_is_not_in_the_library_is_said(
    county: Assistant, pasted: str, absence: Absence | None, names: tuple[str, ...]
) -> None:
    found = located(county, pasted)[0]
    assert (found.absence, found.names) == (absence, names)
    assert not found.candidates or absence in (None, Absence.YEAR)


@pytest.mark.parametrize(
    ("pasted", "source", "holds"),
    [
        ("清溪县2024年改造食堂9个。", PLAN, "改造食堂9个"),
        ("临水区2024年改造食堂9个。", LINSHUI, "改造食堂9个"),
        ("2024年，临水区改造食堂9个。", LINSHUI, "改造食堂9个"),
        ("临水改造食堂九个。", LINSHUI, "改造食堂9个"),
        ("清溪县教育局2024年工作要点提出，新建幼儿园4所。", PLAN, "新建幼儿园2所"),
        ("2023年那份总结说新建幼儿园4所。", REPORT, "新建幼儿园4所"),
        ("清溪县2023年新建幼儿园4所。", REPORT, "新建幼儿园4所"),
        ("2022年，清溪县改造食堂11个。", REPORT, "2022年改造食堂11个"),
        ("《清溪县校车管理办法》自2023年5月1日起施行。", NOTICE, "施行"),
        ("全年招聘教师一百二十名。", LINSHUI, "招聘教师120名"),
    ],
)
def test_a_claim_is_looked_for_where_it_can_stand(county: Assistant, pasted: str, source: str, holds: str) -> None:
    assert first(county, pasted)[0] == source
    assert holds in first(county, pasted)[1]


def test_a_document_of_another_year_speaks_for_a_year_that_it_names(county: Assistant) -> None:
    (found,) = located(county, "清溪县2023年扩建幼儿园3所。")
    assert found.years == ("2023",)
    said = [
        county.library.document(each.source).clauses[each.clause].sentences[each.ordinal or 0].text
        for each in found.candidates
        if each.source == PLAN
    ]
    assert said == ["2023年扩建的3所幼儿园全部启用。"]


@pytest.mark.parametrize(
    ("pasted", "sources"),
    [
        ("临水区2024年新建幼儿园6所，扩建5所。招聘教师120名。", [{LINSHUI}] * 3),
        (
            "临水区新建幼儿园6所。清溪县改造食堂9个。近视率下降1个百分点以上。",
            [{LINSHUI}, {REPORT, PLAN, NOTICE}, {REPORT, PLAN, NOTICE}],
        ),
        ("清溪县教育局2023年工作总结指出，新建幼儿园4所。招聘教师75名。", [{REPORT}] * 2),
        (
            "《清溪县校车管理办法》第四条规定，校车不得超载。该办法第二条规定，校车由县教育局备案。改造食堂9个。",
            [{NOTICE}, {NOTICE}, None],
        ),
        (
            "《清溪县校车管理办法》第四条规定，校车不得超载。第五条规定，本办法自2023年5月1日起施行。",
            [{NOTICE}, {NOTICE}],
        ),
        (
            "临水区新建幼儿园6所。根据《清溪县校车管理办法》第三条，校车每年检验。招聘教师120名。",
            [{LINSHUI}, {NOTICE}, {LINSHUI}],
        ),
        ("普陀区新建幼儿园6所，扩建5所。招聘教师120名。临水区招聘教师120名。", [set(), set(), set(), {LINSHUI}]),
    ],
)
def test_a_text_goes_on_about_what_it_named(county: Assistant, pasted: str, sources: list[set[str] | None]) -> None:
    assert [found.sources for found in located(county, pasted)] == sources


def test_what_is_absent_stays_so_for_the_rest_of_a_sentence(county: Assistant) -> None:
    found = located(county, "清溪县2019年新建幼儿园4所，招聘教师75名。")
    assert [each.absence for each in found] == [Absence.YEAR, Absence.YEAR]
    # The second part does not say its year itself, so nothing of another year may stand for it.
    assert not found[1].candidates
    assert [each.absence for each in located(county, "普陀区新建幼儿园6所，扩建5所。")] == [
        Absence.PLACE,
        Absence.PLACE,
    ]


@pytest.mark.parametrize(
    ("pasted", "own"),
    [
        ("《清溪县校车管理办法》第四条规定：校车不得超载。", "校车不得超载。"),
        ("清溪县2024年改造食堂9个。", "2024年改造食堂9个。"),
        ("会议指出，校车不得超载。", "校车不得超载。"),
        ("省教育厅要求，校车不得超载。", "省教育厅要求，校车不得超载。"),
        ("到2024年底，临水区改造食堂9个。", "到2024年底，改造食堂9个。"),
        ("2023年那份总结说新建幼儿园4所。", "新建幼儿园4所。"),
        ("打造海滨书城的区，改造食堂9个。", "，改造食堂9个。"),
    ],
)
def test_own_is_what_is_left_without_the_name_of_its_document(county: Assistant, pasted: str, own: str) -> None:
    (found,) = located(county, pasted)
    assert "".join(pasted[start:end] for start, end in found.own) == own


def _rank(assistant: Assistant, row: dict) -> int:
    """The place of the gold evidence among the candidates, from 1; 0 where it is none."""
    claim = Claim(row["claim"], 0, len(row["claim"]), lead_of(row["claim"]))
    for rank, candidate in enumerate(locate(assistant, claim).candidates, 1):
        clause = assistant.library.document(candidate.source).clauses[candidate.clause]
        sentences = clause.sentences if candidate.ordinal is None else (clause.sentences[candidate.ordinal],)
        said = "".join(fold(sentence.text) for sentence in sentences).replace("|", "")
        proofs = [fold(proof).replace("|", "") for proof in row["evidence"]]
        if candidate.source == row["doc"] and any(proof in said or said in proof for proof in proofs):
            return rank
    return 0


def test_the_evidence_of_our_claims_is_among_the_first_five(samples: Assistant) -> None:
    rows = [
        json.loads(line) for line in (ROOT / "tests" / "gold" / "samples_verify.jsonl").read_text("utf-8").splitlines()
    ]
    # A gloss within the evidence is not part of the sentence; the row on it is looked at by its figure.
    ranks = {
        row["id"]: _rank(samples, row | {"evidence": [_bare(proof) for proof in row["evidence"]]})
        for row in rows
        if row["doc"]
    }
    assert all(0 < rank <= 5 for rank in ranks.values()), ranks


def _bare(proof: str) -> str:
    """Without the pinyin that a source glosses its characters with."""
    return re.sub(r"[（(][a-zāáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜü]+[)）]", "", proof)


@needs_seeds
def test_named_articles_of_laws_are_located_exactly(embeddings: SentenceEmbeddings, tmp_path: Path) -> None:
    rows = [json.loads(line) for line in (SHARED / "eval" / "laws_verify.jsonl").read_text("utf-8").splitlines()]
    with Library.open(tmp_path / "laws", embeddings) as library:
        with library.writing():
            ingest(find_files([SHARED / "laws"]), library, embeddings.fingerprint, lambda result: None)
        assistant = Assistant(library)
        for row in rows:
            claim = Claim(row["claim"], 0, len(row["claim"]), lead_of(row["claim"]))
            found = locate(assistant, claim)
            if row["label"] == "not_found":
                assert found.absence is Absence.TITLE, row["id"]
                continue
            (wanted,) = provisions(claim.text[slice(*claim.lead)])
            clause = library.document(row["doc"]).clauses[found.candidates[0].clause]
            assert found.candidates[0].source == row["doc"] and clause.path[-1] == wanted.name, row["id"]
            assert 0 < _rank(assistant, row) <= 5, row["id"]


@pytest.mark.parametrize(
    ("questions", "holds", "understood"),
    [
        (("校车管理办法第4条讲了什么",), "超载的，停止运营三十日", ""),
        (("校车管理办法第三条第二款第（二）项是什么",), "没有责任事故", ""),
        (("校车管理办法第三条第三款",), "签订责任书", ""),
        (("临水区新建幼儿园几所？", "校车管理办法第四条"), "停止运营三十日", ""),
        (("校车管理办法第三条", "第二款第一项呢"), "准驾资格三年以上", "校车管理办法第三条第二款第一项"),
        (("校车管理办法第三条", "第四条呢"), "停止运营三十日", "校车管理办法第四条"),
    ],
)
def test_questions_for_an_article_take_the_same_road(
    county: Assistant, questions: tuple[str, ...], holds: str, understood: str
) -> None:
    *earlier, question = questions
    answer = county.ask(question, [Turn("user", each) for each in earlier])
    assert not answer.refused and holds in answer.text
    assert understood in answer.understood if understood else not answer.understood


def test_an_inserted_article_is_not_the_one_that_it_follows(county: Assistant) -> None:
    document = county.library.document(NOTICE)
    clauses = tuple(
        replace(each, path=("第三条之一",)) if each.path == ("第四条",) else each for each in document.clauses
    )
    (wanted,) = provisions("第三条之一")
    assert article(document, wanted) is None
    assert article(replace(document, clauses=clauses), wanted) == article(document, Provision(4))
    assert article(replace(document, clauses=clauses), Provision(3)) == article(document, Provision(3))


def test_a_paragraph_that_an_article_lacks_is_said(county: Assistant) -> None:
    answer = county.ask("校车管理办法第三条第九款是什么")
    assert answer.refused and "第三条没有这一款" in answer.text


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("第8条", ["第八条"]),
        ("第一百二十三条", ["第一百二十三条"]),
        ("第八十二条之一第二款第（三）项", ["第八十二条之一第二款第三项"]),
        ("第三条至第五条", ["第三条", "第四条", "第五条"]),
        ("第三、五条", ["第三条", "第五条"]),
        ("第七条第一项、第三项和第二款", ["第七条第一项", "第七条第三项", "第七条第二款"]),
        ("第十条的第2款", ["第十条第二款"]),
        ("十条措施", []),
    ],
)
def test_provisions_are_read_in_any_numeral(text: str, names: list[str]) -> None:
    assert [each.name for each in provisions(text)] == names
