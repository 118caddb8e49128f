"""Archives and mails give their files, and say what they do not give."""

import io
import stat
import struct
import zipfile
from base64 import b64encode
from email.message import EmailMessage

import pytest

from ingest.containers import DEEPEST, Member, Refused, archive, members, too_deep
from ingest.document import make_document
from ingest.kinds import Kind, detect
from ingest.read import read_bytes
from ingest.source import UnreadableFile

NOTICE = "永宽县教育局关于开展读书活动的通知\n一、活动时间\n全年开展，每月一个主题，由学校自行安排。\n"


def packed(files: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as made:
        for name, data in files.items():
            made.writestr(name, data)
    return buffer.getvalue()


def named(raw: bytes, extra: bytes = b"") -> bytes:
    """An archive whose one member has the given bytes for a name and no flag that says UTF-8."""
    stand_in = "n" * len(raw)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        info = zipfile.ZipInfo(stand_in)
        info.extra = extra
        made.writestr(info, NOTICE.encode())
    return buffer.getvalue().replace(stand_in.encode(), raw)


def opened(kind: Kind, data: bytes) -> tuple[list[Member], list[Refused]]:
    found = list(members(kind, data))
    return [each for each in found if isinstance(each, Member)], [each for each in found if isinstance(each, Refused)]


def test_files_of_an_archive_in_order_with_their_folders() -> None:
    inner = packed({"里面.txt": b"x"})
    taken, refused = opened(Kind.ZIP, packed({"通知/一.txt": NOTICE.encode(), "通知/": b"", "内.zip": inner}))
    assert [member.name for member in taken] == ["通知/一.txt", "内.zip"] and not refused
    assert taken[0].data.decode() == NOTICE and detect(taken[1].data, taken[1].name) is Kind.ZIP


@pytest.mark.parametrize(
    "raw",
    [
        "通知〔2025〕3号.txt".encode("gb18030"),
        "通知〔2025〕3号.txt".encode(),
        "./通知〔2025〕3号.txt".encode("gb18030"),
    ],
    ids=["GBK as Windows packs", "UTF-8 as macOS packs", "from the current folder"],
)
def test_names_are_read_without_a_flag(raw: bytes) -> None:
    (member,), _ = opened(Kind.ZIP, named(raw))
    assert member.name == "通知〔2025〕3号.txt"


def test_a_name_in_the_unicode_field_counts() -> None:
    raw = "通知.txt".encode("gb18030")
    field = b"\x01" + bytes(4) + "镕基.txt".encode()
    (member,), _ = opened(Kind.ZIP, named(raw, struct.pack("<HH", 0x7075, len(field)) + field))
    assert member.name == "镕基.txt"


def test_backslashes_part_folders_even_where_gbk_has_them_inside_a_character() -> None:
    # The second byte of 縗 (BF5C) is that of a backslash.
    (member,), _ = opened(Kind.ZIP, named("附件\\縗.txt".encode("gb18030")))
    assert member.name == "附件/縗.txt"


@pytest.mark.parametrize(
    "name",
    ["/etc/notice.txt", "../notice.txt", "a/../../notice.txt", "C:/notice.txt", "..\\notice.txt", "\\\\host\\a.txt"],
)
def test_a_path_that_leads_out_is_refused_and_the_rest_is_taken(name: str) -> None:
    taken, (refused,) = opened(Kind.ZIP, packed({name: b"x", "好的.txt": b"y"}))
    assert [member.name for member in taken] == ["好的.txt"]
    assert "路径" in refused.reason and "。" in refused.reason


def test_a_link_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        info = zipfile.ZipInfo("链接.txt")
        info.external_attr = (stat.S_IFLNK | 0o777) << 16
        made.writestr(info, "/etc/passwd")
    taken, (refused,) = opened(Kind.ZIP, buffer.getvalue())
    assert not taken and "链接" in refused.reason


def test_litter_is_passed_over_in_silence() -> None:
    litter = [
        "__MACOSX/._通知.txt",
        ".DS_Store",
        "a/.hidden",
        "a/Thumbs.db",
        "desktop.ini",
        "a/~$通知.docx",
        "._通知.txt",
    ]
    taken, refused = opened(Kind.ZIP, packed({**dict.fromkeys(litter, b"x"), "通知.txt": b"y"}))
    assert [member.name for member in taken] == ["通知.txt"] and not refused


def test_an_encrypted_member_is_refused_and_the_rest_is_taken() -> None:
    raw = bytearray(packed({"密.txt": b"x", "明.txt": b"y"}))
    raw[raw.index(b"PK\x03\x04") + 6] |= 1
    raw[raw.index(b"PK\x01\x02") + 8] |= 1
    taken, (refused,) = opened(Kind.ZIP, bytes(raw))
    assert [member.name for member in taken] == ["明.txt"] and "密码" in refused.reason


def test_a_bomb_is_refused_unopened() -> None:
    bomb = packed({"零.txt": bytes(archive.SMALL + 1), "好的.txt": b"y"})
    assert len(bomb) < 20_000
    taken, (refused,) = opened(Kind.ZIP, bomb)
    assert [member.name for member in taken] == ["好的.txt"] and "炸弹" in refused.reason


def test_a_size_that_the_directory_does_not_tell_is_damage() -> None:
    raw = bytearray(packed({"大.txt": bytes(200_000)}))
    struct.pack_into("<I", raw, raw.index(b"PK\x01\x02") + 24, 100)
    taken, (refused,) = opened(Kind.ZIP, bytes(raw))
    assert not taken and "损坏" in refused.reason


def test_limits_of_size_and_number(monkeypatch: pytest.MonkeyPatch) -> None:
    files = packed({f"{n}.txt": b"x" * 100 for n in range(5)})
    monkeypatch.setattr(archive, "TOTAL", 350)
    taken, (refused,) = opened(Kind.ZIP, files)
    assert len(taken) == 3 and refused.name == "3.txt" and "总量" in refused.reason
    monkeypatch.setattr(archive, "MOST", 2)
    taken, (refused,) = opened(Kind.ZIP, files)
    assert len(taken) == 2 and "2 个文件" in refused.reason
    monkeypatch.setattr(archive, "LARGEST", 50)
    taken, refused_all = opened(Kind.ZIP, packed({"大.txt": b"x" * 60, "小.txt": b"y"}))
    assert [member.name for member in taken] == ["小.txt"] and "单独取出" in refused_all[0].reason


def test_damage_in_a_member_leaves_the_others() -> None:
    raw = bytearray(packed({"坏.txt": NOTICE.encode() * 20, "好.txt": b"y"}))
    raw[45:60] = bytes(15)
    taken, (refused,) = opened(Kind.ZIP, bytes(raw))
    assert [member.name for member in taken] == ["好.txt"] and "损坏" in refused.reason


def test_an_archive_without_its_directory_cannot_be_opened() -> None:
    with pytest.raises(UnreadableFile, match="不完整"):
        list(members(Kind.ZIP, packed({"通知.txt": NOTICE.encode()})[:-40]))


def test_members_come_one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    plain = zipfile.ZipFile.read
    monkeypatch.setattr(
        zipfile.ZipFile, "read", lambda self, info, pwd=None: (read.append(info.filename), plain(self, info, pwd))[1]
    )
    found = members(Kind.ZIP, packed({"a.txt": b"x", "b.txt": b"y"}))
    next(found)
    assert read == ["a.txt"]


def test_what_lies_too_deep_is_said() -> None:
    refused = too_deep("内.zip")
    assert refused.name == "内.zip" and str(DEEPEST) in refused.reason


# Mails


def mail(text: str | None = "各学校：\n请于周五前报送名单。\n") -> EmailMessage:
    made = EmailMessage()
    made["Subject"] = "关于报送名单的通知"
    made["From"] = "县教育局办公室 <ban@yk.example>"
    made["To"] = "各学校 <all@yk.example>"
    made["Date"] = "Mon, 03 Mar 2025 09:30:00 +0800"
    if text is not None:
        made.set_content(text)
    return made


def test_a_mails_text_has_its_heads_before_it() -> None:
    (member,), refused = opened(Kind.EML, mail().as_bytes())
    assert member.name == "邮件正文.txt" and not refused
    lines = member.data.decode().splitlines()
    assert lines[:3] == [
        "标题：关于报送名单的通知",
        "作者：县教育局办公室 <ban@yk.example>",
        "发布日期：2025-03-03 09:30",
    ]
    assert "请于周五前报送名单。" in lines


def test_attachments_are_files_with_their_names() -> None:
    made = mail()
    made.add_attachment(NOTICE.encode(), maintype="text", subtype="plain", filename="附件1：通知.txt")
    made.add_attachment(b"PK\x05\x06" + bytes(18), maintype="application", subtype="zip", filename="../../材料.zip")
    taken, refused = opened(Kind.EML, made.as_bytes())
    assert [member.name for member in taken] == ["邮件正文.txt", "附件1：通知.txt", "材料.zip"] and not refused
    assert taken[1].data.decode().replace("\r", "") == NOTICE


def test_html_is_taken_where_it_says_as_much() -> None:
    made = mail("各学校：请看附表。")
    made.add_alternative(
        "<p>各学校：请看附表。</p><table border=1><tr><th>学校</th><th>人数</th></tr><tr><td>县一小</td><td>30</td></tr></table>",
        subtype="html",
    )
    (member,), _ = opened(Kind.EML, made.as_bytes())
    assert member.name == "邮件正文.html" and detect(member.data, member.name) is Kind.HTML
    source = read_bytes(member.name, member.data)
    assert source.text.splitlines()[:4] == [
        "标题：关于报送名单的通知",
        "作者：县教育局办公室 <ban@yk.example>",
        "发布日期：2025-03-03 09:30",
        "各学校：请看附表。",
    ]
    assert source.layout.tables and not source.aside


def test_plain_text_is_taken_where_html_only_points_elsewhere() -> None:
    made = mail("各学校：请于周五前报送名单，逾期不候，联系电话见通讯录。")
    made.add_alternative("<p>请在网页中查看</p>", subtype="html")
    (member,), _ = opened(Kind.EML, made.as_bytes())
    assert member.name == "邮件正文.txt" and "逾期不候" in member.data.decode()


def raw_mail(head: bytes, body: bytes) -> bytes:
    return head.replace(b"\n", b"\r\n") + b"\r\n" + body


def test_encodings_that_mails_misname() -> None:
    subject = "关于朱镕基题词的说明".encode("gbk")
    halves = (
        b"=?gb2312?B?" + b64encode(subject[:7]) + b"?=\n =?gb2312?B?" + b64encode(subject[7:]) + b"?="
    )  # parted inside a character
    head = (
        b"Subject: "
        + halves
        + b"\nFrom: "
        + "张老师".encode("gbk")
        + b" <z@a.cn>\nDate: soon\nMIME-Version: 1.0\nContent-Type: text/plain; charset=gb2312\nContent-Transfer-Encoding: 8bit\n"
    )
    (member,), _ = opened(Kind.EML, raw_mail(head, "各园：镕字在国标扩展里。".encode("gb18030")))
    text = member.data.decode()
    assert text.startswith("标题：关于朱镕基题词的说明\n作者：张老师 <z@a.cn>\n发布日期：soon")
    assert "镕字在国标扩展里。" in text


def test_headers_that_are_half_encoded_or_damaged() -> None:
    sender = "张老师 ".encode() + b"=?gbk?B?" + b64encode("（办公室）".encode("gbk")) + b"?= <z@a.cn>"
    head = b"From: " + sender + b"\nSubject: =?gbk?B?zajWqgx?= =?utf\x00?B?eA==?=\nMIME-Version: 1.0\n"
    (member,), _ = opened(Kind.EML, raw_mail(head, "正文\x07在此。".encode()))
    text = member.data.decode()
    assert "作者：张老师 （办公室） <z@a.cn>" in text and "标题：" in text and "在此。" in text


def test_a_body_that_says_gbk_and_is_utf8() -> None:
    head = b"From: a@b.cn\nSubject: x\nContent-Type: text/plain; charset=gbk\nContent-Transfer-Encoding: base64\n"
    (member,), _ = opened(Kind.EML, raw_mail(head, b64encode("各学校要按时报送。".encode())))
    assert "各学校要按时报送。" in member.data.decode()


@pytest.mark.parametrize(
    "disposition",
    [
        b'attachment; filename="=?GBK?B?' + b64encode("名单.xls".encode("gbk")) + b'?="',
        b'attachment; filename="' + "名单.xls".encode("gbk") + b'"',
        b"attachment; filename*=gb2312''%C3%FB%B5%A5.xls",
        b"attachment; filename*0*=utf-8''%E5%90%8D; filename*1*=%E5%8D%95.xls",
    ],
    ids=["encoded word", "raw bytes", "RFC 2231", "RFC 2231 in parts"],
)
def test_names_of_attachments(disposition: bytes) -> None:
    head = (
        b"From: a@b.cn\nSubject: x\nContent-Type: application/vnd.ms-excel\nContent-Transfer-Encoding: base64\nContent-Disposition: "
        + disposition
        + b"\n"
    )
    (member,), _ = opened(Kind.EML, raw_mail(head, b64encode(b"\xd0\xcf\x11\xe0 data")))
    assert member.name == "名单.xls" and member.data == b"\xd0\xcf\x11\xe0 data"


def test_pictures_in_the_text_are_left_out_unless_large() -> None:
    made = mail("见图")
    made.add_alternative("<p>见图<img src='cid:logo'><img src='cid:page'></p>", subtype="html")
    rich = made.get_payload()[1]
    rich.add_related(b"\x89PNG" + bytes(500), maintype="image", subtype="png", cid="<logo>", filename="logo.png")
    rich.add_related(
        b"\xff\xd8\xff" + bytes(90_000), maintype="image", subtype="jpeg", cid="<page>", filename="扫描.jpg"
    )
    made.make_mixed()
    made.add_attachment(b"\x89PNG" + bytes(300), maintype="image", subtype="png", filename="印章.png")
    taken, refused = opened(Kind.EML, made.as_bytes())
    assert [member.name for member in taken[1:]] == ["扫描.jpg", "印章.png"] and not refused


def test_a_mail_in_a_mail_is_a_file() -> None:
    outer = mail("转发如下。")
    outer.add_attachment(mail("原来的正文。"))
    taken, _ = opened(Kind.EML, outer.as_bytes())
    assert taken[1].name == "关于报送名单的通知.eml" and detect(taken[1].data, taken[1].name) is Kind.EML
    (inner,), _ = opened(Kind.EML, taken[1].data)
    assert "原来的正文。" in inner.data.decode()


def test_outlooks_own_format_is_refused_and_signatures_are_passed_over() -> None:
    made = mail()
    made.add_attachment(b"\x78\x9f\x3e\x22", maintype="application", subtype="ms-tnef", filename="winmail.dat")
    made.add_attachment(b"\x30\x82", maintype="application", subtype="pkcs7-signature", filename="smime.p7s")
    made.add_attachment(b"", maintype="application", subtype="pdf", filename="空.pdf")
    taken, refused = opened(Kind.EML, made.as_bytes())
    assert len(taken) == 1 and [each.name for each in refused] == ["winmail.dat", "空.pdf"]
    assert "Outlook" in refused[0].reason


def test_a_mail_of_nothing_says_so() -> None:
    with pytest.raises(UnreadableFile, match="没有正文"):
        list(members(Kind.EML, mail("\n").as_bytes()))


def test_a_page_saved_as_one_file_is_its_main_page() -> None:
    page = f"<html><head><title>页</title></head><body>{''.join(f'<p>{line}</p>' for line in NOTICE.splitlines())}</body></html>"
    made = EmailMessage()
    made["From"] = "<Saved by Blink>"
    made["Subject"] = "读书活动的通知"
    made["Snapshot-Content-Location"] = "https://www.example.gov/a.html"
    made.set_content(page, subtype="html", charset="gb18030", cte="quoted-printable")
    made["Content-Location"] = "https://www.example.gov/a.html"
    made.add_related(
        b"p{color:red}", maintype="text", subtype="css", headers=["Content-Location: https://www.example.gov/a.css"]
    )
    made.add_related(
        b"\x89PNG" + bytes(900),
        maintype="image",
        subtype="png",
        headers=["Content-Location: https://www.example.gov/logo.png"],
    )
    data = made.as_bytes()
    assert detect(data, "a.mht") is Kind.EML
    (member,), refused = opened(Kind.EML, data)
    assert member.name == "读书活动的通知.html" and not refused
    found = make_document(read_bytes(member.name, member.data))
    assert found.clauses[-1].path == ("一、活动时间",)
    assert "标题：" not in found.text


def test_a_mail_that_is_passed_on_is_about_what_the_first_was_and_quotes_without_signs() -> None:
    made = mail(
        "请各校执行。\n\n------ 原始邮件 ------\n> 各学校：\n> 近视率要>90%达标。\n>> 一、按时上报。\n>90分为优秀。\n>\n"
    )
    del made["Subject"]
    made["Subject"] = "Fw: 转发：Re:关于报送名单的通知"
    (member,), _ = opened(Kind.EML, made.as_bytes())
    lines = member.data.decode().splitlines()
    assert lines[0] == "标题：关于报送名单的通知"
    assert [line for line in lines[-5:] if line] == [
        "各学校：",
        "近视率要>90%达标。",
        "一、按时上报。",
        ">90分为优秀。",
    ]


def test_what_windows_leaves_on_a_stick_is_passed_over() -> None:
    names = (
        "$RECYCLE.BIN/S-1-5/旧通知.txt",
        "System Volume Information/x",
        "RECYCLER/y.doc",
        "autorun.inf",
        "通知/通知.txt",
    )
    taken, refused = opened(Kind.ZIP, packed({name: NOTICE.encode() for name in names}))
    assert [member.name for member in taken] == ["通知/通知.txt"] and not refused
