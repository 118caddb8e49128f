import os
import sqlite3
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from rag.library import Fingerprint, Library, LibraryBusy, LibraryError, StaleLibrary, VectorsUnreachable, writer
from rag.library.passages import passage
from rag.text import fold, grams
from tests.documents import CAMPUS, PLAN, build, campus, numbered, plan, swapped
from tests.hashing_embeddings import HashingEmbeddings
from tests.library_checks import FINGERPRINT, assert_whole, put, vector_folders, vector_ids


@pytest.fixture
def library(tmp_path):
    with Library.open(tmp_path / "library", HashingEmbeddings()) as library:
        yield library


def lexical(library, question, k=5, sources=None):
    return library.search_lexical(grams(fold(question)), k, sources)


def texts(hits):
    return [hit.sentence.text for hit in hits]


def test_a_document_comes_back_as_it_was_put_in(library):
    documents = [plan(), campus(), swapped()]
    put(library, *documents)
    assert_whole(library, documents)
    for document in documents:
        for clause in document.clauses:
            for sentence in clause.sentences:
                assert library.document(document.source).text[sentence.start : sentence.end] == sentence.text


def test_it_outlives_its_process(tmp_path):
    with Library.open(tmp_path, HashingEmbeddings()) as library:
        put(library, plan(), swapped())
    with Library.open(tmp_path, HashingEmbeddings()) as library:
        assert_whole(library, [plan(), swapped()])
        assert library.search_dense("骨干教师培训多少人次", 1)


def test_summaries_say_what_there_is_in_name_order(library):
    put(library, swapped(), plan(), campus())
    first, second, third = library.summaries()
    assert [first.source, second.source, third.source] == ["campus.txt", "plan.txt", "swapped.txt"]
    assert second.metadata == plan().metadata
    assert second.name == "江岸新区教育事业发展三年行动计划"
    assert (second.clauses, second.sentences) == (4, 8)
    assert (second.characters, second.removed) == (len(plan().text), len("第1页/共4页\n"))
    assert (second.altered, third.altered) == (False, True)
    assert third.warnings == ("用词似被改动",)


def test_an_unknown_document_is_a_key_error_that_names_it(library):
    put(library, plan())
    with pytest.raises(KeyError, match=r"没有 nowhere\.txt"):
        library.document("nowhere.txt")


def test_replacing_leaves_nothing_of_the_old(library):
    put(library, plan(), campus())
    shorter = build("plan.txt", PLAN[:1], title="江岸新区教育事业发展三年行动计划")
    put(library, shorter)
    assert_whole(library, [shorter, campus()])
    assert not lexical(library, "骨干")
    assert library.document_frequency(["骨干"]) == {"骨干": 0}
    assert len(vector_folders(library.folder)) == 1


def test_the_same_file_has_the_same_ids_in_any_library(library, tmp_path):
    put(library, plan(), campus())
    before = vector_ids(library)
    put(library, plan())
    assert vector_ids(library) == before
    with Library.open(tmp_path / "other", HashingEmbeddings()) as other:
        put(other, campus(), plan())
        assert vector_ids(other) == before


def test_other_bytes_or_another_fingerprint_make_other_ids(library):
    ids = []
    for fingerprint in (FINGERPRINT, Fingerprint("hashing-64", "2", "1"), Fingerprint("hashing-64", "1", "2")):
        put(library, plan(), fingerprint=fingerprint)
        ids.append(set(vector_ids(library)))
    put(library, build("plan.txt", CAMPUS))
    ids.append(set(vector_ids(library)))
    assert all(not first & second for i, first in enumerate(ids) for second in ids[:i])


def test_removing_takes_a_document_out_of_both_stores(library):
    put(library, plan(), campus())
    with library.writing():
        assert library.remove("plan.txt")
        assert not library.remove("plan.txt")
    assert_whole(library, [campus()])
    with library.writing():
        library.remove("campus.txt")
    assert_whole(library, [])
    assert library.search_dense("校车", 3) == [] == lexical(library, "校车")
    put(library, plan())
    assert_whole(library, [plan()])


def test_nothing_of_what_was_removed_is_left_on_the_disk_and_nobody_else_may_read(library):
    put(library, campus(), numbered("a.txt", 5))
    with library.writing():
        library.remove("campus.txt")
    files = [path for path in library.folder.rglob("*") if path.is_file()]
    kept = numbered("a.txt", 5).clauses[0].sentences[0].text.encode()
    assert any(kept in path.read_bytes() for path in files)
    assert not [path for path in files if "专职保安员".encode() in path.read_bytes()]
    assert library.folder.stat().st_mode & 0o777 == 0o700
    for path in library.folder.rglob("*"):
        if path.name != "writer.lock":
            assert path.stat().st_mode & 0o077 == 0, path
    assert_whole(library, [numbered("a.txt", 5)])


_FREED_THEN_WRITTEN = """
import sys
from pathlib import Path
from rag.library import Library
from tests.documents import numbered
from tests.hashing_embeddings import HashingEmbeddings
from tests.library_checks import put

freed = ["内部名单".encode() * (kilobytes * 85) for kilobytes in range(8, 128) for _ in range(4)]
kept = freed[::2]
del freed
with Library.open(Path(sys.argv[1]), HashingEmbeddings()) as library:
    put(library, numbered("a.txt", 5))
"""


def test_an_index_holds_nothing_of_the_memory_that_it_was_written_from(tmp_path):
    """hnswlib writes places without an element as they were allocated. In one arena that is what Python freed before."""
    environment = os.environ | {"MALLOC_ARENA_MAX": "1"}
    subprocess.run([sys.executable, "-c", _FREED_THEN_WRITTEN, tmp_path], env=environment, check=True)
    indexes = list(tmp_path.rglob("data_level0.bin"))
    assert indexes and not [index for index in indexes if "内部名单".encode() in index.read_bytes()]
    with Library.open(tmp_path, HashingEmbeddings()) as library:
        assert_whole(library, [numbered("a.txt", 5)])


def test_an_empty_library_answers_everything(library):
    assert library.generation == 0 == library.sentence_count
    assert library.summaries() == [] == library.stale(FINGERPRINT) == library.hits(["x"])
    assert library.search_dense("学位", 3) == [] == lexical(library, "学位")
    assert library.document_frequency(["学位"]) == {"学位": 0}
    assert library.fingerprint_of("plan.txt") is None
    assert library.vectors.similarity_search("学位", 3) == []
    assert not library.up_to_date("plan.txt", plan().sha256, FINGERPRINT)


def test_a_document_without_sentences_is_kept(library):
    empty = build("empty.txt", [(("一、空章",), [])])
    put(library, empty)
    assert_whole(library, [empty])
    assert library.search_dense("空章", 3) == []


def test_generation_grows_with_each_change(library):
    seen = [library.generation]
    for document in (plan(), campus(), plan()):
        put(library, document)
        seen.append(library.generation)
    with library.writing():
        library.remove("plan.txt")
        seen.append(library.generation)
        library.remove("plan.txt")
    assert seen == [0, 1, 2, 3, 4] and library.generation == 4


def test_manifest_knows_what_is_up_to_date_and_what_is_stale(library):
    put(library, plan())
    other = Fingerprint("another model", "1", "1")
    put(library, campus(), fingerprint=other)
    assert library.fingerprint_of("plan.txt") == FINGERPRINT
    assert library.up_to_date("plan.txt", plan().sha256, FINGERPRINT)
    assert not library.up_to_date("plan.txt", campus().sha256, FINGERPRINT)
    assert not library.up_to_date("plan.txt", plan().sha256, other)
    assert not library.up_to_date("nowhere.txt", plan().sha256, FINGERPRINT)
    assert library.stale(FINGERPRINT) == ["campus.txt"]
    assert library.stale(other) == ["plan.txt"]


def test_dense_search_finds_by_likeness(library):
    put(library, plan(), campus())
    best = library.search_dense(passage(campus(), campus().clauses[2], fold("校车驾驶人每年体检一次。")), 3)
    assert best[0].sentence.text == "校车驾驶人每年体检一次。"
    assert best[0].score == pytest.approx(1.0, abs=1e-4)
    assert [hit.score for hit in best] == sorted((hit.score for hit in best), reverse=True)
    assert (best[0].source, best[0].clause, best[0].ordinal) == ("campus.txt", 2, 1)
    assert best[0].path == ("第二章 管理", "第三条")
    assert library.hits([best[0].id])[0].sentence == best[0].sentence


def test_hits_keep_the_order_and_leave_out_the_unknown(library):
    put(library, plan())
    ids = vector_ids(library)
    assert [hit.id for hit in library.hits([ids[3], "no-such-id", ids[0], ids[1]])] == [ids[3], ids[0], ids[1]]


@pytest.mark.parametrize("search", ["dense", "lexical"])
def test_sources_filter_still_gives_k(library, search):
    put(library, plan(), campus(), numbered("long.txt", 60))
    for sources in ({"campus.txt"}, {"plan.txt", "campus.txt"}, {"long.txt"}, set(), {"nowhere.txt"}):
        inside = sum(s.sentences for s in library.summaries() if s.source in sources)
        if search == "dense":
            hits = library.search_dense("学校安全", 30, sources)
            assert len(hits) == min(30, inside)
        else:
            hits = lexical(library, "学校的教育，第3条指标", 30, sources)
            assert bool(hits) == bool(inside)
        assert {hit.source for hit in hits} <= sources


def test_both_readings_of_an_altered_sentence_find_one_hit(library):
    put(library, swapped(), campus())
    sentence = swapped().clauses[0].sentences[0]
    for wording in (sentence.search, sentence.reading):
        hits = library.search_dense(passage(swapped(), swapped().clauses[0], wording), 10)
        assert hits[0].sentence == sentence
        assert hits[0].score == pytest.approx(1.0, abs=1e-4)
        assert len({hit.id for hit in hits}) == len(hits) == library.sentence_count
    for word in ("根底", "基础"):
        assert texts(lexical(library, word)) == [sentence.text]
    # What both readings share counts once.
    assert library.document_frequency(["教育", "根底", "基础", "效劳"]) == {"教育": 1, "根底": 1, "基础": 1, "效劳": 1}


def test_terms_stay_whole(library):
    sentences = [
        "投入1.5亿元。",
        "入学率达到98%以上。",
        "推行2+1课堂。",
        "投入15亿元。",
        "推行21课时。",
        "班额不超过50人。",
        "㐂字与龥字。",
    ]
    put(library, build("terms.txt", [((), sentences)]))
    for question, expected in (
        ("1.5", 0),
        ("98%", 1),
        ("2+1", 2),
        ("15", 3),
        ("21", 4),
        ("50", 5),
        ("㐂", 6),
        ("龥", 6),
    ):
        assert texts(lexical(library, question)) == [sentences[expected]]
    assert lexical(library, "5") == []


def test_no_term_is_taken_for_a_query(library):
    put(library, plan())
    nasty = [
        '"',
        '" OR "教',
        "教 OR 育",
        "words:教",
        "教*",
        "^教",
        "NEAR(教 育)",
        "",
        " ",
        "-",
        "a\0b",
        "\ud800",
        "教'",
        "NOT",
        "(",
        "{",
    ]
    assert library.search_lexical(nasty, 5) == []
    assert texts(library.search_lexical([*nasty, "骨干"], 5)) == ["每年培训骨干教师300人次。"]
    assert library.document_frequency(nasty) == dict.fromkeys(nasty, 0)


def test_headings_and_title_count_less_than_the_sentence(library):
    put(library, plan(), campus())
    hits = lexical(library, "学前教育资源", 20)
    assert hits[0].path[-1] == "（一）扩大学前教育资源"
    put(library, build("words.txt", [(("总则",), ["扩大学前教育资源。"])], title="某办法"))
    assert lexical(library, "学前教育资源", 20)[0].source == "words.txt"
    # A question that names a document finds it even though no sentence repeats the name.
    assert lexical(library, "校园安全管理办法")[0].source == "campus.txt"
    # Headings and titles do not count as sentences.
    assert library.document_frequency(["云川", "总则"]) == {"云川": 0, "总则": 0}


def test_a_very_long_question_is_searched(library):
    put(library, plan(), campus())
    question = "".join(chr(0x4E00 + number) for number in range(6000)) + "骨干教师"
    assert "每年培训骨干教师300人次。" in texts(lexical(library, question, 3))


def test_limited_postings_rank_as_all_do(library, monkeypatch):
    put(library, plan(), campus(), swapped(), *(numbered(f"{n}.txt", 40) for n in range(4)))
    questions = [
        "新建公办幼儿园几所，新增学位多少个",
        "教师培训每年多少人次",
        "第3条指标为多少万元",
        "校园安全管理办法第三条",
    ]
    for sources in (None, {"plan.txt", "0.txt"}):
        full = {question: lexical(library, question, 10, sources) for question in questions}
        with monkeypatch.context() as patch:
            patch.setattr("rag.library.lexical._POSTINGS", 60)
            limited = {question: lexical(library, question, 10, sources) for question in questions}
        for question in questions:
            # All that documents named hold, or the first of all: ranked in Python by all terms, as FTS5 does.
            count = 5 if sources is None else 10
            assert [hit.id for hit in limited[question]][:count] == [hit.id for hit in full[question]][:count]
            scores = [hit.score for hit in full[question]][:count]
            assert [hit.score for hit in limited[question]][:count] == pytest.approx(scores)


def test_the_vector_store_is_langchains_own_and_stays_up_to_date(library):
    put(library, plan())
    store = library.vectors
    retriever = store.as_retriever(search_kwargs={"k": 1})
    found = retriever.invoke("每年培训骨干教师")[0]
    document = library.document(found.metadata["source"])
    assert document.text[found.metadata["start"] : found.metadata["end"]] == found.page_content
    assert found.metadata["section"] == "二、重点任务 > （二）加强教师队伍建设"
    for _ in range(3):
        put(library, campus())
    assert len(store.get(include=[])["ids"]) == library.sentence_count
    assert store.similarity_search("校车驾驶人每年体检", 1)[0].metadata["source"] == "campus.txt"
    assert store.similarity_search("校车", 1, filter={"source": "plan.txt"})[0].metadata["source"] == "plan.txt"


def test_the_vector_store_of_an_empty_library_while_writing(library):
    with library.writing():
        store = library.vectors
        assert store.similarity_search("学位", 2) == []
        library.replace(plan(), FINGERPRINT)
        assert len(store.similarity_search("学位", 2)) == 2


def test_a_documents_sentences_are_embedded_in_one_call(tmp_path):
    embeddings = HashingEmbeddings()
    with Library.open(tmp_path, embeddings) as library:
        put(library, numbered("long.txt", 200))
        assert embeddings.calls == 1


def test_more_rows_than_chroma_takes_at_once(library):
    long = numbered("long.txt", 5600)
    put(library, long)
    assert_whole(library, [long])
    put(library, numbered("long.txt", 5600, "乙"))
    assert_whole(library, [numbered("long.txt", 5600, "乙")])


def test_deleted_rows_do_not_pile_up_in_the_index(library, monkeypatch):
    monkeypatch.setattr("rag.library.embedded._SLACK", 50)
    slots = []
    for round_ in range(12):
        put(library, numbered("a.txt", 20, f"{round_}"), numbered("b.txt", 20, "甲"))
        slots.append(int(vector_folders(library.folder)[0].split("-")[1]))
    assert max(slots) <= 2 * 40 + 50
    assert_whole(library, [numbered("a.txt", 20, "11"), numbered("b.txt", 20, "甲")])
    wanted = passage(
        numbered("a.txt", 20, "11"), numbered("a.txt", 20, "11").clauses[0], "a.txt的11版第3项指标为21万元。"
    )
    assert library.search_dense(wanted, 1)[0].sentence.text == "a.txt的11版第3项指标为21万元。"


def test_another_embedding_model_is_noticed_and_ingesting_again_heals(tmp_path):
    with Library.open(tmp_path, HashingEmbeddings(64)) as library:
        put(library, plan(), campus())
    other = Fingerprint("hashing-96", "1", "1")
    with Library.open(tmp_path, HashingEmbeddings(96)) as library:
        assert library.stale(other) == ["campus.txt", "plan.txt"]
        with pytest.raises(StaleLibrary, match="64 维"):
            library.search_dense("学位", 3)
        assert lexical(library, "学位")
        put(library, plan(), fingerprint=other)
        # Vectors of two models are never compared: the other document waits for its turn.
        assert {hit.source for hit in library.search_dense("学校", 20)} == {"plan.txt"}
        put(library, campus(), fingerprint=other)
        assert library.stale(other) == []
        assert {hit.source for hit in library.search_dense("学校", 20)} == {"plan.txt", "campus.txt"}
        assert_whole(library, [plan(), campus()])
        assert len(library.vectors._client.list_collections()) == 1


def test_changes_are_made_while_writing_only(library):
    with pytest.raises(RuntimeError, match="writing"):
        library.replace(plan(), FINGERPRINT)
    with pytest.raises(RuntimeError, match="writing"):
        library.remove("plan.txt")


def test_a_second_writer_is_told_in_one_sentence(library, tmp_path, monkeypatch):
    monkeypatch.setattr(writer, "_LOCK_SECONDS", 0.2)
    with library.writing(), Library.open(tmp_path / "library", HashingEmbeddings()) as second:
        with pytest.raises(LibraryBusy, match="正在被另一个程序写入") as error, second.writing():
            pass
        assert "\n" not in str(error.value)
        assert second.summaries() == []
    put(second := Library.open(tmp_path / "library", HashingEmbeddings()), plan())
    second.close()


def test_a_writer_waits_its_turn(library, tmp_path):
    inside, waited = threading.Event(), []

    def other():
        with Library.open(tmp_path / "library", HashingEmbeddings()) as second:
            inside.set()
            put(second, campus())
            waited.append(second.generation)

    thread = threading.Thread(target=other)
    with library.writing():
        thread.start()
        inside.wait()
        library.replace(plan(), FINGERPRINT)
    thread.join()
    assert waited == [2]
    assert_whole(library, [plan(), campus()])


def test_a_failure_leaves_the_old_document(library, monkeypatch):
    put(library, plan())
    changed = build("plan.txt", CAMPUS)

    def fail(*_):
        raise OSError("no space left on device")

    for target in ("rag.library.embedded.make_durable", "rag.library.lexical.insert", "rag.library.records.insert"):
        with monkeypatch.context() as patch, pytest.raises(LibraryError, match=r"plan\.txt 没有写入.*no space"):
            patch.setattr(target, fail)
            put(library, changed)
        with library.writing():
            pass
        assert_whole(library, [plan()])
        assert len(vector_folders(library.folder)) == 1
    put(library, changed)
    assert_whole(library, [changed])


def test_lost_vectors_are_noticed_and_the_next_writer_makes_them_anew(library):
    put(library, plan(), campus())
    with Library.open(library.folder, HashingEmbeddings()) as other:
        (folder,) = library.folder.glob("chroma-*")
        folder.rename(library.folder / "gone")
        with pytest.raises(VectorsUnreachable, match="重新导入"):
            other.search_dense("学位", 3)
        assert lexical(other, "学位")
        assert other.stale(FINGERPRINT) == ["campus.txt", "plan.txt"]
        assert not other.up_to_date("plan.txt", plan().sha256, FINGERPRINT)
        with other.writing():
            assert other.up_to_date("plan.txt", plan().sha256, FINGERPRINT)
        assert_whole(other, [plan(), campus()])
        assert other.search_dense("学位", 3)


def test_threads_read_while_one_writes(library):
    put(library, numbered("a.txt", 30), campus())
    stop = threading.Event()

    def read():
        rounds = 0
        while not stop.is_set() or rounds < 3:
            for hits in (
                library.search_dense("a.txt的版第3项指标", 10, {"a.txt"}),
                lexical(library, "a.txt版第项指标", 10),
            ):
                editions = {hit.sentence.text[6] for hit in hits if hit.source == "a.txt"}
                assert len(editions) == 1, editions
            assert len(library.vectors.similarity_search("校车", 2)) == 2
            assert library.document("campus.txt") == campus()
            rounds += 1
        return rounds

    with ThreadPoolExecutor(6) as pool:
        readers = [pool.submit(read) for _ in range(5)]
        for edition in "乙丙丁戊己庚":
            put(library, numbered("a.txt", 30, edition))
        stop.set()
        assert all(reader.result() >= 3 for reader in readers)


def test_opening_loads_neither_chroma_nor_a_model(tmp_path):
    code = (
        "import sys; from pathlib import Path; from rag.library import Library, Fingerprint\n"
        "library = Library.open(Path(sys.argv[1]), None)\n"
        "library.summaries(); library.search_lexical(['学'], 3); library.generation; library.search_dense('学', 3)\n"
        "print(sorted(name for name in ('chromadb', 'torch', 'sentence_transformers') if name in sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "library"], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_a_newer_library_is_left_alone(tmp_path):
    Library.open(tmp_path, HashingEmbeddings()).close()
    with closing(sqlite3.connect(tmp_path / "library.sqlite3")) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(LibraryError, match="99"):
        Library.open(tmp_path, HashingEmbeddings())


@pytest.mark.parametrize("what", ["a file in the way", "not a database"])
def test_what_cannot_be_opened_is_said_in_one_sentence(tmp_path, what):
    folder = tmp_path / "library"
    if what == "a file in the way":
        folder.write_text("这里是一个文件")
    else:
        folder.mkdir()
        (folder / "library.sqlite3").write_bytes(b"no database at all, just words" * 200)
    with pytest.raises(LibraryError, match="打不开文档库") as error:
        Library.open(folder, HashingEmbeddings())
    assert "\n" not in str(error.value)


def test_relative_folders_and_odd_names(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    odd = [
        build(name, CAMPUS, title=f"校园安全管理办法之{at}")
        for at, name in enumerate(("文件 (1).txt", "'; DROP TABLE documents; --.txt", "a%b_c.md", '表"格".txt'))
    ]
    with Library.open(Path("我的 文档库"), HashingEmbeddings()) as library:
        put(library, *odd)
        assert_whole(library, odd)
        for document in odd:
            assert {hit.source for hit in library.search_dense("校车", 3, {document.source})} == {document.source}
            assert {hit.source for hit in lexical(library, "校车", 3, {document.source})} == {document.source}
