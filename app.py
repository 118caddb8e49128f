"""The page: python app.py opens it over the library that the settings name."""

import os
import sys

from ingest.intake import LibraryIntake
from rag.assistant import open_assistant
from rag.embedding import load_embeddings
from rag.library import LibraryError
from rag.page import build_page, serve, warm
from rag.page.door_words import READ_ONLY
from rag.page.temporary import own_folder
from rag.page.words import OPENED
from rag.settings import load_settings


def main() -> int:
    os.umask(0o077)  # what is made is its owner's alone
    try:
        settings = load_settings()
        embeddings = load_embeddings(settings)
        assistant = open_assistant(settings, embeddings)
        intake = LibraryIntake(assistant.library, embeddings.fingerprint, settings, own_folder())
        page = build_page(assistant, assistant.library, settings, intake)
        address = serve(page, settings)
    except (LibraryError, ValueError, OSError, RuntimeError) as error:
        print(error, file=sys.stderr)
        return 1
    print(OPENED.format(address), flush=True)
    if settings.read_only:
        print(READ_ONLY, flush=True)
    warm(assistant)
    page.block_thread()
    return 0


if __name__ == "__main__":
    sys.exit(main())
