"""Pages a second of pdf files beside a plain text dump and a plain RapidOCR loop, and how much memory a long one takes."""

import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from statistics import median

import pypdfium2 as pdfium
from reportlab.lib.utils import ImageReader

from ingest.readers.pdf import read_pdf
from tests import plan
from tests.pdf_making import BODY, Drawn, laid_out, paragraphs

PAGES = 500
SCANNED = 4
ROUNDS = 3
DPI = 200
OFFICE = "tests/files/library_plan.pdf"  # from LibreOffice, whose pages take PDFium a tenth of the time of reportlab's
TIMES = 50  # it is read in a round


def born_digital(pages: int) -> bytes:
    """A pdf of about so many pages of text, no two paragraphs alike."""
    rng = random.Random(5)
    sentences = [part + "。" for text in plan.PARAGRAPHS for part in text.split("。") if part]
    texts = [f"（{at}）" + "".join(rng.sample(sentences, 5)) for at in range(round(pages * 4.9))]
    style = BODY.clone("dense", leading=28)
    return laid_out(paragraphs(texts, style), header=plan.HEADER, footer="— {page} —")


def scanned(pages: int) -> bytes:
    """A pdf of so many pages that are pictures of text."""
    document = pdfium.PdfDocument(born_digital(pages + 1))
    out = Drawn()
    for index in range(pages):
        picture = document[index].render(scale=DPI / 72).to_pil().convert("L")
        out.canvas.drawImage(ImageReader(picture), 0, 0, 595, 842)
        out.canvas.showPage()
    document.close()
    return out.bytes()


def plain_text(data: bytes) -> int:
    """Read every page's text as pypdfium2 gives it; the number of pages."""
    document = pdfium.PdfDocument(BytesIO(data))
    for page in document:
        text = page.get_textpage()
        text.get_text_range()
        text.close()
        page.close()
    count = len(document)
    document.close()
    return count


def plain_ocr(data: bytes, engine: Callable) -> int:
    """Read every page's picture with RapidOCR as it comes; the number of pages."""
    document = pdfium.PdfDocument(data)
    for page in document:
        engine(page.render(scale=DPI / 72).to_numpy())
        page.close()
    count = len(document)
    document.close()
    return count


def _rates(own: Callable[[], object], plain: Callable[[], object], pages: int) -> tuple[float, float]:
    """Pages a second of both, interleaved, medians over the rounds."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(ROUNDS):
        for action, taken in zip((own, plain), times, strict=True):
            started = time.perf_counter()
            action()
            taken.append(time.perf_counter() - started)
    return pages / median(times[0]), pages / median(times[1])


def _print(name: str, baseline: str, rates: tuple[float, float]) -> None:
    own, plain = rates
    print(
        f"pages     {name:24s} youju {own:7.1f} pages/s  {baseline} {plain:7.1f} pages/s: {plain / own:.2f} times as long (wanted: at most 1.5)"
    )


def measure_pages() -> None:
    """Print the figures."""
    from rapidocr import RapidOCR

    long = born_digital(PAGES)
    count = plain_text(long)
    read_pdf(born_digital(2))
    _print(f"born digital, {count}", "pypdfium2", _rates(lambda: read_pdf(long), lambda: plain_text(long), count))
    with open(OFFICE, "rb") as file:
        office = file.read()
    read = _rates(
        lambda: [read_pdf(office) for _ in range(TIMES)],
        lambda: [plain_text(office) for _ in range(TIMES)],
        TIMES * plain_text(office),
    )
    _print(f"LibreOffice's, {TIMES * plain_text(office)}", "pypdfium2", read)
    pictures = scanned(SCANNED)
    engine = RapidOCR()
    plain_ocr(scanned(1), engine)
    read_pdf(scanned(1))
    _print(
        f"scanned, {SCANNED}",
        "RapidOCR ",
        _rates(lambda: read_pdf(pictures), lambda: plain_ocr(pictures, engine), SCANNED),
    )
    peak = subprocess.run(
        [sys.executable, "-m", "tests.bench.pages", str(PAGES)], check=True, capture_output=True, text=True
    )
    print(f"memory    {PAGES} pages of pdf         peak {peak.stdout.strip()} MB (wanted: under 1500)")


def _peak(pages: int) -> int:
    """Read a long pdf and give the most memory that this process took, in MB."""
    made = subprocess.run([sys.executable, "-c", _MAKE.format(pages=pages)], check=True, capture_output=True).stdout
    read_pdf(made)
    try:  # Linux adds to ru_maxrss what the process took that started this one
        with open("/proc/self/status", encoding="ascii") as status:
            return int(next(line for line in status if line.startswith("VmHWM:")).split()[1]) // 1024
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 << 20)  # macOS counts bytes


_MAKE = "import sys; from tests.bench.pages import born_digital; sys.stdout.buffer.write(born_digital({pages}))"

if __name__ == "__main__":
    print(_peak(int(sys.argv[1])))
