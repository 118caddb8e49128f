"""Messages that ask one thing or several, marked: ¦ stands before every further question.

training/messages.txt holds, a line each, those that were marked by hand; every other question over the policy passages
asks one thing.
"""

import random
from collections.abc import Sequence
from pathlib import Path

from rag.text import simplify

FILE = Path(__file__).parent / "messages.txt"
MARK = "¦"

_BETWEEN = ("，", "，", ",", "？", "? ", "；", "。", " ", "、")
_LEADS = ("", "", "", "", "", "还有", "另外")


def load(path: Path = FILE) -> list[str]:
    """The messages, in Simplified characters."""
    return simplify(path.read_text("utf-8")).splitlines()


def joined(questions: Sequence[str], rng: random.Random) -> str:
    """Several questions in one message."""
    message = questions[0]
    for question in questions[1:]:
        message = f"{message.rstrip('？?。')}{rng.choice(_BETWEEN)}{MARK}{rng.choice(_LEADS)}{question}"
    return message
