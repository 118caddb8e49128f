"""The heads of mails that another mail passes on or answers: who wrote to whom, when and of what; no text of a
document."""

import re

from ingest.clean.traced import Traced

_RULE = re.compile(
    r"[-_—=*\s]*(?:原始邮件|转发(?:的)?邮件(?:信息|消息)?|回复(?:的)?(?:原)?邮件|Original\s+Message|Forwarded\s+(?:message|by).*|Begin\s+forwarded\s+message:?)[-_—=*\s]*",
    re.I,
)
_HEAD = re.compile(
    r"(?:发件人|发信人|寄件人|收件人|抄送|密送|发送时间|发送日期|发件日期|日期|时间|主题|附件|From|To|Cc|Sent|Date|Subject)\s*[:：].*",
    re.I,
)
_FROM = re.compile(r"(?:发件人|发信人|寄件人|From)\s*[:：]", re.I)
_TO = re.compile(r"(?:收件人|发送时间|发送日期|发件日期|主题|To|Sent|Date|Subject)\s*[:：]", re.I)


def drop_mail_heads(traced: Traced) -> Traced:
    """The text without the heads of mails inside it: lines of names and values that begin with a sender, and the rule
    above them."""
    spans = [span for span in traced.lines() if span[1] > span[0]]
    lines = [traced.text[start:end].strip() for start, end in spans]
    gone: list[int] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _HEAD.fullmatch(lines[end]):
            end += 1
        head = lines[at:end]
        if any(map(_FROM.match, head)) and any(map(_TO.match, head)):
            gone += range(at, end)
            if at and _RULE.fullmatch(lines[at - 1]):
                gone.append(at - 1)
        at = max(end, at + 1)
    return traced.without(spans[index] for index in sorted(gone))
