"""The embedding's upper layers as trained on questions over policy passages (training/README.md); the rest is the
encoder's own."""

from dataclasses import replace
from pathlib import Path

from rag.model.layers import load_layers
from rag.model.source import Source

FILE = Path(__file__).parent / "tuned.safetensors"


def tuned(source: Source) -> Source:
    """The encoder with the trained layers in the place of its own."""
    return replace(source, tensors={**source.tensors, **load_layers(FILE)})
