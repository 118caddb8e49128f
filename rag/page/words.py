"""Every word that the page shows of its own, in Chinese and in English, and the choice between them."""

import re
from dataclasses import dataclass

import gradio as gr


@dataclass(frozen=True, slots=True)
class Words:
    """The page's words in one language; `{}` stands for a value. lang: the BCP 47 tag of that language."""

    lang: str
    name: str
    promise: str
    chat: str
    documents: str
    documents_count: str
    documents_copies: str
    invitation: str
    invitation_more: str
    library_empty: str
    library_empty_more: str
    ask: str
    copy: str
    copied: str
    sources: str
    source_number: str
    nearby: str
    offers: str
    alone: str
    waiting: str
    stopped: str
    failed: str
    panel: str
    panel_empty: str
    panel_empty_more: str
    close: str
    back: str
    whole: str
    outline: str
    registered: str
    greyed: str
    missing: str
    moved: str
    agency: str
    place: str
    year: str
    issued: str
    number: str
    signer: str
    addressee: str
    copied_to: str
    attachments: str
    issues: str
    validity: str
    later: str
    earlier: str
    repealed_by: str
    copies: str
    semicolon: str
    file: str
    clauses: str
    queued: str
    queue_full: str
    why: str
    why_more: str
    complaints: tuple[str, ...]
    thanks: str
    not_kept: str
    not_given: str
    dismiss: str
    export: str


CHINESE = Words(
    lang="zh-CN",
    name="有据",
    promise="答案逐字引自文件，句句有出处",
    chat="问答",
    documents="文件",
    documents_count="资料库现有 {} 份文件",
    documents_copies="另有 {} 份内容相同，附在它们下面",
    invitation="文件里怎么说？",
    invitation_more="用自己的话问。答案只引文件原文，点 [1] 就能看到那一句在文件中的位置；文件没有说的，会直接说没有。",
    library_empty="资料库还是空的",
    library_empty_more="先收入文件：在“文件”中上传，或在命令行运行 python -m ingest 加上文件夹。",
    ask="输入问题，按回车发送",
    copy="复制",
    copied="已复制",
    sources="来源",
    source_number="来源 {}",
    nearby="相近的内容",
    offers="可以改问",
    alone="单独问这一句",
    waiting="正在查找……",
    stopped="已停止。",
    failed="这个问题没能答完，请重试；若仍不行，请管理员查看运行记录。",
    panel="原文",
    panel_empty="原文会显示在这里",
    panel_empty_more="点答案中的 [1]，或在“文件”中选一份。",
    close="关闭",
    back="回到引文",
    whole="查看全文",
    outline="目录",
    registered="登记信息",
    greyed="灰色文字是网页边角或注音，不用于回答。",
    missing="资料库里已经没有这份文件：{}",
    moved="文件在作答之后更新过，原来的引文已不在原处。请重新提问，或查看全文。",
    agency="发文机关",
    place="地区",
    year="年份",
    issued="发文日期",
    number="文号",
    signer="签发人",
    addressee="主送",
    copied_to="抄送",
    attachments="附件",
    issues="印发或转发",
    validity="效力",
    later="新版",
    earlier="旧版",
    repealed_by="废止它的文件",
    copies="相同的文件",
    semicolon="；",
    file="文件名",
    clauses="条款数",
    queued="排在后面：{}",
    queue_full="最多排 {most} 个问题，后面 {left} 个没有排进去，请等前面的答完再发。",
    why="这个回答哪里不对？",
    why_more="可以补充一句（可不填），按回车提交",
    complaints=("答非所问", "文件里有却没找到", "引文不对", "文件里没有", "其他"),
    thanks="已记下，谢谢。",
    not_given="这个回答不是这个网页给出的完整回答，或已过去太久，没有记下评价：请重新提问再评。",
    not_kept="这条评价没能存下来，请管理员查看运行记录。",
    dismiss="收起",
    export="导出评价（{} 条），可补全后用作评测题",
)

ENGLISH = Words(
    lang="en",
    name="Youju",
    promise="Answers quoted from the documents, each traced to its clause",
    chat="Ask",
    documents="Documents",
    documents_count="{} documents in the library",
    documents_copies="and {} files that hold the same, named below them",
    invitation="What do the documents say?",
    invitation_more=(
        "Ask in your own words. Answers quote the documents only; click [1] to see the sentence in its place. "
        "What the documents do not say, the answer does not say."
    ),
    library_empty="The library is empty",
    library_empty_more="Upload documents under Documents, or run python -m ingest with a folder of them.",
    ask="Type a question and press Enter",
    copy="Copy",
    copied="Copied",
    sources="Sources",
    source_number="Source {}",
    nearby="What comes close",
    offers="You can ask instead",
    alone="Ask this by itself",
    waiting="Searching…",
    stopped="Stopped.",
    failed="This question could not be answered. Please retry; if it fails again, the log says why.",
    panel="Source text",
    panel_empty="The source text appears here",
    panel_empty_more="Click [1] in an answer, or choose a document under Documents.",
    close="Close",
    back="Back to the quotation",
    whole="Whole document",
    outline="Outline",
    registered="Registration data",
    greyed="Grey text is page furniture or glosses; answers leave it out.",
    missing="The library no longer holds this document: {}",
    moved="The document has changed since this answer. Please ask again, or open the whole document.",
    agency="Agency",
    place="Place",
    year="Year",
    issued="Date issued",
    number="Number",
    signer="Signed off by",
    addressee="To",
    copied_to="Copies to",
    attachments="Attachments",
    issues="Issues or forwards",
    validity="Validity",
    later="Later version",
    earlier="Earlier version",
    repealed_by="Repealed by",
    copies="Same document",
    semicolon="; ",
    file="File",
    clauses="Clauses",
    queued="Next: {}",
    queue_full="At most {most} questions wait; {left} more were not taken: send them once the others are answered.",
    why="What is wrong with this answer?",
    why_more="Add a word if you like, and press Enter",
    complaints=(
        "Off the point",
        "It is in the documents but was not found",
        "Wrong quotation",
        "The documents do not say it",
        "Something else",
    ),
    thanks="Noted, thank you.",
    not_given="This is no whole answer that this page gave, or one long past; please ask again and judge that.",
    not_kept="This could not be kept; the log says why.",
    dismiss="Close",
    export="Export {} verdicts, to be completed as test questions",
)


# For the terminal, where nobody's browser says which language it is.
OPENED = "有据已打开 Youju is open: {}"
CANNOT_OPEN = (
    "网页无法在 {host}:{port} 上打开，端口可能已被占用：用 YOUJU_PORT 换一个端口，用 YOUJU_HOST 换一个地址。"
    "The page cannot open at {host}:{port}; the port may be taken: choose another with YOUJU_PORT, or another address with YOUJU_HOST."
)


def words_for(request: gr.Request | None) -> Words:
    """The words for the browser's first language: Chinese unless it asks for another one."""
    accepted = request.headers.get("accept-language", "") if request else ""
    first = accepted.split(",")[0].split(";")[0].strip().lower()
    return CHINESE if first in ("", "*") or first.split("-")[0] == "zh" else ENGLISH


def in_language(text: str, words: Words) -> str:
    """The half of a message in two languages, Chinese first, that is in the page's; any other text as it is. The
    English half may name a file in Chinese."""
    found = re.fullmatch(r"(.*[。！？])\s*([A-Z](?:[^\u3400-\u9fff]*|[^。！？]*\.))", text, re.DOTALL)
    if not found:
        return text
    return found[1] if words is CHINESE else found[2]
