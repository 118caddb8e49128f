"""python -m tests.bench: ingest and search beside the baseline, interleaved, in one process."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from statistics import median

from langchain_core.embeddings import Embeddings

from ingest.files import FoundFile, find_files
from ingest.pipeline import ingest
from ingest.read import read
from ingest.source import UnreadableFile
from rag.chain import Assistant
from rag.embedding import SentenceEmbeddings, load_embeddings
from rag.library import Library
from rag.reader.load import load_reader
from rag.search import search
from rag.settings import load_settings
from rag.text import fold, grams
from rag.verifying.verifier import Verifier
from tests.bench.claims import claims
from tests.bench.large import fill
from tests.bench.pages import measure_pages

ROUNDS = 3
CLAIMS = 300
QUESTIONS = (
    "今年近视率要降多少？", "新建幼儿园几所？", "教师轮岗交流有多少人？", "残疾儿童入学率目标", "培训多少学时才算合格",
    "校园安全智慧平台有几个模块", "哪些学校做集团化办学试点", "生机比是多少", "中职毕业生升学比例", "师德建设有什么举措",
    "学前教育入园率", "投资多少亿元建学校", "取缔黑补课班多少个", "特殊教育安置方式", "德育工作网络", "助学贷款情况",
    "办法什么时候施行", "谁负责培训计划", "义务教育学校布局怎么调整", "教育信息化有哪些安排",
)  # fmt: skip


def _timed(action: Callable[[], object]) -> float:
    started = time.perf_counter()
    action()
    return time.perf_counter() - started


def _documents() -> list[FoundFile]:
    settings = load_settings()
    folders = [settings.docs, settings.shared / "seeds", settings.shared / "laws"]
    return find_files(folder for folder in folders if folder.is_dir())


def _percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, round(share * (len(ordered) - 1)))]


def main() -> int:
    os.environ["HF_HUB_OFFLINE"] = "1"
    from tests.bench.plain import plain_embeddings

    settings = load_settings()
    files = _documents()
    print(f"{len(files)} documents, model {Path(settings.embedding_model).name}, {ROUNDS} rounds")
    own, plain = load_embeddings(settings), plain_embeddings(settings.embedding_model)
    own.embed_query("预热")
    plain.embed_query("预热")
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        library, store = _ingest(files, home / "notices", own, plain, ROUNDS)
        _search(library, store)
        library.close()
        _large(home / "large", files, own)
        if (published := settings.shared / "real").is_dir():
            _ingest(find_files([published]), home / "published", own, plain, 1)[0].close()
    measure_pages()
    return 0


def _ingest(files: list[FoundFile], home: Path, own: SentenceEmbeddings, plain: Embeddings, rounds: int) -> tuple:
    """Ingests files by Youju and by the baseline, which has them read one after the other and cuts up what it is given; prints how long both
    take, and returns the library and the store."""
    own_times, plain_times = [], []
    for turn in range(rounds):
        library = Library.open(home / f"own{turn}", own)

        def own_ingest(library: Library = library) -> None:
            with library.writing():
                ingest(files, library, own.fingerprint, lambda result: None)

        own_times.append(_timed(own_ingest))
        built: list[tuple] = []
        folder = home / f"plain{turn}"
        plain_times.append(_timed(lambda built=built, folder=folder: built.append(_plain(files, plain, folder))))
        if turn < rounds - 1:
            library.close()
    store, chunks, characters = built[0]
    clauses = sum(summary.clauses for summary in library.summaries())
    spent, base = median(own_times), median(plain_times)
    print(
        f"ingest    youju {clauses / spent:7.1f} clauses/s ({clauses} clauses, {library.sentence_count} sentences, {spent:.1f} s)"
    )
    print(f"          plain {chunks / base:7.1f} chunks/s  ({chunks} chunks of 300 characters, {base:.1f} s)")
    print(f"          the same {characters} characters {base / spent:.2f} times as fast (wanted: 2, published 3)")
    return library, store


def _plain(files: list[FoundFile], plain: Embeddings, folder: Path) -> tuple:
    """The baseline's store, and how many chunks of how many characters are in it."""
    from tests.bench.plain import plain_ingest

    texts = {}
    for file in files:
        with suppress(UnreadableFile):
            texts[file.name] = read(file.path).text
    return *plain_ingest(texts, plain, folder), sum(map(len, texts.values()))


def _large(folder: Path, files: list[FoundFile], embeddings: SentenceEmbeddings) -> None:
    library = fill(folder, files, embeddings)
    clauses = sum(summary.clauses for summary in library.summaries())
    print(f"large     {clauses} clauses, {library.sentence_count} sentences")
    closely = Assistant(library, trained=load_reader(load_settings().reader_model))
    _ask({"with the reader": closely.ask})
    print("          (wanted with the reader: p50 at most 150 ms)")
    _verify(library, closely)
    library.close()


def _verify(library: Library, assistant: Assistant) -> None:
    """Milliseconds of a claim, half of the claims altered; printed."""
    verifier = Verifier(assistant)
    verifier.verify("预热")
    times = [1000 * _timed(lambda claim=claim: verifier.verify(claim)) for claim in claims(library, CLAIMS)]
    print(
        f"claim     {CLAIMS} claims               p50 {median(times):6.1f} ms  p95 {_percentile(times, 0.95):6.1f} ms (wanted: p50 at most 120 ms)"
    )


def _ask(actions: dict[str, Callable[[str], object]]) -> dict[str, list[float]]:
    """Milliseconds of each action over the questions, interleaved; printed."""
    times: dict[str, list[float]] = {name: [] for name in actions}
    for action in actions.values():
        action(QUESTIONS[0])
    for _ in range(ROUNDS):
        for question in QUESTIONS:
            for name, action in actions.items():
                times[name].append(1000 * _timed(lambda action=action, question=question: action(question)))
    for name, values in times.items():
        print(f"question  {name:24s} p50 {median(values):6.1f} ms  p95 {_percentile(values, 0.95):6.1f} ms")
    return times


def _search(library: Library, store) -> None:
    assistant = Assistant(library, trained=load_reader(load_settings().reader_model))
    actions: dict[str, Callable[[str], object]] = {
        "plain similarity_search": lambda question: store.similarity_search(question, k=10),
        "youju search": lambda question: search(library, question, grams(fold(question)), 10),
        "youju whole answer": assistant.ask,
    }
    times = _ask(actions)
    base = times["plain similarity_search"]
    own = times["youju search"]
    print(
        f"          search takes {median(own) / median(base):.2f} times the plain p50, {_percentile(own, 0.95) / _percentile(base, 0.95):.2f} times its p95 (wanted: at most 1.5)"
    )


if __name__ == "__main__":
    sys.exit(main())
