"""What a model folder is made of: file names, prompts, and the marker that says what made it."""

import json
from pathlib import Path

WEIGHTS = "model.safetensors"
TOKENIZER = "tokenizer.json"
GRAPH = "onnx/model_int8.onnx"
MARKER = "built.json"
PROMPTS = {"query": "query: ", "passage": "passage: ", "document": "passage: "}


def read_marker(folder: Path) -> dict[str, object] | None:
    """What made the folder: sha256 of the source, version of the builder; None where rag.model did not."""
    try:
        marker = json.loads((folder / MARKER).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return marker if isinstance(marker, dict) else None
