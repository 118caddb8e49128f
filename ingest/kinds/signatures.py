"""Files that are told by their first bytes."""

from ingest.kinds import messages
from ingest.kinds.kind import Kind
from ingest.source import UnreadableFile

_HEAD = 1024  # bytes in which a PDF's header may stand (ISO 32000-1, Annex H)
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*")
_BIFF = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
# Offset, bytes, the sentence, what they are.
_REFUSED = (
    (0, b"\x1f\x8b", messages.PACKED, "GZIP"),
    (0, b"Rar!\x1a\x07", messages.PACKED, "RAR"),
    (0, b"7z\xbc\xaf\x27\x1c", messages.PACKED, "7Z"),
    (4, b"1AY&SY", messages.PACKED, "BZIP2"),
    (0, b"\xfd7zXZ\0", messages.PACKED, "XZ"),
    (257, b"ustar", messages.PACKED, "TAR"),
    (0, b"MSCF\0\0\0\0", messages.PACKED, "CAB"),
    (0, b"\x7fELF", messages.PROGRAM, "ELF"),
    (0, b"\xca\xfe\xba\xbe", messages.PROGRAM, "Java/Mach-O"),
    (0, b"\xcf\xfa\xed\xfe", messages.PROGRAM, "Mach-O"),
    (0, b"L\0\0\0\x01\x14\x02\0", messages.PROGRAM, "LNK"),
    (0, b"ID3", messages.MEDIA, "MP3"),
    (0, b"\xff\xfb", messages.MEDIA, "MP3"),
    (0, b"OggS", messages.MEDIA, "OGG"),
    (0, b"fLaC", messages.MEDIA, "FLAC"),
    (0, b"#!AMR", messages.MEDIA, "AMR"),
    (8, b"WAVEfmt ", messages.MEDIA, "WAV"),
    (8, b"AVI LIST", messages.MEDIA, "AVI"),
    (0, b"FLV\x01", messages.MEDIA, "FLV"),
    (0, b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", messages.MEDIA, "WMV/WMA"),
    (0, b"\x1a\x45\xdf\xa3", messages.MEDIA, "MKV"),
    (0, b"\0\0\x01\xba", messages.MEDIA, "MPEG"),
    (4, b"ftypheic", messages.PICTURE, "HEIC"),
    (4, b"ftypheix", messages.PICTURE, "HEIC"),
    (4, b"ftypmif1", messages.PICTURE, "HEIF"),
    (4, b"ftypavif", messages.PICTURE, "AVIF"),
    (4, b"ftyp", messages.MEDIA, "MP4/MOV"),
    (0, b"8BPS", messages.PICTURE, "PSD"),
    (0, b"\0\0\0\x0cjP  ", messages.PICTURE, "JPEG 2000"),
    (0, b"\xd7\xcd\xc6\x9a", messages.PICTURE, "WMF"),
)
_OTHER = (
    (0, b"CAJ", "CAJ", "PDF"),
    (0, b"HN\0", "CAJ", "PDF"),
    (0, b"KDH ", "KDH", "PDF"),
    (0, b"AT&TFORM", "DjVu", "PDF"),
    (0, b"%!PS", "PostScript", "PDF"),
    (0, b"ITSF", "CHM", "PDF"),
    (0, b"AC10", "DWG", "PDF"),
    (4, b"Standard Jet DB", "Access", "XLSX"),
    (4, b"Standard ACE DB", "Access", "XLSX"),
    (0, b"SQLite format 3", "SQLite", "CSV"),
    (0, b"\xdb\xa5-\0", "Word 2", "DOCX"),
    (0, b"1\xbe\0\0", "Word/Write", "DOCX"),
)


def by_signature(data: bytes) -> Kind | None:
    """The kind that the first bytes tell, None where they leave it open. Raises UnreadableFile for what is not read."""
    if data.lstrip(b"\xef\xbb\xbf\r\n\t ").startswith(b"{\\rtf"):
        return Kind.RTF
    if data.startswith(_IMAGES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") or _is_bitmap(data):
        return Kind.IMAGE
    if data.startswith(_BIFF):
        return Kind.XLS
    is_text = b"\0" not in data[:_HEAD]  # which may begin with any letters
    for at, magic, sentence, name in _REFUSED:
        if data.startswith(magic, at) and not (is_text and magic.isalnum()):
            raise UnreadableFile(sentence.format(name=name))
    for at, magic, name, better in _OTHER:
        if data.startswith(magic, at) and not (is_text and magic.isalnum()):
            raise UnreadableFile(messages.other(name, better))
    if data.startswith(b"MZ") and b"\0" in data[:64]:
        raise UnreadableFile(messages.PROGRAM.format(name="EXE"))
    if data.startswith(b"\x01\0\0\0") and data[40:44] == b" EMF":
        raise UnreadableFile(messages.PICTURE.format(name="EMF"))
    return Kind.PDF if b"%PDF-" in data[:_HEAD] else None


def _is_bitmap(data: bytes) -> bool:
    """Whether it is a BMP: two letters are too few to tell, so the size of its header counts too."""
    return (
        data.startswith(b"BM")
        and data[6:10] == b"\0\0\0\0"
        and data[14:18] in (b"\x28\0\0\0", b"\x0c\0\0\0", b"\x6c\0\0\0", b"\x7c\0\0\0")
    )
