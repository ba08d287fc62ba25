"""Where a value is read and where it is sent."""

from typing import Any

import pytest

from fastapi_spec.hints.places import elsewhere
from tests.unit.hints.sample import FORM, seen

MULTIPART = ("Content-Type", "multipart/form-data; boundary=b")


def part(name: str, more: str = "") -> bytes:
    """A part of a multipart body."""
    return f'--b\r\nContent-Disposition: form-data; name="{name}"{more}\r\n\r\na\r\n--b--\r\n'.encode()


@pytest.mark.parametrize(
    "path, where, name, given, words",
    [
        ("/chapter04/login/", "query", "username", {"sent": b"username=a", "headers": (FORM,)}, "`Form()`"),
        ("/chapter04/login/", "query", "username", {"sent": part("username"), "headers": (MULTIPART,)}, "`Form()`"),
        (
            "/chapter04/file",
            "query",
            "file",
            {"sent": part("file", "; filename=a"), "headers": (MULTIPART,)},
            "`File()`",
        ),
        ("/chapter03/request_body/city", "query", "name", {"sent": {"name": "a"}}, "`BaseModel`"),
        ("/chapter03/query?page=1", "body", "page", {}, "in the query: declare it with `Query()`"),
        ("/chapter03/query?page=1", "cookie", "page", {}, "from a cookie"),
        ("/chapter03/query?page=1", "header", "page", {}, "from a header"),
        ("/chapter03/query?page=1", "path", "page", {}, "from the path"),
        ("/chapter03/header", "query", "x_token", {"headers": (("X-Token", "a"),)}, "`Header()`"),
        ("/chapter03/query?page=1", "query", "page", {}, ""),
        ("/chapter03/query", "query", "page", {}, ""),
        ("/chapter04/login/", "body", "username", {"sent": b"username=a", "headers": (FORM,)}, ""),
        ("/chapter03/query", "query", "page", {"headers": (("Page", "1"),)}, ""),
    ],
)
def test_what_is_sent_elsewhere(path: str, where: str, name: str, given: Any, words: str) -> None:
    """Said only if the contract reads it where it was sent."""
    method = "POST" if "sent" in given else "GET"
    found = elsewhere(seen(path, method=method, **given), where, name)
    assert words in found
    assert bool(words) == bool(found)
