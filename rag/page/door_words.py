"""What the door of the page says, in both languages: whoever stands there may be no browser."""

READ_ONLY = (
    "别人能连到这个地址，而没有设密码，所以网页只读，不能上传、移除、签认：要放开，请设 YOUJU_PASSWORD。"
    "Others can reach this address and there is no password, so the page is read-only: set YOUJU_PASSWORD to change that."
)
SIGN_IN = "用户名随意填写，密码请问管理员。Any user name will do; ask the administrator for the password."

FOREIGN_HOST = (
    "“{host}”不是这个网页的地址，没有打开：请用启动时显示的地址，或请管理员把这个名称加进 YOUJU_NAMES。"
    "This is not an address of this page: use the one shown at its start, or have the name added to YOUJU_NAMES."
)
FOREIGN_ORIGIN = "请求来自别的网页，没有照办：请在有据自己的网页里操作。The request came from another page and was refused: use Youju's own page."
NO_ROAD = "这里没有这个网址，请从首页进入。There is nothing at this address; start from the home page."
TOO_MANY_REQUESTS = (
    "这个地址一分钟里的请求太多，请过一分钟再试。Too many requests from this address; try again in a minute."
)
TOO_MANY_WAIT = (
    "这个地址排队的请求太多，请等前面的做完再试。Too many requests of this address wait; try again once some are done."
)
TOO_LARGE = "请求太大，没有收：请把要核对的文字分几次来，或刷新网页重新开始对话。The request is too large: verify the text in parts, or reload the page to begin a new conversation."
NO_LENGTH = (
    "没有说明大小，没有收：请在有据自己的网页里上传。The upload does not state its length: use Youju's own page."
)
MUCH_AT_ONCE = "一次上传的文件合计超过 {limit} GB，没有收，请分几次上传。The upload has more than {limit} GB; send its files in parts."
MUCH_TODAY = (
    "今天上传到这里的文件已到 {limit} GB 的上限，没有收，请明天再传，或请管理员调大 YOUJU_UPLOAD_DAY。"
    "The {limit} GB that may be uploaded here in a day are used up: try again tomorrow, or have YOUJU_UPLOAD_DAY raised."
)
