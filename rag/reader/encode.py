"""A question and a window as token ids: `<s> question </s> </s> context text </s>`."""

from collections.abc import Sequence
from dataclasses import dataclass

from tokenizers import Tokenizer

from rag.reader.window import Window
from rag.text import simplify

QUESTION = 64  # tokens of a question at most; of a longer one the end is kept, where the asking is
CONTEXT = 64
LENGTH = 288  # tokens in all


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


def room(question: Sequence[int], context: Sequence[int]) -> int:
    """The tokens of a text that fit behind its head."""
    return LENGTH - len(head(0, 0, question, context)) - 1


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

    def encode(self, question: list[int], window: Window) -> Encoded:
        """A question's tokens with a window."""
        context = self.tokenizer.encode(window.context, add_special_tokens=False).ids[:CONTEXT]
        text = self.tokenizer.encode(window.text, add_special_tokens=False)
        before, most = head(self._begin, self._end, question, context), room(question, context)
        return Encoded([*before, *text.ids[:most], self._end], len(before), list(text.offsets[:most]))
