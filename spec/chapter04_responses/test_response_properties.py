"""Properties left out of a response · 响应模型：省略的属性."""

import pytest

from fastapi_spec import ABSENT, Api, Erratum, like, must

NOTES = "响应模型"
UNSET_DOCS = "tutorial/response-model/#use-the-response_model_exclude_unset-parameter"
DOCS = "tutorial/response-model/#response_model_include-and-response_model_exclude"
ORIGIN = "notes"
UNSET = "/chapter04/response_model/unset"
USER = {"username": "Rick", "email": "rick@example.com", "password": "a-secret-word"}
SENT = {"username": "Rick", "email": "rick@example.com", "password": ABSENT}
ALL = USER | {"mobile": "110", "address": "Earth", "full_name": "Rick Sanchez"}
NAME_AND_EMAIL = SENT | {"mobile": ABSENT, "address": ABSENT, "full_name": ABSENT}

VALIDATED_AGAIN = Erratum(
    claim="With response_model_exclude_unset a returned UserIn is sent without the defaults of UserOut.",
    since="FastAPI 0.100.0",
    in_code=False,
)


@must("RESP-UNSET-1", docs=UNSET_DOCS)
def test_unset_properties_of_a_stored_user(api: Api) -> None:
    """With `exclude_unset`, a stored user is returned with 200 and its stored properties, without defaults."""
    response = api.post("/chapter04/response_model/", json=ALL)

    assert response.status_code == 200
    assert response.json() == like(username="user02", mobile="110", address=ABSENT, full_name=ABSENT)


@must("RESP-UNSET-2", docs=UNSET_DOCS, erratum=VALIDATED_AGAIN)
def test_unset_properties_of_a_sent_user(api: Api) -> None:
    """With `exclude_unset`, a sent user is returned with 200, without defaults or the password."""
    response = api.post(UNSET, json=USER)

    assert response.status_code == 200
    assert response.json() == like(NAME_AND_EMAIL)


@must("RESP-UNSET-3", docs=UNSET_DOCS, erratum=VALIDATED_AGAIN)
@pytest.mark.parametrize(
    "sent, omitted",
    [({"mobile": "10086"}, "full_name"), ({"full_name": None}, "mobile"), ({"mobile": "110"}, "full_name")],
    ids=["default", "null", "other"],
)
def test_sent_properties(api: Api, sent: dict[str, object], omitted: str) -> None:
    """With `exclude_unset`, a sent property is in the 200 even if it equals its default; an omitted one is not."""
    response = api.post(UNSET, json=USER | sent)

    assert response.status_code == 200
    assert response.json() == like(SENT | sent | {omitted: ABSENT})


@must(
    "RESP-INCEXC-1",
    erratum=Erratum(
        claim="response_model_include=['username', 'email'] on a list keeps these properties of each item.",
        since="FastAPI 0.100.0",
    ),
)
def test_properties_of_the_items(api: Api) -> None:
    """If a list's response model includes `username` and `email`, the 200 has every item with only these."""
    response = api.post("/chapter04/response_model/attributes", json=ALL)

    assert response.status_code == 200
    assert response.json() == like([NAME_AND_EMAIL, NAME_AND_EMAIL])


@must("RESP-INCEXC-2")
def test_exclusion_wins(api: Api) -> None:
    """A property that is both included and excluded is not in the 200; the other included ones are."""
    response = api.post("/chapter04/response_model/attributes/one", json=ALL)

    assert response.status_code == 200
    assert response.json() == like(NAME_AND_EMAIL)
