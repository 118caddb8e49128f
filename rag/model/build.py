"""Build the folders of the embedding model and of the reader once, each whole or not at all."""

import json
import os
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import onnx

from rag.model.folder import write_folder
from rag.model.layers import digest, load_layers
from rag.model.layout import MARKER, TOKENIZER, read_marker
from rag.model.source import SHA256, Source, find_source, read_source
from rag.model.tokenizer import make_tokenizer
from rag.model.tuned import FILE as TUNED
from rag.model.tuned import tuned
from rag.reader.claims import GRAPH as CLAIMS_GRAPH
from rag.reader.graph import make_claims_graph, make_reader_graph
from rag.reader.model import GRAPH
from rag.reader.weights import CLAIMS, over
from rag.reader.weights import FILE as READER

BUILDER = 2

_ABANDONED = 3600  # seconds; a build takes a few


def build(folder: Path) -> bool:
    """Make the embedding model's folder; False where it is there already. Errors: see _build."""
    return _build(folder, {"source": SHA256, "weights": digest(TUNED), "builder": BUILDER}, _write_embedding)


def build_reader(folder: Path) -> bool:
    """Make the folder of the reader and of the judge of claims; False where it is there already. Errors: see _build."""
    marker = {"source": SHA256, "weights": digest(READER), "claims": digest(CLAIMS), "builder": BUILDER}
    return _build(folder, marker, _write_reader)


def _write_embedding(source: Source, folder: Path) -> None:
    write_folder(tuned(source), folder)


def _write_reader(source: Source, folder: Path) -> None:
    make_tokenizer(source).save(str(folder / TOKENIZER), pretty=False)
    layers = load_layers(READER)
    onnx.save(make_reader_graph(source, layers), folder / GRAPH)
    onnx.save(make_claims_graph(source, over(layers, load_layers(CLAIMS))), folder / CLAIMS_GRAPH)


def _build(folder: Path, marker: dict[str, object], write: Callable[[Source, Path], None]) -> bool:
    """Make a folder unless it bears the marker.

    The work is done in a folder beside it and moved into place at the end. Raises SourceError (see
    rag.model.source), and OSError where the folder holds something else or cannot be written.
    """
    if read_marker(folder) == marker:
        return False
    if folder.exists() and read_marker(folder) is None:
        raise FileExistsError(f"{folder} 里有别的东西, 不会覆盖 · holds something else, which is left alone")
    source = read_source(find_source())
    folder.parent.mkdir(parents=True, exist_ok=True)
    _clear_abandoned(folder)
    work = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        new = work / "new"
        new.mkdir()
        write(source, new)
        (new / MARKER).write_text(json.dumps(marker, indent=2) + "\n", "utf-8")
        if folder.exists():
            os.replace(folder, work / "old")
        os.replace(new, folder)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return True


def _clear_abandoned(folder: Path) -> None:
    """Remove what builds that were killed have left beside the folder."""
    for work in folder.parent.glob(f".{folder.name}-*"):
        if time.time() - work.stat().st_mtime > _ABANDONED:
            shutil.rmtree(work, ignore_errors=True)
