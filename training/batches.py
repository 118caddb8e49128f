"""What training.prepare wrote, as batches for a device."""

import queue
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import torch

from rag.reader.encode import CLAIM_LENGTH, head, room

_BUCKET = 24  # batches sorted by length together
_BEGIN, _PAD, _END = 0, 1, 2
Batch = dict[str, torch.Tensor]


class Packed:
    """The arrays of a pack."""

    def __init__(self, path: Path) -> None:
        arrays = dict(np.load(path))
        ends = np.cumsum(arrays["lengths"])
        self.tokens = arrays["tokens"].astype(np.int64)
        self.bounds = np.stack([ends - arrays["lengths"], ends], axis=1)
        self.examples = arrays["examples"]
        self.pairs = arrays["pairs"]
        self.claims = arrays["claims"]
        self.runs = _split(arrays["runs"], self.examples[:, 5])
        self.wrong = _split(arrays["wrong"], np.maximum(self.claims[:, 5], 0))
        self.tensors = {}
        for name, values in arrays.items():
            if name.endswith("|scales"):
                name = name.removesuffix("|scales")
                self.tensors[name] = torch.from_numpy(_floats(values, arrays[f"{name}|nibbles"]))
            elif "." in name and "|" not in name:
                self.tensors[name] = torch.from_numpy(np.array(values))

    def text(self, number: int) -> np.ndarray:
        """The tokens of a text."""
        start, end = self.bounds[number]
        return self.tokens[start:end]


def _split(runs: np.ndarray, counts: np.ndarray) -> list[np.ndarray]:
    """The runs of each example, of so many each."""
    return [runs[end - count : end] for end, count in zip(np.cumsum(counts), counts, strict=True)]


def _floats(scales: np.ndarray, nibbles: np.ndarray) -> np.ndarray:
    low, high = (nibbles & 15).astype(np.int8) - 8, (nibbles >> 4).astype(np.int8) - 8
    blocks = np.concatenate([low, high], axis=2).astype(np.float32) * scales.astype(np.float32)[:, :, None]
    return blocks.reshape(len(scales), -1)


def _padded(rows: list[np.ndarray]) -> tuple[torch.Tensor, torch.Tensor]:
    longest = -(-max(map(len, rows)) // 16) * 16
    ids = np.full((len(rows), longest), _PAD, np.int64)
    for n, row in enumerate(rows):
        ids[n, : len(row)] = row
    found = torch.from_numpy(ids)
    return found, (found != _PAD).long()


def _reader_rows(pack: Packed, wanted: np.ndarray) -> list[tuple[np.ndarray, int, int]]:
    rows = []
    for index in wanted:
        _, question, context, text, _, _ = pack.examples[index]
        asked, names = pack.text(question), pack.text(context)
        before = head(_BEGIN, _END, asked, names)
        rows.append((np.array([*before, *pack.text(text)[: room(asked, names)], _END]), len(before), index))
    return rows


def _reader_batch(pack: Packed, rows: list[tuple[np.ndarray, int, int]]) -> Batch:
    ids, mask = _padded([row[0] for row in rows])
    allowed, tags = torch.zeros_like(ids, dtype=torch.bool), torch.zeros_like(ids, dtype=torch.bool)
    starts, ends, told, units = [], [], [], []
    for n, (row, first, index) in enumerate(rows):
        allowed[n, first : len(row) - 1] = True
        allowed[n, 0] = True
        runs = pack.runs[index]
        for a, b in runs:
            tags[n, first + a : first + b + 1] = True
        one = len(runs) == 1
        starts.append(first + runs[0][0] if one else -1 if len(runs) else 0)
        ends.append(first + runs[0][1] if one else -1 if len(runs) else 0)
        told.append(len(runs) > 0)
        units.append(pack.examples[index][4])
    return {
        "ids": ids, "mask": mask, "allowed": allowed, "tags": tags, "starts": torch.tensor(starts, dtype=torch.long),
        "ends": torch.tensor(ends, dtype=torch.long), "told": torch.tensor(told), "units": torch.tensor(units, dtype=torch.long),
    }  # fmt: skip


def reader_batches(pack: Packed, draw: int, tokens: int, rng: np.random.Generator) -> Iterator[Batch]:
    """The reader's batches of a draw, in a drawn order."""
    wanted = np.flatnonzero(pack.examples[:, 0] == draw)
    rng.shuffle(wanted)
    for rows in _grouped(wanted, lambda some: _reader_rows(pack, some), tokens, rng):
        yield _reader_batch(pack, rows)


def _grouped(
    wanted: np.ndarray,
    rows_of: Callable[[np.ndarray], list[tuple[np.ndarray, int, int]]],
    tokens: int,
    rng: np.random.Generator,
) -> Iterator[list[tuple[np.ndarray, int, int]]]:
    """Rows of about one length together, as many as make so many tokens."""
    size = _BUCKET * max(1, tokens // 160)
    for first in range(0, len(wanted), size):
        rows = sorted(rows_of(wanted[first : first + size]), key=lambda row: len(row[0]))
        groups: list[list[tuple[np.ndarray, int, int]]] = [[]]
        for row in rows:
            if (len(groups[-1]) + 1) * len(row[0]) > tokens:
                groups.append([])
            groups[-1].append(row)
        rng.shuffle(groups)
        yield from filter(None, groups)


def claim_batches(pack: Packed, draw: int, tokens: int, rng: np.random.Generator) -> Iterator[Batch]:
    """The batches of the judge of claims of a draw, in a drawn order."""
    wanted = np.flatnonzero(pack.claims[:, 0] == draw)
    rng.shuffle(wanted)
    for rows in _grouped(wanted, lambda some: _claim_rows(pack, some), tokens, rng):
        yield _claim_batch(pack, rows)


def _claim_rows(pack: Packed, wanted: np.ndarray) -> list[tuple[np.ndarray, int, int]]:
    rows = []
    for index in wanted:
        _, claim, context, text, _, _ = pack.claims[index]
        said, names = pack.text(claim), pack.text(context)
        before = head(_BEGIN, _END, said, names)
        rows.append((np.array([*before, *pack.text(text)[: room(said, names, CLAIM_LENGTH)], _END]), len(said), index))
    return rows


def _claim_batch(pack: Packed, rows: list[tuple[np.ndarray, int, int]]) -> Batch:
    ids, mask = _padded([row[0] for row in rows])
    marked, wrong = torch.zeros_like(ids, dtype=torch.bool), torch.zeros_like(ids, dtype=torch.bool)
    for n, (_, length, index) in enumerate(rows):
        marked[n, 1 : length + 1] = bool(pack.claims[index][5] >= 0)
        for a, b in pack.wrong[index]:
            wrong[n, 1 + a : 2 + b] = True
    labels = torch.tensor([pack.claims[index][4] for _, _, index in rows], dtype=torch.long)
    return {"ids": ids, "mask": mask, "marked": marked, "wrong": wrong, "labels": labels}


def pair_batches(pack: Packed, draw: int, tokens: int, rng: np.random.Generator) -> Iterator[Batch]:
    """The embedding's batches of a draw: questions, and texts with each question's own at its index."""
    wanted = np.flatnonzero(pack.pairs[:, 0] == draw)
    rng.shuffle(wanted)
    size = max(8, tokens // 160)
    for first in range(0, len(wanted) - size + 1 if draw >= 0 else len(wanted), size):
        pairs = pack.pairs[wanted[first : first + size]]
        wrap = [[_BEGIN], [_END]]

        def whole(number: int, wrap: list[list[int]] = wrap) -> np.ndarray:
            return np.concatenate([wrap[0], pack.text(number), wrap[1]])

        questions, query_mask = _padded([whole(number) for number in pairs[:, 1]])
        numbers = [*pairs[:, 2], *(number for row in pairs[:, 3:] for number in row if number >= 0)]
        texts, text_mask = _padded([whole(number) for number in numbers])
        yield {"questions": questions, "query_mask": query_mask, "texts": texts, "text_mask": text_mask}


def ahead(batches: Iterator[Batch], device: torch.device) -> Iterator[Batch]:
    """The same, made by another thread while the device works."""
    made: queue.Queue[Batch | None] = queue.Queue(12)

    def work() -> None:
        for batch in batches:
            made.put(batch)
        made.put(None)

    threading.Thread(target=work, daemon=True).start()
    while (batch := made.get()) is not None:
        yield {name: value.to(device, non_blocking=True) for name, value in batch.items()}
