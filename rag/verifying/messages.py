"""What is said of a file or text that cannot be verified: what is wrong and what to do, Chinese first, one sentence each."""

OTHER_KIND = (
    "不支持 {kind} 格式，请另存为 .txt、.docx、.xlsx 或 .csv。"
    "This kind of file ({kind}) is not read; save it as .txt, .docx, .xlsx or .csv."
)
OLD_OFFICE = (
    "这是旧版 Office 格式（.doc、.xls）或加了密码的文件，请用 Word 或 WPS 去掉密码，另存为 .docx 或 .xlsx。"
    "This file is of an old Office format (.doc, .xls) or has a password; remove it and save the file as .docx or .xlsx."
)
NOT_OFFICE = (
    "文件损坏，或内容与后缀 {kind} 不符，请用 Word、Excel 或 WPS 打开后另存一次。"
    "The file is damaged or is not what its suffix {kind} says; open it in an office program and save it again."
)
TOO_LARGE = (
    "文件有 {size} MB，超过上限 {limit} MB，请删去图片或分成几份。"
    "The file has {size} MB, more than {limit} MB; remove pictures or divide it."
)
EMPTY = "文件里没有文字，请换一份。The file holds no text; choose another one."
NO_CHINESE = "文件里没有汉字，请换一份。The file holds no Chinese text; choose another one."
UNKNOWN_ENCODING = (
    "认不出文件的编码，请另存为 UTF-8 文本。The encoding of the file is not known; save it as UTF-8 text."
)
NO_SENTENCES = (
    "表格里没有哪一列是成句的话，请把要核对的话放在一列里，一格一句。"
    "No column of the table holds sentences; put the claims into one column, one a cell."
)
UNREADABLE = "文件打不开，请重新上传。The file cannot be opened; upload it again."
NOTHING = "请先粘贴要核对的话，或选择文件。Paste what is to be verified, or choose a file."
NO_CLAIM = "里面没有可以核对的话：标题、问候和提问不算。Nothing in it can be verified: headings, greetings and questions claim nothing."
TOO_MANY = (
    "一共有 {count} 条可核对的话，超过一次 {limit} 条的上限，请分成几份。"
    "It holds {count} claims, more than {limit} at a time; divide it."
)
TOO_LONG = "粘贴的文字太长，请分成几份。The text is too long; divide it."
