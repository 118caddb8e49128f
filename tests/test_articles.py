"""Articles asked for by number: where several documents have one, which is meant must be said; 本法 within a quotation is no title."""

from pathlib import Path

import pytest

from ingest.pipeline import ingest
from rag.chain import Assistant
from rag.embedding import SentenceEmbeddings
from rag.library import Library

RULES = """{title}

第一章　总则

第一条　为规范{matter}，根据有关规定，制定本办法。
第二条　{matter}由县教育局负责。
第三条　违反本办法第二条规定条件的{matter}，由县教育局责令整改。
"""


@pytest.fixture(scope="module")
def rules(embeddings: SentenceEmbeddings, tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("rules")
    files = []
    for title, matter in (("清溪县校车管理办法", "校车运行"), ("清溪县学校食堂管理办法", "学校食堂经营")):
        files.append(Path(folder / f"{title}.txt"))
        files[-1].write_text(RULES.format(title=title, matter=matter), "utf-8")
    with Library.open(folder / "library", embeddings) as library:
        with library.writing():
            ingest(files, library, embeddings.fingerprint, lambda result: None)
        yield Assistant(library)


def test_a_number_that_several_documents_have_is_asked_back(rules: Assistant) -> None:
    answer = rules.ask("第二条是怎么规定的？")
    assert answer.refused and not answer.citations
    assert "清溪县校车管理办法" in answer.text and "清溪县学校食堂管理办法" in answer.text


def test_a_number_that_none_has_is_not(rules: Assistant) -> None:
    answer = rules.ask("第十二条是怎么规定的？")
    assert answer.refused and "哪一份" not in answer.text


def test_this_document_within_a_quotation_is_no_title(rules: Assistant) -> None:
    answer = rules.ask("《清溪县校车管理办法》关于“违反本办法第二条规定条件的校车运行”是怎么规定的？")
    assert not answer.refused and "责令整改" in answer.citations[0].quote


def test_what_leads_up_to_a_title_is_no_part_of_it(rules: Assistant) -> None:
    answer = rules.ask("违反清溪县校车管理办法第二条怎么处理？")
    assert not answer.refused and "责令整改" in answer.text
