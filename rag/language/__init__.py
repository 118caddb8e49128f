"""One reading of Chinese."""
