"""Pack what training made into the repository: `python -m training.pack reader|embedding|claims OUT.0.npz OUT.1.npz … [--mean]`.

With --mean it is the mean of that and what the repository held, which forgets less (Wortsman et al., Model soups, 2022).
"""

import argparse
import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np

from rag.model import tuned
from rag.model.folder import HEAD_NAMES, LAYER_NAMES, PART_NAMES
from rag.model.layers import load_layers, save_layers
from rag.reader import weights

_LAYER = re.compile(r"(?:encoder\.)?encoder\.layer\.(\d+)\.(.+)\.(\w+)")
_FILES = {"reader": weights.FILE, "embedding": tuned.FILE, "claims": weights.CLAIMS}


def tensors_of(state: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The trained layers and heads as float32, under their names in the graph."""
    layers = {theirs: ours for ours, theirs in LAYER_NAMES.items()}
    parts = {theirs: ours for ours, theirs in PART_NAMES.items()}
    heads = {theirs: ours for ours, theirs in HEAD_NAMES.items()}
    found = {}
    for name, values in state.items():
        if match := _LAYER.fullmatch(name):
            key = f"l{match[1]}.{layers[match[2]]}.{parts[match[3]]}"
        else:
            head, part = name.split(".")
            key = f"{heads[head]}.{parts[part]}"
        found[key] = values.astype(np.float32)
    return found


def _layer(name: str) -> int:
    """The number of the layer that a tensor is of; -1 for those of heads."""
    found = re.match(r"l(\d+)\.", name)
    return int(found[1]) if found else -1


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=sorted(_FILES))
    parser.add_argument("trained", type=Path, nargs="+")
    parser.add_argument("--mean", action="store_true", help="the mean of that and what the repository holds")
    options = parser.parse_args()
    state = {name: values for path in options.trained for name, values in np.load(path).items()}
    out = _FILES[options.what]
    trained = tensors_of(state)
    highest = max(map(_layer, trained))
    held = load_layers(out) if out.exists() else {}
    if options.mean:
        trained = {name: (values + held[name]) / 2 for name, values in trained.items()}
    # Layers that were not trained stay as they are.
    kept = {name: values for name, values in held.items() if name not in trained and _layer(name) <= highest}
    save_layers({**kept, **trained}, out)
    print(f"{out}: {out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
