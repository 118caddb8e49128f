"""Opens the trained reader, or says that it is not there."""

from pathlib import Path
from typing import TYPE_CHECKING

from rag import messages
from rag.model.layout import read_marker

if TYPE_CHECKING:
    from rag.reader.model import TrainedReader


class ReaderError(RuntimeError):
    """The trained reader is not there; the message is one sentence for the user."""


def load_reader(folder: Path) -> "TrainedReader":
    """The reader of a folder that rag.model built. Raises ReaderError where it is not there."""
    from rag.reader.model import TrainedReader

    if read_marker(folder) is None:
        raise ReaderError(messages.NO_READER.format(folder=folder))
    return TrainedReader(folder)
