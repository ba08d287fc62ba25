"""Before the first rule: whether the target implements this API. Only GET is sent, which writes nothing.

A target may implement little of it: one path of the contract is enough. A path is known if the response to it differs
from that to a path that no API has: a gateway, a login or a web page may respond to all paths alike.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from fastapi_spec.language import Later, later
from fastapi_spec.rules.contract import documents
from fastapi_spec.target.base import Target, TargetError
from fastapi_spec.target.remote import Remote

if TYPE_CHECKING:
    from collections.abc import Iterator

    import httpx

    from fastapi_spec.client.api import Api

FIRST = "/hello"
UNTRUSTED = "certificate verify failed"
"""What OpenSSL says of a certificate that no authority signed, is of another host, or is too old."""
UNKNOWN = "/fastapi-spec/a-path-that-no-api-has"
COMMON = re.compile(f"{FIRST}$|/events/")
"""The paths of the contract that another API may have as well."""
OVERLOADED = (429, 502, 503, 504)
"""The statuses of a gateway or a limit of requests, which may come and go."""


def check_api(target: Target, timeout: float) -> None:
    """Raise TargetError if the target knows none of the contract's paths, and so seems to be another API."""
    from fastapi_spec.client.api import Api, NoResponse, Recorder, TimedOut

    statuses = set()
    with Api(target.url, Recorder(timeout, tls=target.url.startswith("https:"))) as api:
        try:
            unknown = api.get(UNKNOWN)
            for path in paths():
                response = _response(api, path)
                if _knows(path, response, unknown):
                    return
                statuses |= {response.status_code} if response else set()
                api.recorder.exchanges.clear()  # Each may be as large as a body may be.
        except TimedOut:
            told = {"target": _named(target), "seconds": f"{timeout:g}"}
            silent = later("{target} accepts connections and does not respond within {seconds} s", **told)
            raise TargetError(silent) from None
        except NoResponse as error:
            if UNTRUSTED in str(error):
                untrusted = later(
                    "{url} is not trusted: {reason}; name the certificate of its authority by SSL_CERT_FILE",
                    url=target.url,
                    reason=UNTRUSTED,
                )
                raise TargetError(untrusted, usage=True, printed=False) from None
            return  # What does not speak HTTP is not another API: the rules will say so one by one.
    statuses.add(unknown.status_code)
    raise TargetError(_another_api(target, sorted(statuses)), printed=max(statuses) >= 500)


def paths() -> Iterator[str]:
    """The paths of the contract, each with x for a parameter, which is seldom a valid value.

    The one that a porter begins with is the first: most targets know it, and the documents need not be read.
    """
    yield FIRST
    found = (
        prefix + re.sub(r"{[^}]*}", "x", path) for prefix, document in documents().items() for path in document["paths"]
    )
    yield from (path for path in found if path != FIRST)


def _response(api: Api, path: str) -> httpx.Response | None:
    """The response to a GET, or None if there is none in time. Raises NoResponse."""
    from fastapi_spec.client.api import TimedOut

    try:
        return api.get(path)
    except TimedOut:
        return None


def _knows(path: str, response: httpx.Response | None, unknown: httpx.Response) -> bool:
    """Whether the target knows a path, by its response and that to a path that no API has."""
    if response is None:
        return not COMMON.match(path)
    status, content_type = response.status_code, response.headers.get("content-type", "")
    if status in (404, *OVERLOADED) or ("html" in content_type and status not in (405, 500)):
        return False
    if status in (405, 500) or ("json" in content_type and status not in (401, 403) and status // 100 != 3):
        return status != unknown.status_code or _value(response, path) != _value(unknown, UNKNOWN)
    return unknown.status_code == 404 and not COMMON.match(path)  # a redirect, a login, a stream


def _value(response: httpx.Response, path: str) -> object:
    """The JSON value of a body, which may quote the path; None if it is not JSON."""
    try:
        return json.loads(response.text.replace(path, UNKNOWN))
    except (ValueError, RecursionError):
        return None


def _named(target: Target) -> str | Later:
    return later("the server at {url}", url=target.url) if isinstance(target, Remote) else target.name


def _another_api(target: Target, statuses: list[int]) -> Later:
    """What was found, and what to do instead. ``statuses`` are those of the responses."""
    if statuses == [500] and not isinstance(target, Remote):
        return later("{target} responds to every request with status 500", target=target.name)
    found = later(
        "{target} knows none of the {n} paths of the contract (status {statuses}) and seems to be another API; "
        "nothing was written to it.",
        target=_named(target),
        n=len([*paths()]),
        statuses=", ".join(map(str, statuses)),
    )
    if isinstance(target, Remote):
        return later(
            "{found} Give the right address with --url, or add --anyway to run the rules against it; "
            "rules for your own routes: docs/writing-rules.md",
            found=found,
        )
    return later(
        "{found} The rules check your versions of FastAPI with our application: use --with, --constraint or --python "
        "without --app and --launch; rules for your own routes: docs/writing-rules.md; or add --anyway to run these",
        found=found,
    )
