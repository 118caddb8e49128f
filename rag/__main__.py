"""python -m rag: ask, show, doctor, evaluate."""

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path

from rag import help_text as words
from rag.library import LibraryError
from rag.settings import Settings, load_settings


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m rag", description=words.DESCRIPTION)
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser("ask", help=words.ASK, description=words.ASK)
    ask.add_argument("question", nargs="?", metavar="QUESTION", help=words.QUESTION)
    ask.add_argument("--json", action="store_true", help=words.JSON)
    ask.add_argument("--batch", type=Path, metavar="IN.jsonl", help=words.BATCH)
    ask.add_argument("--out", type=Path, metavar="OUT.jsonl", help=words.OUT)
    show = commands.add_parser("show", help=words.SHOW, description=words.SHOW)
    show.add_argument("source", metavar="SOURCE", help=words.SOURCE)
    commands.add_parser("doctor", help=words.DOCTOR, description=words.DOCTOR)
    evaluate = commands.add_parser("evaluate", help=words.EVALUATE, description=words.EVALUATE)
    evaluate.add_argument("gold", type=Path, metavar="GOLD.jsonl", help=words.GOLD)
    evaluate.add_argument("--misses", action="store_true", help=words.MISSES)
    for command in commands.choices.values():
        command.add_argument("--library", type=Path, metavar="DIR", help=words.LIBRARY)
    return parser


def _open(settings: Settings):  # -> Assistant; its imports wait until a command needs them
    from rag.assistant import open_assistant

    return open_assistant(settings)


def _ask(arguments: argparse.Namespace, settings: Settings) -> int:
    if bool(arguments.question) == bool(arguments.batch) or bool(arguments.batch) != bool(arguments.out):
        print(words.ASK_WHAT, file=sys.stderr)
        return 2
    from rag import rows

    assistant = _open(settings)
    if arguments.batch:
        questions = rows.read_questions(arguments.batch)
        with arguments.out.open("w", encoding="utf-8") as out:
            for row in questions:
                out.write(json.dumps(rows.answer_row(row, assistant), ensure_ascii=False) + "\n")
        return 0
    answer = assistant.ask(arguments.question)
    if arguments.json:
        print(json.dumps(rows.as_row(answer), ensure_ascii=False))
    else:
        print("\n".join(rows.as_text(answer)))
    return 0


def _show(arguments: argparse.Namespace, settings: Settings) -> int:
    assistant = _open(settings)
    document = assistant.library.document(arguments.source)
    print(document.text)
    print("\n" + words.OUTLINE)
    for heading in document.outline:
        print("  " * heading.level + " ".join(filter(None, (heading.label, heading.title))))
    for clause in document.clauses:
        print(f"[{clause.start}:{clause.end}] " + " > ".join(clause.path))
    return 0


def _doctor(arguments: argparse.Namespace, settings: Settings) -> int:
    from rag.doctor import examine

    findings = examine(settings)
    for finding in findings:
        print(("✓ " if finding.good else "✗ ") + finding.text)
    return 0 if all(finding.good for finding in findings) else 1


def _evaluate(arguments: argparse.Namespace, settings: Settings) -> int:
    from rag.evaluate import evaluate, read_gold, report

    items = read_gold(arguments.gold)
    tally = evaluate(_open(settings), items)
    print("\n".join(report(tally)))
    if arguments.misses:
        for item, answer, why in tally.misses:
            print(f"\n{item.get('id', '')} [{item.get('type', '')}] {why}\n  {item['question']}\n  {answer.text}")
    return 0


_COMMANDS: dict[str, Callable[[argparse.Namespace, Settings], int]] = {
    "ask": _ask,
    "show": _show,
    "doctor": _doctor,
    "evaluate": _evaluate,
}


def main() -> int:
    arguments = _parser().parse_args()
    try:
        settings = load_settings()
        if arguments.library:
            settings = settings.model_copy(update={"library": arguments.library})
        return _COMMANDS[arguments.command](arguments, settings)
    except BrokenPipeError:
        return 1
    except KeyError as error:
        print(error.args[0], file=sys.stderr)
        return 1
    except OSError as error:
        print(words.cannot_open(error.filename, error.strerror) if error.filename else error, file=sys.stderr)
        return 1
    except (LibraryError, ValueError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
