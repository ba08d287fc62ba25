"""Credentials that the contract accepts, for each security scheme of a document."""

from typing import Any

import pytest

from spec.generated.credentials import ANY_BEARER, KEY, NAME, PASSWORD, credentials
from tests.unit.samples import Replies

JSON = Any


def password(url: str) -> JSON:
    """A scheme whose tokens are at this URL."""
    return {"type": "oauth2", "flows": {"password": {"tokenUrl": url}}}


@pytest.mark.parametrize(
    "scheme, prefix, setting",
    [
        ({"type": "http", "scheme": "bearer"}, "/apps/x", {"bearer": ANY_BEARER}),
        ({"type": "http", "scheme": "bearer"}, "/apps/error-handlers", {"bearer": "alice"}),
        ({"type": "http", "scheme": "basic"}, "/apps/x", {"username": NAME, "password": PASSWORD}),
        ({"type": "apiKey", "in": "header", "name": "X-Key"}, "/apps/x", {"api_key": KEY}),
    ],
)
def test_a_scheme_has_its_credentials(scheme: JSON, prefix: str, setting: JSON) -> None:
    """schemathesis tries worse ones by itself."""
    document = {"components": {"securitySchemes": {"S": scheme}}}

    assert credentials(Replies().client, prefix, document) == {"S": setting}


@pytest.mark.parametrize("document", [{}, {"components": {"securitySchemes": {"S": {"type": "mutualTLS"}}}}])
def test_an_unknown_scheme_has_none(document: JSON) -> None:
    """An operation behind it is called without credentials."""
    assert credentials(Replies().client, "", document) == {}


@pytest.mark.parametrize("url, path", [("/token", "/token"), ("token", "/apps/x/token")])
def test_a_token_is_fetched_where_the_document_says(url: str, path: str) -> None:
    """A relative URL is below the application."""
    replies = Replies({"access_token": "t"})
    document = {"components": {"securitySchemes": {"S": password(url)}}}

    assert credentials(replies.client, "/apps/x", document) == {"S": {"bearer": "t"}}
    assert replies.requests == [f"POST {path}"]


@pytest.mark.parametrize(
    "reply", [["t"], {}, {"access_token": 7}, {"access_token": "a\nb"}, {"access_token": "é"}, AssertionError()]
)
def test_a_login_that_fails_has_another_token(reply: object) -> None:
    """What a target sends as a token may not fit into a header."""
    document = {"components": {"securitySchemes": {"S": password("/token")}}}

    assert credentials(Replies(reply).client, "", document) == {"S": {"bearer": ANY_BEARER}}


def test_no_password_is_sent_to_another_server() -> None:
    """A document may name any URL, and only the target was named by the user."""
    replies = Replies({"access_token": "t"})

    credentials(replies.client, "", {"components": {"securitySchemes": {"S": password("http://elsewhere/token")}}})
    assert replies.requests == []
