"""A real Chromium, driven by Playwright, and the origins of its pages. Without Chromium only CI fails."""

import http.server
import os
import shutil
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, ClassVar

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from fastapi_spec.target.served import serving

CHROMIUM = shutil.which("chromium")
CERTIFICATE = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=shop.example.org"


class Handler(http.server.BaseHTTPRequestHandler):
    """Responds with the page that has this path."""

    pages: ClassVar[dict[str, str]] = {}

    def do_GET(self) -> None:
        """Send the page."""
        body = self.pages.get(self.path, "").encode()
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Print nothing."""


class Chromium:
    """A browser. ``pages`` are what its origins serve, by path: http://localhost:3100, :3101 and HTTPS elsewhere."""

    def __init__(self, browser: Browser, pages: dict[str, str]) -> None:
        self.pages = pages
        self._browser = browser

    @contextmanager
    def window(self, **options: Any) -> Iterator[Page]:
        """A page for a user without history. ``options`` are those of a context."""
        context = self._browser.new_context(ignore_https_errors=True, **options)
        try:
            yield context.new_page()
        finally:
            context.close()


def needed(found: object, program: str) -> None:
    """Skip a test that needs a program which is not there; in CI it fails."""
    if not (found or os.environ.get("CI")):
        pytest.skip(f"it needs {program}, which is not installed")


@pytest.fixture(scope="session")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    """One browser for all tests, which finds its origins at ports that are free."""
    needed(CHROMIUM, "chromium")
    folder = tmp_path_factory.mktemp("origins")
    subprocess.run(
        [*CERTIFICATE.split(), "-keyout", "key", "-out", "cert"], cwd=folder, check=True, capture_output=True
    )
    with ExitStack() as stack:
        plain, encrypted = (stack.enter_context(running(tls)) for tls in (None, folder))
        rules = f"MAP localhost 127.0.0.1:{plain}, MAP *.example.org 127.0.0.1:{encrypted}"
        playwright = stack.enter_context(sync_playwright())
        options = ["--no-sandbox", "--disable-quic", f"--host-resolver-rules={rules}"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=options)
        yield Chromium(browser, Handler.pages)
        browser.close()


@contextmanager
def running(certificate: Path | None) -> Iterator[int]:
    """A server of pages on a free port, with TLS if there is a folder with a certificate."""
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate / "cert", certificate / "key")
            server.socket = context.wrap_socket(server.socket, server_side=True)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_port
        server.shutdown()


@pytest.fixture(scope="session")
def served() -> Iterator[str]:
    """The URL of the reference application."""
    with serving() as target:
        yield target.url
