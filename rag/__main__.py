"""python -m rag: ask, verify, compare, show, doctor, evaluate, feedback."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from rag import help_text as words
from rag.commands import compare as compare_command
from rag.commands import verify
from rag.evaluation.report_words import EXPORTED, NO_FEEDBACK, NOTHING_LEFT
from rag.library import LibraryError
from rag.settings import Settings, load_settings
from rag.where import BOTH, where


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
    evaluate.add_argument("--out", type=Path, metavar="RUN.jsonl", help=words.RUN)
    evaluate.add_argument("--compare", type=Path, metavar="RUN.jsonl", help=words.COMPARE)
    feedback = commands.add_parser("feedback", help=words.FEEDBACK, description=words.FEEDBACK)
    feedback.add_argument("--out", type=Path, metavar="GOLD.jsonl", required=True, help=words.FEEDBACK_OUT)
    verify.add(commands)
    compare_command.add(commands)
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
    from rag.evaluation import rows

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
        at = where(document.layout, clause.start, clause.end, BOTH)
        print(" ".join(filter(None, (f"[{clause.start}:{clause.end}]", at, " > ".join(clause.path)))))
    return 0


def _doctor(arguments: argparse.Namespace, settings: Settings) -> int:
    from rag.doctor import examine

    findings = examine(settings)
    for finding in findings:
        print(("✓ " if finding.good else "✗ ") + finding.text)
    return 0 if all(finding.good for finding in findings) else 1


def _evaluate(arguments: argparse.Namespace, settings: Settings) -> int:
    from rag.evaluation import report
    from rag.evaluation.evaluate import evaluate, read_gold, source_texts
    from rag.evaluation.gold import survey
    from rag.evaluation.runs import check_same, compare, read_run, write_run

    # What cannot work is said before the questions are asked, which may take long.
    items = read_gold(arguments.gold, _remark)
    earlier = read_run(arguments.compare) if arguments.compare else []
    assistant = _open(settings)
    sources = source_texts(assistant.library)
    usable = survey(items, sources)
    for remark in usable.remarks:
        _remark(remark)
    if not usable.items:
        raise ValueError(NOTHING_LEFT)
    if arguments.compare:
        check_same(earlier, {item["id"]: item["question"] for item in usable.items})
    with arguments.out.open("w", encoding="utf-8") if arguments.out else nullcontext() as out:
        tally = evaluate(assistant, usable.items, sources)
        if out:
            write_run(tally, out)
    print("\n".join([*report.totals(tally.outcomes), "", *report.types(tally.outcomes)]))
    if arguments.misses:
        for item, outcome in tally.misses:
            print("\n".join(["", *report.miss(item, outcome)]))
    if arguments.compare:
        print("\n".join(["", *report.compared(earlier, tally.outcomes, compare(earlier, tally.outcomes))]))
    return 0


def _feedback(arguments: argparse.Namespace, settings: Settings) -> int:
    from rag.feedback import as_gold, read_verdicts

    rows = [as_gold(verdict) for verdict in read_verdicts(settings.library)]
    if not rows:
        raise ValueError(NO_FEEDBACK)
    with arguments.out.open("w", encoding="utf-8") as out:
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    incomplete = sum(row["answerable"] and "evidence" not in row for row in rows)
    print(EXPORTED.format(count=len(rows), file=arguments.out.name, incomplete=incomplete))
    return 0


def _remark(text: str) -> None:
    print(text, file=sys.stderr)


_COMMANDS: dict[str, Callable[[argparse.Namespace, Settings], int]] = {
    "ask": _ask,
    "show": _show,
    "doctor": _doctor,
    "evaluate": _evaluate,
    "feedback": _feedback,
    "verify": verify.run,
    "compare": compare_command.run,
}


def main() -> int:
    arguments = _parser().parse_args()
    os.umask(0o077)  # what is made is its owner's alone
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
