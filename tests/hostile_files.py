"""Files made to harm whoever reads them."""

import io
import zipfile
import zlib
from email.message import EmailMessage

from tests.test_pipeline import zipped


def forms_within_forms(levels: int = 30, times: int = 2) -> bytes:
    """A pdf whose page draws a form that draws another so many times, and so on: times to the power of levels."""
    page, box = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]", "/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    forms = [_stream(f"{box}{_draws(6 + at)}", "/F Do " * times) for at in range(levels)]
    return _pdf([f"{page}/Contents 4 0 R{_draws(5)}>>", _stream("", "/F Do"), *forms, _stream(box, "0 0 9 9 re f")])


def form_that_draws_itself() -> bytes:
    """A pdf of some hundred bytes whose only form draws itself twice."""
    page, box = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]", "/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    form = _stream(f"{box}{_draws(5)}", "/F Do /F Do")
    return _pdf([f"{page}/Contents 4 0 R{_draws(5)}>>", _stream("", "/F Do"), form])


def mail_in_mails(levels: int = 300) -> bytes:
    """A mail in a mail in a mail …"""
    mail = b"Subject: a\nFrom: a@b.cn\n\nx"
    for _ in range(levels):
        mail = b"Subject: a\nFrom: a@b.cn\nMIME-Version: 1.0\nContent-Type: message/rfc822\n\n" + mail
    return mail


def archive_of_archives(levels: int, each: int) -> bytes:
    """An archive of so many archives each of which holds as many, and so on: each to the power of levels files."""
    data, name = b"x", "x.txt"
    for _ in range(levels):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for at in range(each):
                archive.writestr(f"{at}{name}", data)
        data, name = packed.getvalue(), ".zip"
    return data


def mail_that_says(words: str) -> bytes:
    """A mail about something, in bytes that are not encoded."""
    mail = EmailMessage()
    mail["From"] = "a@b.cn"
    mail.set_content(f"{words}工作的通知\n各学校要按时报送{words}方案。\n", cte="8bit")
    return mail.as_bytes()


def says_smaller() -> bytes:
    """An archive whose directory says that a member of 300 MB has a hundred bytes."""
    data = zipped({"零.txt": bytes(300_000_000)})
    at = data.rindex("零.txt".encode()) - 46  # its entry in the archive's directory, APPNOTE 4.3.12
    return data[: at + 24] + (100).to_bytes(4, "little") + data[at + 28 :]


def grown_page() -> bytes:
    """A pdf of a megabyte whose page draws forty million lines."""
    drawn = zlib.compress(b"0 0 m 9 9 l S " * 40_000_000)
    page = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R>>"
    return _pdf([page, _stream("/Filter/FlateDecode", "@" * len(drawn))]).replace(b"@" * len(drawn), drawn)


def vast_page() -> bytes:
    """A pdf whose page is of the size of a country, with a picture of as many pixels as it says."""
    picture = "/Type/XObject/Subtype/Image/Width 60000/Height 60000/ColorSpace/DeviceRGB/BitsPerComponent 8"
    vast = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 2000000000 2000000000]/Contents 4 0 R{_draws(5)}>>"
    return _pdf([vast, _stream("", "q 2000000000 0 0 2000000000 0 0 cm /F Do Q"), _stream(picture, "x")])


def page_tree_round() -> bytes:
    """A pdf whose pages hold themselves, two thousand million as they say."""
    return _pdf(["<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2000000000/Parent 2 0 R>>"])


def _draws(form: int) -> str:
    return f"/Resources<</XObject<</F {form} 0 R>>>>"


def _stream(entries: str, body: str) -> str:
    return f"<<{entries}/Length {len(body)}>>stream\n{body}\nendstream"


def _pdf(objects: list[str]) -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(
        ["<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>", *objects], 1
    ):
        places.append(b"%010d 00000 n \n" % len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n".encode()
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + b"".join(places)
    trailer = b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, len(out))
    return out + table + trailer
