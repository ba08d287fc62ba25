"""What the rules of the specification made up is shown, what a target or another project owns is masked."""

import pytest

from fastapi_spec.client.api import Exchange
from fastapi_spec.client.masking import issued
from fastapi_spec.client.secrets import PUBLIC_KEY, Secrets, sent, signed_publicly, unescaped
from spec.chapter06_security.credentials import sign, token

OTHER = "0" * 64


def login(response: bytes, body: bytes = b"username=john+snow&password=secret") -> Exchange:
    """A login and its response."""
    return Exchange("POST", "http://h/token", [], body, 200, [], response)


def test_without_knowledge_everything_is_hidden() -> None:
    """The rules of another project may send its own passwords."""
    assert Secrets().hides(token())


def test_what_the_specification_sends_is_shown() -> None:
    """The demo passwords of the notes, and tokens that anybody can sign."""
    ours = Secrets(ours=True)

    assert not ours.hides("secret")
    assert not ours.hides(token())
    assert not ours.hides(sign({"sub": "a"}, key=OTHER))


def test_what_a_target_issued_is_hidden() -> None:
    """A token of its own is shown neither where it was received nor where it is sent."""
    private = sign({"sub": "john snow"}, key=OTHER)
    exchanges = [login(f'{{"access_token": "{private}"}}'.encode())]
    ours = Secrets(ours=True, issued=issued(exchanges), sent=sent(exchanges))

    assert ours.hides(private)
    assert ours.hides(private, received=True)


def test_what_was_sent_or_can_be_made_is_shown_where_it_comes_back() -> None:
    """The plain flow issues the name of the user as its token, the other one a token with the public key."""
    exchanges = [login(b'{"access_token": "john snow"}'), login(f'{{"access_token": "{token()}"}}'.encode())]
    ours = Secrets(ours=True, issued=issued(exchanges), sent=sent(exchanges))

    assert issued(exchanges) == set()
    assert not ours.hides("john snow", received=True)
    assert not ours.hides(token(), received=True)
    assert ours.hides("another", received=True)


def test_with_another_key_no_token_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever gives the rules a key of their own does not find tokens signed with it in a log."""
    monkeypatch.setenv("SECRET_KEY", OTHER)

    assert Secrets(ours=True).hides(sign({"sub": "a"}, key=OTHER))
    assert not Secrets(ours=True).hides("secret")


@pytest.mark.parametrize(
    "value, public",
    [
        (token(key=PUBLIC_KEY), True),
        (sign({}, key=PUBLIC_KEY, alg="HS512"), True),
        (sign({}, alg="none"), True),
        (sign({}, key=OTHER), False),
        ("john snow", False),
        ("a.b.c", False),
        ("W10.W10.x", False),
    ],
    ids=["ours", "HS512", "unsigned", "another key", "a name", "not base64", "not an object"],
)
def test_a_token_is_public_if_anybody_can_sign_it(value: str, public: bool) -> None:
    """The key of the notes is known to every reader."""
    assert signed_publicly(value) is public


def test_a_string_of_json_is_read() -> None:
    """What is between the quotes may be escaped, or cut off."""
    assert unescaped(r"a\"b") == 'a"b'
    assert unescaped("a\\") == "a\\"
