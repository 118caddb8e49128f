"""What is said of a web page that holds no document, Chinese first."""

LIST = (
    "网页只是文章目录，没有正文，请点开其中的文章，一篇篇另存后再导入。"
    "The page only lists articles; open each and save that."
)
ELSEWHERE = (
    "网页里没有存下正文（正文在框架、脚本或图片里），请在浏览器中打开，打印成 PDF 或复制到 Word 后再导入。"
    "The saved page lacks its text, which stands in a frame, a script or pictures; print it to PDF and ingest that."
)
