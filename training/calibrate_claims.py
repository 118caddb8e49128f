"""Fit the policy for claims: `python -m training.calibrate_claims [--library FOLDER]`.

The documents that are held out of training become a library, and the claims over them are held against it: of each, the
place that bears it out most likely, and the one that contradicts it most likely. Prints the coefficients, and what
floors would tell of true, altered and absent claims. --library: where that library is kept between runs.
"""

import argparse
import re
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import numpy as np

from ingest.pipeline import find_files, ingest
from rag.assistant import open_assistant
from rag.embedding import load_embeddings
from rag.judge.claim_policy import ClaimFeatures
from rag.library import Library
from rag.settings import load_settings
from rag.verifying.verifier import Verifier
from rag.verifying.weighed import Weighed
from training import claims, passages
from training.calibrate import Seen, fit
from training.claim_examples import read_pairs
from training.claims import Claim, Label
from training.passages import Passage

_FLOORS = (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97)
_SIGNS = re.compile(r'[/\\?*:"<>|\s]')


def documents(found: Sequence[Claim]) -> Iterator[tuple[str, str]]:
    """Names and texts of the held-out documents: their passages under their headings, and those of the claims."""
    of_title: dict[str, list[Passage]] = defaultdict(list)
    for each in (*passages.load(), *(claim.passage for claim in found)):
        if each.held_out and all(each.text not in other.text for other in of_title[each.title]):
            of_title[each.title].append(each)
    for title, parts in of_title.items():
        lines, last = [title], tuple[str, ...]()
        for each in parts:
            lines += [name for at, name in enumerate(each.names[1:], 1) if last[:at] != each.names[1 : at + 1]]
            lines.append(each.text)
            last = each.names[1:]
        yield name_of(title), "\n".join(lines) + "\n"


def name_of(title: str) -> str:
    """The file of a document."""
    return f"{_SIGNS.sub('', title)[:60]}.txt"


def make_library(folder: Path, found: Sequence[Claim]) -> None:
    """Ingest the held-out documents."""
    embeddings = load_embeddings(load_settings())
    with tempfile.TemporaryDirectory() as texts:
        for name, text in documents(found):
            (Path(texts) / name).write_text(text, "utf-8")
        with Library.open(folder, embeddings) as library, library.writing():
            ingest(find_files([Path(texts)]), library, embeddings.fingerprint, lambda result: None)


def weighed(verifier: Verifier, found: Sequence[Claim]) -> Iterator[tuple[Claim, list[Weighed]]]:
    """The claims, each with the places where it may stand, as they were read."""
    for claim in found:
        places = [each for each in verifier.places(claim.text) if each.features]
        if places:
            yield claim, places


def examples(
    seen: Sequence[tuple[Claim, list[Weighed]]], label: Label, by: Callable[[ClaimFeatures], float]
) -> list[Seen]:
    """Of each claim the place that is likeliest to say what the label is, and whether it does."""
    rows = []
    for claim, places in seen:
        best = max(places, key=lambda each: by(each.features))  # type: ignore[arg-type]  # they have features
        home = best.judged.ground.document.source == name_of(claim.passage.title)
        if home or claim.label is not label:
            assert best.features
            says = float(claim.label is label)
            rows.append(Seen(True, np.array([best.features.values()]), np.array([says])))
    return rows


def _report(name: str, rows: Sequence[Seen], coefficients: np.ndarray) -> None:
    features = np.concatenate([each.features for each in rows])
    truth = np.concatenate([each.answers for each in rows]) > 0
    chances = 1 / (1 + np.exp(-(features @ coefficients[:-1] + coefficients[-1])))
    print(f"{name} = ({', '.join(f'{value:.2f}' for value in coefficients)})")
    for floor in _FLOORS:
        told = chances >= floor
        print(
            f"  from {floor:.2f}: {told[truth].mean():.1%} of those that are, {told[~truth].mean():.1%} of the others"
        )
    for low in np.arange(0, 1, 0.1):
        inside = (chances >= low) & (chances < low + 0.1)
        if inside.any():
            print(f"  {low:.1f}-{low + 0.1:.1f}: {truth[inside].mean():.1%} of {inside.sum()}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--library", type=Path)
    options = parser.parse_args()
    found = [each for each in (*claims.load(), *read_pairs()) if each.passage.held_out]
    with tempfile.TemporaryDirectory() as folder:
        home = options.library or Path(folder) / "library"
        if not home.exists():
            make_library(home, found)
        assistant = open_assistant(load_settings().model_copy(update={"library": home}))
        with assistant.library:
            seen = list(weighed(Verifier(assistant), found))
    print(f"{len(seen)} of {len(found)} claims were held against a passage")
    for name, label, by in (
        ("_BEARING_OUT", Label.SUPPORTED, lambda seen: seen.borne_out),
        ("_CONTRADICTING", Label.CONTRADICTED, lambda seen: seen.contradicted),
    ):
        rows = examples(seen, label, by)
        _report(name, rows, fit(rows))


if __name__ == "__main__":
    main()
