"""Small servers on real sockets that respond as they should not."""

import contextlib
import itertools
import select
import socketserver
import ssl
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from http.client import parse_headers
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseRequestHandler


class Server(ThreadingHTTPServer):
    """A server in a thread of the test. ``methods`` are those of the requests that came."""

    daemon_threads = True

    def __init__(self, handler: type[socketserver.BaseRequestHandler], port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), handler)
        self.url = f"http://127.0.0.1:{self.server_port}"
        self.methods: list[str] = []

    def die(self) -> None:
        """Listen no more."""
        self.shutdown()
        self.server_close()


@contextmanager
def running(handler: type[socketserver.BaseRequestHandler], port: int = 0) -> Iterator[Server]:
    """Serve until the block ends, on a free port if none is named."""
    with Server(handler, port) as server:
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        yield server
        server.shutdown()


def always(status: int, content_type: str, body: bytes) -> type[BaseHTTPRequestHandler]:
    """A handler that gives one response to everything."""

    class Always(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        wbufsize = 65536  # headers and body in one segment

        def __getattr__(self, name: str) -> object:
            if name.startswith("do_"):
                return self.respond
            raise AttributeError(name)

        def respond(self) -> None:
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


Part = bytes | float | Callable[[Server], None] | None


def responding(respond: Callable[[str], Iterable[Part]]) -> type[BaseRequestHandler]:
    """A handler that responds to each path byte for byte, and then waits for the next request.

    A number is a pause of so many seconds, or until the client hangs up; None ends the connection.
    """

    class Responding(socketserver.StreamRequestHandler):
        server: Server

        def handle(self) -> None:
            with contextlib.suppress(OSError):  # the client hung up
                while path := self.next_path():
                    for part in respond(path):
                        if part is None or (isinstance(part, float) and self.hung_up(part)):
                            return
                        if isinstance(part, bytes):
                            self.wfile.write(part)
                        elif callable(part):
                            part(self.server)
                    if self.last:
                        return

        def next_path(self) -> str:
            """Read a request to its end. Returns its path with the query, or nothing at the end of the connection."""
            method, path, *_ = [*self.rfile.readline().decode("latin-1").split(), "", ""]
            headers = parse_headers(self.rfile)
            self.last = headers.get("Connection", "") == "close"
            self.rfile.read(int(headers.get("Content-Length", 0)))
            self.server.methods += [method] if method else []
            return path

        def hung_up(self, seconds: float) -> bool:
            """Pause. Returns whether the client hung up meanwhile."""
            return bool(select.select([self.connection], [], [], seconds)[0])

    return Responding


def head(status: str = "200 OK", **headers: object) -> bytes:
    """The head of a response; of headers, underscores are hyphens."""
    lines = [f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items()]
    return f"HTTP/1.1 {status}\r\n{''.join(lines)}\r\n".encode()


def sized(body: bytes, status: str = "200 OK", **headers: object) -> bytes:
    """A whole response."""
    return head(status, Content_Length=len(body), **headers) + body


def slowly(content: bytes) -> Iterable[Part]:
    """Byte by byte, with pauses."""
    return itertools.chain.from_iterable((bytes([byte]), 0.02) for byte in content)


class Encrypting(socketserver.BaseRequestHandler):
    """Takes nothing but TLS, and has no certificate for any client."""

    def handle(self) -> None:
        with contextlib.suppress(OSError):
            ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).wrap_socket(self.request, server_side=True)
