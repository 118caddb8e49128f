"""Files into the library."""

import rag  # noqa: F401  # sets what OCR needs before it is imported
