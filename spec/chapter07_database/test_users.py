"""Users and their passwords · DataBase Models：用户与密码."""

import secrets

import pytest

from fastapi_spec import JSON, Api, Erratum, like, location, locations, must, names, should

from .conftest import Discard
from .rows import DEPARTMENTS, USERS, StaffMember, User, created, unique

NOTES = "DataBase Models"
DOCS = "tutorial/sql-databases/"
ORIGIN = "notes"
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
        in_code=False,
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


@must("DB-USER-10", docs=FIELDS)
@pytest.mark.parametrize("letter", ["a", pytest.param("名", id="chinese")])
def test_a_name_has_up_to_30_characters(api: Api, account: int, discard: Discard, letter: str) -> None:
    """A user's name of 30 characters is accepted with 201; one of 31 is rejected with 422 at `[body, uname]`."""
    user = {"account": account, "password": unique(), "role": 1}

    accepted = discard(api.post(USERS, json=user | {"uname": letter * 30}))
    rejected = discard(api.post(USERS, json=user | {"account": secrets.randbelow(2**31), "uname": letter * 31}))

    assert created(accepted, "uid") > 0
    assert rejected.status_code == 422
    assert ["body", "uname"] in locations(rejected)


@must("DB-USER-2", origin="fastapi", docs=SECRETS)
def test_a_user_is_read(api: Api, user: User) -> None:
    """A user with a password of 8 characters is returned by its id with 200, without password or hash."""
    response = api.get(user.path)

    assert response.status_code == 200
    assert response.json() == like(uid=user.uid, account=user.account, uname="Spec", role=1)
    assert names(response.json()).isdisjoint({"password", "hashed_password", "password_hash"})
    assert not any(secret in response.text for secret in (user.password, *HASHES))


@must("DB-USER-3")
def test_a_user_is_deleted(api: Api, account: int, discard: Discard) -> None:
    """A user, created without `uname` (null), is deleted with 204 and an empty body; after that it is a 404."""
    creation = discard(api.post(USERS, json={"account": account, "password": unique(), "role": 1}))
    path = f"{USERS}/{created(creation, 'uid')}"

    response = api.delete(path)
    after = [api.get(path), api.delete(path)]

    assert creation.json() == like(uname=None)
    assert (response.status_code, response.content) == (204, b"")
    assert [again.status_code for again in after] == [404, 404]


@must("DB-USER-9", origin="fastapi")
def test_other_users_stay(api: Api, user: User, account: int, discard: Discard) -> None:
    """Deleting a user (204) keeps the users created before and after it (200)."""
    given = {"password": unique(), "role": 1}
    middle = discard(api.post(USERS, json=given | {"account": account}))
    last = discard(api.post(USERS, json=given | {"account": secrets.randbelow(2**31)}))

    removal = api.delete(f"{USERS}/{created(middle, 'uid')}")
    others = [api.get(user.path), api.get(f"{USERS}/{created(last, 'uid')}")]

    assert removal.status_code == 204
    assert [other.status_code for other in others] == [200, 200]


@should("DB-12", origin="fastapi", docs="https://www.rfc-editor.org/rfc/rfc9110.html#section-8.3")
def test_no_content_has_no_type(api: Api, account: int, staff_member: StaffMember, discard: Discard) -> None:
    """The 204 for a deleted user, staff member or department has no `Content-Type`."""
    creation = discard(api.post(USERS, json={"account": account, "password": unique(), "role": 1}))
    paths = [f"{USERS}/{created(creation, 'uid')}", staff_member.path, f"{DEPARTMENTS}/{staff_member.did}"]

    responses = [api.delete(path) for path in paths]

    assert [response.status_code for response in responses] == [204, 204, 204]
    assert not any("content-type" in response.headers for response in responses)


@must("DB-USER-4", origin="hardening", plain="creates a second user with the account", docs=ERRORS)
def test_an_account_is_given_once(api: Api, user: User, discard: Discard) -> None:
    """A second user with the same account is rejected with 409."""
    response = discard(api.post(USERS, json={"account": user.account, "password": unique(), "role": 1}))

    assert response.status_code == 409


@should("DB-USER-8", origin="hardening", plain="creates a second user with the account", docs=ERRORS)
def test_detail_of_a_taken_account(api: Api, user: User, discard: Discard) -> None:
    """The detail of the 409 for a taken account is `the account is taken`."""
    response = discard(api.post(USERS, json={"account": user.account, "password": unique(), "role": 1}))

    assert response.status_code == 409
    assert response.json() == like(detail="the account is taken")


@must(
    "DB-USER-5",
    origin="hardening",
    plain="responds with 500 to a password with NUL",
    docs=FIELDS,
)
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
def test_other_passwords_are_rejected(api: Api, account: int, discard: Discard, password: JSON) -> None:
    """A password outside 8 to 72 characters, with a NUL or not a string is rejected with 422 at `[body, password]`."""
    response = discard(api.post(USERS, json={"account": account, "password": password, "role": 1}))

    assert response.status_code == 422
    assert ["body", "password"] in locations(response)


@must("DB-USER-6", docs=FIELDS)
@pytest.mark.parametrize(
    "name, value",
    [
        *[pytest.param(name, "", id=f"{name} empty") for name in ("account", "role", "uname")],
        *[pytest.param(name, [], id=f"{name} array") for name in ("account", "role", "uname")],
        pytest.param("uname", True, id="uname true"),
    ],
)
def test_other_values_are_rejected(api: Api, account: int, discard: Discard, name: str, value: JSON) -> None:
    """An empty string or array for `account`, `role` or `uname`, or true for `uname`, is a 422 at `[body, field]`."""
    body = {"account": account, "password": unique(), "role": 1} | {name: value}

    response = discard(api.post(USERS, json=body))

    assert response.status_code == 422
    assert ["body", name] in locations(response)


@must("DB-USER-7", origin="hardening", plain="repeats the input, with the password, in the error", docs=SECRETS)
@pytest.mark.parametrize(
    "ending, role",
    [
        pytest.param("\0", {"role": 1}, id="invalid itself"),
        pytest.param("", {"role": "x"}, id="beside an invalid role"),
        pytest.param("", {}, id="without a role"),
    ],
)
def test_no_rejection_has_the_password(api: Api, account: int, ending: str, role: dict[str, JSON]) -> None:
    """A 422 response to creating a user does not contain the password, whether it or another property is invalid."""
    password = unique()

    response = api.post(USERS, json={"account": account, "password": password + ending, **role})

    assert response.status_code == 422
    assert locations(response)
    assert password not in response.text
