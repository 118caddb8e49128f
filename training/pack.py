"""Pack what training made into the repository: `python -m training.pack STATE.pt`."""

import argparse
from pathlib import Path

import numpy as np
import torch

from rag.model.folder import LAYER_NAMES, PART_NAMES
from rag.reader.weights import FILE, save_weights


def tensors_of(state: dict[str, torch.Tensor], layers: int) -> dict[str, np.ndarray]:
    """The trained layers and heads under their names in the graph."""
    found = {}
    for layer in range(layers):
        for ours, theirs in LAYER_NAMES.items():
            for part, name in PART_NAMES.items():
                found[f"l{layer}.{ours}.{part}"] = state[f"encoder.encoder.layer.{layer}.{theirs}.{name}"].numpy()
    for ours, theirs in (("spans", "span"), ("answerable", "answerable")):
        found[f"{ours}.w"] = state[f"{theirs}.weight"].numpy()
        found[f"{ours}.b"] = state[f"{theirs}.bias"].numpy()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("state", type=Path)
    parser.add_argument("--out", type=Path, default=FILE)
    options = parser.parse_args()
    saved = torch.load(options.state)
    save_weights(tensors_of(saved["state"], saved["layers"]), options.out)
    print(f"{options.out}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
