"""What is told of pictures and of pages read by OCR, Chinese first."""

UNCLEAR = "有 {count} 行字迹不清，可能有误，请对照图像。{count} lines are hard to read and may be wrong; check them against the picture."
ILLEGIBLE = (
    "第 {count} 页的字迹大多认不出（可能是背面透印或手写），没有收入，请对照图像。"
    "Page {count} could mostly not be read (print showing through, or handwriting) and was left out; check it against the picture."
)
DAMAGED = (
    "图片已损坏或不完整，打不开：请重新扫描或重新取得图片。The picture is damaged or cut off; scan it or get it again."
)
CUT_OFF = "图片不完整，第 {page} 页起读不出来。The picture is cut off; nothing from page {page} on could be read."
TOO_MANY_FRAMES = (
    "图片文件有 {count} 页，太多，只读了前 {read} 页，其余请拆分后再导入。"
    "The picture file has {count} pages, of which the first {read} were read; split it and ingest the rest."
)
NO_TEXT = "图片里没有认出文字，请检查是否选错了图片，或用更高的清晰度重新扫描。No text was found in the picture; check it or scan it more sharply."
TOO_LARGE = "图片太大（超过 {most} 百万像素），请缩小后再导入。The picture has more than {most} million pixels; make it smaller."
"""Of a picture that would take too much memory; most: the limit."""
