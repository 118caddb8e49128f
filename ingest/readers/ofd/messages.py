"""What is said of an OFD file, Chinese first."""

DAMAGED = "OFD 文件不完整或已损坏，读不出页面，请重新获取后再导入。The OFD file is cut off or damaged; fetch it again."
ENCRYPTED = (
    "OFD 文件加了密，打不开，请另存为未加密的文件后再导入。The OFD file is encrypted; save it without encryption."
)
NO_TEXT = "OFD 文件里没有文字，也没有能识别的页面图片，请导出为 PDF 再导入。The OFD file holds neither text nor pictures of pages; export it as PDF."
PAGES_LOST = "有 {count} 页损坏，没有读出来。{count} damaged pages could not be read."
PICTURES_LOST = "有 {count} 页是图片，格式读不了，没有识别。{count} pages are pictures of a format that is not read."
ATTACHED = "文件里另附 {count} 个文件（{names}），没有读取，请取出后单独导入。It carries {count} attached files that were not read; ingest them by themselves."
GARBLED = "有 {count} 页的文字是字体内部编码，读不成字，请导出为 PDF 再导入。The text of {count} pages is in a font's own code; export the file as PDF."
