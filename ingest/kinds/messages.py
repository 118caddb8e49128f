"""What is said of a file by its kind, Chinese first: why it is not read, and what to watch for."""

from ingest.kinds.kind import Kind

EMPTY = "文件是空的，请检查后重新导入。The file is empty; check it and ingest it again."
ZEROS = "文件内容全是空字节，已经损坏，请重新获取后再导入。The file holds nothing but zero bytes; fetch it again."
CUT_OFF = "文件不完整（只有前一部分），请重新下载或拷贝后再导入。The file is cut off; copy or download it again."
DAMAGED = "文件结构已损坏，打不开，请用原来的程序打开并另存后再导入。The file's structure is damaged; open it in its own program and save it anew."
ENCRYPTED = (
    "文件加了密码，打不开，请去掉密码（另存为时不设密码）后再导入。The file is encrypted; save it without a password."
)
ENCRYPTED_ZIP = (
    "压缩包加了密码，打不开，请解压后再导入里面的文件。The archive is encrypted; unpack it and ingest what it holds."
)
TOO_MANY_ENTRIES = (
    "压缩包的目录超过 {limit} 个条目，没有打开，请分成几个包导入。"
    "The archive's directory has more than {limit} entries; split it."
)
EMPTY_ZIP = "压缩包是空的，请检查后重新导入。The archive is empty; check it and ingest it again."
PACKED = "是 {name} 压缩包，读不了，请解压后再导入里面的文件。An archive ({name}) is not read; unpack it and ingest what it holds."
PROGRAM = "是程序（{name}），不是文档，请检查是否选错了文件。This is a program ({name}) and no document; check that it is the right file."
MEDIA = (
    "是音频或视频（{name}），读不了，请转成文字稿再导入。This is audio or video ({name}); ingest a transcript of it."
)
PICTURE = (
    "是 {name} 图片，读不了，请另存为 JPG 或 PNG 再导入。A picture in {name} format is not read; save it as JPG or PNG."
)
_OTHER = (
    "是 {name}，读不了，请用原来的程序打开，另存为 {better} 再导入。"
    "Files of this format ({english}) are not read; open it in its own program and save it as {better}."
)
OTHER_OLE = (
    "是旧式复合文档，但里面不是 Word、Excel 或 PowerPoint，请用原来的程序打开，另存为 DOCX 或 PDF 再导入。"
    "An old compound file that holds no Word, Excel or PowerPoint; save it as DOCX or PDF in its own program."
)
UNKNOWN = (
    "认不出是什么文件，也读不出文字，请用原来的程序打开，另存为 DOCX、PDF 或 TXT 再导入。"
    "The file is of no known kind; open it in its own program and save it as DOCX, PDF or TXT."
)
MISNAMED = "扩展名是 .{ending}，内容其实是{kind}，已按内容读取。Named .{ending}, but by its content it is {english}; read as that."
MACROS = "文件里有宏，宏没有运行，只读取了文字。The file holds macros; they were not run, only its text was read."

# What is called otherwise in Chinese than in English; every other format has one name.
_FORMATS = {
    "ODT": ("ODF 文本（.odt）", "ODF text, .odt"),
    "ODS": ("ODF 表格（.ods）", "ODF spreadsheet, .ods"),
    "ODP": ("ODF 演示文稿（.odp）", "ODF presentation, .odp"),
    "XLSB": ("Excel 二进制工作簿（.xlsb）", "binary Excel workbook, .xlsb"),
    "MSG": ("Outlook 邮件（.msg）", "Outlook mail, .msg"),
    "WORKS": ("Microsoft Works 文档（.wps）", "Microsoft Works, .wps"),
}


def other(name: str, better: str) -> str:
    """The sentence for a file of a format that is not read. better: the format to save it in."""
    chinese, english = _FORMATS.get(name, (f"{name} 文件", name))
    return _OTHER.format(name=chinese, english=english, better=better)


NAMES: dict[Kind, tuple[str, str]] = {
    Kind.TEXT: ("纯文本", "plain text"),
    Kind.DOCX: (" Word 文档（docx）", "a Word document (docx)"),
    Kind.DOC: ("旧版 Word 文档（doc）", "an old Word document (doc)"),
    Kind.PPTX: (" PowerPoint 演示文稿（pptx）", "a PowerPoint file (pptx)"),
    Kind.PPT: ("旧版 PowerPoint 演示文稿（ppt）", "an old PowerPoint file (ppt)"),
    Kind.XLSX: (" Excel 工作簿（xlsx）", "an Excel workbook (xlsx)"),
    Kind.XLS: ("旧版 Excel 工作簿（xls）", "an old Excel workbook (xls)"),
    Kind.CSV: (" CSV 表格", "a CSV table"),
    Kind.PDF: (" PDF", "a PDF"),
    Kind.IMAGE: ("图片", "a picture"),
    Kind.HTML: ("网页（HTML）", "a web page (HTML)"),
    Kind.RTF: (" RTF 文档", "an RTF document"),
    Kind.OFD: (" OFD 版式文件", "an OFD file"),
    Kind.EML: ("邮件或 MHT 网页", "a mail or MHT page"),
    Kind.ZIP: (" ZIP 压缩包", "a ZIP archive"),
}
