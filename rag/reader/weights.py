"""Where the repository carries the weights of the reader, and those of the judge of claims, whose lower layers are the reader's."""

from collections.abc import Mapping
from pathlib import Path

import numpy as np

FILE = Path(__file__).parent / "weights.safetensors"
CLAIMS = Path(__file__).parent / "claims.safetensors"


def over(lower: Mapping[str, np.ndarray], upper: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The layers of lower that upper has none of its own for, and all of upper."""
    own = {name.split(".")[0] for name in upper}
    return {name: values for name, values in lower.items() if name[0] == "l" and name.split(".")[0] not in own} | dict(
        upper
    )
