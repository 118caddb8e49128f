"""Verdicts on disk: kept whole beside the library, whoever writes them, and exported as a gold file."""

import json
import multiprocessing
from dataclasses import replace
from pathlib import Path

import pytest

from rag import feedback
from rag.evaluation.gold import read_gold, survey
from rag.feedback import Complaint, Verdict, as_gold, keep_verdict, read_verdicts
from rag.schema import Citation, Turn

TEXT = "竹山县2023年教育要点\n全年新建幼儿园9所。\n"
START = TEXT.index("全年")
LIKED = Verdict(
    id="a", time="2026-01-02T03:04:05+00:00", verdict="up", question="新建几所？", history=(Turn("user", "幼儿园呢\n？"),),
    answer="“全年新建幼儿园9所。”[1]", refused=False,
    citations=(Citation("竹山.txt", ("一、学位",), TEXT[START:-1], START, len(TEXT) - 1),), library="f00",
)  # fmt: skip
DISLIKED = replace(LIKED, id="b", verdict="down")


def _keep_many(folder: Path, writer: int) -> None:
    for number in range(40):
        keep_verdict(folder, replace(LIKED, id=f"{writer}-{number}", note="长" * 3000))


def test_verdicts_read_back_and_the_last_of_an_id_holds(tmp_path: Path) -> None:
    assert read_verdicts(tmp_path) == []
    for verdict in (
        LIKED,
        DISLIKED,
        replace(LIKED, id="c"),
        replace(DISLIKED, complaint=Complaint.OFF, note="不是问这个"),
    ):
        keep_verdict(tmp_path, verdict)
    keep_verdict(tmp_path, replace(LIKED, id="c", verdict="none"))
    assert read_verdicts(tmp_path) == [LIKED, replace(DISLIKED, complaint=Complaint.OFF, note="不是问这个")]
    assert len((tmp_path / "feedback.jsonl").read_text("utf-8").splitlines()) == 5


def test_several_processes_lose_no_verdict(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    writers = [context.Process(target=_keep_many, args=(tmp_path, writer)) for writer in range(3)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join(60)
    assert {verdict.id for verdict in read_verdicts(tmp_path)} == {f"{w}-{n}" for w in range(3) for n in range(40)}


def test_a_long_conversation_is_shortened_and_a_full_file_takes_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    history = tuple(Turn("user", f"{number}{'长' * 1000}") for number in range(500))
    keep_verdict(tmp_path, replace(LIKED, history=history))
    [kept] = read_verdicts(tmp_path)
    size = (tmp_path / "feedback.jsonl").stat().st_size
    assert size <= feedback.LARGEST_ROW + 1 and kept.history and kept.history == history[-len(kept.history) :]
    with pytest.raises(OSError, match="没有存"):
        keep_verdict(tmp_path, replace(LIKED, id="b", question="长" * feedback.LARGEST_ROW))
    monkeypatch.setattr(feedback, "LARGEST_FILE", size + 50)
    with pytest.raises(OSError, match="上限"):
        keep_verdict(tmp_path, replace(LIKED, id="c"))
    assert (tmp_path / "feedback.jsonl").stat().st_size == size and read_verdicts(tmp_path) == [kept]


def test_half_a_line_spoils_neither_what_was_before_nor_what_comes_after(tmp_path: Path) -> None:
    keep_verdict(tmp_path, LIKED)
    with (tmp_path / "feedback.jsonl").open("ab") as file:
        file.write('{"id":"half","question":"新'.encode()[:-1])
    keep_verdict(tmp_path, DISLIKED)
    assert read_verdicts(tmp_path) == [LIKED, DISLIKED]


def test_a_liked_answer_is_gold_and_a_disliked_one_waits_for_somebody(tmp_path: Path) -> None:
    verdicts = [
        LIKED,
        replace(LIKED, id="r", refused=True, citations=(), answer="没有找到答案。"),
        replace(DISLIKED, complaint=Complaint.MISSED, note="在第二条"),
        replace(DISLIKED, id="n", complaint=Complaint.NOT_THERE),
    ]
    rows = [as_gold(verdict) for verdict in verdicts]
    assert [row["answerable"] for row in rows] == [True, False, True, False]
    assert (rows[0]["doc"], rows[0]["evidence"]) == (["竹山.txt"], ["全年新建幼儿园9所。"])
    assert rows[2]["given"] == LIKED.answer and rows[2]["note"] == "在第二条" and "evidence" not in rows[2]
    path = tmp_path / "gold.jsonl"
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    items = read_gold(path)
    assert {item["type"] for item in items} == {"feedback"}
    assert items[0]["history"] == [{"role": "user", "content": "幼儿园呢\n？"}]
    found = survey(items, {"竹山.txt": TEXT})
    assert [item["id"] for item in found.items] == ["feedback-a", "feedback-r", "feedback-n"]
    assert len(found.remarks) == 1 and "feedback-b 还不完整" in found.remarks[0]
