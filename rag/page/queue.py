"""Questions sent while another is being answered: queue.js keeps every question sent, the server says how many it has taken up."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rag.page.markup import escape, tag
from rag.page.words import CHINESE, ENGLISH, Words

# Characters of a question.
LONGEST_QUESTION = 8000
# Questions of one page that wait.
MOST_WAITING = 20

# What the browser does by itself when a question is sent, and when answering is stopped.
SEND = "(taken) => window.youju.send(taken)"
STOP = "(typed, taken) => window.youju.stop(typed, taken)"
# After an answer: the next question is an event of its own, so that others who wait have their turn between the two.
MORE = "(sent, taken) => { if (sent.length > taken) window.youju.next(); }"
NEXT = "(window.youju ??= {}).next = () => trigger('submit');"


def queue_script() -> str:
    """queue.js with its labels."""
    script = (Path(__file__).parent / "queue.js").read_text("utf-8")
    for words, mark in ((CHINESE, "CHINESE"), (ENGLISH, "ENGLISH")):
        script = script.replace(f"${mark}", words.queued).replace(f"$FULL_{mark}", words.queue_full)
    return script.replace("$MOST", str(MOST_WAITING))


def waiting(sent: Any, taken: Any) -> tuple[list[str], int]:
    """The questions that have not been taken up yet, as the browser says, and how many of them are too many to wait."""
    if not isinstance(sent, list) or not isinstance(taken, int | float):
        return [], 0
    untaken = sent[max(0, int(taken)) :]
    questions = [str(question).strip()[:LONGEST_QUESTION] for question in untaken[:MOST_WAITING]]
    return questions, len(untaken) - len(questions)


def render_queue(questions: Sequence[str], left: int, words: Words) -> str:
    """The line of the questions that wait. left: how many were too many."""
    lines = [tag("p", escape(words.queued.format(question))) for question in questions]
    if left:
        lines.append(tag("p", escape(words.queue_full.format(most=MOST_WAITING, left=left)), role="alert"))
    return "".join(lines)
