"""The trained reader at work: a question and windows in, logits out, a window a CPU core at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from rag.model.layout import TOKENIZER
from rag.reader.claims import ClaimReader
from rag.reader.encode import Encoder
from rag.reader.graph import ANSWERABLE, SPANS
from rag.reader.spans import Span, best_spans
from rag.reader.unit import Unit
from rag.reader.window import Window
from rag.reader.workers import Workers, open_graph

GRAPH = "reader_int8.onnx"


@dataclass(frozen=True, slots=True)
class Marked:
    """A window as read. answerable: logit that it answers; unit: what of it would; spans: the likeliest answer in
    each of its sentences."""

    answerable: float
    unit: Unit
    spans: tuple[Span, ...]


class TrainedReader:
    """The graph of a folder that rag.model built. Safe to use from several threads at once."""

    def __init__(self, folder: Path) -> None:
        self._encoder = Encoder(Tokenizer.from_file(str(folder / TOKENIZER)))
        self._session = open_graph(folder / GRAPH)
        self._workers = Workers()
        self.claims = ClaimReader(folder, self._encoder, self._workers)

    def mark(self, question: str, windows: Sequence[Window]) -> list[Marked]:
        """What each window says to a question, in their order."""
        asked = self._encoder.question(question)

        def read(window: Window) -> Marked:
            encoded = self._encoder.encode(asked, window)
            tokens, whole = self._session.run([SPANS, ANSWERABLE], {"input_ids": np.array([encoded.ids], np.int64)})
            found = best_spans(tokens[0], encoded.first, encoded.spans, window.parts)
            return Marked(whole.item(0), Unit(int(whole[0, 0, 1:].argmax())), tuple(found))

        return self._workers.map(read, windows)
