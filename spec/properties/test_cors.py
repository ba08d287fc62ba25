"""Cross-origin requests · 跨域资源共享：任意的源."""

import re
from dataclasses import dataclass

import pytest
from hypothesis.strategies import builds, from_regex, integers, just, lists, none, sampled_from

from fastapi_spec import Api, like, must, needs_chapter, should
from fastapi_spec.generate.properties import for_all

from ..chapter08_cors.browser import FRONT_END, blocked, denied, preflight

pytestmark = needs_chapter("cors")

ORIGIN = "fastapi"
SAFELISTED = {"accept", "accept-language", "content-language", "content-type"}
STANDARD = {"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY"}


@dataclass(frozen=True)
class Policy:
    """What an application allows: origins (a pattern), methods, headers (None for any), cookies; an allowed origin."""

    origins: str = re.escape(FRONT_END)
    methods: frozenset[str] = frozenset({"GET"})
    headers: frozenset[str] | None = frozenset()
    credentials: bool = False
    front_end: str = FRONT_END

    def reads(self, origin: str, *, cookies: bool = False) -> bool:
        return re.fullmatch(self.origins, origin) is not None and (self.credentials or not cookies)

    def sends(self, origin: str, method: str, headers: list[str]) -> bool:
        named = self.headers is None or {header.lower() for header in headers} <= SAFELISTED | self.headers
        return named and method in self.methods and self.reads(origin)


POLICIES = {
    "/hello": Policy(r"https?://localhost(:3100)?", frozenset(STANDARD), headers=None, credentials=True),
    "/apps/cors/origins/hello": Policy(),
    "/apps/cors/regex/hello": Policy(r"https://.*\.example\.org", front_end="https://a.example.org"),
    "/apps/cors/wildcard/hello": Policy(".*"),
    "/apps/cors/credentials/hello": Policy(credentials=True),
    "/apps/cors/methods/hello": Policy(methods=frozenset({"GET", "PUT"})),
    "/apps/cors/headers/hello": Policy(headers=frozenset({"x-token"})),
}
PATHS = [*POLICIES]

# As browsers write them, without the default port of the scheme; none() is replaced by an origin that is allowed.
LOOKALIKES = ["null", "http://localhost", "https://localhost:3100", "http://a.example.org", "https://a.b.example.org"]
LOOKALIKES += ["https://example.org", "https://anexample.org", "https://a.example.org:3100", "http://localhost:31000"]
LABELS = sampled_from(["localhost", "a", "example", "org"])
HOSTS = lists(LABELS, min_size=1, max_size=4).map(".".join)
PORTS = just("") | just(":3100") | integers(1024, 65535).map(":{}".format)
ORIGINS = none() | sampled_from(LOOKALIKES) | builds("{}://{}{}".format, sampled_from(["http", "https"]), HOSTS, PORTS)
METHODS = ["GET", "PUT", "PATCH", "DELETE"]
NAMES = sampled_from([*sorted(SAFELISTED), "x-token", "X-Token"]) | sampled_from(["authorization", "x-tokens"])
HEADERS = lists(NAMES | from_regex("[a-z][a-z0-9-]{0,9}", fullmatch=True), max_size=2)


@must("LAW-CORS-1", notes="使用 CORSMiddleWare", docs="tutorial/cors/#use-corsmiddleware")
@pytest.mark.parametrize("path", PATHS[:5])  # the other two read as the second does
@for_all(examples=60, origin=ORIGINS)
def test_any_origin(api: Api, path: str, origin: str | None) -> None:
    """A front end at any origin can read a response, with and without cookies, exactly if the settings allow it."""
    policy = POLICIES[path]
    sent = origin or policy.front_end
    response = api.get(path, headers={"Origin": sent, "Cookie": "a=b"})

    assert response.json() == like(hello="world")
    assert (blocked(response) is None) == policy.reads(sent), "to read without cookies"
    assert (blocked(response, cookies=True) is None) == policy.reads(sent, cookies=True), "to read with cookies"


# Not HEAD and POST, which a browser sends after any successful preflight, whether they are listed or not.
@must("LAW-CORS-2", notes="CORS 预检请求", docs="tutorial/cors/#cors-preflight-requests")
@pytest.mark.parametrize("path", PATHS)
@for_all(examples=35, origin=ORIGINS, method=just("GET") | sampled_from(METHODS), headers=HEADERS)
def test_any_preflight(api: Api, path: str, origin: str | None, method: str, headers: list[str]) -> None:
    """A front end at any origin can send any method and headers exactly if the settings allow all of them."""
    policy = POLICIES[path]
    sent = origin or policy.front_end
    response = preflight(api, path, origin=sent, method=method, headers=",".join(headers))

    allowed = policy.sends(sent, method, headers)
    assert (denied(response) is None) == allowed, "to send without cookies"
    assert (denied(response, cookies=True) is None) == (allowed and policy.credentials), "to send with cookies"


@should("LAW-CORS-3", notes="CORS 预检请求", docs="tutorial/cors/#cors-preflight-requests")
@for_all(
    path=sampled_from(PATHS),
    origin=ORIGINS,
    method=sampled_from(sorted(STANDARD)) | from_regex("[A-Za-z]{1,9}", fullmatch=True),
    headers=HEADERS,
)
def test_status_of_any_preflight(api: Api, path: str, origin: str | None, method: str, headers: list[str]) -> None:
    """Any preflight is a 200 if the settings allow its origin, method and headers, and a 400 otherwise."""
    policy = POLICIES[path]
    sent = origin or policy.front_end
    response = preflight(api, path, origin=sent, method=method, headers=", ".join(headers))

    assert response.status_code == (200 if policy.sends(sent, method, headers) else 400)
