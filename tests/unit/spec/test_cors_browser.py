"""What a browser decides about a response: the CORS check and the preflight check of the Fetch standard."""

import httpx
import pytest

from fastapi_spec.client.api import Response
from spec.chapter08_cors import browser

ORIGIN = "http://one"
GRANTED = {
    "Access-Control-Allow-Origin": ORIGIN,
    "Access-Control-Allow-Methods": "PUT",
    "Access-Control-Allow-Headers": "X-A",
    "Access-Control-Allow-Credentials": "true",
}


def preflight(
    changes: dict[str, str | None], *, status: int = 200, method: str = "PUT", names: str = "x-a"
) -> Response:
    """The response to a preflight: everything is granted, but for some changes."""
    headers = {name: value for name, value in (GRANTED | changes).items() if value is not None}
    sent = {"Origin": ORIGIN, "Access-Control-Request-Method": method, "Access-Control-Request-Headers": names}
    return Response(status, headers=headers, request=httpx.Request("OPTIONS", "http://h/", headers=sent))


ORIGINS: list[tuple[dict[str, str | None], bool, str | None]] = [
    ({}, False, None),
    ({}, True, None),
    ({"Access-Control-Allow-Origin": "*"}, False, None),
    ({"Access-Control-Allow-Origin": "*"}, True, "Access-Control-Allow-Origin is '*'"),
    ({"Access-Control-Allow-Origin": None}, False, "Access-Control-Allow-Origin is missing"),
    ({"Access-Control-Allow-Origin": "http://other"}, False, "Access-Control-Allow-Origin is 'http://other'"),
    ({"Access-Control-Allow-Credentials": "True"}, False, None),
    ({"Access-Control-Allow-Credentials": "True"}, True, "Access-Control-Allow-Credentials is not 'true'"),
]


@pytest.mark.parametrize("changes, cookies, reason", ORIGINS)
def test_a_browser_says_why_it_keeps_a_response(
    changes: dict[str, str | None], reason: str | None, *, cookies: bool
) -> None:
    """A front end sees a response only if its origin is allowed, and with cookies only by its name."""
    assert browser.blocked(preflight(changes), cookies=cookies) == reason


PREFLIGHTS: list[tuple[dict[str, str | None], dict[str, str], bool, str | None]] = [
    ({}, {}, False, None),
    ({"Access-Control-Allow-Origin": None}, {}, False, "Access-Control-Allow-Origin is missing"),
    ({"Access-Control-Allow-Methods": "GET"}, {}, False, "Access-Control-Allow-Methods lacks PUT"),
    ({"Access-Control-Allow-Methods": None}, {"method": "POST"}, False, None),
    ({"Access-Control-Allow-Methods": "*"}, {}, False, None),
    ({"Access-Control-Allow-Methods": "*"}, {}, True, "Access-Control-Allow-Methods lacks PUT"),
    ({"Access-Control-Allow-Headers": "X-B"}, {}, False, "Access-Control-Allow-Headers lacks x-a"),
    ({"Access-Control-Allow-Headers": "*"}, {}, False, None),
    ({"Access-Control-Allow-Headers": "*"}, {}, True, "Access-Control-Allow-Headers lacks x-a"),
    (
        {"Access-Control-Allow-Headers": "*"},
        {"names": "authorization"},
        False,
        "Access-Control-Allow-Headers lacks authorization",
    ),
]


@pytest.mark.parametrize("changes, request_, cookies, reason", PREFLIGHTS)
def test_a_browser_says_why_it_does_not_send_a_request(
    changes: dict[str, str | None], request_: dict[str, str], reason: str | None, *, cookies: bool
) -> None:
    """Method and headers have to be allowed; a wildcard has its exceptions."""
    assert browser.denied(preflight(changes, **request_), cookies=cookies) == reason  # type: ignore[arg-type]


def test_a_preflight_has_to_succeed() -> None:
    """Whatever its headers allow, an error allows nothing."""
    assert browser.denied(preflight({}, status=403)) == "the status is 403"
