"""The shared documents, where this machine has them: found by YOUJU_SHARED, tests that need them skipped aloud without."""

from pathlib import Path

import pytest

from rag.settings import load_settings

SHARED: Path = load_settings().shared
needs_seeds = pytest.mark.skipif(
    not (SHARED / "seeds").is_dir(),
    reason=f"没有共享文件，跳过：请用 YOUJU_SHARED 指明。No shared documents at YOUJU_SHARED={SHARED.name}.",
)


def seed(number: int) -> Path:
    """The seed document whose name begins with that number."""
    return next((SHARED / "seeds").glob(f"{number:03d}_*"))
