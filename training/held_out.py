"""Write the ids of the held-out questions: `python -m training.held_out --shared ../shared`. Done once, before any training."""

import argparse
import json
from pathlib import Path

from training import reading

FILE = Path(__file__).parent / "held_out.json"


def held_out_ids(folder: Path) -> list[str]:
    """The ids of the held-out questions of both sets under shared/reading, sorted."""
    passages, questions = reading.load(folder)
    return sorted(question.id for question in reading.of_part(passages, questions, "held out"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    ids = held_out_ids(parser.parse_args().shared / "reading")
    FILE.write_text(json.dumps(ids, indent=0) + "\n", "utf-8")
    print(f"{FILE.name}: {len(ids)}")


if __name__ == "__main__":
    main()
