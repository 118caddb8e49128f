"""What is told of pdf files, Chinese first."""

LOCKED = "PDF 加了打开密码：请先去掉密码再导入。The PDF asks for a password; remove it first."
PROTECTED = "PDF 用了打不开的加密方式：请打印或另存为普通 PDF 再导入。The PDF is encrypted in a way that cannot be opened; print it to a plain PDF."
DAMAGED = "PDF 已损坏或不完整，打不开：请重新取得文件。The PDF is damaged or cut off; get it again."
NO_PAGES = "PDF 里一页也没有：请重新取得文件。The PDF has no pages; get it again."
NO_TEXT = "PDF 里没有文字，每一页都是空白或没有认出文字：请检查是否选错了文件。No text was found on any page of the PDF; check that it is the right one."
CUT_OFF = "文件末尾不完整，可能缺了后面的页。The file is cut off at its end; pages may be missing."
ATTACHED = "PDF 里附有 {count} 个文件没有读（{names}）：需要的话请另存出来再导入。Files attached to the PDF were not read: {names}; save and import them if needed."
SCANNED = "第 {pages} 页是扫描件，文字由 OCR 识别，引用前请核对图像。Scans, read by OCR: p. {pages}; check quotations against the picture."
GARBLED = "第 {pages} 页的文字编码是乱码，文字改由 OCR 识别，引用前请核对图像。Garbled text, read by OCR: p. {pages}; check quotations against the picture."
PICTURES = "第 {pages} 页图片里的文字由 OCR 识别，引用前请核对图像。Pictures, read by OCR: p. {pages}; check quotations against the picture."
UNREAD = "第 {pages} 页是图片，没有认出文字。Pictures in which no text was found: p. {pages}."
FAILED = "第 {pages} 页损坏，没有读出来，请核对原件。Damaged and not read: p. {pages}; check the original."


def numbers(pages: list[int]) -> str:
    """Page numbers as people write them: 3、5-7."""
    spans: list[list[int]] = []
    for page in sorted(set(pages)):
        if spans and page == spans[-1][1] + 1:
            spans[-1][1] = page
        else:
            spans.append([page, page])
    return "、".join(f"{first}-{last}" if last > first else str(first) for first, last in spans)
