"""`python -m rag.model`: build the embedding model at set-up, or say that it is there."""

import argparse
import sys
from pathlib import Path

from rag.model.build import build
from rag.model.source import SourceError
from rag.settings import Settings

DEFAULT = Path(Settings.model_fields["embedding_model"].default)


def main(argv: list[str] | None = None) -> int:
    """Run the command; 1 where the folder cannot be built."""
    parser = argparse.ArgumentParser(prog="python -m rag.model", description=__doc__)
    parser.add_argument("--folder", type=Path, default=DEFAULT, help="where to build (default: %(default)s)")
    folder = parser.parse_args(argv).folder
    try:
        made = build(folder)
    except (SourceError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{'已建好' if made else '已在'} · {'built' if made else 'already there'}: {folder}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
