"""What settings, files of questions and the doctor say, Chinese first."""

UNKNOWN_SETTING = "没有这个设置: {unknown}。Unknown setting; the known ones are {known}."
BAD_SETTING = "设置 {key} 的值不对：{value}，请改正。{key} has a value that does not fit: {reason}."
NOT_JSON = "{file} 第 {line} 行不是 JSON：{reason}。Line {line} is not JSON; mend it."
NO_OBJECT = "{file} 第 {line} 行不是一个 JSON 对象 {{…}}。Line {line} is no JSON object; mend it."
NOT_UTF8 = "{file} 不是 UTF-8 编码的文本：请另存为 UTF-8。The file is not UTF-8 text; save it as such."
LACKING = "{file} 第 {line} 行缺少 {names}。Line {line} lacks {names}; add it."
NO_ROWS = "{file} 里一行都没有。The file holds no rows."
STALE = (
    "{count} 份文件是用别的向量模型或旧版程序导入的：请重新运行 python -m ingest 文件夹，网页上传的用 --again。"
    "{count} documents were ingested with another model or version: run python -m ingest FOLDER again, with --again for uploads."
)
OTHER_MODEL = (
    "{count} 份文件是用另一个向量模型导入的，按意思查找不可靠：请重新运行 python -m ingest 文件夹，网页上传的用 --again。"
    "{count} documents were ingested with another embedding model, and searching by meaning is not reliable: "
    "run python -m ingest FOLDER again, with --again for uploads."
)
NO_MODEL = "没有向量模型 {name}：请运行 make setup。The embedding model is not there: run make setup."
BAD_MODEL = (
    "向量模型 {name} 打不开（{reason}）：请运行 make setup 重新准备。The embedding model does not load: run make setup."
)
MODEL = "向量模型 {name}，{width} 维。Embedding model, {width} dimensions."
NO_READER = "没有阅读模型 {folder}：请运行 make setup。The reader is not there: run make setup."
READER = "阅读模型 {name}。Reader."
BAD_READER = "阅读模型 {name} 打不开（{reason}）：请运行 make setup 重新准备。The reader does not load: run make setup."
NO_DOCUMENTS = "资料库是空的：请运行 python -m ingest 文件夹。The library is empty: run python -m ingest FOLDER."
DOCUMENTS = "资料库有 {documents} 份文件、{clauses} 条。{documents} documents, {clauses} clauses."
TOKENS = "词元计数用 tiktoken 词表。Token counts by tiktoken's vocabulary."
ESTIMATES = "没有 tiktoken 词表，词元数按估算。No tiktoken vocabulary at hand; token counts are estimates."
HALF_SET = "设了 YOUJU_LLM_BASE_URL 而没有 YOUJU_LLM_MODEL：请补上模型名。Set YOUJU_LLM_MODEL too."
LANGUAGE_MODEL = "语言模型 {name}。Language model {name}."
NO_LANGUAGE_MODEL = "没有设语言模型，直接引用原文作答。No language model: answers by quoting."
OFFICE = (
    "装有 LibreOffice：损坏的 doc、ppt 和 Word 95 文件由它再读一遍。"
    "LibreOffice is there: it reads damaged .doc and .ppt files, and those of Word 95."
)
NO_OFFICE = (
    "没有 LibreOffice：doc、wps、ppt、xls、rtf 都能直接读，只是 Word 95 和损坏的文件可能读不全。"
    "No LibreOffice: .doc, .wps, .ppt, .xls and .rtf are read without it; only Word 95 and damaged files may lose something."
)
LONG_VERDICT = "这条评价超过 {bytes} 字节，没有存：请改评短一些的问答。The verdict is larger than {bytes} bytes and was not kept; judge a shorter answer."
MANY_VERDICTS = (
    "{file} 已到 {bytes} 字节的上限，新的评价没有存：请先用 python -m rag feedback 导出，再移走这个文件。"
    "The file holds as many bytes as it may, and no more verdicts are kept: export them with python -m rag feedback, then move it away."
)
