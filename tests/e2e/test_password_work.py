"""What a login costs does not tell a stranger which users exist. No rule says so, since times are noisy."""

import bcrypt
import pytest

from reference_app import security
from reference_app.routers.chapter06.jwt_flow import authenticate

HASH = [b"$2b$12$"]
"""The work of one hash, with its cost."""


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The hashes computed during a test, each as its kind and cost."""
    authenticate("john snow", "secret")  # the first use of bcrypt also tries it out
    done: list[bytes] = []
    hashpw = bcrypt.hashpw

    def counted(password: bytes, salt: bytes) -> bytes:
        done.append(salt[:7])
        return hashpw(password, salt)

    monkeypatch.setattr(bcrypt, "hashpw", counted)
    return done


@pytest.mark.parametrize("username, password", [("john snow", "wrong"), ("jane snow", "secret"), ("jane snow", "")])
def test_an_unknown_user_costs_as_much_as_a_wrong_password(work: list[bytes], username: str, password: str) -> None:
    """One hash is computed for every login that fails."""
    assert authenticate(username, password) is None
    assert work == HASH


@pytest.mark.parametrize("username", ["john snow", "jane snow"])
@pytest.mark.parametrize("password", ["secret\0", 73 * "x", 37 * "\u00e9"], ids=["NUL", "73 bytes", "37 characters"])
def test_an_impossible_password_costs_nothing_for_any_user(work: list[bytes], username: str, password: str) -> None:
    """What bcrypt cannot hash is rejected before it, for known and unknown users alike."""
    assert authenticate(username, password) is None
    assert work == []


def test_every_byte_of_a_password_counts() -> None:
    """bcrypt itself ignores what follows 72 bytes."""
    hashed = security.hash_password(72 * "x")

    assert security.verify_password(72 * "x", hashed)
    assert not security.verify_password(73 * "x", hashed)


def test_a_lone_surrogate_is_not_a_password() -> None:
    """A JSON string may contain one, and it cannot be encoded."""
    assert not security.verify_password("\ud800", security.hash_password("secret"))
