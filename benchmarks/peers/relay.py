"""A relay between a tool and the server, which lists the requests that pass: did the tool send all of them?"""

import re
import selectors
import socket
import socketserver
from urllib.parse import urlsplit

REQUEST_LINE = re.compile(rb"([A-Z]+) (\S+) HTTP/1\.[01]\r\n")


class Relay(socketserver.ThreadingTCPServer):
    """Relays every connection to the server at a URL, on a free port of loopback."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, url: str) -> None:
        super().__init__(("127.0.0.1", 0), _Connection)
        parts = urlsplit(url)
        self.server = (parts.hostname, parts.port)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.sent: list[bytearray] = []

    def requests(self) -> list[tuple[str, str]]:
        """Method and target of every request since the last call, sorted: some tools send several at once."""
        sent, self.sent = self.sent, []
        lines = (line for data in sent for line in REQUEST_LINE.findall(data))
        return sorted((method.decode(), target.decode()) for method, target in lines)


class _Connection(socketserver.BaseRequestHandler):
    server: Relay

    def handle(self) -> None:
        """Pass on what either side sends until one of them closes the connection."""
        sent = bytearray()
        self.server.sent.append(sent)
        client: socket.socket = self.request
        with socket.create_connection(self.server.server) as server, selectors.DefaultSelector() as selector:
            for end in (client, server):
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            selector.register(client, selectors.EVENT_READ, server)
            selector.register(server, selectors.EVENT_READ, client)
            while True:
                for key, _ in selector.select():
                    source, other = key.fileobj, key.data
                    assert isinstance(source, socket.socket)
                    try:
                        data = source.recv(65536)
                    except ConnectionError:
                        return
                    if not data:
                        return
                    if source is client:
                        sent += data
                    other.sendall(data)
