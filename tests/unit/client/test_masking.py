"""A secret is found after a name, by its form or as a known value, and what is public stays."""

import pytest

from fastapi_spec.client.api import Exchange
from fastapi_spec.client.masking import issued, masked, masked_headers, owned
from fastapi_spec.client.secrets import Secrets

JWT = "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.signature"


@pytest.mark.parametrize(
    "text, shown",
    [
        ('{"apiKey": "a", "x-token":"b"}', '{"apiKey": "***", "x-token":"***"}'),
        ('{"password_hash": "$2b$12$abcdefghijkl"}', '{"password_hash": "$2b$***"}'),
        ('{"tokens": ["a", {"b": 1}]}', '{"tokens": ["a", {"b": 1}]}'),
        ('{"tokens": ["a", "b"], "n": 1}', '{"tokens": ["***"], "n": 1}'),
        ('{"my\\u0000token": "b"}', '{"my\\u0000token": "***"}'),
        ("{'pwd': b'a\\'b', 'n': 1}", "{'pwd': b'***', 'n': 1}"),
        ('"{\\"secret\\": \\"a\\"}"', '"{\\"secret\\": \\"***\\"}"'),
        ('{"password": 7, "max_tokens": 5}', '{"password": "***", "max_tokens": 5}'),
        ('{"password": "cut o', '{"password": "***"'),
        (
            '{"loc": ["body", "password"], "msg": "m", "input": "a"}',
            '{"loc": ["body", "password"], "msg": "m", "input": "***"}',
        ),
        ("user%5Bpassword%5D=a&b=c", "user%5Bpassword%5D=***&b=c"),
        ("login(name='n', password='a b', key=1)", "login(name='n', password='***', key=1)"),
        ('name="token"\r\n\r\na\r\nb\r\n--x', 'name="token"\r\n\r\n***\r\n--x'),
        ("password: a\npassword: it is too short\n", "password: ***\npassword: it is too short\n"),
        ("Authorization: Bearer a b", "Authorization: Bearer ***"),
        ("Set-Cookie: sid=abcd; Path=/; visited=1", "Set-Cookie: sid=***; Path=/; visited=1"),
        ("sent Bearer abc4567890 here, Bearer authentication", "sent Bearer *** here, Bearer authentication"),
        ("postgresql://me:a@h/db http://h:80/@x", "postgresql://***@h/db http://h:80/@x"),
        (f"not a token: '{JWT}'", "not a token: 'eyJ***'"),
        ("-----BEGIN RSA PRIVATE KEY-----\na\n-----END", "-----BEGIN RSA PRIVATE KEY-----***-----END"),
        ("ghp_abcdefghijklmnopqrst", "ghp_***"),
        ('{"token_type": "bearer", "tokenUrl": "token"}', '{"token_type": "bearer", "tokenUrl": "token"}'),
        ("Access-Control-Allow-Credentials: true", "Access-Control-Allow-Credentials: true"),
        ('{"password": null, "token": true}', '{"password": null, "token": true}'),
    ],
)
def test_a_secret_is_masked_where_it_is(text: str, shown: str) -> None:
    """What is around it stays, and what was JSON is JSON."""
    assert masked(text, Secrets(), received=True) == shown


def test_a_known_value_is_masked_in_every_spelling() -> None:
    """As it is, as JSON and as a URL; a short one only between quotes."""
    secrets = Secrets(issued=['a "b"/é+', "four"])

    text = 'a "b"/é+ a \\"b\\"/\\u00e9+ a%20%22b%22%2F%C3%A9%2B a+%22b%22%2F%C3%A9%2B "four" fourteen'
    assert masked(text, secrets) == '*** *** *** *** "***" fourteen'


def test_headers_keep_scheme_names_and_attributes() -> None:
    """All that a reader needs to know but the secret itself."""
    headers = [
        ("Authorization", "Bearer a"),
        ("Cookie", "sid=abcd; n=1"),
        ("X-Api-Key", "a"),
        ("Location", "http://h/?access_token=a"),
        ("Accept", "a/b"),
    ]

    assert [value for _, value in masked_headers(headers, Secrets())] == [
        "Bearer ***",
        "sid=***; n=1",
        "***",
        "http://h/?access_token=***",
        "a/b",
    ]


def test_the_secrets_of_an_owner_are_found() -> None:
    """In the URL, the headers and the bodies; of Basic credentials the password, too."""
    exchange = Exchange(
        "POST",
        "http://h/?token=from-url",
        [("Authorization", "Basic bWU6ZnJvbS1iYXNpYw=="), ("Cookie", "sid=from-cookie"), ("X-Key", "from-key")],
        b'{"password": "from-body"}',
        200,
        [("Location", "http://me:from-location@h"), ("Proxy-Authorization", "Basic %%%%")],
        b"secret=from-response",
    )

    assert owned([exchange]) == {
        "from-url",
        "bWU6ZnJvbS1iYXNpYw==",
        "from-basic",
        "from-cookie",
        "from-key",
        "from-body",
        "me:from-location",
        "%%%%",
        "from-response",
    }
    assert issued([exchange]) == {"from-response"}


def test_a_specification_shows_what_it_sent() -> None:
    """A rule about a password that leaked proves it so."""
    ours = Secrets(ours=True, sent="password=made-up-here")

    assert masked('{"password": "made-up-here"}', ours, received=True) == '{"password": "made-up-here"}'
    assert masked('{"password": "something else"}', ours, received=True) == '{"password": "***"}'
    assert masked('{"password": "something else"}', ours) == '{"password": "something else"}'


@pytest.mark.parametrize(
    "piece", ['name="token" ', "-eyJ", r"\u0061", '"loc":["token"] ', "token: ", 'name="token"\r\na\r\n']
)
def test_a_text_that_looks_like_many_secrets_is_soon_read(piece: str) -> None:
    """A pattern that begins at each of these and reads to the end would take hours for a megabyte."""
    text = "token" + piece * (1_000_000 // len(piece))

    assert len(masked(text, Secrets(), received=True)) > 10_000
