"""The one lock around PDFium, which works for one thread of a process at a time."""

from threading import Lock

PDFIUM = Lock()
"""Held by whoever calls PDFium, for a page and not for a whole file: a page that is shown should not wait for a long one that is read."""
