"""A real browser allows and blocks what the CORS rules' own model of a browser says, for each row of a table."""

import itertools
import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import httpx
import pytest

from fastapi_spec import Api
from fastapi_spec.client.api import Recorder
from reference_app.apps.cors import SETTINGS
from spec.chapter08_cors.browser import blocked, denied, preflight
from tests.browser.conftest import Chromium

pytestmark = pytest.mark.xdist_group("browser")  # one server, one browser
CALLS = Path(__file__).with_name("cors.html").read_text(encoding="utf-8")
FRAME = '<!doctype html><iframe sandbox="allow-scripts" src="calls"></iframe>'
SIMPLE, METHODS = {"GET", "POST"}, ["GET", "POST", "PUT"]
HEADERS = ["", "Content-Type: application/json", "X-Token: 1", "Authorization: Bearer 1"]
ORIGINS = ["http://localhost:3100", "http://localhost:3101", "https://shop.example.org", "null"]
"""One that is listed, one that is not, one that an expression allows, and that of a page in a sandbox."""


class Row(NamedTuple):
    """What a front end does: it calls a path by a method, with a header or none, with cookies or without."""

    path: str
    method: str
    header: str
    cookies: bool

    @property
    def headers(self) -> dict[str, str]:
        """The header that the front end adds."""
        return dict([self.header.split(": ")]) if self.header else {}


def rows() -> Iterator[Row]:
    """The table of an origin. A path with a slash at its end is redirected to the one without."""
    paths = ["/hello", *(f"/apps/cors/{setting}/hello" for setting in SETTINGS)]
    yield from map(Row._make, itertools.product(paths, METHODS, HEADERS, [False, True]))
    yield from map(Row._make, itertools.product([f"{path}/" for path in paths], ["GET"], HEADERS, [False, True]))


def by_model(api: Api, origin: str, row: Row) -> int | str:
    """The status that the front end reads, or "blocked", by the model that the rules use."""
    path, names = row.path, ",".join(name.lower() for name in row.headers)
    while True:
        if names or row.method not in SIMPLE:
            allowed = preflight(api, path, origin=origin, method=row.method, headers=names)
            if denied(allowed, cookies=row.cookies):
                return "blocked"
        response = api.request(row.method, path, headers={"Origin": origin, **row.headers})
        if blocked(response, cookies=row.cookies):
            return "blocked"
        if not response.is_redirect:
            return response.status_code
        path = httpx.URL(response.headers["location"]).path


def by_browser(chromium: Chromium, served: str, origin: str, table: list[Row]) -> list[int | str]:
    """What the page of an origin gets."""
    calls = [{**row._asdict(), "headers": row.headers} for row in table]
    chromium.pages["/calls"] = CALLS.replace("CALLS", json.dumps(calls)).replace("API", json.dumps(served))
    chromium.pages["/frame"] = FRAME
    with chromium.window() as page:
        page.goto("http://localhost:3100/frame" if origin == "null" else f"{origin}/calls")
        seen = page.frames[-1].locator("pre:not(:empty)").inner_text(timeout=60_000)
    return list(json.loads(seen))


@pytest.mark.parametrize("origin", ORIGINS)
def test_a_browser_decides_as_the_rules_say(chromium: Chromium, served: str, origin: str) -> None:
    """A rule is wrong if it takes for blocked what a browser allows, or the other way round."""
    table = list(rows())
    with Api(served, Recorder(10)) as api:
        expected = [by_model(api, origin, row) for row in table]
    seen = by_browser(chromium, served, origin, table)

    assert {"blocked", 200} <= {*expected}
    assert [found for found in zip(table, seen, expected, strict=True) if found[1] != found[2]] == []
