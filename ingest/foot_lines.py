"""Lines that close an official document, by what each begins with: 附注, 抄送, 主送, 印发机关 and 印发日期, 份数."""

import re

from ingest.agencies import DATE_TEXT

REMARK = re.compile(
    r"^[（(]?\s*(此件[^（）()。]{1,40}|(?:信息)?公开(?:选项|形式|类别|方式|属性)\s*[:：]\s*[^（）()。]{2,20}|(?:主动|依申请|不予)公开)\s*[)）]?$"
)
COPIED = re.compile(r"^(?:抄\s*[送报]|分\s*送|抄\s*报\s*[、，]\s*抄\s*送)\s*[:：]\s*(?=\S)")
SENT = re.compile(r"^主\s*送\s*[:：]\s*(?=\S)")
SHORT = re.compile(r"^[报送发]\s*[:：]\s*(?=\S)")
PRINTED = re.compile(rf"^(?:([一-龥（）()]{{2,30}}?)[\s　]*)?({DATE_TEXT})\s*印\s*发$")
COUNT = re.compile(r"^[（(]?\s*(?:共印|印数\s*[:：]?)\s*\d+\s*份\s*[)）]?$")
