"""Documents that another model or an earlier version of the program made: those whose originals are kept can be read
again."""

from dataclasses import replace

from ingest.files import FoundFile, find_files
from rag import originals
from rag.fingerprint import current_fingerprint
from rag.library import Library


def stale_files(library: Library, model: str) -> tuple[list[FoundFile], list[str]]:
    """The originals of stale documents under their documents' names, and the names of those of which none is kept."""
    digests = library.digests()
    found: list[FoundFile] = []
    lost: list[str] = []
    for source in library.stale(current_fingerprint(model)):
        if path := originals.find(library.folder, digests[source]):
            found += [replace(file, name=source) for file in find_files([path])]
        else:
            lost.append(source)
    return found, lost
