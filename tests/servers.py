"""Small servers on real sockets that answer as they should not."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Server(ThreadingHTTPServer):
    """A server in a thread of the test. ``methods`` are those of the requests that came."""

    daemon_threads = True

    def __init__(self, handler: type[socketserver.BaseRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.methods: list[str] = []


@contextmanager
def running(handler: type[socketserver.BaseRequestHandler]) -> Iterator[Server]:
    """Serve until the block ends."""
    with Server(handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server
        server.shutdown()


def always(status: int, content_type: str, body: bytes) -> type[BaseHTTPRequestHandler]:
    """A handler that gives one answer to everything."""

    class Always(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 65536  # headers and body in one segment

        def __getattr__(self, name: str) -> object:
            if name.startswith("do_"):
                return self.answer
            raise AttributeError(name)

        def answer(self) -> None:
            assert isinstance(self.server, Server)
            self.server.methods.append(self.command)
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(status)
            self.send_header("Content-Type", content_type)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(b"" if self.command == "HEAD" else body)

        def log_message(self, format: str, *args: object) -> None:
            """Print nothing."""

    return Always


class Closing(socketserver.BaseRequestHandler):
    """Accepts, reads a little and closes without a word."""

    def handle(self) -> None:
        self.request.recv(1024)
