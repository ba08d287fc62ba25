"""Users and their passwords · DataBase Models."""

import secrets

import pytest

from fastapi_spec import JSON, Api, Erratum, like, location, locations, must, names, should

from .conftest import Discard
from .rows import DEPARTMENTS, USERS, StaffMember, User, created, unique

NOTES = "DataBase Models"
DOCS = "tutorial/sql-databases/"
SECRETS = "tutorial/extra-models/#multiple-models"
ERRORS = "tutorial/handling-errors/"
FIELDS = "tutorial/body-fields/"

# How a bcrypt, argon2 or PBKDF2 hash begins.
HASHES = ("$2", "$argon2", "$pbkdf2", "pbkdf2")


@must(
    "DB-USER-1",
    docs=SECRETS,
    erratum=Erratum(
        claim="The password of a user is a String(30).",
        since="never true: a bcrypt hash has 60 characters, which only SQLite stores in 30",
    ),
)
def test_a_user_is_created(api: Api, account: int, discard: Discard) -> None:
    """A user with a password of 72 characters is created with 201 and `Location`; no password or hash is returned."""
    password = (unique() * 3)[:72]
    given = {"account": account, "uname": unique(), "role": 1}

    response = discard(api.post(USERS, json=given | {"password": password}))

    assert location(response).path.endswith(f"{USERS}/{created(response, 'uid')}")
    assert response.json() == like(given)
    assert names(response.json()).isdisjoint({"password", "hashed_password", "password_hash"})
    assert not any(secret in response.text for secret in (password, *HASHES))


@must("DB-USER-2", docs=SECRETS)
def test_a_user_is_read(api: Api, user: User) -> None:
    """A user, also one whose password has 8 characters, is read under its id, with no password and no hash."""
    response = api.get(user.path)

    assert response.status_code == 200
    assert response.json() == like(uid=user.uid, account=user.account, uname="Spec", role=1)
    assert names(response.json()).isdisjoint({"password", "hashed_password", "password_hash"})
    assert not any(secret in response.text for secret in (user.password, *HASHES))


@must("DB-USER-3")
def test_a_user_is_deleted(api: Api, account: int, discard: Discard) -> None:
    """A user, which needs no uname, is deleted with 204 and no content, and is not found from then on."""
    creation = discard(api.post(USERS, json={"account": account, "password": unique(), "role": 1}))
    path = f"{USERS}/{created(creation, 'uid')}"

    response = api.delete(path)
    after = [api.get(path), api.delete(path)]

    assert creation.json() == like(uname=None)
    assert (response.status_code, response.content) == (204, b"")
    assert [again.status_code for again in after] == [404, 404]


@must("DB-USER-9")
def test_the_others_stay(api: Api, user: User, account: int, discard: Discard) -> None:
    """The deletion of a user leaves the one made before it and the one made after it."""
    given = {"password": unique(), "role": 1}
    middle = discard(api.post(USERS, json=given | {"account": account}))
    last = discard(api.post(USERS, json=given | {"account": secrets.randbelow(2**31)}))

    removal = api.delete(f"{USERS}/{created(middle, 'uid')}")
    others = [api.get(user.path), api.get(f"{USERS}/{created(last, 'uid')}")]

    assert removal.status_code == 204
    assert [other.status_code for other in others] == [200, 200]


@should("DB-12", docs="https://www.rfc-editor.org/rfc/rfc9110.html#section-8.3")
def test_no_content_has_no_type(api: Api, account: int, staff_member: StaffMember, discard: Discard) -> None:
    """The 204 for a user, a member of the staff and a department that is deleted has no Content-Type."""
    creation = discard(api.post(USERS, json={"account": account, "password": unique(), "role": 1}))
    paths = [f"{USERS}/{created(creation, 'uid')}", staff_member.path, f"{DEPARTMENTS}/{staff_member.did}"]

    responses = [api.delete(path) for path in paths]

    assert [response.status_code for response in responses] == [204, 204, 204]
    assert not any("content-type" in response.headers for response in responses)


@must("DB-USER-4", docs=ERRORS)
def test_an_account_is_given_once(api: Api, user: User, discard: Discard) -> None:
    """A second user with an account that is taken is refused with 409."""
    response = discard(api.post(USERS, json={"account": user.account, "password": unique(), "role": 1}))

    assert response.status_code == 409


@should("DB-USER-8", docs=ERRORS)
def test_the_cause_is_told(api: Api, user: User, discard: Discard) -> None:
    """The 409 for an account that is taken says so: "the account is taken"."""
    response = discard(api.post(USERS, json={"account": user.account, "password": unique(), "role": 1}))

    assert response.json() == like(detail="the account is taken")


@must("DB-USER-5", docs=FIELDS)
@pytest.mark.parametrize(
    "password",
    [
        pytest.param("", id="empty"),
        pytest.param("1234567", id="7 characters"),
        pytest.param("1" * 73, id="73 characters"),
        pytest.param("nul\0 within", id="NUL"),
        pytest.param(None, id="null"),
        pytest.param(12345678, id="number"),
    ],
)
def test_other_passwords_are_refused(api: Api, account: int, discard: Discard, password: JSON) -> None:
    """A password of less than 8 or more than 72 characters, with a NUL, or that is no string, is refused with 422."""
    response = discard(api.post(USERS, json={"account": account, "password": password, "role": 1}))

    assert response.status_code == 422
    assert ["body", "password"] in locations(response)


@must("DB-USER-7", docs=SECRETS)
@pytest.mark.parametrize(
    "ending, role",
    [
        pytest.param("\0", {"role": 1}, id="invalid itself"),
        pytest.param("", {"role": "x"}, id="beside an invalid role"),
        pytest.param("", {}, id="without a role"),
    ],
)
def test_no_refusal_has_the_password(api: Api, account: int, ending: str, role: dict[str, JSON]) -> None:
    """A 422 response for a user does not contain the password, whether it or another property is invalid."""
    password = unique()

    response = api.post(USERS, json={"account": account, "password": password + ending, **role})

    assert response.status_code == 422
    assert locations(response)
    assert password not in response.text


@must("DB-USER-6", docs=FIELDS)
@pytest.mark.parametrize("name", ["account", "role", "uname"])
@pytest.mark.parametrize(
    "value", [pytest.param("", id="empty"), pytest.param([], id="array"), pytest.param(True, id="true")]
)
def test_other_values_are_refused(api: Api, account: int, discard: Discard, name: str, value: JSON) -> None:
    """An account or role that is no number, and a uname that is empty or no string, are refused with 422."""
    body = {"account": account, "password": unique(), "role": 1} | {name: value}

    response = discard(api.post(USERS, json=body))

    assert response.status_code == 422
    assert ["body", name] in locations(response)
