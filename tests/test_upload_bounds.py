"""Uploads are bounded in one request and in a day, on a real server on loopback."""

import sys
from datetime import date
from pathlib import Path

import httpx
import pytest
from gradio.utils import get_upload_folder

from rag.page.upload_bounds import PATH, UploadBounds
from tests.page_client import Client, served

KILO = 1000
FORM = 1000 * KILO


def sent(client: Client, size: int, name: str = "a.txt") -> httpx.Response:
    return client.http.post(PATH, files={"files": (name, b"x" * size)})


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where gradio puts uploads."""
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(tmp_path / "uploads"))
    return Path(get_upload_folder())


def kept(folder: Path) -> list[int]:
    return [path.stat().st_size for path in folder.rglob("*") if path.is_file()]


def test_one_request_is_bounded_before_it_is_read(tmp_path: Path, folder: Path) -> None:
    with served(tmp_path, upload_total=500 * KILO) as client:
        refused = sent(client, FORM + 600 * KILO)
        assert refused.status_code == 413 and "合计超过 0.0005 GB" in refused.json()["detail"]
        unstated = client.http.post(PATH, content=iter([b"x" * KILO]), headers={"Content-Type": "multipart/form-data"})
        assert unstated.status_code == 411 and "没有说明大小" in unstated.json()["detail"]
        assert kept(folder) == []
        assert sent(client, 400 * KILO).status_code == 200 and kept(folder) == [400 * KILO]


def test_a_day_is_bounded_for_everybody_together(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    today = date(2026, 3, 1)
    bounds = lambda app, settings: UploadBounds(app, settings, lambda: today)  # noqa: E731
    monkeypatch.setattr(sys.modules["rag.page.serve"], "UploadBounds", bounds)
    with served(tmp_path, upload_day=100 * KILO) as client:
        assert [sent(client, 30 * KILO, f"{name}.txt").status_code for name in "甲乙丙"] == [200] * 3
        refused = sent(client, 30 * KILO, "丁.txt")
        assert refused.status_code == 413 and "今天上传到这里的文件已到 0.0001 GB 的上限" in refused.json()["detail"]
        assert len(kept(folder)) == 3
        assert sent(client, 2 * KILO, "小.txt").status_code == 200  # what fits goes on
        today = date(2026, 3, 2)
        assert sent(client, 30 * KILO, "丁.txt").status_code == 200


def test_who_has_no_password_uses_up_nothing_of_the_day(tmp_path: Path) -> None:
    with served(tmp_path, upload_day=100 * KILO, password="secret") as client:
        assert [sent(client, 60 * KILO).status_code for _ in range(4)] == [401] * 4
        client.http.post("/login", data={"username": "x", "password": "secret"}).raise_for_status()
        assert sent(client, 60 * KILO).status_code == 200
