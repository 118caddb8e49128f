"""python -m rag verify: does a document say this? One claim, or a file of them."""

import argparse
import json
import sys
from pathlib import Path

from rag import help_text as words
from rag.settings import Settings


def add(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds the command and its arguments."""
    command = commands.add_parser("verify", help=words.VERIFY, description=words.VERIFY)
    command.add_argument("claim", nargs="?", metavar="CLAIM", help=words.CLAIM)
    command.add_argument("--json", action="store_true", help=words.JSON)
    command.add_argument("--batch", type=Path, metavar="IN.jsonl", help=words.CLAIMS)
    command.add_argument("--out", type=Path, metavar="OUT.jsonl", help=words.VERDICTS)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints the verdict, or writes those of a file. Raises ValueError, OSError and LibraryError."""
    if bool(arguments.claim) == bool(arguments.batch) or bool(arguments.batch) != bool(arguments.out):
        print(words.VERIFY_WHAT, file=sys.stderr)
        return 2
    from rag.assistant import open_assistant
    from rag.evaluation.verdict_rows import as_row, as_text, read_claims
    from rag.text import has_han
    from rag.verifying.verifier import Verifier
    from rag.verifying.words import CHINESE, ENGLISH

    claims = read_claims(arguments.batch) if arguments.batch else []
    verifier = Verifier(open_assistant(settings))
    if arguments.batch:
        with arguments.out.open("w", encoding="utf-8") as out:
            for row in claims:
                verdict = verifier.verify(row["claim"])
                out.write(json.dumps(as_row(verdict, row.get("id", "")), ensure_ascii=False) + "\n")
        return 0
    verdict = verifier.verify(arguments.claim)
    if arguments.json:
        print(json.dumps(as_row(verdict), ensure_ascii=False))
    else:
        print("\n".join(as_text(verdict, CHINESE if has_han(arguments.claim) else ENGLISH)))
    return 0
