"""What the page says of bringing files in, replacing and removing them, in Chinese and in English."""

from collections.abc import Mapping
from dataclasses import dataclass

from rag.intake import Outcome
from rag.page import words as page


@dataclass(frozen=True, slots=True)
class UploadWords:
    """The words in one language; `{}` stands for a value. kinds: names of kinds of files; outcomes: what became of a file, with a
    sign; columns: of the report."""

    kinds: Mapping[str, str]
    drop: str
    files: str
    folder: str
    limits: str
    all_kinds: str
    sending: str
    too_large: str
    too_many: str
    too_much: str
    not_sent: str
    none_found: str
    taken: str
    replace_all: str
    only_new: str
    cancel: str
    running: str
    waiting: str
    turn: str
    page: str
    started: str
    rest: str
    left_minutes: str
    left_minute: str
    goes_on: str
    finished: str
    removed: str
    broke_off: str
    outcomes: Mapping[Outcome, str]
    columns: tuple[str, ...]
    csv: str
    csv_name: str
    dismiss: str
    remove: str
    replace: str
    see_cleaned: str
    removing: str
    remove_busy: str
    was_removed: str
    was_gone: str
    sure_remove: str
    sure_remove_copies: str
    sure_remove_copy: str
    sure_replace: str
    yes_remove: str
    yes_replace: str
    kind: str
    pages: str
    sheets: str
    slides: str
    scanned: str
    cleaned: str
    cleaned_places: str
    nothing_cleaned: str
    between: str
    comma: str
    failed: str


_CHINESE = UploadWords(
    kinds={
        "txt": "纯文本", "docx": "Word 文档", "doc": "旧版 Word 文档", "pptx": "幻灯片", "ppt": "旧版幻灯片",
        "xlsx": "Excel 表格", "xls": "旧版 Excel 表格", "csv": "CSV 表格", "pdf": "PDF", "image": "图片", "html": "网页",
        "rtf": "RTF 文档", "ofd": "OFD 版式文件", "eml": "邮件", "zip": "压缩包",
    },
    drop="把文件拖到这里，或",
    files="选择文件",
    folder="选择文件夹",
    limits="一次最多 {files} 个，每个不超过 {size} MB，合计不超过 {total} MB。可收：{kinds}。",
    all_kinds="Word、WPS、PDF（含扫描件）、Excel、幻灯片、图片、网页、RTF、OFD、邮件、压缩包和纯文本，类型按内容认，不看扩展名",
    sending="正在上传 {done} / {total}：{name}",
    too_large="“{name}”有 {size} MB，超过每个 {limit} MB 的上限，没有上传，请拆分后再传。",
    too_many="选了 {count} 个文件，一次最多 {limit} 个，都没有上传，请分几次上传。",
    too_much="“{name}”没有上传：一次合计最多 {limit} MB，请下次再传。",
    not_sent="“{name}”没能传上来，请检查网络后再传一次。",
    none_found="这里面没有可以上传的文件，请另选。",
    taken="资料库里已有同名的文件，要用新上传的替换吗？旧的内容会移除。",
    replace_all="替换",
    only_new="不替换，只导入其余的",
    cancel="取消",
    running="正在导入",
    waiting="资料库正忙，另一个程序在写入；等它结束会自动继续。",
    turn="前面还有一批在导入，轮到时会自动开始。",
    page="第 {done} / {total} 页",
    started="已开始",
    rest="还有 {} 个文件在等",
    left_minutes="大约还要 {} 分钟",
    left_minute="大约还要不到 1 分钟",
    goes_on="关掉网页也会继续。",
    finished="导入完成：{} 个文件",
    removed="“{}”已移除",
    broke_off="导入中断了，请再上传一次；若仍不行，请管理员查看运行记录。",
    outcomes={
        Outcome.INGESTED: "✓ 已导入", Outcome.UNCHANGED: "＝ 没有变化", Outcome.FAILED: "✗ 没有导入",
        Outcome.PASSED_OVER: "– 略过", Outcome.OPENED: "▸ 已展开", Outcome.REMOVED: "✓ 已移除",
    },
    columns=("文件", "结果", "类型", "页数", "OCR 页数", "条款", "保留字数", "去除字数", "说明"),
    csv="下载报告（CSV）",
    csv_name="导入报告",
    dismiss="收起",
    remove="移除",
    replace="替换",
    see_cleaned="查看清理（去掉 {} 字）",
    removing="正在移除“{}”……",
    remove_busy="前面还有一批在导入，等它完成就移除“{}”。",
    was_removed="“{}”已移除。",
    was_gone="资料库里已经没有“{}”。",
    sure_remove="确认把《{name}》（{source}）移出资料库吗？移除后不再用它作答，要用须重新上传。",
    sure_remove_copies="确认把《{name}》（{source}）移出资料库吗？相同的文件还有：{copies}，会留下，由其中一份接替作答。",
    sure_remove_copy="确认把“{source}”移出资料库吗？它与《{original}》相同，那一份会留下，作答不受影响。",
    sure_replace="确认用“{file}”替换《{name}》（{source}）吗？新文件导入成功后，旧的内容会移除。",
    yes_remove="确认移除",
    yes_replace="确认替换",
    kind="类型",
    pages="页数",
    sheets="工作表",
    slides="幻灯片",
    scanned="{pages}（其中 {scanned} 页由 OCR 识别）",
    cleaned="清理去掉了 {places} 处、共 {characters} 字，下面用灰色和删除线标出；这些字不用于回答。",
    cleaned_places="去掉的内容",
    nothing_cleaned="清理没有去掉任何文字。",
    between="、",
    comma="，",
    failed="没能完成，请重试；若仍不行，请管理员查看运行记录。",
)  # fmt: skip
_ENGLISH = UploadWords(
    kinds={
        "txt": "plain text", "docx": "Word document", "doc": "old Word document", "pptx": "slides", "ppt": "old slides",
        "xlsx": "Excel workbook", "xls": "old Excel workbook", "csv": "CSV table", "pdf": "PDF", "image": "picture",
        "html": "web page", "rtf": "RTF document", "ofd": "OFD document", "eml": "mail", "zip": "archive",
    },
    drop="Drop files here, or",
    files="Choose files",
    folder="Choose a folder",
    limits="At most {files} at once, each up to {size} MB, {total} MB together. Taken: {kinds}.",
    all_kinds="Word, WPS, PDF (scans too), Excel, slides, pictures, web pages, RTF, OFD, mail, archives and plain text, told apart by their content and not by their endings",
    sending="Uploading {done} of {total}: {name}",
    too_large="“{name}” has {size} MB, more than the {limit} MB that a file may have; it was not uploaded: split it.",
    too_many="{count} files were chosen, at most {limit} are taken at once; none was uploaded: upload them in parts.",
    too_much="“{name}” was not uploaded: at most {limit} MB are taken at once; upload it by itself.",
    not_sent="“{name}” could not be uploaded; check the network and try again.",
    none_found="There is no file to upload in it; choose another.",
    taken="The library already has files of these names. Replace them? What they said before will be removed.",
    replace_all="Replace",
    only_new="Keep them, bring in the others",
    cancel="Cancel",
    running="Bringing files in",
    waiting="The library is busy: another program is writing it. This goes on by itself as soon as that ends.",
    turn="Another upload goes first; this one starts by itself when its turn comes.",
    page="page {done} of {total}",
    started="begun",
    rest="{} more files wait",
    left_minutes="about {} minutes left",
    left_minute="less than a minute left",
    goes_on="It goes on when you close the page.",
    finished="Done, files: {}",
    removed="“{}” was removed",
    broke_off="The upload broke off. Please upload again; if it fails once more, the log says why.",
    outcomes={
        Outcome.INGESTED: "✓ ingested", Outcome.UNCHANGED: "＝ unchanged", Outcome.FAILED: "✗ not ingested",
        Outcome.PASSED_OVER: "– passed over", Outcome.OPENED: "▸ opened", Outcome.REMOVED: "✓ removed",
    },
    columns=("File", "Outcome", "Kind", "Pages", "OCR pages", "Clauses", "Kept", "Removed", "Notes"),
    csv="Download the report (CSV)",
    csv_name="report",
    dismiss="Close",
    remove="Remove",
    replace="Replace",
    see_cleaned="See what was cleaned ({} characters)",
    removing="Removing “{}”…",
    remove_busy="An upload goes first; “{}” will be removed when it is done.",
    was_removed="“{}” was removed.",
    was_gone="The library no longer holds “{}”.",
    sure_remove="Remove {name} ({source}) from the library? Answers will not use it any more; to have it again, upload it.",
    sure_remove_copies="Remove {name} ({source}) from the library? The same document stays in {copies}, and answers will use that.",
    sure_remove_copy="Remove “{source}” from the library? It is the same as {original}, which stays, and answers do not change.",
    sure_replace="Replace {name} ({source}) with “{file}”? What it said is removed once the new file has been ingested.",
    yes_remove="Remove it",
    yes_replace="Replace it",
    kind="Kind",
    pages="Pages",
    sheets="Sheets",
    slides="Slides",
    scanned="{pages} ({scanned} of them read by OCR)",
    cleaned="Cleaning took out {places} stretches, {characters} characters in all; they are grey and struck through below, and answers leave them out.",
    cleaned_places="What was taken out",
    nothing_cleaned="Cleaning took nothing out.",
    between=", ",
    comma=", ",
    failed="This could not be done. Please retry; if it fails again, the log says why.",
)  # fmt: skip


def upload_words(words: page.Words) -> UploadWords:
    """The words in the page's language."""
    return _CHINESE if words is page.CHINESE else _ENGLISH
