"""python -m rag compare: what changed from one document to another."""

import argparse
import json
import sys

from rag import help_text as words
from rag.settings import Settings


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command and its arguments."""
    command = commands.add_parser("compare", help=words.COMPARE_TWO, description=words.COMPARE_TWO)
    command.add_argument("a", metavar="A", help=words.FIRST)
    command.add_argument("b", metavar="B", help=words.SECOND)
    command.add_argument("--json", action="store_true", help=words.JSON)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints the comparison. Raises ValueError where a name fits none or several documents, and LibraryError."""
    from rag.comparing.compare import compare
    from rag.comparing.find import find_source
    from rag.comparing.report import as_row, as_text
    from rag.embedding import load_embeddings
    from rag.fingerprint import staleness
    from rag.library import Library

    embeddings = load_embeddings(settings)
    with Library.open(settings.library, embeddings, settings.chroma_url) as library:
        if stale := staleness(library, embeddings.fingerprint):
            print(stale, file=sys.stderr)
        summaries = library.summaries()
        comparison = compare(library, find_source(summaries, arguments.a), find_source(summaries, arguments.b))
    if arguments.json:
        print(json.dumps(as_row(comparison), ensure_ascii=False))
    else:
        print("\n".join(as_text(comparison)))
    return 0
