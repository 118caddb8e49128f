"""What the readers of Word, Excel and PowerPoint files of before 2007, of RTF and of spreadsheets say, Chinese
first."""

BROKEN = (
    "文件已损坏或不完整，读不出来：请重新取得文件，或用 WPS、Word 打开后另存再导入。"
    "The file is damaged or cut off; get it again, or open it in an office program and save it anew."
)
ENCRYPTED = "文件有密码：请去掉密码另存后再导入。The file has a password; save it without one."
NO_TEXT = (
    "文件里没有文字，可能只有图片：请转成 PDF 再导入，扫描页会用 OCR 识别。"
    "The file holds no text, perhaps pictures only; save it as PDF, whose scanned pages are read by OCR."
)
OLD_WORD = (
    "这是 Word 95 或更早的文件：自动编号和合并的单元格可能没有读全，请用 WPS 或 Word 另存为 docx 再导入。"
    "A file of Word 95 or before: drawn numbering and merged cells may be missing; save it as docx."
)
OLD_WPS = "这是旧版 WPS 自己的格式：请用 WPS 打开后另存为 docx 再导入。An old format of WPS's own; open it in WPS and save it as docx."
NO_CELLS = "表格文件里没有内容，请检查是否选错了文件。The workbook holds no cells with content; check that it is the right file."
ONLY_PICTURES = (
    "表格文件里只有图片，没有文字：请把图片另存后单独导入，或转成 PDF 再导入，会用 OCR 识别。"
    "The workbook holds nothing but pictures; save them as files or as PDF, which are read by OCR."
)
PICTURE_SHEETS = (
    "工作表“{names}”只有图片，图片里的字没有读出：请把图片另存后单独导入。"
    "The sheets named hold pictures only; words inside them were not read: save them as files and ingest those."
)
PICTURE_CELLS = (
    "有 {count} 个单元格里是图片，图片里的字没有读出：请把图片另存后单独导入。"
    "{count} cells hold pictures; words inside them were not read: save them as files and ingest those."
)
HIDDEN_SHEETS = "工作表“{names}”是隐藏的，内容照样收入。The sheets named are hidden; their content is kept."
HIDDEN_CELLS = "工作表“{names}”有隐藏的行或列，内容照样收入。Sheets with hidden rows or columns; their content is kept."
NO_RESULTS = (
    "有 {count} 个公式没有保存计算结果，读不出来：请用 Excel 或 WPS 打开后保存一次再导入。"
    "{count} formulas were saved without their results; open the file in Excel or WPS and save it once."
)
TOO_MANY_CELLS = (
    "表格太大（{count} 个单元格，最多 {most} 个）：请拆成几个文件再导入。"
    "The workbook is too large ({count} cells, at most {most}); split it into several files."
)
DAMAGED_SHEETS = (
    "工作表“{names}”已损坏，没有读出：请用 Excel 或 WPS 打开后另存再导入。"
    "The sheets named are damaged and were not read; open the file in Excel or WPS and save it anew."
)
