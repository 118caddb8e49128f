"""Office files are zip archives: what is checked of one before anything in it is read."""

from rag.office.package import NotOffice, Package
from rag.verifying import messages

# How many times its own size the text of an honest file takes when unpacked.
_FOLD = 40


def unpacked_within(data: bytes, limit: int) -> None:
    """See that a file is an archive whose XML stays within bounds when unpacked. limit: bytes of the file. Raises ValueError."""
    try:
        size = Package(data).xml_size
    except NotOffice:
        raise ValueError(messages.NOT_OFFICE) from None
    if size > _FOLD * limit:
        raise ValueError(messages.TOO_LARGE.format(size=f"{size / 1e6:.1f}", limit=f"{_FOLD * limit / 1e6:g}"))
