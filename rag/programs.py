"""Programs of others that are used where they are installed; Youju does without them."""

import shutil

_OFFICE = ("soffice", "libreoffice")


def libreoffice() -> str | None:
    """Where LibreOffice is, or None where it is not installed."""
    return next((path for name in _OFFICE if (path := shutil.which(name))), None)
