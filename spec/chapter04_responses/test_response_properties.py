"""Members left out of an answer · 响应模型."""

import pytest

from fastapi_spec import ABSENT, Api, Erratum, like, must

NOTES = "响应模型"
UNSET_DOCS = "tutorial/response-model/#use-the-response_model_exclude_unset-parameter"
DOCS = "tutorial/response-model/#response_model_include-and-response_model_exclude"
UNSET = "/chapter04/response_model/unset"
USER = {"username": "Rick", "email": "rick@example.com", "password": "a-secret-word"}
GIVEN = {"username": "Rick", "email": "rick@example.com", "password": ABSENT}
ALL = USER | {"mobile": "110", "address": "Earth", "full_name": "Rick Sanchez"}
NAME_AND_EMAIL = GIVEN | {"mobile": ABSENT, "address": ABSENT, "full_name": ABSENT}

READ_ANEW = Erratum(
    claim="With response_model_exclude_unset a returned UserIn is answered without the defaults of UserOut.",
    since="FastAPI 0.100.0",
)


@must("RESP-UNSET-1", docs=UNSET_DOCS)
def test_unset_members_of_a_record(api: Api) -> None:
    """Where unset members are excluded, a stored record is answered with what it holds and no default."""
    response = api.post("/chapter04/response_model/", json=ALL)

    assert response.status_code == 200
    assert response.json() == like(username="user02", mobile="110", address=ABSENT, full_name=ABSENT)


@must("RESP-UNSET-2", docs=UNSET_DOCS, erratum=READ_ANEW)
def test_unset_members_of_the_input(api: Api) -> None:
    """Where unset members are excluded, a user that was sent is answered without any default."""
    response = api.post(UNSET, json=USER)

    assert response.status_code == 200
    assert response.json() == like(NAME_AND_EMAIL)


@must("RESP-UNSET-3", docs=UNSET_DOCS, erratum=READ_ANEW)
@pytest.mark.parametrize(
    "given, left_out",
    [({"mobile": "10086"}, "full_name"), ({"full_name": None}, "mobile"), ({"mobile": "110"}, "full_name")],
    ids=["default", "null", "other"],
)
def test_given_members(api: Api, given: dict[str, object], left_out: str) -> None:
    """Where unset members are excluded, a member that was given is answered even if it equals its default."""
    response = api.post(UNSET, json=USER | given)

    assert response.status_code == 200
    assert response.json() == like(GIVEN | given | {left_out: ABSENT})


@must(
    "RESP-INCEXC-1",
    erratum=Erratum(
        claim="response_model_include=['username', 'email'] on a list keeps these members of each item.",
        since="FastAPI 0.100.0",
    ),
)
def test_members_of_the_items(api: Api) -> None:
    """A list whose model includes name and email has every item, and of each the name and the email alone."""
    response = api.post("/chapter04/response_model/attributes", json=ALL)

    assert response.status_code == 200
    assert response.json() == like([NAME_AND_EMAIL, NAME_AND_EMAIL])


@must("RESP-INCEXC-2")
def test_exclusion_is_stronger(api: Api) -> None:
    """A member that is both included and excluded is not answered."""
    response = api.post("/chapter04/response_model/attributes/one", json=ALL)

    assert response.status_code == 200
    assert response.json() == like(NAME_AND_EMAIL)
