"""What the verify tab shows of its own, in Chinese and in English, with the words of its reports."""

from dataclasses import dataclass

from rag.page.words import CHINESE as PAGE_CHINESE
from rag.page.words import ENGLISH as PAGE_ENGLISH
from rag.page.words import Words
from rag.verifying import words as report
from rag.verifying.words import Words as ReportWords


@dataclass(frozen=True, slots=True)
class VerifyWords:
    """The tab's words in one language; `{}` stands for a value. page, report: the words of the page and of a report."""

    page: Words
    report: ReportWords
    tab: str
    box: str
    box_more: str
    files: str
    intro: str
    meanings: tuple[str, ...]
    more: str
    is_signed: str
    check: str
    stop: str
    reading: str
    progress: str
    finished: str
    stopped: str
    failed: str
    everything: str
    filter: str
    shown: str
    number: str
    verdict: str
    claim: str
    basis: str
    clause: str
    document: str
    path: str
    legend: str
    added: str
    omitted: str
    changed: str
    open_source: str
    copy: str
    export: str
    who: str
    note: str
    sign: str
    no_name: str
    outdated: str
    not_kept: str
    signed: str
    due: str
    recheck: str


CHINESE = VerifyWords(
    page=PAGE_CHINESE,
    report=report.CHINESE,
    tab="核对",
    box="要核对的话",
    box_more="粘贴一句话、一段话或整篇讲话，逐句核对文件是不是这样说的",
    files="上传 .txt、.docx、.xlsx、.csv",
    intro="每句话先找到所说的文件和条款，再与原文逐处对照。",
    meanings=(
        "文件里这样说；措辞不同而意思相同的会注明。",
        "数字、日期、单位、名称、“应当”“可以”“不得”等有一处与原文不同。",
        "原文有相近的话，是不是一个意思，机器不能断定。",
        "资料库中的文件没有这样说，不等于不实。",
    ),
    more="另有 {} 处",
    is_signed="已签核",
    check="核对",
    stop="停止",
    reading="正在读取……",
    progress="已核对 {done} / {total} 句",
    finished="核对完毕，共 {total} 句",
    stopped="已停止，核对了 {done} / {total} 句",
    failed="没能核对完，请重试；若仍不行，请管理员查看运行记录。",
    everything="全部",
    filter="筛选文字",
    shown="显示 {} 句",
    number="序号",
    verdict="结果",
    claim="所核对的话",
    basis="不同之处、出处",
    clause="原文",
    document="文件",
    path="位置",
    legend="≠ 与另一边不同　＋ 原文没有　－ 原文有、所核对的话没有",
    added="原文没有",
    omitted="所核对的话没有",
    changed="与另一边不同",
    open_source="看原文",
    copy="复制结果和引文",
    export="导出 {}",
    who="签核人",
    note="备注（可不填）",
    sign="签核",
    no_name="请填写签核人。",
    outdated="所引文件在核对之后更新过，请重新核对再签核。",
    not_kept="签核没能存下来，请管理员查看运行记录。",
    signed="签核记录（{}）",
    due="{} 条需复核",
    recheck="重新核对",
)

ENGLISH = VerifyWords(
    page=PAGE_ENGLISH,
    report=report.ENGLISH,
    tab="Verify",
    box="Text to verify",
    box_more="Paste a sentence, a paragraph or a whole speech: each claim is held against the documents",
    files="Upload .txt, .docx, .xlsx, .csv",
    intro="Each claim is traced to the document and clause that it names or comes nearest to, and held against its words.",
    meanings=(
        "a document says so; other wording of the same content is noted.",
        "a figure, date, unit, name, duty or the like is not as in the source.",
        "a passage comes near; whether it says the same cannot be told by machine.",
        "no document of the library says so, which does not make it untrue.",
    ),
    more="{} more",
    is_signed="signed off",
    check="Verify",
    stop="Stop",
    reading="Reading…",
    progress="{done} / {total} claims verified",
    finished="Done: {total} claims",
    stopped="Stopped after {done} / {total} claims",
    failed="Verifying failed. Please retry; if it fails again, the log says why.",
    everything="All",
    filter="Filter by text",
    shown="{} claims shown",
    number="No.",
    verdict="Verdict",
    claim="Claim",
    basis="Differences, source",
    clause="Source text",
    document="Document",
    path="Place",
    legend="≠ differs from the other side　＋ not in the source　－ in the source, not in the claim",
    added="not in the source",
    omitted="not in the claim",
    changed="differs from the other side",
    open_source="Show source",
    copy="Copy verdict and citation",
    export="Export {}",
    who="Signed by",
    note="Note (optional)",
    sign="Sign off",
    no_name="Please say who signs off.",
    outdated="A cited document has changed since; verify again before signing off.",
    not_kept="The sign-off could not be kept; the log says why.",
    signed="Sign-offs ({})",
    due="{} to be looked at again",
    recheck="Verify again",
)


def verify_words(words: Words) -> VerifyWords:
    """The tab's words in the language of the page's."""
    return CHINESE if words is PAGE_CHINESE else ENGLISH
