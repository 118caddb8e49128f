"""Where the repository carries the reader's weights."""

from pathlib import Path

FILE = Path(__file__).parent / "weights.safetensors"
