"""What the readers of Word's and PowerPoint's files say of them, Chinese first."""

DAMAGED = (
    "文件损坏，读不出正文，请用 Word 或 WPS 打开后另存一份再导入。"
    "The file is damaged and its text cannot be read; open it in an office program and save it again."
)
TOO_LARGE = (
    "文件展开后有 {size:.0f} MB 文字数据，超过 {most:.0f} MB，可能是恶意压缩的文件，请核对来源。"
    "Its text takes {size:.0f} MB when unpacked, more than {most:.0f} MB; it may be a zip bomb: check where it comes from."
)
DAMAGED_PARTS = (
    "文件里有部分内容（{parts}）损坏或过大，没有读出，请与原件核对。"
    "Parts of the file ({parts}) are damaged or too large and were left out; compare with the original."
)
REVISIONS = (
    "文件带有修订痕迹，按接受全部修订读取，被删除的文字不作为正文。"
    "The file has tracked changes; it is read as if all were accepted, and deleted words are no text of it."
)
HIDDEN = "文件里有不显示的隐藏文字，不作为正文。The file holds hidden text, which does not show and is no text of the document."
PICTURES = (
    "文件里有 {count} 张图片而文字很少，图片里的字没有读出，请把图片另存后单独导入。"
    "The file is mostly pictures ({count}); words inside them were not read: save them as files and ingest those."
)
IMPORTED = (
    "文件里嵌入的另一份文件（{parts}）没有读出，请用 Word 打开后另存一份再导入。"
    "A file embedded in it ({parts}) was not read; open the document in Word and save it again."
)
HIDDEN_SLIDES = (
    "第 {numbers} 页幻灯片设为隐藏，放映时不显示，文字照样收入。"
    "Slides {numbers} are hidden when the file is shown; their text is kept."
)
SPEAKER_NOTES = "演讲者备注接在各页正文之后，一并收入。Speakers' notes are kept, each after the text of its slide."
