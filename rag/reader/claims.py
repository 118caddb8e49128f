"""The judge of claims at work: a claim and windows in, what each window says of it out."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime

from rag.reader.encode import CLAIM_LENGTH, Encoder
from rag.reader.graph import VERDICT, WRONG
from rag.reader.window import Window
from rag.reader.workers import Workers, open_graph

GRAPH = "claims_int8.onnx"


@dataclass(frozen=True, slots=True)
class Held:
    """A claim as held against a window. borne_out, contradicted, silent: logits; unborne: (start, end, probability) of
    the claim's tokens, that what they say is not borne out."""

    borne_out: float
    contradicted: float
    silent: float
    unborne: tuple[tuple[int, int, float], ...]


class ClaimReader:
    """The graph of a folder that rag.model built. Safe to use from several threads at once."""

    def __init__(self, folder: Path, encoder: Encoder, workers: Workers) -> None:
        self._path = folder / GRAPH
        self._encoder = encoder
        self._workers = workers

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        """Opened when it is first needed: who only asks needs it not."""
        return open_graph(self._path)

    def hold(self, claim: str, windows: Sequence[Window]) -> list[Held]:
        """A claim against each window, in their order."""
        said, offsets = self._encoder.claim(claim)
        session = self._session

        def read(window: Window) -> Held:
            encoded = self._encoder.encode(said, window, CLAIM_LENGTH)
            tokens, whole = session.run([WRONG, VERDICT], {"input_ids": np.array([encoded.ids], np.int64)})
            chances = 1 / (1 + np.exp(-tokens[0, 1 : 1 + len(said), 0]))
            unborne = tuple((start, end, float(chance)) for (start, end), chance in zip(offsets, chances, strict=True))
            borne_out, contradicted, silent = map(float, whole[0, 0])
            return Held(borne_out, contradicted, silent, unborne)

        return self._workers.map(read, windows)
