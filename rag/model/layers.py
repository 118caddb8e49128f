"""Trained weights as the repository carries them: what training changed of the e5 encoder, in 8 bits.

A safetensors file. Matrices `l0.q.w` … (rows: outputs) are int8 with a scale a row (`l0.q.w.scale`), quantised as the
graph has them, outlier channels shrunk first (rag.model.graph), so that nothing is lost again when the graph is made;
the rest is float32. The word table and the positions are those of the encoder and not in the file.
"""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
from safetensors.numpy import load_file, save_file

from rag.model.graph import OUTLIERS, WEIGHT_LIMIT

_SCALE = ".scale"


def _factors(name: str, columns: int) -> np.ndarray:
    """What each input channel of a matrix is multiplied by before it is quantised."""
    layer, part, _ = name.split(".")
    factors = np.ones(columns, np.float32)
    if found := OUTLIERS.get(f"{layer}.{'q' if part in 'qkv' else part}"):
        channel, factor = found
        factors[channel] = factor
    return factors


def save_layers(tensors: Mapping[str, np.ndarray], path: Path) -> None:
    """Write float32 tensors by their names in the graph."""
    stored: dict[str, np.ndarray] = {}
    for name, values in tensors.items():
        if values.ndim == 2 and name.startswith("l"):
            weights = values * _factors(name, values.shape[1])
            scales = np.abs(weights).max(axis=1) / WEIGHT_LIMIT
            stored[name] = np.rint(weights / scales[:, None]).astype(np.int8)
            stored[name + _SCALE] = scales.astype(np.float32)
        else:
            stored[name] = values.astype(np.float32)
    save_file(stored, path)


def load_layers(path: Path) -> dict[str, np.ndarray]:
    """The tensors as float32, (outputs, inputs) where they are matrices."""
    stored = load_file(path)
    tensors = {}
    for name, values in stored.items():
        if name.endswith(_SCALE):
            continue
        if values.dtype == np.int8:
            values = values * stored[name + _SCALE][:, None] / _factors(name, values.shape[1])
        tensors[name] = values
    return tensors


def digest(path: Path) -> str:
    """SHA-256 of the file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
