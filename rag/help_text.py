"""What `python -m rag` says of itself, Chinese first."""

DESCRIPTION = (
    "在资料库里提问、核对、比较、查看、体检、评测、导出评价。Ask the library, verify claims, compare two documents, "
    "show a document, examine the set-up, evaluate, export what people thought of answers."
)
ASK = "回答一个问题，或一批问题。Answer a question, or a file of them."
QUESTION = "要问的问题。The question."
JSON = "输出一行 JSON。Print one line of JSON."
BATCH = "问题文件，每行 {id, question, history}。A file of questions, a JSON object a line."
OUT = "写入答案的文件，每行一个 JSON。The file to write answers to."
ASK_WHAT = "请给出一个问题，或同时给出 --batch 和 --out。Give a question, or both --batch and --out."
SHOW = "打印一份文件导入后的原文和大纲。Print a document's source text and outline as ingested."
SOURCE = "文件名。The document's file name."
OUTLINE = "大纲 Outline:"
DOCTOR = "检查模型、资料库和设置，并说明怎么办。Check model, library and settings, and say what to do."
EVALUATE = "用带答案的问题评测。Score answers to questions with known answers."
GOLD = "评测题文件。The gold file."
MISSES = "列出每道没有答好的题。Print every item that fell short."
RUN = "把这次的答案和得分写进文件，留作比较。The file to keep this run in."
COMPARE = "与先前一次 --out 写出的文件逐题比较。Compare item by item with an earlier run."
FEEDBACK = "把网页上的评价导出为评测题。Export the verdicts that people gave in the page as a gold file."
FEEDBACK_OUT = "写入评测题的文件。The gold file to write."
COMPARE_TWO = (
    "比较两份文件，先列变了的数字，两边都注明出处。Compare two documents, changed figures first, both sides cited."
)
FIRST = "第一份文件：文件名或标题，写一部分也行。The first document: its file name or title, or a part of it."
SECOND = "第二份文件，写法同上。The second document, named likewise."
VERIFY = "核对一句话，或一批话：文件是不是这样说。Verify a claim, or a file of them: does a document say this?"
CLAIM = "要核对的话。The claim."
CLAIMS = "要核对的话的文件，每行 {id, claim}。A file of claims, a JSON object a line."
VERDICTS = "写入核对结果的文件，每行一个 JSON。The file to write verdicts to."
VERIFY_WHAT = "请给出一句话，或同时给出 --batch 和 --out。Give a claim, or both --batch and --out."
LIBRARY = "资料库文件夹，默认取 YOUJU_LIBRARY。Folder of the library."


def cannot_open(name: str, reason: str) -> str:
    return f"打不开 {name}（{reason}），请检查路径和权限。Cannot open it; check path and permission."
