"""Uploads as HTML: what may be uploaded, the question whether to replace, how far they are, and the report afterwards."""

import math
from collections import Counter
from collections.abc import Sequence

from rag.intake import Limits, Outcome, Result
from rag.page.markup import escape, tag
from rag.page.reference import Reference
from rag.page.upload_runs import BROKEN, Run
from rag.page.upload_words import UploadWords, upload_words
from rag.page.words import Words, in_language

_MINUTE = 60
_READ = (Outcome.INGESTED, Outcome.UNCHANGED)


def render_drop(limits: Limits, words: Words) -> str:
    """The place to drop files on, its buttons, and what may be uploaded. What the browser says by itself stands in data-*."""
    said = upload_words(words)
    kinds = said.between.join(said.kinds.get(kind, kind) for kind in limits.kinds) if limits.kinds else said.all_kinds
    size = f"{limits.size / 1_000_000:g}"
    total = f"{limits.total / 1_000_000:g}"
    choose = [
        tag("input", type="file", class_="y-file", multiple=True, hidden=True, aria_label=said.files),
        tag("input", type="file", class_="y-dir", webkitdirectory=True, hidden=True, aria_label=said.folder),
        tag("input", type="file", class_="y-one", hidden=True, aria_label=said.replace),
        tag("span", escape(said.drop)),
        tag("button", escape(said.files), type="button", class_="y-choose", value="y-file"),
        tag("button", escape(said.folder), type="button", class_="y-choose y-choose-dir", value="y-dir"),
    ]
    told = tag(
        "p", escape(said.limits.format(files=limits.files, size=size, total=total, kinds=kinds)), class_="y-label"
    )
    return tag(
        "div", tag("div", *choose, class_="y-choices"), told, tag("div", class_="y-local", aria_live="polite"), class_="y-drop",
        data_size=str(limits.size), data_files=str(limits.files), data_total=str(limits.total), data_together=total, data_limit=size, data_sending=said.sending,
        data_large=said.too_large, data_many=said.too_many, data_much=said.too_much, data_lost=said.not_sent, data_none=said.none_found,
        data_remove=said.sure_remove, data_copies=said.sure_remove_copies, data_copy=said.sure_remove_copy, data_replace=said.sure_replace,
        data_yes_remove=said.yes_remove, data_yes_replace=said.yes_replace, data_cancel=said.cancel,
    )  # fmt: skip


def render_question(names: Sequence[str], others: int, words: Words) -> str:
    """Whether to replace the documents of these names. others: files of the same upload that replace nothing."""
    said = upload_words(words)
    choices = [("replace", said.replace_all, "y-strong"), ("skip", said.only_new, ""), ("", said.cancel, "")]
    buttons = (
        tag("button", escape(label), type="button", class_=f"y-decide {kind}".strip(), value=value)
        for value, label, kind in choices
        if others or value != "skip"
    )
    listed = tag("ul", *(tag("li", escape(name)) for name in names), lang="zh-CN")
    return tag(
        "div", tag("p", escape(said.taken)), listed, tag("div", *buttons, class_="y-buttons"), class_="y-asked",
        role="alertdialog", aria_label=said.taken, tabindex="-1",
    )  # fmt: skip


def render_runs(runs: Sequence[Run], words: Words) -> str:
    """Every run: how far it is, or what became of it."""
    said = upload_words(words)
    begun = any(run.begun and not run.over for run in runs)
    return "".join(_run(run, begun, said, words) for run in runs)


def _run(run: Run, others: bool, said: UploadWords, words: Words) -> str:
    if run.is_removal:
        body = _removal(run, others, said, words)
    elif run.over:
        body = _report(run, said, words)
    else:
        body = _progress(run, others, said)
    return tag("section", *body, class_="y-run", data_run=run.id)


def _removal(run: Run, others: bool, said: UploadWords, words: Words) -> list[str]:
    if not run.over:
        return [_told((said.remove_busy if others else said.removing).format(run.source))]
    if run.trouble:
        return [_trouble(run, said.failed, words), _dismiss(said)]
    return [_told((said.was_removed if run.results else said.was_gone).format(run.source)), _dismiss(said)]


def _progress(run: Run, others: bool, said: UploadWords) -> list[str]:
    if run.busy or not run.begun:
        waits = (said.turn if others and not run.begun else said.waiting) if run.busy else said.running
        return [_told(waits), _told(said.goes_on)]
    left = run.seconds_left
    told = [said.running, f"{len({*_names(run)})} / {run.files}"]
    if left is not None:
        told.append(said.left_minute if left < _MINUTE else said.left_minutes.format(math.ceil(left / _MINUTE)))
    head = " · ".join(told)
    bar = tag("progress", max="100", value=f"{100 * run.share:.0f}" if run.share else None, aria_label=head)
    lines = [_line(name, _pages(done, total, said), "y-now") for name, (done, total) in run.pages.items()]
    lines += [_line(each.source, said.outcomes[each.outcome], f"y-{each.outcome}") for each in reversed(run.results)]
    waiting = run.files - len({*_names(run), *(name.partition("/")[0] for name in run.pages)})
    if waiting > 0:
        lines.append(tag("li", escape(said.rest.format(waiting)), class_="y-label"))
    return [bar, tag("p", escape(head), role="status"), tag("ul", *lines, class_="y-lines"), _told(said.goes_on)]


def _names(run: Run) -> list[str]:
    """The uploaded files of which it is known what became of them."""
    return [result.source for result in run.results if "/" not in result.source]


def _pages(done: int, total: int, said: UploadWords) -> str:
    return said.page.format(done=done, total=total) if total else said.started


def _line(name: str, text: str, kind: str) -> str:
    return tag("li", tag("span", escape(name), class_="y-name", lang="zh-CN"), tag("span", escape(text)), class_=kind)


def _report(run: Run, said: UploadWords, words: Words) -> list[str]:
    """What became of each file, those that failed first."""
    results = sorted(run.results, key=lambda result: result.outcome is not Outcome.FAILED)
    counts = Counter(result.outcome for result in results)
    told = said.between.join(f"{said.outcomes[outcome]} {count}" for outcome, count in counts.items())
    head = said.finished.format(run.files) + (f" · {told}" if told else "")
    parts = [tag("p", escape(head), class_="y-done", role="status")]
    if run.trouble:
        parts.append(_trouble(run, said.broke_off, words))
    if results:
        top = tag("thead", tag("tr", *(tag("th", escape(name), scope="col") for name in said.columns[:-1])))
        bodies = (_result(result, said, words) for result in results)
        parts.append(tag("div", tag("table", top, *bodies), class_="y-report", tabindex="0"))
        parts.append(tag("button", escape(said.csv), type="button", class_="y-csv", value=run.id))
    return [*parts, _dismiss(said)]


def report_cells(result: Result, said: UploadWords, words: Words) -> list[str]:
    """What a report says of a file, column by column."""
    read, known = result.outcome is Outcome.INGESTED, result.outcome in _READ
    notes = " ".join(in_language(text, words) for text in (result.reason, *result.warnings) if text)
    return [
        result.source, said.outcomes[result.outcome], said.kinds.get(result.kind, result.kind),
        str(result.pages) if read and result.pages else "", str(result.scanned) if read and result.pages else "",
        *(str(value) if known else "" for value in (result.clauses, result.kept, result.removed)), notes,
    ]  # fmt: skip


def _result(result: Result, said: UploadWords, words: Words) -> str:
    """A file's row, and below it what is to be said of it."""
    *cells, notes = report_cells(result, said, words)
    row = []
    for place, (label, text) in enumerate(zip(said.columns, cells, strict=False)):
        shown = escape(text)
        if not place and result.outcome in _READ:
            value = Reference(result.source).encode()
            shown = tag("button", shown, type="button", class_="y-open y-doc", value=value, lang="zh-CN")
        row.append(tag("td", shown, data_label=label, class_=None if text else "y-void"))
    rows = [tag("tr", *row)]
    if notes:
        rows.append(tag("tr", tag("td", escape(notes), colspan=str(len(cells))), class_="y-notes"))
    return tag("tbody", *rows, class_=f"y-{result.outcome}")


def _told(text: str) -> str:
    return tag("p", escape(text), class_="y-label", role="status")


def _trouble(run: Run, unforeseen: str, words: Words) -> str:
    text = unforeseen if run.trouble == BROKEN else in_language(run.trouble, words)
    return tag("p", escape(text), class_="y-note", role="alert")


def _dismiss(said: UploadWords) -> str:
    return tag("button", "✕", type="button", class_="y-put-away", aria_label=said.dismiss, title=said.dismiss)
