"""What the library says to people when something is in the way: Chinese first, then English."""

BUSY = (
    "文档库 {folder} 正在被另一个程序写入，请等它结束后再试。"
    "The library {folder} is being written by another program; try again when it has finished."
)
UNREACHABLE = (
    "连不上 Chroma 服务器 {url}，请检查它是否在运行、YOUJU_CHROMA_URL 是否正确（{reason}）。"
    "Cannot reach the Chroma server {url}; check that it runs and that YOUJU_CHROMA_URL is right ({reason})."
)
BAD_URL = (
    "Chroma 服务器的地址 {url} 不对，应形如 http://主机:端口。"
    "{url} is not the address of a Chroma server; it should look like http://host:port."
)
UNOPENABLE = (
    "打不开文档库 {folder}：{reason}。请检查该文件夹能否读写，或换一个文件夹。"
    "Cannot open the library {folder}: {reason}; check that the folder can be read and written, or use another."
)
NEWER = (
    "文档库 {folder} 由更新的版本建立（格式 {found}，本程序到 {known}），请升级本程序。"
    "The library {folder} was made by a newer version (format {found}, this one knows {known}); upgrade this program."
)
OTHER_MODEL = (
    "文档库是用另一个向量模型建立的（{stored} 维，现在的模型是 {given} 维），请重新导入文档。"
    "The library was built with another embedding model ({stored} dimensions, this one has {given}); "
    "ingest the documents again."
)
NOT_WRITTEN = (
    "{source} 没有写入文档库（{reason}），库里原有的内容不变。请检查磁盘空间和权限后再试。"
    "{source} was not written to the library ({reason}), which is as it was; check disk space and permissions, and try again."
)
FULL = (
    "文档库 {folder} 所在的磁盘已满，没能写完；库里原有的内容都在，请腾出空间后再试。"
    "The disk of the library {folder} is full and not all was written; what the library held is there. "
    "Free some space and try again."
)
NO_DOCUMENT = "文档库里没有 {source}。The library holds no document named {source}."
BROKEN_VECTORS = (
    "文档库 {folder} 的向量索引打不开（{reason}），请重新导入文档。"
    "The vector index of the library {folder} cannot be opened ({reason}); ingest the documents again."
)
SHORT = "向量索引文件没能写完 the files of the vector index could not be written whole"
TORN = "索引文件残缺或被改动过 the index files are not as they were written"
DIED = "试读时进程被信号 {signal} 终止 a trial of it ended by signal {signal}"
DAMAGED = (
    "资料库文件 {file} 已损坏（{reason}）：请把这个文件夹移到别处，再重新导入文档。"
    "The library's file {file} is damaged ({reason}); move its folder elsewhere and ingest the documents again."
)
MENDING = (
    "向量索引丢失或损坏，正在用资料库里的 {count} 份文件重建。"
    "The vector index is gone or damaged and is made anew from {count} documents of the library."
)
NOT_MENDED = (
    "向量索引没能重建（{reason}），请检查磁盘空间和权限后再试。"
    "The vector index could not be made anew ({reason}); check disk space and permissions, and try again."
)
GONE = (
    "资料库文件夹 {folder} 在本程序运行时被删除或换掉了，什么也没有写入：请把它放回原处，或重新启动本程序再导入文档。"
    "The library's folder {folder} was deleted or replaced while this program ran, and nothing was written; "
    "put it back, or start this program again and ingest the documents."
)
