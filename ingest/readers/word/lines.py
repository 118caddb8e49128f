"""Paragraphs of word processors as lines of text: soft breaks, and where the notes to a paragraph may follow."""

import re

LONG = 50  # characters of a line that is no heading, whatever it ends with
_SOFT_BREAK = re.compile(r"(?<=[!-~])[ \t]*\n\s*(?=[!-~])")


def one_line(text: str) -> str:
    """Text without soft breaks; between Latin words one becomes a space."""
    return _SOFT_BREAK.sub(" ", text.strip()).replace("\n", "")
