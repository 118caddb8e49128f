"""The report of an upload as a CSV file that a spreadsheet program opens as it is."""

import csv
from datetime import datetime
from pathlib import Path

from rag.page.upload_runs import Run
from rag.page.upload_view import report_cells
from rag.page.upload_words import upload_words
from rag.page.words import Words

# What a spreadsheet takes for the beginning of a formula, in the wide forms of Chinese input methods too.
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")


def write_report(run: Run, folder: Path, words: Words) -> Path:
    """Write the report of a run into a folder, in the page's language; returns its path. Raises OSError."""
    said = upload_words(words)
    path = folder / run.id / f"{said.csv_name}-{datetime.now():%Y%m%d-%H%M}.csv"
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(said.columns)
        for result in run.results:
            cells = report_cells(result, said, words)
            cells[1] = cells[1].partition(" ")[2]
            writer.writerow([f"'{cell}" if cell.startswith(_FORMULA) else cell for cell in cells])
    return path
