"""Pictures and scanned pages: what is read, where it stood, tables cell by cell, and what is said of pictures that cannot be read.

The pages are drawn here with the machine's own Chinese type: small, for a page takes a second to read.
"""

from dataclasses import replace
from io import BytesIO

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw, ImageFont

from ingest.readers import image as pictures
from ingest.readers.image import frames, read_image
from ingest.readers.ocr import engine as ocr_engine
from ingest.readers.ocr import ink as ocr_ink
from ingest.readers.ocr import messages as ocr_messages
from ingest.readers.ocr import pose as ocr_pose
from ingest.readers.ocr.keystone import squared
from ingest.readers.ocr.wording import Widths, set_right, spaced, widths
from ingest.readers.pages.placed import PlacedLine, PlacedPage
from ingest.source import Reading, UnreadableFile
from tests.fonts import FONTS, needs_chinese_font

RED = (214, 32, 32)
NOTICE = (
    "关于做好课后服务工作的通知",
    "东教基〔2024〕12号",
    "各中小学校：",
    "课后服务每周5天，每天不少于2课时（每课时40分钟），",
    "经费增长1.5%，共计3,250元；时间为16:30—18:00。",
)
SIGNED = ("东丽区教育局", "2024年5月8日")


def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONTS[0]), size, index=2 if FONTS[0].name.startswith("Noto") else 0)


def png(image: Image.Image, kind: str = "PNG", **options: object) -> bytes:
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def notice() -> tuple[Image.Image, dict[str, tuple[float, float]]]:
    """A page under a red letterhead, a seal over its signature; and where the middle of each line was drawn."""
    page = Image.new("RGB", (900, 620), "white")
    draw = ImageDraw.Draw(page)
    middles = {}

    def put(text: str, x: int, y: int, size: int, ink: str | tuple[int, int, int] = "black") -> None:
        draw.text((x, y), text, font=font(size), fill=ink)
        left, top, right, bottom = draw.textbbox((x, y), text, font=font(size))
        middles[text] = ((left + right) / 2, (top + bottom) / 2)

    put("东丽区教育局文件", 250, 20, 50, RED)
    for index, text in enumerate(NOTICE):
        put(text, 40, 110 + 62 * index, 32)
    for index, text in enumerate(SIGNED):
        put(text, 600, 440 + 62 * index, 32)
    seal = Image.new("RGB", page.size, "white")
    stamp = ImageDraw.Draw(seal)
    stamp.ellipse((590, 405, 790, 605), outline=RED, width=7)
    stamp.regular_polygon((690, 505, 48), 5, fill=RED)
    stamp.text((640, 430), "教育局", font=font(30), fill=RED)
    both = np.asarray(page, np.uint16) * np.asarray(seal, np.uint16) // 255
    return Image.fromarray(both.astype(np.uint8)), middles


def box_over(reading: Reading, words: str) -> tuple[float, float, float, float]:
    """The box of the line in which words stand, as shares of the picture; where the line is in parts, of the one at its middle."""
    start = reading.text.rindex(words)
    middle = start + len(words) // 2
    line = next(line for line in reading.layout.lines if line.start <= middle < line.end)
    return line.left, line.top, line.right, line.bottom


@needs_chinese_font
def test_a_notice_is_read_under_its_seal_and_each_line_stands_where_it_was_drawn() -> None:
    page, middles = notice()
    reading = read_image(png(page, dpi=(200, 200)))
    lines = reading.text.split()
    assert lines[0] == "东丽区教育局文件", "a letterhead in red is text"
    assert [line for line in lines if line[0] in "东2"][-2:] == list(SIGNED), "the seal hides nothing and adds nothing"
    assert "".join(lines) == "".join(("东丽区教育局文件", *NOTICE, *SIGNED))
    assert reading.layout.pages[0].scanned and reading.layout.pages[0].width == pytest.approx(900 * 72 / 200, rel=0.01)
    for words, (x, y) in middles.items():
        left, top, right, bottom = box_over(reading, words)
        assert left < x / page.width < right and top < y / page.height < bottom, words
        assert bottom - top < 80 / page.height


@needs_chinese_font
def test_a_page_on_its_side_and_askew_is_read_and_marked_where_it_lies() -> None:
    page, middles = notice()
    turned = page.rotate(90 + 4, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)
    reading = read_image(png(turned))
    assert "".join(reading.text.split()) == "".join(("东丽区教育局文件", *NOTICE, *SIGNED))
    assert reading.layout.pages[0].width < reading.layout.pages[0].height, "the picture's own shape"
    angle = np.deg2rad(94)
    for words in (NOTICE[3], SIGNED[1]):
        x, y = middles[words][0] - page.width / 2, middles[words][1] - page.height / 2
        across = turned.width / 2 + x * np.cos(angle) + y * np.sin(angle)
        down = turned.height / 2 - x * np.sin(angle) + y * np.cos(angle)
        left, top, right, bottom = box_over(reading, words)
        assert left < across / turned.width < right and top < down / turned.height < bottom, words
        assert right - left < 75 / turned.width, "a mark no wider than the line is high"


@needs_chinese_font
def test_a_ruled_table_is_read_cell_by_cell() -> None:
    """Merged cells, text that a detector takes for one line across a wall, single figures, an empty cell, a dash."""
    page = Image.new("L", (800, 420), 255)
    draw = ImageDraw.Draw(page)
    xs, ys = (40, 130, 380, 520, 640, 760), (90, 150, 210, 270, 330, 390)
    cells = {
        (0, 0, 2, 1): "序号",
        (0, 1, 2, 1): "学校名称",
        (0, 2, 1, 2): "2024年",
        (0, 4, 2, 1): "备注",
        (1, 2, 1, 1): "班数",
        (1, 3, 1, 1): "人数",
        (2, 0, 1, 1): "1",
        (2, 1, 1, 1): "东丽区实验小学本部",
        (2, 2, 1, 1): "42",
        (2, 3, 1, 1): "1,860",
        (2, 4, 1, 1): "",
        (3, 0, 1, 1): "2",
        (3, 1, 1, 1): "军粮城第一中学",
        (3, 2, 1, 1): "7",
        (3, 3, 1, 1): "305",
        (3, 4, 1, 1): "—",
        (4, 0, 1, 2): "合计",
        (4, 2, 1, 1): "49",
        (4, 3, 1, 1): "2,165",
        (4, 4, 1, 1): "12.5%",
    }
    draw.text((240, 25), "附表　各校招生计划", font=font(30), fill=0)
    for (row, column, rows, columns), text in cells.items():
        box = (xs[column], ys[row], xs[column + columns], ys[row + rows])
        draw.rectangle(box, outline=110)
        draw.text(((box[0] + box[2]) / 2, (box[1] + box[3]) / 2), text, font=font(27), fill=0, anchor="mm")
    reading = read_image(png(page))
    (table,) = reading.layout.tables
    found = {
        (cell.row, cell.column, cell.rows, cell.columns): reading.text[cell.start : cell.end] for cell in table.cells
    }
    assert found == cells
    assert reading.text[: table.start].strip() == "附表 各校招生计划"
    left, top, right, bottom = box_over(reading, "1,860")
    assert (left * 800, top * 420, right * 800, bottom * 420) == pytest.approx((520, 210, 640, 270), abs=6)


@needs_chinese_font
def test_each_frame_of_a_picture_is_a_page() -> None:
    pages = []
    for text in ("第一页的通知", "第二页的附件"):
        page = Image.new("1", (420, 90), 1)
        ImageDraw.Draw(page).text((30, 20), text, font=font(40), fill=0)
        pages.append(page)
    reading = read_image(png(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="group4"))
    assert [reading.text[page.start : page.end].strip() for page in reading.layout.pages] == [
        "第一页的通知",
        "第二页的附件",
    ]


def test_a_picture_without_text_gets_its_sentence() -> None:
    shades = np.tile(np.linspace(90, 230, 256).astype(np.uint8), (256, 1))
    with pytest.raises(UnreadableFile) as raised:
        read_image(png(Image.fromarray(shades)))
    assert str(raised.value) == ocr_messages.NO_TEXT


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "TIFF", "GIF", "BMP", "WEBP"])
def test_a_damaged_picture_gets_its_sentence(kind: str) -> None:
    noise = np.random.default_rng(1).integers(0, 255, (200, 200), dtype=np.uint8)
    data = png(Image.fromarray(noise), kind)
    for broken in (data[: len(data) // 3], data[:20]):
        with pytest.raises(UnreadableFile) as raised:
            read_image(broken)
        assert str(raised.value) == ocr_messages.DAMAGED


def test_a_picture_too_large_to_open_gets_its_sentence() -> None:
    with pytest.raises(UnreadableFile) as raised:
        read_image(png(Image.new("1", (30_000, 12_000), 1)))
    assert "百万像素" in str(raised.value)


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "F"])
def test_every_way_to_store_a_picture_comes_out_dark_on_white(mode: str) -> None:
    grey = np.full((1200, 1200), 255, np.uint8)
    grey[300:600, 300:600] = 0
    page = Image.fromarray(grey)
    if mode == "I;16":
        page = Image.fromarray(grey.astype(np.uint16) * 257)
    elif mode in ("LA", "RGBA"):  # black everywhere, seen through where the paper is
        page = Image.merge("LA", [Image.new("L", page.size, 0), Image.fromarray(255 - grey)]).convert(mode)
    else:
        page = page.convert(mode)
    ((image, width, height),) = frames(png(page, "PNG" if mode not in ("CMYK", "F") else "TIFF"))
    assert image.shape == (1200, 1200, 3) and image.dtype == np.uint8
    assert image[450, 450].max() < 20 and image[100, 100].min() > 235
    assert width == height == pytest.approx(842)


def test_a_photo_is_turned_as_its_camera_says() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # turn a quarter clockwise
    page = Image.new("L", (1600, 1000), 255)
    page.paste(0, (0, 0, 300, 200))
    ((image, width, height),) = frames(png(page, "JPEG", exif=exif))
    assert image.shape[:2] == (1600, 1000) and width < height
    assert image[50, 950].max() < 40 and image[50, 50].min() > 200


@pytest.mark.parametrize("degrees", [0.0, 90.0, 180.0, 270.0, -7.5, 93.0])
def test_a_point_on_the_upright_page_is_found_in_the_picture_again(degrees: float) -> None:
    pose = ocr_pose.turned(300, 500, degrees)
    points = np.array([[10.0, 20.0], [299.0, 499.0], [150.0, 3.0]])
    upright = pose.points(points)
    assert (upright > -1).all() and (upright < [pose.width, pose.height]).all()
    back = pose.back()
    assert ocr_pose.through(back, upright) == pytest.approx(points, abs=0.01)


def test_a_table_photographed_at_a_slant_is_squared_and_a_flat_one_left_alone() -> None:
    flat = Image.new("L", (900, 700), 255)
    draw = ImageDraw.Draw(flat)
    for x in (100, 300, 500, 800):
        draw.line((x, 150, x, 600), fill=0, width=3)
    for y in (150, 300, 450, 600):
        draw.line((100, y, 800, y), fill=0, width=3)
    pose = ocr_pose.turned(900, 700, 0.0)
    assert squared(pose, np.asarray(flat)) is pose
    seen = np.float32([[60, 40], [860, 10], [820, 690], [20, 640]])
    slanted = cv2.getPerspectiveTransform(np.float32([[0, 0], [900, 0], [900, 700], [0, 700]]), seen)
    photo = cv2.warpPerspective(np.asarray(flat), slanted, (900, 700), borderValue=255)
    corners = ocr_pose.through(slanted, np.array([[100.0, 150], [800, 150], [800, 600], [100, 600]]))
    table = squared(pose, photo).points(corners)
    for first, second, axis in ((0, 1, 1), (2, 3, 1), (0, 3, 0), (1, 2, 0)):
        assert abs(table[first, axis] - table[second, axis]) < 4, "a side of the table runs level or upright"


def test_text_on_a_dark_ground_is_turned_dark_on_light() -> None:
    quads = np.float32([[[20, 20], [180, 20], [180, 50], [20, 50]]])
    for paper, ink, changed in ((30, 220, True), (230, 20, False)):
        picture = np.full((200, 200, 3), paper, np.uint8)
        picture[25:45, 30:170:8] = ink
        assert (ocr_ink.dark_on_light(picture, quads) is not picture) is changed
    desk = np.full((200, 200, 3), 40, np.uint8)
    desk[10:60, 10:190] = 235
    assert ocr_ink.dark_on_light(desk, quads) is desk, "the page is light, whatever it lies on"


def test_a_fax_has_as_many_pixels_across_as_down() -> None:
    fax = Image.new("1", (864, 572), 1)
    ((image, width, height),) = frames(png(fax, "TIFF", dpi=(204, 98)))
    assert image.shape[0] == pytest.approx(572 * 204 / 98, abs=1) and image.shape[1] == 864
    assert width / height == pytest.approx(image.shape[1] / image.shape[0], rel=0.01)


@needs_chinese_font
def test_a_page_in_the_middle_of_a_large_sheet_is_read_as_a_page() -> None:
    said = ("各校要公开招生计划、招生范围和录取结果，", "接受家长监督。", "校长是第一责任人，每周带班检查一次。")
    sheet = Image.new("RGB", (2000, 2400), "white")
    draw = ImageDraw.Draw(sheet)
    for at, line in enumerate(said):
        draw.text((800, 1000 + 32 * at), line, font=font(18), fill="black")
    reading = read_image(png(sheet))
    assert reading.text.split() == ["".join(said[:2]), said[2]]
    box = next(line for line in reading.layout.lines if "第一责任人" in reading.text[line.start : line.end])
    assert 0.38 < box.left < 0.41 and 0.43 < box.top < 0.45, "placed on the sheet, not on its part"


@needs_chinese_font
def test_print_that_shows_through_is_no_text() -> None:
    page, _ = notice()
    back = page.convert("L").transpose(Image.Transpose.FLIP_LEFT_RIGHT).point(lambda shade: 235 + (shade - 255) // 14)
    with pytest.raises(UnreadableFile, match="第 1 页"):
        read_image(png(back))


@pytest.mark.parametrize(
    ("read", "right"),
    [
        ("坚持公开,公平,公正;", "坚持公开，公平，公正；"),
        ("电话:0512-6655,邮箱:a@b.cn", "电话：0512-6655，邮箱：a@b.cn"),
        ("增长1.5%,共3,250人,8:30开始", "增长1.5%，共3,250人，8:30开始"),
        ("网址http://a.gov.cn:80/zs?id=1", "网址http://a.gov.cn:80/zs?id=1"),
        ("严肃处理!有何困难?", "严肃处理！有何困难？"),
        ("现予印发,请认真执行.", "现予印发，请认真执行。"),
        ("1.总则", "1.总则"),
        ("一.总则", "一.总则"),
        ("办法(试行)的通知", "办法（试行）的通知"),
        ("（联系人:王小明)", "（联系人：王小明）"),
        ("改革的意见》(市教", "改革的意见》（市教"),
        ("1)加强领导", "1)加强领导"),
        ("f(x)=2x", "f(x)=2x"),
        ("东教基[2024]12号", "东教基〔2024〕12号"),
        ("数组a[2024]", "数组a[2024]"),
        ("—、总则", "一、总则"),
        ("（—）目标", "（一）目标"),
        ("第—条 本办法", "第一条 本办法"),
        ("2024一2025学年", "2024—2025学年"),
        ("6月20日一22日", "6月20日—22日"),
        ("建立一一对应关系", "建立一一对应关系"),
        ("二O二四年五月八日", "二〇二四年五月八日"),
        ("二O二O年", "二〇二〇年"),
        ("OECD国家", "OECD国家"),
        ('收取"赞助费"', "收取“赞助费”"),
        ("Click here, then go (now).", "Click here, then go (now)."),
    ],
)
def test_look_alike_marks_are_set_right_and_nothing_else(read: str, right: str) -> None:
    assert set_right(read, Widths()) == right


def test_marks_that_a_page_sets_in_half_width_stay_so() -> None:
    """Whether a comma is a typewriter's is told by its room, not by what it was read as."""
    text = "公开,公平,公正(试行)办法"
    narrow = [
        index - 0.6 * text[:index].count(",") - 0.5 * sum(map(text[:index].count, "()")) for index in range(len(text))
    ]
    wide = list(range(len(text)))
    assert set_right(text, widths([(text, narrow)])) == text
    assert set_right(text, widths([(text, wide)])) == "公开，公平，公正（试行）办法"


@pytest.mark.parametrize(
    ("text", "at", "right"),
    [
        ("主任王明副主任", (0, 1, 4, 5, 8, 9, 10), "主任 王明 副主任"),
        ("共 12 页 要求", (0, 1, 2, 3, 4, 5, 5.5, 6, 7), "共12页要求"),
        ("第一章总则第二", (0, 1, 2, 3.3, 4.3, 5.3, 6.3), "第一章 总则第二"),
        ("GB/T 1234 标准", tuple(range(12)), "GB/T 1234标准"),
    ],
)
def test_spaces_are_those_to_be_seen(text: str, at: tuple[float, ...], right: str) -> None:
    said, places = spaced(text, at, 1.0)
    assert said == right and len(places) == len(said)


def test_the_models_are_those_of_the_wheel_and_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise AssertionError("a download was tried")

    monkeypatch.setattr("rapidocr.utils.download_file.DownloadFile.run", refuse)
    ocr_engine.use_threads(1)
    try:
        assert ocr_engine.recognise([np.full((48, 200, 3), 255, np.uint8)])[0].text == ""
        assert len(ocr_engine.detect(np.full((320, 320, 3), 255, np.uint8))) == 0
    finally:
        ocr_engine.use_threads(-1)


@pytest.mark.parametrize("kind", ["TIFF", "GIF", "WEBP"])
@pytest.mark.parametrize(("limit", "most"), [("MOST_FRAMES", 2), ("MOST_IN_ALL", 2 * 300 * 200)])
def test_of_a_picture_of_many_frames_the_first_are_read_and_the_rest_told(
    kind: str, limit: str, most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn = [Image.new("RGB", (300, 200), (200, shade, 0)) for shade in range(0, 250, 50)]
    data = png(drawn[0], kind, save_all=True, append_images=drawn[1:])
    assert len(list(frames(data))) == 5
    monkeypatch.setattr(pictures, limit, most)
    assert len(list(frames(data))) == 2
    page = PlacedPage(1, 300.0, 200.0, (PlacedLine("关于校车工作的通知", 0.1, 0.1, 0.9, 0.2, 0.1),))
    monkeypatch.setattr(pictures, "read_picture", lambda image, number, *size: replace(page, number=number))
    assert any("有 5 页" in told and "前 2 页" in told for told in read_image(data).warnings)
