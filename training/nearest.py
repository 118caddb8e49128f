"""Which texts share most with a question: BM25 over characters and bigrams, as the lexical index has it."""

from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from rag.text import fold, grams

_K1, _B = 1.2, 0.75


class Nearest:
    """An index of texts."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._ids: dict[str, int] = {}
        rows, columns, values = [], [], []
        lengths = []
        for row, text in enumerate(texts):
            counts: dict[int, int] = {}
            for term in grams(fold(text)):
                column = self._ids.setdefault(term, len(self._ids))
                counts[column] = counts.get(column, 0) + 1
            lengths.append(sum(counts.values()))
            rows += [row] * len(counts)
            columns += counts.keys()
            values += counts.values()
        mean = max(float(np.mean(lengths)), 1.0)
        tf = np.asarray(values, np.float32)
        norm = _K1 * (1 - _B + _B * np.asarray(lengths, np.float32)[rows] / mean)
        df = np.bincount(columns, minlength=len(self._ids))
        idf = np.log(1 + (len(texts) - df + 0.5) / (df + 0.5)).astype(np.float32)
        weights = tf * (_K1 + 1) / (tf + norm) * idf[columns]
        self._matrix = csr_matrix((weights, (rows, columns)), shape=(len(texts), len(self._ids))).tocsc()

    def best(self, question: str, count: int) -> list[int]:
        """The numbers of the count texts that share most with a question, best first."""
        columns = [self._ids[term] for term in set(grams(fold(question))) if term in self._ids]
        if not columns:
            return []
        scores = np.asarray(self._matrix[:, columns].sum(axis=1)).ravel()
        return [int(row) for row in np.argsort(-scores)[:count] if scores[row] > 0]
