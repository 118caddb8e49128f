"""python -m ingest: brings files into the library."""

import argparse
import sys
from pathlib import Path

from tqdm import tqdm

from ingest import words
from ingest.pipeline import Outcome, Result, find_files, ingest, prune
from rag.embedding import load_embeddings
from rag.library import Library, LibraryError
from rag.settings import load_settings


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m ingest", description=words.DESCRIPTION)
    parser.add_argument("paths", metavar="PATH", nargs="*", type=Path, help=words.PATHS)
    parser.add_argument("--library", metavar="DIR", type=Path, help=words.LIBRARY)
    parser.add_argument("--remove", metavar="NAME", action="append", default=[], help=words.REMOVE)
    parser.add_argument("--prune", action="store_true", help=words.PRUNE)
    arguments = parser.parse_args()
    if not arguments.paths and not arguments.remove:
        parser.error(words.NOTHING_TO_DO)
    if arguments.prune and not arguments.paths:
        parser.error(words.PRUNE_NEEDS_PATHS)
    return arguments


def _run(arguments: argparse.Namespace) -> bool:
    """Does what the arguments ask; whether all of it worked."""
    missing = [path for path in arguments.paths if not path.exists()]
    if arguments.prune and missing:
        print(words.prune_refused(missing[0].name), file=sys.stderr)
        return False
    settings = load_settings()
    embeddings = load_embeddings(settings)
    worked = True
    with (
        Library.open(arguments.library or settings.library, embeddings, settings.chroma_url) as library,
        library.writing(),
    ):
        for name in arguments.remove:
            removed = library.remove(name)
            worked = worked and removed
            print(words.removed(name) if removed else words.not_there(name))
        files = find_files(arguments.paths)
        if arguments.paths and not files:
            print(words.NO_FILES, file=sys.stderr)
            return False
        with tqdm(total=len(files), unit="file", disable=not files or not sys.stderr.isatty()) as bar:

            def report(result: Result) -> None:
                bar.write(words.line(result))
                bar.update()

            results = ingest(files, library, embeddings.fingerprint, report)
        if arguments.prune:
            for result in prune(files, library):
                print(words.line(result))
        if files:
            print(words.total(results, len(library.summaries())))
    return worked and not any(result.outcome is Outcome.FAILED for result in results)


def main() -> int:
    arguments = _arguments()
    try:
        return 0 if _run(arguments) else 1
    except (LibraryError, ValueError, OSError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
