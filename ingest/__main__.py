"""python -m ingest: brings files into the library."""

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ingest import words
from ingest.again import stale_files
from ingest.display import Display
from ingest.failures import Failures
from ingest.files import FoundFile, find_files
from ingest.interrupt import Interrupt
from ingest.pipeline import Options, Outcome, Result, drop_originals, ingest, prune
from ingest.priority import give_way
from ingest.report import report_path, table, write_csv
from rag.embedding import SentenceEmbeddings, load_embeddings
from rag.fingerprint import staleness
from rag.library import Library, LibraryError
from rag.settings import Settings, load_settings

_INTERRUPTED = 130  # the exit status by which shells know it


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ingest", description=words.DESCRIPTION)
    parser.add_argument("paths", metavar="PATH", nargs="*", type=Path, help=words.PATHS)
    parser.add_argument("--library", metavar="DIR", type=Path, help=words.LIBRARY)
    parser.add_argument("--remove", metavar="NAME", action="append", default=[], help=words.REMOVE)
    parser.add_argument("--prune", action="store_true", help=words.PRUNE)
    parser.add_argument("--retry-failed", action="store_true", help=words.RETRY)
    parser.add_argument("--again", action="store_true", help=words.AGAIN)
    parser.add_argument("--report", metavar="FILE", type=Path, help=words.REPORT)
    arguments = parser.parse_args()
    if not (arguments.paths or arguments.remove or arguments.retry_failed or arguments.again):
        parser.error(words.NOTHING_TO_DO)
    if arguments.prune and not arguments.paths:
        parser.error(words.PRUNE_NEEDS_PATHS)
    return arguments


@dataclass(frozen=True, slots=True)
class _Run:
    """What is done to a library that is held for writing, and with what."""

    arguments: argparse.Namespace
    settings: Settings
    library: Library
    embeddings: SentenceEmbeddings

    def remove(self) -> bool:
        """Whether all that was to be removed was there."""
        worked = True
        for name in self.arguments.remove:
            forgotten = Failures(self.library.folder).forget(name)
            removed = self.library.remove(name) or forgotten
            worked = worked and removed
            print(words.removed(name) if removed else words.not_there(name))
        drop_originals(self.library)
        return worked

    def files(self) -> list[FoundFile]:
        """What is to be ingested, each name once."""
        found = find_files(self.arguments.paths)
        if self.arguments.paths and not found:
            print(words.NO_FILES, file=sys.stderr)
        if self.arguments.retry_failed:
            failed = Failures(self.library.folder).files()
            if not failed:
                print(words.NO_FAILURES)
            found = _with(found, failed)
        if self.arguments.again:
            stale, lost = stale_files(self.library, self.embeddings.fingerprint)
            if not stale and not lost:
                print(words.NOT_STALE)
            if lost:
                print(words.no_original(lost), file=sys.stderr)
            found = _with(found, stale)
        return found

    def ingest(self, files: Sequence[FoundFile]) -> tuple[list[Result], bool]:
        """The results, and whether somebody stopped it."""
        with Display(files) as display, Interrupt(lambda: display.say(words.STOPPING)) as interrupt:
            options = Options.of(self.settings, on_page=display.page, stopping=interrupt.stopping)
            results = ingest(files, self.library, self.embeddings.fingerprint, display.finished, options)
            stopped = interrupt.stopping()
        if self.arguments.prune and not stopped:
            results += prune(files, results, self.library)
        return results, stopped

    def tell(self, results: Sequence[Result]) -> None:
        """The report, printed and written."""
        path = self.arguments.report or report_path(self.library.folder, datetime.now())
        try:
            write_csv(results, path)
            written = words.report_at(path.name)
        except OSError as error:
            written = words.report_unwritten(path.name, error.strerror)
        print(table(results))
        print(words.total(results, len(self.library.digests())))
        if failed := sum(result.outcome is Outcome.FAILED for result in results):
            print(words.retry(failed))
        print(written)


def _with(found: list[FoundFile], more: Sequence[FoundFile]) -> list[FoundFile]:
    """Files, and those of more that are not among them nor in an archive that is."""
    names = {file.name for file in found}
    inside = tuple(f"{name}/" for name in names)
    return [*found, *(file for file in more if file.name not in names and not file.name.startswith(inside))]


def _run(arguments: argparse.Namespace) -> int:
    """Does what the arguments ask; the exit status."""
    missing = [path for path in arguments.paths if not path.exists()]
    if arguments.prune and missing:
        print(words.prune_refused(missing[0].name), file=sys.stderr)
        return 1
    settings = load_settings()
    embeddings = load_embeddings(settings)
    folder = arguments.library or settings.library
    with Library.open(folder, embeddings, settings.chroma_url) as library, library.writing():
        run = _Run(arguments, settings, library, embeddings)
        worked = run.remove()
        files = run.files()
        if not files:
            return 0 if worked and not arguments.paths else 1
        results, stopped = run.ingest(files)
        run.tell(results)
        if stale := staleness(library, embeddings.fingerprint):
            print(stale, file=sys.stderr)
    if stopped:
        told = {result.source for result in results}
        print(words.stopped(sum(file.name not in told for file in files)))
        return _INTERRUPTED
    return 0 if worked and not any(result.outcome is Outcome.FAILED for result in results) else 1


def main() -> int:
    arguments = _arguments()
    os.umask(0o077)  # what is made is its owner's alone
    try:
        return _run(arguments)
    except KeyboardInterrupt:
        print(words.CUT_SHORT, file=sys.stderr)
        return _INTERRUPTED
    except (LibraryError, ValueError, OSError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    give_way()
    sys.exit(main())
