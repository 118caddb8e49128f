"""A real HTTP server that speaks OpenAI's chat completions, streamed, and plays well or ill as a test wants."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class ChatServer(ThreadingHTTPServer):
    """reply: the text of every answer, sent in pieces of `size` characters; finish: why it ends, "" for no word of it.

    status: the HTTP status, where it is not 200, with `error` as its body. page: a body of HTML in place of a reply. key, model: what it
    asks for; context: characters of a request that it takes. stall_after, drop_after: pieces after which it says nothing more, or hangs up.
    error_after: pieces after which an error comes in the stream. pause: seconds between pieces. requests: the bodies received.
    """

    daemon_threads = True
    reply = ""
    size = 3
    finish = "stop"
    status = 200
    error: Any = None
    page = ""
    key = ""
    model = ""
    context = 10**9
    stall_after = drop_after = error_after = 10**9
    pause = 0.0

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.requests: list[dict] = []
        self.closing = threading.Event()
        self.go_on = threading.Event()  # set: what has stalled goes on
        self.hung_up = threading.Event()  # a client went away in the middle of a reply

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}/v1"

    def asked(self) -> str:
        """What the last request says, all messages together."""
        return "\n".join(message["content"] for message in self.requests[-1]["messages"])


class _Handler(BaseHTTPRequestHandler):
    server: ChatServer

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        server = self.server
        server.requests.append(body)
        if server.key and self.headers["Authorization"] != f"Bearer {server.key}":
            self._fail(401, "Incorrect API key provided.", "invalid_api_key")
        elif server.model and body["model"] != server.model:
            self._fail(404, f"The model `{body['model']}` does not exist.", "model_not_found")
        elif len(server.asked()) > server.context:
            self._fail(400, "This model's maximum context length is exceeded.", "context_length_exceeded")
        elif server.status != 200:
            self._fail(server.status, "no", "error")
        elif server.page:
            self._send(200, "text/html", server.page.encode())
        else:
            self._stream(body["model"])

    def _stream(self, model: str) -> None:
        server = self.server
        self.send_response(200)
        self.send_header("Content-Type", "text/event-stream")
        self.end_headers()
        pieces = [server.reply[at : at + server.size] for at in range(0, len(server.reply), server.size)]
        try:
            for number, piece in enumerate(pieces):
                if number >= server.drop_after:
                    return
                if number >= server.error_after:
                    self._event({"error": {"message": "the engine died", "type": "server_error"}})
                    return
                if number == server.stall_after:
                    self._wait()
                self._event(_chunk(model, {"content": piece}, None))
                if server.pause:
                    server.closing.wait(server.pause)
            if server.stall_after >= len(pieces) and server.stall_after < 10**9:
                self._wait()
            if server.finish:
                self._event(_chunk(model, {}, server.finish))
                self.wfile.write(b"data: [DONE]\n\n")
        except OSError:
            server.hung_up.set()

    def _wait(self) -> None:
        while not (self.server.go_on.wait(0.05) or self.server.closing.is_set()):
            pass

    def _event(self, data: dict[str, Any]) -> None:
        self.wfile.write(b"data: " + json.dumps(data).encode() + b"\n\n")
        self.wfile.flush()

    def _fail(self, status: int, message: str, code: str) -> None:
        error = self.server.error or {"error": {"message": message, "type": "error", "code": code}}
        self._send(status, "application/json", json.dumps(error).encode())

    def _send(self, status: int, kind: str, data: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


def _chunk(model: str, delta: dict[str, str], finish: str | None) -> dict[str, Any]:
    return {
        "id": "1", "object": "chat.completion.chunk", "created": 0, "model": model,
        "choices": [{"index": 0, "delta": delta, "finish_reason": finish}],
    }  # fmt: skip


@contextmanager
def chat_server() -> Iterator[ChatServer]:
    """The server, running."""
    with ChatServer() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.closing.set()
            server.shutdown()
            thread.join()
