"""python -m tests.corpus [WORD]: what is kept of every file of the corpus (or those whose name holds WORD), as a table in Markdown;
with a folder as second argument the files are written there instead."""

import sys
import time
from pathlib import Path

from ingest.containers import Refused
from ingest.source import UnreadableFile
from tests.corpus.files import FAULTS, SAMPLES
from tests.corpus.measure import documents, measure


def main() -> None:
    word = sys.argv[1] if len(sys.argv) > 1 else ""
    if len(sys.argv) > 2:
        for each in (*SAMPLES, *FAULTS):
            (Path(sys.argv[2]) / each.name).write_bytes(each.make())
        return
    print(
        "| file | characters expected | kept | wrong | cells | right | seconds |\n|---|---:|---:|---:|---:|---:|---:|"
    )
    for sample in (each for each in SAMPLES if word in each.name):
        data = sample.make()
        start = time.perf_counter()
        try:
            found = measure(sample, data)
        except Exception as error:
            print(f"| {sample.name} | {type(error).__name__}: {error} |")
            continue
        seconds = time.perf_counter() - start
        print(
            f"| {sample.name} | {found.expected} | {found.share:.2%} | {found.wrong} | {found.cells} | {found.right} | {seconds:.1f} |"
        )
    print("\n| file that is refused | what its user reads |\n|---|---|")
    for fault in (each for each in FAULTS if word in each.name):
        try:
            says = " ".join(
                each.reason if isinstance(each, Refused) else "READ" for each in documents(fault.name, fault.make())
            )
        except UnreadableFile as error:
            says = str(error)
        print(f"| {fault.name} | {says} |")


if __name__ == "__main__":
    main()
