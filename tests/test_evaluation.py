"""Gold files as people write them, scores item by item, runs kept and compared."""

import json
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest

from rag.evaluation import report
from rag.evaluation.evaluate import Tally, by_type, figures, percentile, read_gold
from rag.evaluation.gold import Item, survey
from rag.evaluation.outcome import Outcome, score
from rag.evaluation.runs import check_same, compare, read_run, write_run
from rag.evaluation.scoring import Fault
from rag.schema import Answer, Citation

TEXT = "竹山县2023年教育要点\n全年新建幼儿园9所。\n改造食堂21个，惠及学生八千人。\n"
OTHER = "松溪县2023年教育要点\n全年新建幼儿园4所。\n"
SOURCES = {"竹山.txt": TEXT, "松溪.txt": OTHER}


def item(**fields: object) -> Item:
    """An item as a gold file gives it, read from one."""
    return {
        "id": "a", "type": "number", "question": "竹山县新建几所幼儿园？", "answerable": True, "history": [], "doc": ["竹山.txt"],
        "evidence": ["新建幼儿园9所"], "answers": ["9所"], "answers_all": [], "must_not": [],
    } | fields  # fmt: skip


def cite(quote: str, source: str = "竹山.txt") -> Citation:
    start = SOURCES[source].index(quote)
    return Citation(source, (), quote, start, start + len(quote))


GOOD = Answer(
    "新建幼儿园9所[1]。", citations=(cite("全年新建幼儿园9所。"),), retrieved=(cite("全年新建幼儿园9所。"),), ms=4.0
)
REFUSED = Answer("没有找到答案。", refused=True, retrieved=(cite("改造食堂21个"),), ms=2.0)


def write(path: Path, *rows: object) -> Path:
    lines = (row if isinstance(row, str) else json.dumps(row, ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines), "utf-8")
    return path


def test_a_gold_file_needs_no_more_than_questions(tmp_path: Path) -> None:
    path = write(
        tmp_path / "gold.jsonl", {"question": "几所？"}, {"question": "几个？", "doc": "竹山.txt", "answers": 21}
    )
    first, second = read_gold(path)
    assert first["answerable"] and first["history"] == [] and first["evidence"] == []
    assert (second["doc"], second["answers"]) == (["竹山.txt"], ["21"])
    assert first["id"] and second["id"] and first["id"] != second["id"]
    moved = write(tmp_path / "gold.jsonl", "", {"question": "几个？", "answers": ["22"]}, {"question": "几所？"})
    assert [each["id"] for each in read_gold(moved)] == [second["id"], first["id"]]


def test_bad_lines_are_told_by_number_and_the_rest_goes_on(tmp_path: Path) -> None:
    path = write(
        tmp_path / "gold.jsonl",
        "{question: 1}", "[1]", {"q": "几所？"}, {"question": " "}, {"question": "几所？", "answerable": "yes"},
        {"question": "几所？", "history": ["上一句"]}, {"question": "几所？", "doc": {"a": 1}},
        {"id": "x", "question": "行\u2028内"}, "", {"id": "x", "question": "又一个"},
    )  # fmt: skip
    told: list[str] = []
    assert [each["id"] for each in read_gold(path, told.append)] == ["x", "x#2"]
    assert [f"第 {line} 行" in remark for line, remark in zip([1, 2, 3, 4, 5, 6, 7, 10], told, strict=True)] == [
        True
    ] * 8
    assert "answerable" in told[4] and "history" in told[5] and "doc" in told[6]
    with pytest.raises(ValueError, match="第 1 行"):
        read_gold(path)


def test_a_file_without_items_or_of_another_encoding_says_so(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="没有能用的题目"):
        read_gold(write(tmp_path / "gold.jsonl", "{}"), lambda remark: None)
    (tmp_path / "gold.jsonl").write_bytes('{"question": "几所？"}'.encode("gb18030"))
    with pytest.raises(ValueError, match="UTF-8"):
        read_gold(tmp_path / "gold.jsonl")
    (tmp_path / "gold.jsonl").write_bytes('{"question": "几所？"}'.encode("utf-8-sig"))
    assert len(read_gold(tmp_path / "gold.jsonl")) == 1


def test_what_cannot_be_scored_is_said_and_left_out() -> None:
    items = [
        item(id="whole"), item(id="bare", answers=[], evidence=[]), item(id="gone", doc=["没有.txt"], answers=[]),
        item(id="typo", evidence=["新建幼儿园90所"]), item(id="none", answerable=False, answers=[], evidence=[], doc=[]),
    ]  # fmt: skip
    found = survey(items, SOURCES)
    assert [each["id"] for each in found.items] == ["whole", "typo", "none"]
    assert [remark.split("：")[0].split(" ")[0] for remark in found.remarks] == ["bare", "gone", "gone", "typo"]
    assert "没有.txt" in found.remarks[1] and "90所" in found.remarks[3]


@pytest.mark.parametrize(
    ("answer", "fields", "fault", "grounded"),
    [
        (GOOD, {}, None, True),
        (replace(GOOD, text="新建4所[1]。"), {}, Fault.WRONG, False),
        (replace(GOOD, text="新建19所[1]。"), {}, Fault.WRONG, False),
        (GOOD, {"must_not": ["幼儿园"]}, Fault.FORBIDDEN, False),
        (replace(GOOD, text="新建9所，" + "说" * 400), {}, Fault.LONG, False),
        (replace(GOOD, citations=(cite("改造食堂21个"),)), {}, Fault.UNGROUNDED, False),
        (replace(GOOD, citations=(cite("改造食堂21个"),)), {"answers": []}, Fault.UNCITED, False),
        (GOOD, {"answers": []}, None, True),
        (REFUSED, {}, Fault.REFUSED, False),
        (GOOD, {"evidence": []}, None, None),
        (GOOD, {"answerable": False}, Fault.ANSWERED, None),
        (REFUSED, {"answerable": False}, None, None),
        (REFUSED, {"answerable": False, "must_not": ["答案"]}, Fault.FORBIDDEN, None),
        (GOOD, {"answers_all": ["幼儿园", ["九所", "十所"]]}, None, True),
        (GOOD, {"answers_all": ["幼儿园", "食堂"]}, Fault.WRONG, False),
        (GOOD, {"doc": ["竹山.txt", "松溪.txt"], "evidence": ["新建幼儿园"]}, Fault.UNGROUNDED, False),
        (GOOD, {"doc": ["竹山.txt", "松溪.txt"], "evidence": ["新建幼儿园"], "any_doc": True}, None, True),
    ],
)  # fmt: skip
def test_an_item_is_scored_with_what_it_lacks(
    answer: Answer, fields: dict, fault: Fault | None, grounded: bool
) -> None:
    outcome = score(item(**fields), answer, SOURCES)
    assert (outcome.fault, outcome.grounded) == (fault, grounded)


def tally(*pairs: tuple[Item, Answer]) -> Tally:
    return Tally([score(each, answer, SOURCES) for each, answer in pairs], *map(list, zip(*pairs, strict=True)))


@pytest.fixture
def three() -> Tally:
    """A good one, one refused wrongly, and a refusal that was due."""
    return tally(
        (item(), GOOD),
        (item(id="b", question="改造几个食堂？", evidence=["改造食堂21个"], answers=["21个"]), REFUSED),
        (item(id="c", type="none", question="高铁几时通车？", answerable=False, evidence=[], answers=[]), REFUSED),
    )


def test_figures_count_what_they_are_of(three: Tally) -> None:
    assert three.figures == {
        "right": (1, 2), "grounded": (1, 2), "precision": (1, 1), "verbatim": (1, 1), "refused": (1, 1), "wrongly": (1, 2),
        "top1": (2, 2), "top5": (2, 2), "top10": (2, 2),
    }  # fmt: skip
    assert {kind: len(found) for kind, found in by_type(three.outcomes).items()} == {"none": 1, "number": 2}
    assert (percentile(three.outcomes, 0.5), percentile(three.outcomes, 0.95)) == (2.0, 4.0)
    without = tally((item(evidence=[]), GOOD))
    assert (without.figures["right"], without.figures["grounded"], without.figures["top5"]) == ((1, 1), (0, 0), (0, 0))


def test_the_report_shows_totals_types_and_misses(three: Tally) -> None:
    totals = "\n".join(report.totals(three.outcomes))
    assert "答对" in totals and "right answers        50.0% (1/2)" in totals and "2 / 4" in totals
    rows = list(report.types(three.outcomes))
    assert len(rows) == 3 and "50.0% (1/2)" in rows[2] and "n/a" in rows[1]
    [(missed, outcome)] = three.misses
    lines = "\n".join(report.miss(missed, outcome))
    for part in ("b [number]", "误拒", "改造几个食堂", "21个", "竹山.txt", "没有找到答案"):
        assert part in lines
    astray = tally((item(), replace(GOOD, text="4所", retrieved=(cite("改造食堂21个"),))))
    shown = "\n".join(report.miss(*astray.misses[0]))
    assert "答错，缺少：9所" in shown and "依据不在检索结果里" in shown


def kept(tally: Tally, path: Path) -> list[Outcome]:
    out = StringIO()
    write_run(tally, out)
    path.write_text(out.getvalue(), "utf-8")
    return read_run(path)


def test_a_run_reads_back_and_is_a_file_of_answers(three: Tally, tmp_path: Path) -> None:
    outcomes = kept(three, tmp_path / "run.jsonl")
    assert outcomes == three.outcomes
    assert figures(outcomes) == three.figures
    row = json.loads((tmp_path / "run.jsonl").read_text("utf-8").splitlines()[0])
    assert {"id", "answer", "refused", "citations", "retrieved", "ms"} <= row.keys()
    write(tmp_path / "answers.jsonl", {"id": "a", "answer": "9所", "refused": False, "citations": [], "ms": 1})
    with pytest.raises(ValueError, match=r"answers\.jsonl"):
        read_run(tmp_path / "answers.jsonl")


def test_two_runs_are_compared_item_by_item(three: Tally) -> None:
    food = three.items[1]
    later = tally(
        (three.items[0], replace(GOOD, text="4所[1]")),
        (food, replace(GOOD, text="食堂21个[1]", citations=(cite("改造食堂21个"),))),
        (three.items[2], REFUSED),
    )
    comparison = compare(three.outcomes, later.outcomes)
    assert [[new.id for _, new in pairs] for pairs in (comparison.gained, comparison.lost, comparison.changed)] == [
        ["b"],
        ["a"],
        [],
    ]
    again = tally(*zip(three.items, [replace(GOOD, text="5所"), three.answers[1], GOOD], strict=True))
    assert [new.id for _, new in compare(later.outcomes, again.outcomes).changed] == ["a"]
    shown = "\n".join(report.compared(three.outcomes, later.outcomes, comparison))
    assert (
        "变好 gained: 1" in shown and "变差 lost: 1" in shown and "100.0% (1/1)" in shown and "答错，缺少：9所" in shown
    )


def test_runs_of_different_gold_files_are_not_compared(three: Tally) -> None:
    questions = {each.id: each.question for each in three.outcomes}
    check_same(three.outcomes, questions)
    with pytest.raises(ValueError, match="没有的 1 道题（c）"):
        check_same(three.outcomes, {key: questions[key] for key in "ab"})
    with pytest.raises(ValueError, match="缺少这份题里的 1 道题（d）"):
        check_same(three.outcomes, questions | {"d": "新的？"})
    with pytest.raises(ValueError, match="问题不同（a）"):
        check_same(three.outcomes, questions | {"a": "另一个？"})
