"""Lines that stand on pages put together into paragraphs and tables."""
