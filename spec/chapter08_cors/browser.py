"""What a browser asks and decides, by the Fetch standard: https://fetch.spec.whatwg.org/#http-cors-protocol."""

import httpx

from fastapi_spec import Api, elements

FRONT_END = "http://localhost:3100"
STRANGER = "http://evil.example"


def preflight(
    api: Api,
    path: str,
    *,
    origin: str = FRONT_END,
    method: str = "GET",
    headers: str = "",
    private_network: bool = False,
) -> httpx.Response:
    """Ask, as a browser does, whether the front end at an origin may send this method with these headers."""
    request = {"Origin": origin, "Access-Control-Request-Method": method}
    if headers:
        request["Access-Control-Request-Headers"] = headers
    if private_network:
        request["Access-Control-Request-Private-Network"] = "true"
    return api.options(path, headers=request)


def blocked(response: httpx.Response, *, cookies: bool = False) -> str | None:
    """Why a browser keeps the answer from the front end that asked, with cookies or without, or None (CORS check)."""
    allowed = response.headers.get("access-control-allow-origin")
    if allowed is None:
        return "Access-Control-Allow-Origin is missing"
    if allowed != response.request.headers["origin"] and (allowed != "*" or cookies):
        return f"Access-Control-Allow-Origin is {allowed!r}"
    if cookies and response.headers.get("access-control-allow-credentials") != "true":
        return "Access-Control-Allow-Credentials is not 'true'"
    return None


def refused(response: httpx.Response, *, cookies: bool = False) -> str | None:
    """Why a browser does not send the request after this answer to its preflight, or None (CORS-preflight fetch)."""
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
    # The wildcard never stands for Authorization, and for nothing at all where cookies are sent.
    if missing and ("*" not in names or cookies or "authorization" in missing):
        return f"Access-Control-Allow-Headers lacks {', '.join(sorted(missing))}"
    return None


def header_names(headers: httpx.Headers, name: str) -> set[str]:
    """The elements of a list of header names: in lower case, since their case means nothing either."""
    return {element.lower() for element in elements(headers, name)}
