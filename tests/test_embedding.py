"""The embedding model behind langchain's Embeddings: light to import, safe in threads, any other model by name."""

import json
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from langchain_core.embeddings import Embeddings

from rag.embedding import EmbeddingError, SentenceEmbeddings, load_embeddings
from rag.settings import ROOT, Settings

TEXTS = ["全区新建公办幼儿园四所。", "教师培训经费单列。", "School meals are inspected twice a term."]


@pytest.fixture(scope="module")
def embeddings(model_folder: Path) -> SentenceEmbeddings:
    return load_embeddings(Settings(embedding_model=str(model_folder)))


def copy_of(model_folder: Path, folder: Path, prompts: dict[str, str]) -> Path:
    """The same model as somebody else's folder: no marker of ours, no graph, prompts as given."""
    folder.mkdir(parents=True)
    for path in model_folder.iterdir():
        if path.name not in ("built.json", "onnx", "config_sentence_transformers.json"):
            (folder / path.name).symlink_to(path)
    (folder / "config_sentence_transformers.json").write_text(json.dumps({"prompts": prompts}))
    return folder


def cosine(some: list[float], other: list[float]) -> float:
    return sum(a * b for a, b in zip(some, other, strict=True))


def test_importing_is_light() -> None:
    heavy = {"torch", "transformers", "sentence_transformers", "onnxruntime", "onnx", "numpy"}
    code = f"import sys, rag.embedding; print(*({heavy} & set(sys.modules)))"
    found = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True)
    assert found.stdout.split() == []


def test_vectors(embeddings: SentenceEmbeddings) -> None:
    assert isinstance(embeddings, Embeddings)
    vectors = embeddings.embed_documents(TEXTS)
    assert [len(vector) for vector in vectors] == [384] * 3
    assert all(cosine(vector, vector) == pytest.approx(1, abs=1e-5) for vector in vectors)
    assert embeddings.embed_documents([]) == []
    question = embeddings.embed_query("今年新建几所幼儿园")
    assert max(range(3), key=lambda index: cosine(question, vectors[index])) == 0
    assert embeddings.embed_query(TEXTS[0]) != vectors[0], "a question and a passage have different prompts"


def test_threads_share_one_model(model_folder: Path) -> None:
    fresh = SentenceEmbeddings(str(model_folder))
    with ThreadPoolExecutor(8) as pool:
        questions = list(pool.map(fresh.embed_query, TEXTS * 8))
        documents = list(pool.map(fresh.embed_documents, [TEXTS] * 8))
    assert questions == [fresh.embed_query(text) for text in TEXTS] * 8
    assert documents == [fresh.embed_documents(TEXTS)] * 8


def test_any_other_folder_runs_with_its_own_prompts(
    model_folder: Path, tmp_path: Path, embeddings: SentenceEmbeddings
) -> None:
    prompted = SentenceEmbeddings(
        str(copy_of(model_folder, tmp_path / "prompted", {"query": "query: ", "document": "passage: "}))
    )
    plain = SentenceEmbeddings(str(copy_of(model_folder, tmp_path / "plain", {})))
    ours, theirs = embeddings.embed_documents(TEXTS), prompted.embed_documents(TEXTS)
    assert min(map(cosine, ours, theirs)) > 0.997
    assert cosine(embeddings.embed_query(TEXTS[0]), prompted.embed_query(TEXTS[0])) > 0.997
    assert plain.embed_query(TEXTS[0]) == pytest.approx(plain.embed_documents(TEXTS)[0], abs=1e-5)
    assert cosine(plain.embed_query(TEXTS[0]), prompted.embed_query(TEXTS[0])) < 0.99


def test_fingerprint_names_model_weights_and_precision(
    model_folder: Path, tmp_path: Path, embeddings: SentenceEmbeddings
) -> None:
    assert embeddings.fingerprint == SentenceEmbeddings(str(model_folder)).fingerprint
    folder = copy_of(model_folder, tmp_path / "other", {})
    fp32 = SentenceEmbeddings(str(folder)).fingerprint
    assert fp32 != embeddings.fingerprint
    assert SentenceEmbeddings(str(folder)).fingerprint == fp32
    weights = folder / "model.safetensors"
    changed = bytearray(weights.read_bytes())
    changed[-(len(changed) // 3) :] = bytes(len(changed) // 3)
    weights.unlink()
    weights.write_bytes(changed)
    assert SentenceEmbeddings(str(folder)).fingerprint != fp32
    weights.unlink()


def test_a_hub_name_is_found_in_the_hubs_cache(model_folder: Path, tmp_path: Path) -> None:
    commits = ["0" * 39 + "1", "0" * 39 + "2"]
    repository = tmp_path / "hub" / "models--someone--e5"
    for commit in commits:
        copy_of(model_folder, repository / "snapshots" / commit, {"query": "query: "})
    (repository / "refs").mkdir()
    code = f"""
from pathlib import Path
from rag.embedding import SentenceEmbeddings
for commit in {commits}:
    Path({str(repository / "refs" / "main")!r}).write_text(commit)
    embeddings = SentenceEmbeddings("someone/e5")
    print(embeddings.fingerprint, len(embeddings.embed_query("一")))
"""
    environ = {**os.environ, "HF_HOME": str(tmp_path), "HF_HUB_OFFLINE": "1"}
    run = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environ, check=True, capture_output=True, text=True
    )
    found = [line.split() for line in run.stdout.splitlines()]
    assert [dimension for _, dimension in found] == ["384", "384"]
    assert found[0][0] != found[1][0], "another commit is another model"


def test_an_absent_folder_is_said_in_one_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    absent = tmp_path / "none"
    with pytest.raises(EmbeddingError, match="YOUJU_EMBEDDING_MODEL"):
        load_embeddings(Settings(embedding_model=str(absent)))
    monkeypatch.setattr(Settings.model_fields["embedding_model"], "default", str(absent))
    with pytest.raises(EmbeddingError, match="make setup"):
        load_embeddings(Settings(embedding_model=str(absent)))
