"""What evaluation and feedback print, Chinese first."""

NO_TYPE = "-"
BAD_LINE = "第 {line} 行不能用：{reason} Line {line} is left out."
NO_QUESTION = "缺少 question，或它不是文字。question is missing or no text."
NOT_BOOLEAN = "answerable 只能是 true 或 false。answerable must be true or false."
BAD_HISTORY = 'history 应是 [{"role", "content"}, …]。history must be a list of turns.'
NO_STRINGS = "{name} 应是文字或文字的列表。{name} must be a string or a list of strings."
SAME_ID = "第 {line} 行的 id {id} 前面已经用过，这里记作 {again}。The id stands twice; this one is called {again}."
NO_ITEMS = "{file} 里没有能用的题目。The file holds no item that can be used."
INCOMPLETE = (
    "{id} 还不完整，不计入：既没有写答案（answers、answers_all），也没有写依据（doc、evidence）：{question} "
    "Not complete, left out: neither answers nor evidence."
)
UNKNOWN_DOCUMENT = "{id}：资料库里没有文件 {name}。The library has no such document."
NO_DOCUMENT = (
    "{id}：写了 evidence 而没有写 doc，依据无法计分。Evidence without its document; the evidence cannot be scored."
)
UNKNOWN_EVIDENCE = "{id}：依据在文件里找不到，无法计分：{quote} The evidence stands nowhere in its document."
LEFT_OUT = "{id}：没有可以计分的依据，也没有写答案，不计入。Nothing to score it by; left out."
NOTHING_LEFT = "没有一道题可以计分。Not one item can be scored."

FIGURES = {
    "right": ("答对", "right answers"),
    "grounded": ("有据", "grounded answers"),
    "precision": ("引文切题", "citation precision"),
    "verbatim": ("引文逐字", "verbatim citations"),
    "refused": ("应拒已拒", "refused when due"),
    "wrongly": ("误拒", "refused wrongly"),
    "top1": ("依据在第 1", "evidence in top 1"),
    "top5": ("依据在前 5", "evidence in top 5"),
    "top10": ("依据在前 10", "evidence in top 10"),
}
TIME = ("毫秒", "ms p50 / p95")
TYPE_COLUMNS = ("题型 type", "题数 n", "答对 right", "应拒已拒 refused due", "误拒 wrongly", "前 5 top 5")

# By rag.evaluation.scoring.Fault; {} is the detail.
FAULTS = {
    "wrong answer": "答错，缺少：{} (wrong answer)",
    "must not": "出现了不该有的：{} (must_not)",
    "too long": "太长，{} 字 (too long)",
    "evidence not cited": "没有引用依据 (evidence not cited)",
    "right but not grounded": "答对了，但没有引用依据 (right but not grounded)",
    "refused wrongly": "误拒 (wrongly refused)",
    "not refused": "应拒未拒 (not refused)",
}
UNFOUND = "依据不在检索结果里 (evidence not retrieved)"
GOOD = "好 (good)"
REFUSAL = "应当拒答 a refusal"
EVIDENCE = "引用依据 its evidence cited"
BEFORE = "前文 before"
ASKED = "问 asked"
WANTED = "应答 wanted"
STANDS = "依据 evidence"
CAME = "所答 came"

SIDE_BY_SIDE = "此前 → 这次 (earlier → this run)"
GAINED = "变好 gained: {}"
LOST = "变差 lost: {}"
CHANGED = "仍没答好，但有变化 changed, both wrong: {}"
EARLIER = "此前 earlier"
LATER = "这次 now"
NO_RUN = "{file} 不是 rag evaluate --out 写出的文件。The file is no run of rag evaluate --out."
OTHER_GOLD = "不能比较：那次评测有这份题里没有的 {count} 道题（{ids}）。The runs are of different gold files: {ids}."
LACKS_ITEMS = "不能比较：那次评测缺少这份题里的 {count} 道题（{ids}）。The runs are of different gold files: {ids}."
OTHER_QUESTIONS = "不能比较：有 {count} 道题 id 相同而问题不同（{ids}）。The same ids stand for other questions: {ids}."

NO_FEEDBACK = "还没有人评价过回答。No answer has been judged yet."
EXPORTED = "导出 {count} 条评价到 {file}，其中 {incomplete} 条要人补上答案或依据。{count} verdicts, {incomplete} to be completed."
