"""The Chinese font that pages are drawn with, where this machine has one; tests that draw are skipped aloud without."""

from pathlib import Path

import pytest

FONTS = [
    path
    for folder in ("/usr/share/fonts", "/usr/local/share/fonts", "/Library/Fonts", "C:/Windows/Fonts")
    for name in ("NotoSerifCJK-Regular.ttc", "NotoSansCJK-Regular.ttc", "NotoSerifSC*.otf", "simsun.ttc")
    for path in sorted(Path(folder).rglob(name))
]
needs_chinese_font = pytest.mark.skipif(
    not FONTS, reason="本机没有中文字体，画不出页面，跳过。No Chinese font to draw pages with."
)
