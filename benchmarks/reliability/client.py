"""A client that is cheap enough to keep hundreds of connections busy on the machine that also serves them."""

import asyncio
from dataclasses import dataclass

LONGEST = 60.0
"""Seconds that a response may take."""
PAUSE = 0.1
"""Seconds after a failure before a client tries again."""


class NoResponse(Exception):
    """The connection failed: whether the server has done what it was sent is unknown."""


@dataclass(frozen=True)
class Response:
    """The names of headers are in lower case."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def announced(self) -> bool:
        """Whether it is an error that says when to come back."""
        return self.status == 503 and "retry-after" in self.headers


class Connection:
    """A kept connection to a port of this machine, opened when it is needed."""

    def __init__(self, port: int) -> None:
        self._port = port
        self._streams: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def send(self, method: str, path: str, body: bytes = b"", kind: str = "application/json") -> Response:
        """Send one request and read the response. Raises NoResponse."""
        content = f"Content-Type: {kind}\r\nContent-Length: {len(body)}\r\n" if body else ""
        head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1:{self._port}\r\n{content}\r\n"
        try:
            async with asyncio.timeout(LONGEST):
                self._streams = self._streams or await self._connected()
                reader, writer = self._streams
                writer.write(head.encode() + body)
                response = await _read(reader)
        except (OSError, EOFError, TimeoutError) as error:
            self.close()
            raise NoResponse(type(error).__name__) from None
        if response.headers.get("connection") == "close":
            self.close()
        return response

    async def _connected(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        """A new connection. While nothing listens, nothing is sent, so that trying again is safe."""
        while True:
            try:
                return await asyncio.open_connection("127.0.0.1", self._port)
            except ConnectionError:
                await asyncio.sleep(PAUSE)

    def close(self) -> None:
        """Close the connection, if there is one."""
        if self._streams:
            self._streams[1].close()
            self._streams = None


async def _read(reader: asyncio.StreamReader) -> Response:
    """A response whose body has a length, as all have that the load receives."""
    status, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    fields = (line.partition(":") for line in lines if line)
    headers = {name.lower(): value.strip() for name, _, value in fields}
    body = await reader.readexactly(int(headers.get("content-length", 0)))
    return Response(int(status.split()[1]), headers, body)
