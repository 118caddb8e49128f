"""What ingest says of a file, Chinese first: why it failed, and what to watch for."""

UNKNOWN_ENCODING = (
    "读不出文字：不是 UTF-8、UTF-16、GB18030 或 Big5 文本，请另存为 UTF-8 文本再导入。"
    "Not a text file in a known encoding; save it as UTF-8 text."
)
NO_CHINESE = "文件里没有中文文字，请检查是否选错了文件。The file holds no Chinese text; check that it is the right one."
DAMAGED = "有 {count} 处字节损坏，读不出来。{count} damaged places could not be read."
NOT_THERE = "没有这个文件或文件夹，请检查路径。There is no such file or folder; check the path."
UNOPENABLE = "打不开文件（{reason}），请检查路径和权限。The file cannot be opened; check path and permission."
FOLDER_SHUT = "打不开文件夹（{reason}），里面的文件没有导入，请检查权限。The folder cannot be opened; check permission."
HIDDEN = "隐藏文件，略过。Hidden; passed over."
LITTER = "系统自动生成的文件，略过。Left by the system; passed over."
LOCK = "办公软件打开文件时的临时锁文件，略过。An office program's lock file; passed over."
NO_FILE = "不是普通文件（管道、设备等），略过。No regular file; passed over."
LINK_OUT = (
    "是链接，指到给出的文件夹外面，略过；需要的话请直接给出原文件的路径。"
    "A link that leads out of the given folder; passed over. Name the file itself to ingest it."
)
SAME_FILE = "与 {first} 是同一个文件，略过。The same file as {first}; passed over."
SAME_FOLDER = "与 {first} 是同一个文件夹，略过。The same folder as {first}; passed over."
NAMELESS = "未命名"
SAME_NAME = (
    "同名文件已经在这次导入里，请改名，或者给出它们上一级的文件夹。"
    "Another file of this name is in the same run; rename one of them, or name the folder above both."
)
NO_CLAUSES = (
    "清理后没有剩下正文，一个条款也没有，请检查文件是不是只有网页边角。"
    "No clause is left after cleaning; check that the file holds the document's text."
)
ALTERED = "用词疑似被替换过，引文照原样给出。The wording looks altered; quotations show it as it stands."
CUT_OFF = "原文在末尾中断。The text is cut off at its end."
CONTAINER = "是压缩包或邮件，里面的文件要一个个导入。An archive or a mail; what it holds is ingested file by file."
OLD_KEPT = "资料库里仍是它原来的版本。The library still holds its earlier version."
OPENED = "打开了，里面有 {count} 个文件。Opened; it holds {count} files."
TOO_MANY_BYTES = (
    "文件超过 {limit} MB（YOUJU_INGEST_BYTES），没有读取，请拆分后再导入。"
    "The file is larger than {limit} MB (YOUJU_INGEST_BYTES); split it and ingest the parts."
)
TOO_LONG = (
    "文字有 {count} 个字符，超过 {limit} 个，没有导入，请拆分后再导入。"
    "Its text has {count} characters, more than {limit}; split it and ingest the parts."
)
TOO_SLOW = (
    "连续 {seconds} 秒没有读完一页（YOUJU_INGEST_SECONDS），已停止，请检查文件或另存一份再试。"
    "No page of it was read for {seconds} seconds (YOUJU_INGEST_SECONDS); check the file or save it anew."
)
TOO_LARGE_TO_READ = (
    "内存不够，读不完这个文件，请拆分后再导入。Memory does not suffice for this file; split it and ingest the parts."
)
DIED_MEMORY = (
    "读取它的程序被系统终止了，多半是内存不够，请拆分文件、关掉别的程序，或把 YOUJU_INGEST_WORKERS 调小后重试。"
    "Its reader was killed, most likely for want of memory; split it, or lower YOUJU_INGEST_WORKERS, and try again."
)
DIED = (
    "读取它的程序崩溃了（{code}），文件可能已损坏，请用原软件打开另存一份再导入。"
    "Its reader crashed ({code}); the file may be damaged: save it anew with the program that made it."
)
UNFORESEEN = (
    "读取时出错（{reason}），文件可能已损坏，请用原软件打开另存一份再导入。"
    "It could not be read ({reason}); the file may be damaged: save it anew with the program that made it."
)
CHANGED = "读取的时候文件被改动了，请再导入一次。The file changed while it was read; ingest it once more."
NOT_NOTED = (
    "{source} 的失败没能记下来（{reason}），--retry-failed 不会重试它，请检查磁盘空间。"
    "The failure of {source} could not be noted ({reason}); --retry-failed will pass it over. Check disk space."
)
NOT_KEPT = (
    "存不下原文件（{reason}），没有导入，请检查磁盘空间和权限。"
    "The original could not be kept ({reason}); check disk space and permissions."
)
TOO_MANY_FILES = (
    "一次最多上传 {limit} 个文件，这个没有导入，请分几次上传。At most {limit} files at once; upload it by itself."
)
UPLOAD_TOO_LARGE = (
    "文件超过 {limit} MB，没有导入，请拆分后再上传。The file is larger than {limit} MB; split it and upload the parts."
)
UPLOAD_TOTAL = (
    "一次上传的文件合计超过 {limit} MB，这个没有导入，请分几次上传。"
    "The files of this upload have more than {limit} MB together; upload this one by itself."
)
UPLOAD_FAILED = "导入中断了，没有导入，请再上传一次。The upload broke off before it; upload it again."
KIND_SHUT = "这里不收这类文件（{kind}），没有导入。Files of this kind ({kind}) are not taken here."
EXISTS = (
    "资料库里已有同名的另一份文件，没有导入；确认要替换，请选“替换”再上传，否则请改名。"
    "The library has another document of this name; choose to replace it, or rename the file."
)
REPLACED = "替换了资料库里的同名文件。It replaced the document of this name."
UNKNOWN_KIND = (
    "YOUJU_UPLOAD_KINDS 里有不认识的格式：{unknown}；可用 {known}。Unknown kinds: {unknown}; known are {known}."
)
COPY = "与 {original} 相同，作为它的另一份保存，问答时只引用一次。The same as {original}; kept as a copy of it and cited once."
