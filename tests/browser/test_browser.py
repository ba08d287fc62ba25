"""A real browser draws the conclusions that the CORS rules expect of it. Without Chromium only CI fails."""

import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fastapi_spec.target.served import serving

PAGE = """<!doctype html><meta charset="utf-8"><title>front end</title><pre id="out">waiting</pre><script>
const api = "{api}";
const calls = {{
  simple: [api + "/hello", {{}}],
  credentials: [api + "/hello", {{credentials: "include"}}],
  preflight: [api + "/hello", {{headers: {{"X-Custom": "1"}}}}],
  missing: [api + "/nothing-here", {{}}],
  wildcard: [api + "/apps/cors/wildcard/hello", {{}}],
  "wildcard with cookies": [api + "/apps/cors/wildcard/hello", {{credentials: "include"}}],
  "header not listed": [api + "/apps/cors/origins/hello", {{headers: {{"X-Custom": "1"}}}}],
  "method not listed": [api + "/apps/cors/origins/hello", {{method: "PUT"}}],
}};
(async () => {{
  const seen = {{}};
  for (const [name, [url, options]] of Object.entries(calls)) {{
    try {{ seen[name] = (await fetch(url, options)).status; }} catch (error) {{ seen[name] = "blocked"; }}
  }}
  document.getElementById("out").textContent = JSON.stringify(seen);
}})();
</script>"""
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--virtual-time-budget=20000",
]


CHROMIUM = shutil.which("chromium") or ("chromium" if os.environ.get("CI") else "")
pytestmark = [
    pytest.mark.skipif(not CHROMIUM, reason="Chromium is not installed: apt-get install chromium"),
    pytest.mark.xdist_group("browser"),  # one server
]


@pytest.fixture(scope="module")
def api() -> Iterator[str]:
    """The URL of the reference application."""
    with serving() as target:
        yield target.url


def dom(url: str, profile: Path) -> str:
    """The page at a URL as Chromium has it after its scripts ran."""
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", "--dump-dom", url]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=True).stdout


def seen_by(port: int, api: str, folder: Path) -> dict[str, Any]:
    """The status of each call of a front end at http://localhost:PORT, or that it is blocked."""
    (folder / "index.html").write_text(PAGE.format(api=api), encoding="utf-8")
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", port), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page = dom(f"http://localhost:{server.server_port}/", folder / "profile")
        server.shutdown()
    found = re.search(r'<pre id="out">(.*)</pre>', page)
    assert found, page
    return dict(json.loads(found[1]))


def test_a_listed_front_end_may_do_what_the_settings_allow(api: str, tmp_path: Path) -> None:
    """A page at http://localhost:3100, which the application lists, reads responses; what is not allowed is blocked."""
    assert seen_by(3100, api, tmp_path) == {
        "simple": 200,
        "credentials": 200,
        "preflight": 200,
        "missing": 404,
        "wildcard": 200,
        "wildcard with cookies": "blocked",
        "header not listed": "blocked",
        "method not listed": "blocked",
    }


def test_a_front_end_on_another_port_is_blocked(api: str, tmp_path: Path) -> None:
    """Only where every origin is allowed a page that is not listed reads a response."""
    seen = seen_by(0, api, tmp_path)

    assert {name for name, outcome in seen.items() if outcome == "blocked"} == seen.keys() - {"wildcard"}


@pytest.mark.parametrize("page, title", [("/docs", "Swagger UI"), ("/redocs", "ReDoc")])
def test_the_docs_pages_are_pages(api: str, tmp_path: Path, page: str, title: str) -> None:
    """A browser renders them, though what they load from elsewhere may be missing."""
    assert title in dom(api + page, tmp_path)
