"""A question and a window as token ids: `<s> question </s> </s> context text </s>`."""

from dataclasses import dataclass

from tokenizers import Tokenizer

from rag.reader.window import Window
from rag.text import simplify

QUESTION = 64  # tokens of a question at most; of a longer one the end is kept, where the asking is
CONTEXT = 64
LENGTH = 288  # tokens in all


@dataclass(frozen=True, slots=True)
class Encoded:
    """ids: token ids; first: index of the text's first token; spans: characters (start, end) of each of the text's tokens."""

    ids: list[int]
    first: int
    spans: list[tuple[int, int]]


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
        head = [self._begin, *question, self._end, self._end, *context]
        room = LENGTH - len(head) - 1
        return Encoded([*head, *text.ids[:room], self._end], len(head), list(text.offsets[:room]))
