"""Copies: the same document in another file is kept whole, searched once, and takes the original's place when that goes."""

import random
import signal
import sqlite3
import time
from contextlib import closing
from dataclasses import replace

import pytest

from rag.library import Library
from rag.library.likeness import one_document
from rag.library.migrations import MIGRATIONS
from rag.library.signature import comparable, signature
from rag.schema import Document, Proven
from rag.text import fold, grams
from tests.documents import PLAN, Section, build, campus, numbered, plan, scanned, swapped
from tests.hashing_embeddings import HashingEmbeddings
from tests.library_checks import FINGERPRINT, assert_whole, put
from tests.test_library_killed import run_killed

OLD_COLUMNS = "source, version, sha256, model, cleaning, chunking, home, vectors, text, metadata, outline, removed, warnings, altered"
TITLE = "江岸新区教育事业发展三年行动计划"
# Long enough that a slip is no more than a slip.
LONG: list[Section] = [
    *PLAN,
    (
        ("四、附则",),
        [
            "各学校要把行动计划列入重要议事日程，明确分管领导和具体责任人，建立工作台账并逐项对账销号。",
            "教育督导部门应当把行动计划的落实情况列为督导评估的重要内容，督导结果向社会公布并接受监督。",
            "鼓励社会力量依照法律法规捐资助学，支持企业、社会团体和公民个人参与教育事业的发展。",
        ],
    ),
]


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library", HashingEmbeddings()) as library:
        yield library


def altered(old: str, new: str, sections: list[Section] = LONG) -> list[Section]:
    assert any(old in sentence for _, sentences in sections for sentence in sentences)
    return [(path, [sentence.replace(old, new) for sentence in sentences]) for path, sentences in sections]


def found(library: Library, question: str) -> set[str]:
    hits = [*library.search_lexical(grams(fold(question)), 20), *library.search_dense(question, 20)]
    return {hit.source for hit in hits}


def test_a_copy_is_kept_whole_and_searched_once(library):
    original = build("计划.txt", LONG, title=TITLE)
    copy = build("转载.html", LONG, title=TITLE, furniture="首页 > 政策文件", agency="江岸新区教育局")
    put(library, original, copy, campus())
    assert_whole(library, [original, copy, campus()], {"转载.html": "计划.txt"})
    assert library.document("转载.html") == copy
    assert "转载.html" not in found(library, "骨干教师培训多少人次")
    assert (
        library.search_lexical(grams("骨干教师"), 5, {"转载.html"})
        == []
        == library.search_dense("骨干", 5, {"转载.html"})
    )
    assert list(library.digests()) == ["campus.txt", "计划.txt", "转载.html"]
    assert library.copied() == {"转载.html": "计划.txt"}


def test_a_copy_is_up_to_date_and_no_stale_one(library):
    put(library, plan("a.txt"), plan("b.txt"))
    with library.writing():
        assert library.up_to_date("b.txt", plan("b.txt").sha256, FINGERPRINT)
    assert library.stale(FINGERPRINT) == []


@pytest.mark.parametrize("gone", ["removed", "replaced"])
def test_a_copy_takes_the_place_of_an_original_that_goes(library, gone):
    put(library, plan("a.txt"), plan("b.txt"), plan("c.txt"))
    with library.writing():
        if gone == "removed":
            assert library.remove("a.txt")
        else:
            library.replace(swapped("a.txt"), FINGERPRINT)
    others = [swapped("a.txt")] if gone == "replaced" else []
    assert_whole(library, [*others, plan("b.txt"), plan("c.txt")], {"c.txt": "b.txt"})
    assert found(library, "骨干教师培训多少人次") >= {"b.txt"}
    with library.writing():
        library.remove("b.txt")
    assert_whole(library, [*others, plan("c.txt")])


def test_a_copy_that_goes_leaves_the_original_alone(library):
    put(library, plan("a.txt"), plan("b.txt"))
    put(library, swapped("b.txt"))
    assert_whole(library, [plan("a.txt"), swapped("b.txt")])


def test_text_comes_before_a_scan_and_the_first_before_the_second(library):
    scan, text = scanned(plan("扫描.pdf")), plan("文本.txt")
    put(library, scan)
    put(library, text, plan("再存.txt"))
    assert_whole(library, [scan, text, plan("再存.txt")], {"扫描.pdf": "文本.txt", "再存.txt": "文本.txt"})
    # Ingesting the same again changes nothing.
    put(library, text, fingerprint=replace(FINGERPRINT, cleaning="2"))
    assert library.copied() == {"扫描.pdf": "文本.txt", "再存.txt": "文本.txt"}
    with library.writing():
        library.remove("文本.txt")
    assert_whole(library, [scan, plan("再存.txt")], {"扫描.pdf": "再存.txt"})


def test_a_scan_may_have_slips_in_its_characters_but_not_in_its_figures(library):
    text = build("文本.txt", LONG, title=TITLE)
    scan = scanned(build("扫描.pdf", altered("逐项对账", "逐顶对账"), title="江岸新区教育事业发展三年行动计戈"))
    figures = scanned(build("另一份.pdf", altered("300人次", "800人次"), title=TITLE))
    put(library, text, scan, figures)
    assert_whole(library, [text, scan, figures], {"扫描.pdf": "文本.txt"})


@pytest.mark.parametrize(
    ("sections", "title"),
    [
        (altered("1800个", "2100个"), TITLE),  # figures
        (altered("到2027年", "到2028年"), TITLE),  # the year
        (altered("三年", "两年", [(("五",), ["三年内办成三件事，一年一小结，" * 6 + "。"])]) + LONG, TITLE),
        (altered("应当把", "可以把"), TITLE),  # what it obliges to
        (altered("鼓励社会力量", "不鼓励社会力量"), TITLE),
        (altered("教育督导部门", "教育行政部门"), TITLE),  # another word in a text that no scanner has read
        ([*LONG, (("五、施行",), ["本计划自2026年1月1日起施行。"])], TITLE),  # a sentence more
        (LONG[:-1], TITLE),
        (LONG, "江岸新区教育事业发展五年行动计划"),
        (LONG, "松湖新区教育事业发展三年行动计划"),
    ],
)
def test_what_only_looks_alike_is_no_copy(library, sections, title):
    original, other = build("a.txt", LONG, title=TITLE), build("b.txt", sections, title=title)
    put(library, original, other)
    assert_whole(library, [original, other])


def test_the_same_words_of_another_number_place_or_year_are_no_copy(library):
    def with_data(source: str, **data: str) -> Document:
        document = build(source, LONG, title=TITLE)
        return replace(document, metadata=replace(document.metadata, **{k: Proven(v, 0, 1) for k, v in data.items()}))

    documents = [
        with_data("a.txt", number="岸教〔2024〕1号", place="江岸新区", year="2024"),
        with_data("b.txt", number="岸教〔2024〕2号", place="江岸新区", year="2024"),
        with_data("c.txt", place="松湖新区", year="2024"),
        with_data("d.txt", place="江岸新区", year="2025"),
    ]
    put(library, *documents)
    assert_whole(library, documents[:2] + documents[2:])
    again = with_data("e.html", number="岸教（2024）第1号", place="江岸新区", year="2025")
    put(library, again)
    assert_whole(library, [*documents, again], {"e.html": "a.txt"})


def test_a_text_of_other_furniture_is_a_copy_and_of_another_ending_is_none():
    text = comparable(build("a.txt", LONG))
    assert one_document(text, "打印本页关闭窗口" + text, scanned=False)
    assert one_document(text + "责任编辑王某", text, scanned=False)
    assert one_document(TITLE + text, text, scanned=False, names=[TITLE])
    assert not one_document(text, text + "本计划由区教育局负责解释。", scanned=False)
    assert not one_document(text, text + "点击12次", scanned=False)
    assert not one_document(text, text + "江岸新区实验小学", scanned=False)  # one more in a list
    assert not one_document("新建学校。", "新建学校。", scanned=False)


def test_slips_in_many_places_are_found_by_the_signature_and_told_quickly():
    chance = random.Random(3)
    said = "".join(chr(0x4E00 + chance.randrange(3000)) for _ in range(20_000))
    slips = list(said)
    for at in chance.sample(range(len(said)), len(said) // 60):
        slips[at] = "某"
    read = "".join(slips)
    shared = set(enumerate(signature(said).bands)) & set(enumerate(signature(read).bands))
    assert shared
    started = time.perf_counter()
    one_document(said, read, scanned=True)
    assert time.perf_counter() - started < 2
    assert not set(enumerate(signature(said).bands)) & set(enumerate(signature(said[::-1]).bands))


def test_a_new_text_is_compared_with_few_of_many(library, monkeypatch):
    from rag.library import copies

    put(library, *(numbered(f"第{number}份.txt", 12) for number in range(5)), plan("a.txt"))
    compared = []
    real = copies.one_document
    monkeypatch.setattr(copies, "one_document", lambda *given: compared.append(given) or real(*given))
    put(library, plan("b.txt"))
    assert len(compared) == 1 and library.copied() == {"b.txt": "a.txt"}


def test_a_copy_found_by_its_words_where_the_model_has_changed(tmp_path):
    with Library.open(tmp_path, HashingEmbeddings()) as library:
        put(library, plan("a.txt"), plan("b.txt"), campus())
    with Library.open(tmp_path, HashingEmbeddings(32)) as library:
        with library.writing():
            library.remove("a.txt")
        assert library.search_lexical(grams("骨干教师"), 1)[0].source == "b.txt"
        put(library, plan("b.txt"), campus(), fingerprint=replace(FINGERPRINT, model="hashing-32"))
        assert_whole(library, [plan("b.txt"), campus()])


def test_a_library_of_before_there_were_copies_goes_on(tmp_path, library):
    put(library, plan("a.txt"))
    with closing(sqlite3.connect(library.folder / "library.sqlite3")) as new:
        row = dict(
            zip(OLD_COLUMNS.split(", "), new.execute(f"SELECT {OLD_COLUMNS} FROM documents").fetchone(), strict=True)
        )
    (tmp_path / "old").mkdir()
    with closing(sqlite3.connect(tmp_path / "old" / "library.sqlite3")) as old:
        for script in MIGRATIONS[:2]:
            old.executescript(script)
        old.execute("PRAGMA user_version = 2")
        old.execute("INSERT INTO meta VALUES ('uuid', 'x'), ('generation', '1')")
        old.execute(f"INSERT INTO documents ({OLD_COLUMNS}) VALUES ({', '.join('?' * len(row))})", list(row.values()))
        old.commit()
    with Library.open(tmp_path / "old", HashingEmbeddings()) as opened:
        assert [(summary.source, summary.copies) for summary in opened.summaries()] == [("a.txt", ())]
        put(opened, plan("a.txt"), plan("b.txt"))
        assert_whole(opened, [plan("a.txt"), plan("b.txt")], {"b.txt": "a.txt"})


SCAN = scanned(plan("b.txt"))
BEFORE: dict[str, tuple[list[Document], dict[str, str]]] = {
    "remove the original": ([plan("a.txt"), plan("b.txt"), campus()], {"b.txt": "a.txt"}),
    "better than the original": ([SCAN, campus()], {}),
}
AFTER: dict[str, tuple[list[Document], dict[str, str]]] = {
    "remove the original": ([plan("b.txt"), campus()], {}),
    "better than the original": ([SCAN, plan("a.txt"), campus()], {"b.txt": "a.txt"}),
}
STEPS = [
    ("remove the original", "all rows added"),
    ("remove the original", "swap not committed"),
    ("remove the original", "committed"),
    ("better than the original", "staged"),
    ("better than the original", "committed"),
]


def test_killed_at_any_step_one_of_them_is_searched(tmp_path):
    tasks = [
        {"folder": str(tmp_path / operation / step), "operation": operation, "url": None, "point": step}
        for operation, step in STEPS
    ]
    assert run_killed(tasks) == [signal.SIGKILL] * len(tasks)
    for operation, step in STEPS:
        now = (AFTER if step == "committed" else BEFORE)[operation]
        with Library.open(tmp_path / operation / step, HashingEmbeddings()) as library:
            # Readers never see the text twice, nor miss it, before anybody has cleaned up.
            hits = library.search_dense("骨干教师培训300人次", 40)
            assert len([hit for hit in hits if "骨干教师" in hit.sentence.text]) == 1
            with library.writing():
                pass
            assert_whole(library, *now)
