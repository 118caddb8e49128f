"""Questions sent while another is being answered: queue.js keeps every question sent, the server says how many it has taken up."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rag.page.markup import escape, tag
from rag.page.words import CHINESE, ENGLISH, Words

# Characters of a question.
LONGEST_QUESTION = 8000

# What the browser does by itself when a question is sent, and when answering is stopped.
SEND = "(taken) => window.youju.send(taken)"
STOP = "(typed, taken) => window.youju.stop(typed, taken)"


def queue_script() -> str:
    """queue.js with its labels."""
    script = (Path(__file__).parent / "queue.js").read_text("utf-8")
    return script.replace("$CHINESE", CHINESE.queued).replace("$ENGLISH", ENGLISH.queued)


def waiting(sent: Any, taken: Any) -> list[str]:
    """The questions that have not been taken up yet, as the browser says."""
    if not isinstance(sent, list) or not isinstance(taken, int | float):
        return []
    return [str(question).strip()[:LONGEST_QUESTION] for question in sent[max(0, int(taken)) :]]


def render_queue(questions: Sequence[str], words: Words) -> str:
    """The line of the questions that wait."""
    return "".join(tag("p", escape(words.queued.format(question))) for question in questions)
