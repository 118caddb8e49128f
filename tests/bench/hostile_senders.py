"""Four senders who mean harm to the page, each from an address of its own."""

import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from itertools import cycle
from threading import Thread

import httpx

from tests.page_client import events

_LONG = "不" * 1000
_TEXT = "全区安排资金三十万元新建学校八所，惠及学生五千人。" * 800  # 20,000 characters
_ROADS = ("run/respond", "call/respond", "file=http://192.0.2.1/x", "proxy=http://192.0.2.1/x", "upload_progress")

Listeners = Mapping[str, int]


def harm(address: str, listeners: Listeners, seconds: float) -> None:
    """Send for so long, all four at once. listeners: the numbers of the page's listeners by their names."""
    end = time.monotonic() + seconds
    senders = (_flood, _paste, _leave, _forge)
    threads = [Thread(target=_send, args=(send, at, address, listeners, end)) for at, send in enumerate(senders, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def _send(send: Callable[..., None], number: int, address: str, listeners: Listeners, end: float) -> None:
    # No longer than it takes to see that nothing more comes before the end.
    with httpx.Client(
        base_url=address, transport=httpx.HTTPTransport(local_address=f"127.0.0.{number}"), timeout=5
    ) as http:
        while time.monotonic() < end:
            with suppress(httpx.HTTPError):
                send(http, listeners, end)


def _flood(http: httpx.Client, listeners: Listeners, end: float) -> None:
    """A question after the other, each of another page, and no look at what comes of it."""
    question = [[f"今年近视率要降多少？{secrets.token_hex(3)}"], 0, [], None]
    body = {"fn_index": listeners["respond"], "data": question, "session_hash": secrets.token_hex(6)}
    http.post("/gradio_api/queue/join", json=body)


def _paste(http: httpx.Client, listeners: Listeners, end: float) -> None:
    """What takes longest to verify."""
    for text in (_LONG, _TEXT):
        for _ in events(http, secrets.token_hex(6), listeners["verify"], [text, None]):
            if time.monotonic() > end:
                return


def _leave(http: httpx.Client, listeners: Listeners, end: float) -> None:
    """A page that opens, asks and is left at once."""
    http.get("/")
    http.get("/config")
    session = secrets.token_hex(6)
    for number, data in ((listeners["greet"], []), (listeners["respond"], [["德育工作网络"], 0, [], None])):
        next(events(http, session, number, data), None)


def _forge(http: httpx.Client, listeners: Listeners, end: float) -> None:
    """What only other pages and programs send."""
    for road, headers in zip(_ROADS, cycle(({"Host": "evil.example"}, {"Origin": "http://evil.example"}, {}))):
        http.post(f"/gradio_api/{road}", json={"data": [["几所？"], 0, [], None]}, headers=headers)
        http.get(f"/gradio_api/{road}", headers=headers)
