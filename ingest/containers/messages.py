"""What is said of a container's member that is not taken, Chinese first."""

TOO_DEEP = (
    "压缩包或邮件套了超过 {deepest} 层，没有再打开，请单独取出后导入。"
    "It lies in more than {deepest} containers inside each other; take it out and ingest it by itself."
)
ESCAPES = (
    "压缩包里的路径指到包外（绝对路径、盘符或“..”），没有取出，请重新打包后导入。"
    "Its path leads out of the archive; pack it again with plain names."
)
LINK = (
    "压缩包里是链接，不是文件，没有取出，请把原文件打包后导入。"
    "It is a link and no file; pack the file that it points to."
)
ENCRYPTED = (
    "压缩包加了密码，取不出来，请解压后再导入。It is encrypted; unpack it with its password and ingest the result."
)
TOO_LARGE = "解压后超过 {limit} MB，没有取出，请单独取出后导入。It unpacks to more than {limit} MB; take it out and ingest it by itself."
BOMB = "压缩比高得异常，疑似压缩炸弹，没有取出，请核对来源。It is compressed beyond what documents are (a bomb?); check where it comes from."
TOO_MUCH = (
    "压缩包（或邮件）解开后的总量超过 {limit} MB，从这里起没有取出，请分成几个包导入。"
    "It unpacks to more than {limit} MB in all; nothing from here on was taken; split it."
)
TOO_MANY = (
    "压缩包（或邮件）里超过 {limit} 个文件，从这里起没有取出，请分成几个包导入。"
    "It holds more than {limit} files; nothing from here on was taken; split it."
)
DAMAGED = (
    "压缩包里的这个文件已损坏，取不出来，请重新获取压缩包。It is damaged inside the archive; fetch the archive again."
)
METHOD = "压缩方法不支持，取不出来，请解压后再导入。It is compressed by a method that is not read; unpack it and ingest the result."
BROKEN_ZIP = "压缩包不完整，打不开，请重新获取后再导入。The archive is cut off or damaged; fetch it again."
WINMAIL = (
    "winmail.dat 是 Outlook 私有格式，没有打开，请让发件人改用普通附件重发。"
    "winmail.dat is Outlook's own format; ask the sender for plain attachments."
)
EMPTY_MAIL = "邮件里没有正文，也没有附件。The mail holds neither text nor attachments."
NESTED_MAIL = (
    "邮件一层套一层，套得太深，打不开，请把里面要的文件单独取出后导入。"
    "The mail nests too deeply to be opened; take out what is needed and ingest it by itself."
)
NO_CONTENT = "邮件的这个附件没有内容，请让发件人重发。This attachment is empty; ask the sender to send it again."
ENCRYPTED_MAIL = (
    "邮件内容加了密，打不开，请让发件人重发未加密的。The mail is encrypted; ask the sender for one that is not."
)
