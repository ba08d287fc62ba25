"""Targets that attack the run: how each responds, and how a run on it ends.

``python -m benchmarks.hostile`` measures the seconds and the memory of each into docs/hostile.md.
"""

import gzip
import itertools
import json
import socket
import socketserver
import struct
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from socketserver import BaseRequestHandler

from tests.servers import Part, head, responding, sized

RULES = ("QUERY-BOOL-6", "QUERY-BOOL-8", "DOCS-2", "ROUTE-12", "STATIC-39", "STREAM-3")
"""What meets a target unless it says otherwise: JSON, a validation error, the OpenAPI document, a Location, a request
sent byte for byte, and a stream."""
FEW = ("QUERY-BOOL-6", "DOCS-2", "STATIC-39")
"""Those for a target that takes its time."""
UPLOADS = ("FILE-24", "QUERY-BOOL-6", "DOCS-2")
"""A rule that sends 10 MiB, and two that follow."""
ANYWAY = ("--anyway",)
IMPATIENT = ("--anyway", "--response-timeout=0.5")
ESCAPES = "\x1b]0;title\x07\x1b[2J\x9b31m\u202e\u2066\ufeff\0"
MEGABYTE = 1_000_000
LARGE = 1_900_000
"""About as many bytes as a body may have."""


@dataclass(frozen=True)
class Hostile:
    """A target that ``does`` something hostile, and how a run of these rules ends: status and words."""

    id: str
    does: str
    handler: type[BaseRequestHandler]
    said: str
    status: int = 1
    rules: tuple[str, ...] = RULES
    options: tuple[str, ...] = ANYWAY


def status_of(path: str) -> str:
    """The status that a rule expects of a path, so that it goes on to look at the body and the headers."""
    if "maybe" in path:
        return "422 Unprocessable Content"
    return "307 Temporary Redirect" if path.endswith("/") and len(path) > 1 else "200 OK"


def body(content: bytes | Callable[[], bytes], **headers: object) -> type[BaseRequestHandler]:
    """A handler that sends this body with the status that is expected. As JSON, unless the headers say otherwise."""
    headers = {"Content_Type": "application/json"} | headers

    def respond(path: str) -> list[Part]:
        return [sized(content if isinstance(content, bytes) else content(), status_of(path), **headers)]

    return responding(respond)


def raw(*parts: Part) -> type[BaseRequestHandler]:
    """A handler that sends these bytes after each request."""
    return responding(lambda _: parts)


def endless(piece: bytes, pause: float = 0) -> Iterator[Part]:
    """The same bytes again and again."""
    while True:
        yield piece
        if pause:
            yield pause


def endlessly(first: bytes, piece: bytes, pause: float = 0) -> type[BaseRequestHandler]:
    """A handler that sends the first bytes, then the others again and again."""
    return responding(lambda _: itertools.chain([first], endless(piece, pause)))


def leading(to: str) -> type[BaseRequestHandler]:
    """A handler that redirects, or responds with 200, and has this Location."""
    return responding(lambda path: [sized(b"", status_of(path), Location=to)])


def layered() -> bytes:
    """Ten layers of gzip around a megabyte of nothing."""
    content = bytes(MEGABYTE)
    for _ in range(10):
        content = gzip.compress(content)
    return content


def deflated() -> bytes:
    """Without the header of zlib, as some servers send it: 200 MB in 200 KB."""
    packing = zlib.compressobj(wbits=-15)
    return b"".join(packing.compress(bytes(MEGABYTE)) for _ in range(200)) + packing.flush()


ZSTD = b"\x28\xb5\x2f\xfd\x00" + bytes([0xA8]) + b"\x03\x80\x00" + bytes(1000)
"""A frame of zstd whose window is 2 GiB, with a block of run-length encoding."""
BROTLI = b"\x91\x1f\xff\x7f" + bytes(1000)
"""A large window (RFC 7932 with the extension for large windows), then nonsense."""


def documented(**parts: object) -> type[BaseRequestHandler]:
    """A handler whose OpenAPI document is this one, with nothing else."""
    document = json.dumps({"openapi": "3.1.0", "info": {"title": "T", "version": "1"}, **parts}).encode()

    def respond(path: str) -> list[Part]:
        there = path.endswith("/openapi.json")
        return [
            sized(
                document if there else b'{"detail":"Not Found"}',
                "200 OK" if there else "404 Not Found",
                Content_Type="application/json",
            )
        ]

    return responding(respond)


class ReadsNothing(BaseRequestHandler):
    """Accepts, reads nothing and sends nothing until the client hangs up."""

    def handle(self) -> None:
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        time.sleep(3)


class Resets(BaseRequestHandler):
    """Sends a part of the headers, then resets the connection."""

    def handle(self) -> None:
        self.request.recv(65536)
        self.request.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Le")
        self.request.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class EarlyReader(BaseRequestHandler):
    """Responds with 413 to the first bytes of a request, and goes on reading, 4 KiB in each hundredth of a second."""

    def handle(self) -> None:
        self.request.recv(1024)
        self.request.sendall(sized(b"{}", "413 Content Too Large", Connection="close"))
        while self.request.recv(4096):
            time.sleep(0.01)


class HangsUp(socketserver.StreamRequestHandler):
    """Responds rightly and closes the connection at once, without saying so."""

    def handle(self) -> None:
        _, path, *_ = [*self.rfile.readline().decode("latin-1").split(), "", ""]
        self.wfile.write(sized(b'{"param":false}', status_of(path), Content_Type="application/json"))


NUMBER = itertools.count()


def with_cookies(path: str) -> list[Part]:
    """A response with cookies that no response had before."""
    cookies = "; ".join(f"c{next(NUMBER)}={'v' * 50}" for _ in range(100))
    return [sized(b"{}", status_of(path), Set_Cookie=cookies)]


def nested(opening: str, middle: str, closing: str, depth: int) -> bytes:
    """JSON of this depth."""
    return (opening * depth + middle + closing * depth).encode()


def repeated(piece: str, between: str, around: str) -> bytes:
    """JSON of a megabyte and a half, made of one piece; ``around`` is what is before and behind, as in ``[]``."""
    middle = len(around) // 2 if "[" not in around else around.index("[") + 1
    inside = between.join([piece] * (MEGABYTE * 3 // 2 // (len(piece) + len(between))))
    return f"{around[:middle]}{inside}{around[middle:]}".encode()


JSON = "application/json"
PIECES = "text/html" + "".join(f"; charset*{number}*=a" for number in range(3000))
EXPIRES = "a=b; Expires=Wed, 99 Feb 99999 99:99:99 GMT; Max-Age=1e999; Domain=."
OVERLOADED = "503 Service Unavailable"
FIELDS = 'name="token" ' * 3000
HINT = head("103 Early Hints", Link="</a>")
CHUNKED = head(Transfer_Encoding="chunked", Content_Type=JSON)
TRAILERS = b"Content-Type: text/html\r\nContent-Length: 999\r\n\r\n"
UPGRADE = head("101 Switching Protocols", Upgrade="websocket", Connection="Upgrade")
PATHS: dict[str, object] = {f"/{number:05}{ESCAPES}": {"get": {}} for number in range(20_000)}
ITSELF = {"/hello": {"$ref": "#/paths/~1hello"}, "components": {"schemas": {"A": {"$ref": "#/components/schemas/A"}}}}

NOT_JSON = "received  the body is not JSON"
MISSING = "received  body.param is missing"
NOT_HTTP = "received  the target closed the connection or did not send HTTP"
TOO_MUCH = "received  the target sent more than 2 MiB"
UNFINISHED = "received  the target had not finished its response after"
SILENT = "received  the target was silent until the timeout"

TARGETS = [
    # content codings and charsets
    Hostile("layers", "ten layers of gzip", body(layered(), Content_Encoding=", ".join(["gzip"] * 10)), NOT_JSON),
    Hostile("deflate", "200 MB as deflate, without a header", body(deflated(), Content_Encoding="deflate"), NOT_JSON),
    Hostile("zstd", "zstd with a window of 2 GiB", body(ZSTD, Content_Encoding="zstd"), NOT_JSON),
    Hostile("brotli", "brotli with a large window", body(BROTLI, Content_Encoding="br"), NOT_JSON),
    Hostile(
        "utf-7", "a charset in which < is not <", body(b"+ADw-b+AD4-", Content_Type=f"{JSON}; charset=utf-7"), NOT_JSON
    ),
    Hostile(
        "undefined",
        "a codec of Python that always fails",
        body(b"{}", Content_Type="text/html; charset=undefined"),
        MISSING,
    ),
    Hostile(
        "charset",
        "a charset whose name has 10 KB",
        body(b"{}", Content_Type=f"{JSON}; charset={'x' * 10_000}"),
        MISSING,
    ),
    Hostile("pieces", "a charset in 3,000 pieces (RFC 2231)", body(b"{}", Content_Type=PIECES), MISSING),
    Hostile(
        "type", "a Content-Type of 40 KB, full of quotes", body(b"{}", Content_Type="a/b" + ';x="\\' * 10_000), MISSING
    ),
    # header fields
    Hostile("links", "a Link with 4,000 entries", body(b"{}", Link=", ".join(["</a>; rel=preload"] * 4000)), MISSING),
    Hostile("etag", "an entity tag of 1 MB", body(b"{}", ETag=f'"{"e" * MEGABYTE}"'), NOT_HTTP),
    Hostile("year", "a Date in the year 10000", body(b"{}", Date="Sat, 01 Jan 10000 00:00:00 GMT"), MISSING),
    Hostile("bidi", "overrides of the direction of writing in Date", body(b"{}", Date="\u202e\u2066 Sat"), MISSING),
    Hostile(
        "later",
        "Retry-After: 1000000000",
        raw(sized(b"", OVERLOADED, Retry_After=10**9)),
        f"received  status {OVERLOADED}",
    ),
    Hostile("jar", "a hundred new cookies with each response", responding(with_cookies), MISSING),
    Hostile("expires", "a cookie that expires at nonsense", body(b"{}", Set_Cookie=EXPIRES), MISSING),
    Hostile("commas", "lists of 45,000 empty elements", body(b"{}", Allow="," * 30_000, Vary=" ," * 15_000), MISSING),
    Hostile("tokens", "fields that look like 13,000 secrets", body(b"{}", X_A=FIELDS, X_B="-eyJ" * 10_000), MISSING),
    Hostile("where", "a Location of 60 KB", leading("/.." * 20_000), "received  header Location"),
    Hostile("nowhere", "a Location that is not a URL", leading("http://[::1\x1b]0;t"), "received  the Location 'http"),
    Hostile("nul", "a NUL in the status line", raw(b"HTTP/1.1 200 O\0K\r\nContent-Length: 2\r\n\r\n{}"), NOT_HTTP),
    Hostile(
        "bare", "a status without a header, then the end", raw(b"HTTP/1.1 200\r\n\r\n", None), "received  status 200 OK"
    ),
    # framing
    Hostile("hints", "103 a thousand times, then silence", raw(HINT * 1000, 600.0), UNFINISHED, 1, FEW, IMPATIENT),
    Hostile("storm", "103 without end", responding(lambda _: endless(HINT)), UNFINISHED, 1, FEW, IMPATIENT),
    Hostile("trailers", "trailers that change type and length", raw(CHUNKED + b"2\r\n{}\r\n0\r\n" + TRAILERS), MISSING),
    Hostile("trailing", "trailers without end", endlessly(CHUNKED + b"2\r\n{}\r\n0\r\n", b"X: y\r\n"), NOT_HTTP),
    Hostile(
        "chunk",
        "a chunk of ffffffffffffffff bytes",
        raw(CHUNKED + b"f" * 16 + b"\r\n{}", 600.0),
        UNFINISHED,
        1,
        FEW,
        IMPATIENT,
    ),
    Hostile("underscore", "a chunk of 1_0 bytes", raw(CHUNKED + b"1_0\r\n" + bytes(16) + b"\r\n0\r\n\r\n"), NOT_HTTP),
    Hostile("plus", "a chunk of +2 bytes", raw(CHUNKED + b"+2\r\n{}\r\n0\r\n\r\n"), NOT_HTTP),
    Hostile(
        "bytes",
        "chunks of one byte, without end",
        endlessly(CHUNKED, b"1\r\n1\r\n" * 1000),
        UNFINISHED,
        1,
        FEW,
        IMPATIENT,
    ),
    Hostile(
        "huge",
        "a Content-Length of 10^18, then silence",
        raw(head(Content_Length=10**18) + b"{}", 600.0),
        UNFINISHED,
        1,
        FEW,
        IMPATIENT,
    ),
    Hostile("forged", "a response within the rest of a body", raw(sized(b"{}") + sized(b'{"param":false}')), MISSING),
    Hostile("twice", "two whole responses to each request", raw(sized(b"{}", "404 Not Found") * 2), "received  404"),
    Hostile("reset", "half of the headers, then a reset", Resets, NOT_HTTP),
    Hostile(
        "hangs-up",
        "a right response, then the end of the connection",
        HangsUp,
        "received  the response has no Location",
    ),
    # time
    Hostile(
        "crawls",
        "a byte of the body in a tenth of a second, for ever",
        endlessly(head(Content_Length=MEGABYTE), b" ", 0.1),
        UNFINISHED,
        1,
        FEW,
        IMPATIENT,
    ),
    Hostile(
        "drips",
        "a byte of a header in a tenth of a second, for ever",
        endlessly(b"HTTP/1.1 200 OK\r\nX: ", b"x", 0.1),
        UNFINISHED,
        1,
        FEW,
        IMPATIENT,
    ),
    Hostile(
        "events",
        "server-sent events without end",
        endlessly(head(Content_Type="text/event-stream"), b"data: {}\n\n", 0.01),
        UNFINISHED,
        1,
        FEW,
        IMPATIENT,
    ),
    Hostile(
        "lines",
        "lines of JSON as fast as they are read, without end",
        endlessly(head(Content_Type="application/jsonl"), b"{}\n" * 20_000),
        TOO_MUCH,
    ),
    Hostile(
        "reads-nothing", "reads nothing of an upload, and says nothing", ReadsNothing, SILENT, 1, UPLOADS, IMPATIENT
    ),
    Hostile(
        "early",
        "responds before the body has arrived, then reads on slowly",
        EarlyReader,
        "received  status 413",
        1,
        UPLOADS,
    ),
    # JSON
    Hostile("arrays", "950,000 nested arrays", body(nested("[", "", "]", LARGE // 2)), NOT_JSON),
    Hostile("objects", "900 nested objects", body(nested('{"detail":', "[]", "}", 900)), MISSING),
    Hostile("digits", "a number of 1.9 million digits", body(b'{"param":' + b"9" * LARGE + b"}"), NOT_JSON),
    Hostile(
        "fraction",
        "a fraction of 1.9 million digits",
        body(b'{"param":0.' + b"9" * LARGE + b"}"),
        "received  body.param is number 1.0",
    ),
    Hostile("duplicates", "an object with 250,000 equal names", body(repeated('"a":1', ",", "{}")), MISSING),
    Hostile(
        "names", "an object with 150,000 names", body(json.dumps(dict.fromkeys(range(150_000), 1)).encode()), MISSING
    ),
    Hostile(
        "surrogates",
        "300,000 lone surrogates",
        body(b'{"param":"' + rb"\ud800" * 300_000 + b'"}'),
        "received  body.param is string",
    ),
    Hostile(
        "errors",
        "50,000 errors of validation",
        body(repeated('{"loc":["query","x"],"msg":"m"}', ",", '{"detail":[]}')),
        MISSING,
    ),
    Hostile(
        "keys",
        "escapes of a terminal in names and values",
        body(json.dumps({ESCAPES: ESCAPES, "param": ESCAPES}).encode()),
        "received  body.param is string",
    ),
    Hostile("text", "a string of 1.9 MB", body(b'{"param":"' + b"x" * LARGE + b'"}'), "received  body.param is string"),
    Hostile("passwords", "a body that looks like 6,000 passwords", body(FIELDS.encode() * 2), NOT_JSON),
    Hostile(
        "escaped", "a body that looks like a name of 60 KB in escapes", body(rb"\u0061" * 10_000 + b"token"), NOT_JSON
    ),
    Hostile(
        "changes",
        "another body with each response",
        body(lambda: b'{"param":%d}' % next(NUMBER)),
        "received  body.param is number",
    ),
    # what is asked before the first rule
    Hostile(
        "document",
        "an OpenAPI document of 50 MB",
        raw(head(Content_Length=50 * MEGABYTE), *[bytes(MEGABYTE)] * 50),
        TOO_MUCH,
    ),
    Hostile("paths", "an OpenAPI document of 20,000 paths with escapes", documented(paths=PATHS), "received  404"),
    Hostile(
        "itself",
        "an OpenAPI document that refers to itself",
        documented(paths=ITSELF, components=ITSELF),
        "received  404",
    ),
    Hostile(
        "others",
        "a 404 of 1.9 MB for each path",
        raw(sized(b"x" * LARGE, "404 Not Found")),
        "to be another API",
        6,
        FEW,
        (),
    ),
    Hostile(
        "login",
        "a 401 of 1.9 MB for each path",
        raw(sized(b"x" * LARGE, "401 Unauthorized")),
        "to be another API",
        6,
        FEW,
        (),
    ),
    # not HTTP/1.1
    Hostile("goaway", "a GOAWAY of HTTP/2", raw(b"\0\0\x08\7" + bytes(13), None), NOT_HTTP),
    Hostile("alert", "an alert of TLS", raw(b"\x15\3\1\0\2\2\x28", None), NOT_HTTP),
    Hostile(
        "upgrade", "101 and a frame of a WebSocket", raw(UPGRADE + b"\x81\x05hello", 600.0), NOT_HTTP, 1, FEW, IMPATIENT
    ),
]
