"""What of a passage answers a question."""

from enum import IntEnum


class Unit(IntEnum):
    """A figure or a name, a sentence, a whole provision."""

    SHORT, SENTENCE, WHOLE = range(3)
