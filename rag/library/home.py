"""Where the vectors of a library are: in its folder, or on a Chroma server. Known without loading Chroma."""

from pathlib import Path
from urllib.parse import urlsplit

from rag.library import words
from rag.library.errors import LibraryError

EMBEDDED = "embedded"

# The file that shows that a place of embedded vectors is whole.
LEASE = "lease"


def home_of(chroma_url: str | None) -> str:
    """EMBEDDED, or the server's address in one spelling. Raises LibraryError when the address is none."""
    if not chroma_url:
        return EMBEDDED
    parts = urlsplit(chroma_url if "://" in chroma_url else f"http://{chroma_url}")
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise LibraryError(words.BAD_URL.format(url=chroma_url))
    return f"{parts.scheme}://{parts.netloc}{parts.path.rstrip('/')}"


def is_there(folder: Path, place: str) -> bool:
    """Whether a place of embedded vectors is in the library's folder, whole."""
    return bool(place) and (folder / place / LEASE).is_file()
