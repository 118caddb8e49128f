"""A question and a window as token ids: `<s> question </s> </s> context text </s>`."""

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from rag.reader.window import Window
from rag.text import simplify

QUESTION = 64  # tokens of a question at most; of a longer one the end is kept, where the asking is
CONTEXT = 64
LENGTH = 288  # tokens in all
CLAIM = 128  # tokens of a claim at most; of a longer one the beginning is kept
CLAIM_LENGTH = 384  # tokens in all, where a claim is held against a window


@dataclass(frozen=True, slots=True)
class Encoded:
    """ids: token ids; first: index of the text's first token; spans: characters (start, end) of each of the text's
    tokens."""

    ids: list[int]
    first: int
    spans: list[tuple[int, int]]


def head(begin: int, end: int, question: Sequence[int], context: Sequence[int]) -> list[int]:
    """What stands before a text: `<s> question </s> </s> context`."""
    return [begin, *question, end, end, *context]


def room(question: Sequence[int], context: Sequence[int], length: int = LENGTH) -> int:
    """The tokens of a text that fit behind its head. length: tokens in all."""
    return length - len(head(0, 0, question, context)) - 1


class Encoder:
    """Encodes with the tokenizer of the e5 model. Safe to use from several threads."""

    def __init__(self, tokenizer: Tokenizer) -> None:
        self.tokenizer = tokenizer
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self._begin = tokenizer.token_to_id("<s>")
        self._end = tokenizer.token_to_id("</s>")

    def question(self, question: str) -> list[int]:
        """The tokens of a question."""
        return self.tokenizer.encode(simplify(question), add_special_tokens=False).ids[-QUESTION:]

    def claim(self, claim: str) -> tuple[list[int], list[tuple[int, int]]]:
        """The tokens of a claim, and the characters (start, end) of each."""
        encoded = self.tokenizer.encode(simplify(claim), add_special_tokens=False)
        return encoded.ids[:CLAIM], list(encoded.offsets[:CLAIM])

    def encode(self, question: list[int], window: Window, length: int = LENGTH) -> Encoded:
        """A question's or a claim's tokens with a window. length: tokens in all."""
        context = self.tokenizer.encode(window.context, add_special_tokens=False).ids[:CONTEXT]
        text = self.tokenizer.encode(window.text, add_special_tokens=False)
        before, most = head(self._begin, self._end, question, context), room(question, context, length)
        return Encoded([*before, *text.ids[:most], self._end], len(before), list(text.offsets[:most]))
