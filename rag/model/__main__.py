"""`python -m rag.model`: build the embedding model and the reader at set-up, or say that they are there."""

import argparse
import sys
from pathlib import Path

from rag.model.build import build, build_reader
from rag.model.source import SourceError
from rag.settings import Settings


def main(argv: list[str] | None = None) -> int:
    """Run the command; 1 where a folder cannot be built."""
    fields = Settings.model_fields
    parser = argparse.ArgumentParser(prog="python -m rag.model", description=__doc__)
    parser.add_argument(
        "--folder",
        type=Path,
        default=Path(fields["embedding_model"].default),
        help="where to build the embedding model (default: %(default)s)",
    )
    parser.add_argument(
        "--reader",
        type=Path,
        default=fields["reader_model"].default,
        help="where to build the reader (default: %(default)s)",
    )
    options = parser.parse_args(argv)
    for folder, make in ((options.folder, build), (options.reader, build_reader)):
        try:
            made = make(folder)
        except (SourceError, OSError) as error:
            print(error, file=sys.stderr)
            return 1
        print(f"{'已建好' if made else '已在'} · {'built' if made else 'already there'}: {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
