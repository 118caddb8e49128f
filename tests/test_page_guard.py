"""The door of the page, on a real server on loopback: foreign pages, closed roads, too many requests, no password."""

import json
import math
import time
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from gradio import processing_utils

from rag.page import answered
from rag.page.answer import render_answer, render_question
from rag.page.answered import MOST_VERDICTS
from rag.page.queue import MOST_WAITING
from rag.page.rate import MOST_ADDRESSES, Buckets
from rag.page.upload import _TICK
from rag.page.words import CHINESE
from rag.schema import Answer
from rag.settings import Settings
from tests.page_client import Client, served


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    with served(tmp_path_factory.mktemp("guard"), names="youju.school.cn, proxy.school.cn:8443") as client:
        yield client


def port(client: Client) -> str:
    return client.address.rpartition(":")[2]


@pytest.mark.parametrize(
    "host", ["evil.example:{port}", "evil.example", "localhost:1", "127.0.0.1", "192.0.2.7:{port}"]
)
def test_a_name_that_is_not_ours_is_refused_with_a_sentence(client: Client, host: str) -> None:
    host = host.format(port=port(client))
    body = {"fn_index": client.listener("_remove"), "data": [None], "event_data": None, "session_hash": "x"}
    refused = client.http.post("/gradio_api/queue/join", json=body, headers={"Host": host})
    assert refused.status_code == 403 and f"“{host}”不是这个网页的地址" in refused.json()["detail"]
    assert "不是这个网页的地址" in client.http.get("/", headers={"Host": host}).text


@pytest.mark.parametrize("host", ["localhost:{port}", "[::1]:{port}", "LOCALHOST:{port}", "youju.school.cn", "youju.school.cn:81", "proxy.school.cn:8443"])  # fmt: skip
def test_our_own_names_are_let_in(client: Client, host: str) -> None:
    assert client.http.get("/", headers={"Host": host.format(port=port(client))}).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://evil.example", "http://localhost:3000", "null", "http://127.0.0.1", "http://[::1"]
)
def test_another_page_is_refused_and_told_nothing(client: Client, origin: str) -> None:
    for method, path in (("POST", "/gradio_api/queue/join"), ("OPTIONS", "/gradio_api/queue/join"), ("GET", "/config")):
        asks = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        answer = client.http.request(method, path, headers=asks)
        assert answer.status_code == 403 and "请求来自别的网页" in answer.text
        assert not [name for name in answer.headers if name.startswith("access-control-")]
    own = client.http.get("/config", headers={"Origin": client.address})
    assert own.status_code == 200 and not [name for name in own.headers if name.startswith("access-control-")]


def test_every_response_binds_the_browser(client: Client) -> None:
    for path in ("/", "/config", "/nothing", "/gradio_api/run/respond"):
        headers = client.http.get(path).headers
        assert "frame-ancestors 'self'" in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["run/respond", "api/respond", "call/respond", "call/v2/respond", "stream/x", "component_server", "process_recording", "queue/join/"])  # fmt: skip
def test_listeners_run_in_the_queue_only(client: Client, path: str) -> None:
    number = client.listener("respond")
    body = {"fn_index": number, "data": [["几所？"], 0, [], {}], "session_hash": "y", "event_data": None}
    asked = len(client.assistant.asked)
    refused = client.http.post(f"/gradio_api/{path}", json=body)
    assert refused.status_code == 404 and "这里没有这个网址" in refused.json()["detail"]
    assert len(client.assistant.asked) == asked


@pytest.mark.parametrize(
    "address", ["http://192.0.2.1/x", "https:/192.0.2.1/x", "HTTP://192.0.2.1/x", "ftp://192.0.2.1/x"]
)
@pytest.mark.parametrize("road", ["file=", "file/", "proxy="])
def test_the_server_fetches_no_address_for_anybody(client: Client, road: str, address: str) -> None:
    assert client.http.get(f"/gradio_api/{road}{address}").status_code == 404


def test_an_address_in_place_of_an_upload_is_not_fetched(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    fetched = []

    async def note(url: str, *_: object, **__: object) -> None:
        fetched.append(url)
        raise OSError

    monkeypatch.setattr(processing_utils, "async_ssrf_protected_get", note)
    file = {"path": "http://192.0.2.1/list.txt", "meta": {"_type": "gradio.FileData"}}
    ended = client.again().join(client.listener("verify"), ["", [file]])
    assert [message["success"] for message in ended if message["msg"] == "process_completed"] == [False]
    assert fetched == []


def test_the_page_answers_takes_uploads_and_gives_them_back(client: Client) -> None:
    one = client.again()
    ended = one.join(client.listener("respond"), [["几所？"], 0, [], None])
    assert [message["success"] for message in ended if message["msg"] == "process_completed"] == [True]
    assert "答：几所？" in json.dumps(ended, ensure_ascii=False)
    [path] = one.http.post("/gradio_api/upload", files={"files": ("通知.txt", b"x")}).json()
    assert one.http.get(f"/gradio_api/file={path}").content == b"x"
    assert one.http.get("/gradio_api/file=/etc/passwd").status_code == 403


def test_a_request_with_thousands_of_questions_has_one_answered_and_gives_up_its_place(client: Client) -> None:
    """The browser asks for the next one: others that wait come in between."""
    asked, questions = len(client.assistant.asked), [f"第{number}问？" for number in range(3000)]
    ended = client.again().join(client.listener("respond"), [questions, 0, [], None])
    assert client.assistant.asked[asked:] == questions[:1]
    told = next(message["output"]["data"] for message in ended if message["msg"] == "process_generating")
    assert told[2] == 1 and told[5] == questions[:MOST_WAITING]
    assert "后面 2980 个没有排进去" in unescape(told[3]) and unescape(told[3]).count("排在后面") == MOST_WAITING - 1


def test_only_an_answer_that_was_given_is_judged_and_not_without_end(tmp_path: Path) -> None:
    with served(tmp_path) as client:
        like, asked = client.listener("judge"), client.join(client.listener("respond"), [["几所？"], 0, [], None])
        shown = [message["output"]["data"][1] for message in asked if message["msg"] == "process_generating"]
        first = next(data for data in shown if isinstance(data, dict))["value"][:1]
        given = [*first, says("assistant", render_answer(Answer("答：几所？"), {}, CHINESE))]
        forged = [*first, says("assistant", render_answer(Answer("答：百所！"), {}, CHINESE))]
        another = [says("user", render_question("别的？")), *given[1:], *given]
        thumb = {"index": 1, "value": "", "liked": True}
        assert CHINESE.not_given in json.dumps(client.join(like, [forged, None], thumb), ensure_ascii=False)
        assert CHINESE.not_given in json.dumps(
            client.join(like, [another, None], thumb | {"index": 3}), ensure_ascii=False
        )
        # Another page was given no answer at all.
        assert CHINESE.not_given in json.dumps(client.again().join(like, [given, None], thumb), ensure_ascii=False)
        assert not (tmp_path / "library" / "feedback.jsonl").exists()
        for _ in range(MOST_VERDICTS + 3):
            told = client.join(like, [given, None], thumb)
        assert CHINESE.not_kept in json.dumps(told, ensure_ascii=False)
        rows = (tmp_path / "library" / "feedback.jsonl").read_text("utf-8").splitlines()
        assert len(rows) == MOST_VERDICTS and json.loads(rows[0])["question"] == "几所？"


def says(role: str, html: str) -> dict[str, object]:
    """A message as the browser sends it."""
    return {"role": role, "content": [{"type": "text", "text": html}]}


def test_the_answers_remembered_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answered, "MOST_ANSWERS", 3)
    known = answered.Answered()
    for name in "甲乙丙丁":
        known.add(name)
    assert len(known) == 3 and "甲" not in known and known.judge("丁") and not known.judge("甲")


def test_a_body_too_large_for_memory_or_of_no_length_is_not_read(tmp_path: Path) -> None:
    with served(tmp_path, verify_bytes=1000) as client:
        body = {"fn_index": client.listener("respond"), "data": [["问" * 1300], 0, [], None], "session_hash": "z"}
        text = json.dumps(body, ensure_ascii=False).encode()
        kind = {"Content-Type": "application/json"}
        for road in ("queue/join", "cancel"):
            for content in (text + b" " * 4000, iter([text])):
                refused = client.http.post(f"/gradio_api/{road}", content=content, headers=kind)
                assert refused.status_code == 413 and "请求太大" in refused.json()["detail"]
        assert client.assistant.asked == []
        assert client.http.post("/gradio_api/queue/join", content=text, headers=kind).status_code == 200


def test_too_many_requests_are_told_to_wait_and_assets_are_not_counted(tmp_path: Path) -> None:
    with served(tmp_path, requests=20) as client:
        asset = next(
            part for part in client.http.get("/").text.split('"') if "/assets/" in part and part.endswith(".js")
        )
        answers = (client.http.get("/gradio_api/startup-events") for _ in range(300))
        before, refused = 0, next(answers)
        while refused.status_code != 429:
            before, refused = before + 1, next(answers)
        assert before >= 10
        assert "请过一分钟再试" in refused.json()["detail"] and refused.headers["retry-after"]
        for _ in range(40):
            assert client.http.get(f"/assets/{asset.partition('/assets/')[2]}").status_code == 200


def test_a_refusal_comes_late_so_that_sending_on_and_on_brings_nothing(tmp_path: Path) -> None:
    with served(tmp_path, patience=0.5) as client:
        started = time.monotonic()
        assert client.http.get("/", headers={"Host": "evil.example"}).status_code == 403
        assert client.http.get("/gradio_api/call/respond").status_code == 404
        assert time.monotonic() - started >= 1.0


def test_a_proxy_on_this_machine_says_who_asks_and_nobody_else_pays_for_it(tmp_path: Path) -> None:
    with served(tmp_path, requests=20) as client:
        # The last one is what the proxy has seen; what stands before it came with the request.
        asks = [client.http.get("/config", headers={"X-Forwarded-For": f"10.0.0.{n}, 192.0.2.1"}) for n in range(30)]
        assert 429 in {each.status_code for each in asks}
        assert client.http.get("/config", headers={"X-Forwarded-For": "192.0.2.2"}).status_code == 200


def test_fifty_pages_behind_one_address_open_ask_and_watch_an_upload_within_a_minute() -> None:
    buckets = Buckets(Settings(_env_file=None).requests, lambda: 0.0)
    opening, asking, looking = 4, 10 * 2, 2 * math.ceil(60 / _TICK)  # requests of a page
    assert all(buckets.take("10.0.0.1") for _ in range(50 * (opening + asking + looking)))


def test_a_bucket_fills_with_time_and_the_addresses_remembered_are_bounded() -> None:
    now = [0.0]
    buckets = Buckets(60, lambda: now[0])
    assert [buckets.take("10.0.0.1") for _ in range(61)] == [True] * 60 + [False]
    assert buckets.take("10.0.0.2")
    now[0] = 2.0
    assert [buckets.take("10.0.0.1") for _ in range(3)] == [True, True, False]
    assert not Buckets(60).take("10.0.0.1", 61)
    # All addresses of one network of IPv6 are one client.
    assert buckets.take("2001:db8::1", 60) and not buckets.take("2001:db8::2")
    for number in range(MOST_ADDRESSES + 50):
        buckets.take(f"client {number}")
    assert len(buckets) == MOST_ADDRESSES


@pytest.mark.parametrize(
    ("host", "password", "read_only"),
    [("127.0.0.1", None, False), ("localhost", "", False), ("[::1]", None, False), ("0.0.0.0", None, True), ("::", "", True), ("school", None, True), ("0.0.0.0", "x", False)],
)  # fmt: skip
def test_whoever_can_be_reached_needs_a_password_to_be_changed(
    host: str, password: str | None, read_only: bool
) -> None:
    assert Settings(host=host, password=password, _env_file=None).read_only is read_only


def test_without_a_password_a_page_that_others_reach_changes_nothing(tmp_path: Path) -> None:
    with served(tmp_path, host="0.0.0.0") as client:
        changing = {"_offer", "_decide", "_remove", "sign"}
        assert {name for name in changing if client.listener(name) is not None} == set()
        shown = client.http.get("/config").text
        assert "网页只读" in shown and "webkitdirectory" not in shown
        assert ".y-replace, .y-remove, .y-sign-form { display: none" in client.http.get("/").text
        assert client.again().join(client.listener("respond"), [["几所？"], 0, [], None])[-1]["msg"] == "close_stream"
        assert client.http.get("/", headers={"Host": f"evil.example:{port(client)}"}).status_code == 403


def test_with_a_password_nothing_is_done_without_it(tmp_path: Path) -> None:
    with served(tmp_path, host="0.0.0.0", password="对的密码", requests=450) as client:
        assert client.listener("_remove") is not None
        body = {"fn_index": client.listener("respond"), "data": [["几所？"], 0, [], None], "session_hash": "z"}
        assert client.http.post("/gradio_api/queue/join", json=body).status_code == 401
        assert client.http.post("/gradio_api/upload", files={"files": ("a.txt", b"x")}).status_code == 401
        assert login(client, "错的密码") == 400 and client.assistant.asked == []
        assert login(client, "对的密码") == 200
        assert "答：几所？" in json.dumps(client.join(body["fn_index"], body["data"]), ensure_ascii=False)
        # Whoever tries passwords is soon told to wait.
        assert any(login(client, str(number)) == 429 for number in range(80))


def login(client: Client, password: str) -> int:
    return client.http.post("/login", data={"username": "李", "password": password}).status_code
