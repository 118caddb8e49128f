"""A trial of a folder of vectors, in a process of its own: Chroma may die of damaged files, and only it knows whether it can read them.

Takes some two seconds, nearly all of them to import Chroma.
"""

import subprocess
import sys
from pathlib import Path

from rag.library import words

_SECONDS = 600.0


def trial(place: Path) -> str:
    """What went wrong when Chroma fetched every vector of a place and looked for one in each collection, "" where nothing."""
    command = [sys.executable, "-m", "rag.library.trial", str(place.absolute())]
    root = Path(__file__).parents[2]
    try:
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, errors="replace", timeout=_SECONDS)
    except subprocess.TimeoutExpired as error:
        return str(error)
    if done.returncode < 0:
        return words.DIED.format(signal=-done.returncode)
    return done.stderr.strip().rpartition("\n")[2] if done.returncode else ""


def _try(place: Path) -> str:
    """What is missing from the index, "" where nothing is. Raises what Chroma raises, or does not come back."""
    from rag.library.vectors import fetched, open_client

    client = open_client(place)
    for collection in client.list_collections():
        last = None
        for rows in fetched(collection, ["embeddings"]):
            last = rows["embeddings"][-1]
        if last is not None and not collection.query(query_embeddings=[last], n_results=1, include=[])["ids"][0]:
            return words.TORN
    return ""


if __name__ == "__main__":
    sys.exit(_try(Path(sys.argv[1])) or 0)
