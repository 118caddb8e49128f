"""What ingest says of a file, Chinese first: why it failed, and what to watch for."""

UNKNOWN_ENCODING = (
    "读不出文字：不是 UTF-8、UTF-16、GB18030 或 Big5 文本，请另存为 UTF-8 文本再导入。"
    "Not a text file in a known encoding; save it as UTF-8 text."
)
NO_CHINESE = "文件里没有中文文字，请检查是否选错了文件。The file holds no Chinese text; check that it is the right one."
DAMAGED = "有 {count} 处字节损坏，读不出来。{count} damaged places could not be read."
NOT_THERE = "没有这个文件或文件夹，请检查路径。There is no such file or folder; check the path."
OTHER_KIND = "不支持 {kind} 文件，请转成 {kinds} 再导入。This kind of file is not read yet; save it as {kinds}."
NO_SUFFIX = "无扩展名"
UNOPENABLE = "打不开文件（{reason}），请检查路径和权限。The file cannot be opened; check path and permission."
EMPTY = "文件是空的，请检查后重新导入。The file is empty; check it and ingest it again."
SAME_NAME = (
    "同名文件已经在这次导入里，请改名后再导入。Another file of this name is in the same run; rename one of them."
)
NO_CLAUSES = (
    "清理后没有剩下正文，一个条款也没有，请检查文件是不是只有网页边角。"
    "No clause is left after cleaning; check that the file holds the document's text."
)
ALTERED = "用词疑似被替换过，引文照原样给出。The wording looks altered; quotations show it as it stands."
CUT_OFF = "原文在末尾中断。The text is cut off at its end."
