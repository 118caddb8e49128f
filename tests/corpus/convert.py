"""python -m tests.corpus.convert: makes the files under office/ anew. Needs LibreOffice."""

import subprocess
import tempfile
from pathlib import Path

from tests.corpus import sheets, word
from tests.corpus.texts import FIGURES, NOTICE, PLAN

OFFICE = Path(__file__).parent / "office"


def _sources() -> list[tuple[str, bytes, str]]:
    """Name of each file to convert, its bytes, and the ending that it is to get."""
    return [
        ("plan.docx", word.make(PLAN), "doc"),
        ("plan.docx", word.make(PLAN), "rtf"),
        ("plan.docx", word.make(PLAN, furnished=True), "pdf"),
        ("notice.docx", word.make(NOTICE, furnished=True), "doc"),
        ("figures.docx", word.make(FIGURES), "doc"),
        ("figures.xlsx", sheets.workbook(FIGURES), "xls"),
        ("slides.pptx", sheets.slides(), "ppt"),
    ]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        for name, data, ending in _sources():
            (Path(folder) / name).write_bytes(data)
            command = [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                ending,
            ]
            subprocess.run([*command, "--outdir", str(OFFICE), name], cwd=folder, check=True, timeout=180)


if __name__ == "__main__":
    main()
