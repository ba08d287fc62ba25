"""Sixty requests without side effects, and what the reference application responds to them."""

import http.client
import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

CITY = {"name": "Beijing", "country": "China", "contry_code": "CN", "contry_population": 1_400_000_000}
USER = {"username": "Rick", "email": "rick@example.com", "password": "a-secret-word"}
COUNT = 60


@dataclass(frozen=True)
class Request:
    """A request. ``body`` is a JSON object, or None if there is no body."""

    method: str
    target: str
    body: dict[str, Any] | None = None
    headers: dict[str, str] = field(default_factory=dict)

    @property
    def fields(self) -> dict[str, str]:
        """The header fields, with the media type of the body."""
        return {**self.headers, **({"Content-Type": "application/json"} if self.body is not None else {})}


@dataclass(frozen=True)
class Exchange:
    """A request and the response that a tool has to assert: its status, and its body as ``text`` and as ``json``."""

    request: Request
    status: int
    text: str

    @property
    def json(self) -> Any:
        """The body of the response as a JSON value."""
        return json.loads(self.text)


def requests() -> list[Request]:
    """The sixty requests: parameters of the path and the query, JSON bodies, a header, a cookie, errors."""
    return [
        *gets("query/bool/conversion?param=", ["true", "True", "1", "on", "yes", "y"]),
        *gets("query/bool/conversion?param=", ["false", "False", "0", "off", "no", "n"]),
        *gets("query/bool/conversion?param=", ["2", "-1", "maybe", "null", "1.0", ""]),
        *gets("path_/", map(str, range(1, 11))),
        *gets("path_/", ["0", "11", "-1", "abc", "5.5"]),
        *gets("query", ["", "?page=2", "?page=2&limit=10", "?page=x"]),
        *gets("query/required", ["?q=a", ""]),
        *gets("query/validations?value=", ["a1234567", "a1234567&alias_name=x&alias_name=y", "b1234567", "a"]),
        *gets("enum/", ["Beijing%20China", "Shanghai%20China", "Beijing"]),
        Request("POST", "/chapter03/request_body/city", CITY),
        Request("POST", "/chapter03/request_body/city", {**CITY, "contry_population": "many"}),
        Request("POST", "/chapter03/request_body/city", {"name": "Beijing"}),
        Request("POST", "/chapter03/request_body/city", {**CITY, "name": 1}),
        Request("PUT", "/chapter03/request_body/city/Shanghai?confirmed=1&death=2", {"city01": CITY, "city02": CITY}),
        Request("PUT", "/chapter03/request_body/city/Beijing", {"city01": CITY, "city02": CITY}),
        Request("PUT", "/chapter03/request_body/city/Beijing?death=-1", {"city01": CITY, "city02": CITY}),
        Request("PUT", "/chapter03/request_body/nested", {"city": [CITY, CITY]}),
        Request("GET", "/chapter03/cookie", headers={"Cookie": "cookie_id=abc"}),
        Request("GET", "/chapter03/header", headers={"User-Agent": "peers", "X-Token": "a"}),
        Request("POST", "/chapter04/response_model/attributes", USER),
        Request("POST", "/chapter04/response_model/attributes", {**USER, "email": "rick"}),
        Request("GET", "/chapter04/http_exception/1"),
        Request("GET", "/chapter04/http_exception?city=Paris"),
    ]


def gets(path: str, ends: Iterable[str]) -> list[Request]:
    """GET requests of chapter 3 whose targets differ at the end."""
    return [Request("GET", f"/chapter03/{path}{end}") for end in ends]


def exchanges(url: str) -> list[Exchange]:
    """Send each request to the server at a URL and take its response as the expected one."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    found = []
    for request in requests():
        body = None if request.body is None else json.dumps(request.body)
        connection.request(request.method, request.target, body, request.fields)
        response = connection.getresponse()
        found.append(Exchange(request, response.status, response.read().decode()))
    connection.close()
    if len(found) != COUNT:
        raise ValueError(f"{len(found)} exchanges, not {COUNT}")
    return found
