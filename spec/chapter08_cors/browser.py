"""What a browser sends and decides, by the Fetch standard: https://fetch.spec.whatwg.org/#http-cors-protocol."""

import httpx
import pytest

from fastapi_spec import Api, elements, needs_chapter

FRONT_END = "http://localhost:3100"
OTHER_ORIGIN = "http://evil.example"
MAIN = "/chapter03/query"
"""An operation of the main application, which the notes have: rules that use it need the chapter of requests."""
MAIN_CASE = pytest.param(MAIN, id="main", marks=needs_chapter("requests"))


class Decision:
    """What a browser decides, and why. It equals the decision alone: the reason is for the card of a rule."""

    def __init__(self, decision: str, reason: str | None = None) -> None:
        self.decision = decision
        self.reason = reason

    def __eq__(self, other: object) -> bool:
        return self.decision == other

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"{self.decision}: {self.reason}" if self.reason else self.decision


def preflight(
    api: Api,
    path: str,
    *,
    origin: str = FRONT_END,
    method: str = "GET",
    headers: str = "",
    private_network: bool = False,
) -> httpx.Response:
    """Send the preflight that a browser sends before a request with this origin, method and headers.

    With ``private_network`` it is one from a public website to a server in a private network.
    """
    request = {"Origin": origin, "Access-Control-Request-Method": method}
    if headers:
        request["Access-Control-Request-Headers"] = headers
    if private_network:
        request["Access-Control-Request-Private-Network"] = "true"
    return api.options(path, headers=request)


def access(response: httpx.Response, *, cookies: bool = False) -> Decision:
    """Whether the response is "readable" for the front end that sent the request, or "blocked" (CORS check)."""
    reason = blocked(response, cookies=cookies)
    return Decision("blocked", reason) if reason else Decision("readable")


def permission(response: httpx.Response, *, cookies: bool = False) -> Decision:
    """Whether this response to a preflight leaves the request itself "granted" or "denied" (CORS-preflight fetch)."""
    reason = denied(response, cookies=cookies)
    return Decision("denied", reason) if reason else Decision("granted")


def blocked(response: httpx.Response, *, cookies: bool = False) -> str | None:
    """Why a browser does not let the front end read the response, or None."""
    allowed = response.headers.get("access-control-allow-origin")
    if allowed is None:
        return "Access-Control-Allow-Origin is missing"
    if allowed != response.request.headers["origin"] and (allowed != "*" or cookies):
        return f"Access-Control-Allow-Origin is {allowed!r}"
    if cookies and response.headers.get("access-control-allow-credentials") != "true":
        return "Access-Control-Allow-Credentials is not 'true'"
    return None


def denied(response: httpx.Response, *, cookies: bool = False) -> str | None:
    """Why a browser does not send the request after this response to its preflight, or None."""
    if reason := blocked(response, cookies=cookies):
        return reason
    if not response.is_success:
        return f"the status is {response.status_code}"
    method = response.request.headers["access-control-request-method"]
    methods = elements(response.headers, "access-control-allow-methods") | {"GET", "HEAD", "POST"}
    if method not in methods and ("*" not in methods or cookies):
        return f"Access-Control-Allow-Methods lacks {method}"
    names = header_names(response.headers, "access-control-allow-headers")
    missing = header_names(response.request.headers, "access-control-request-headers") - names
    # The wildcard never includes Authorization, and includes nothing where cookies are sent.
    if missing and ("*" not in names or cookies or "authorization" in missing):
        return f"Access-Control-Allow-Headers lacks {', '.join(sorted(missing))}"
    return None


def header_names(headers: httpx.Headers, name: str) -> set[str]:
    """The elements of a list of header names, in lower case: their case means nothing."""
    return {element.lower() for element in elements(headers, name)}


def listed(response: httpx.Response, header: str, *names: str) -> set[str]:
    """Those of these names that a header such as Vary lists: all of them if it is ``*``."""
    elements = header_names(response.headers, header)
    return set(names) if "*" in elements else elements & set(names)
