"""Dependencies that only guard · 路径操作装饰器中导入依赖."""

import pytest

from fastapi_spec import Api, errors, like, locations, may, must, should

NOTES = "路径操作装饰器中导入依赖"
DOCS = "tutorial/dependencies/dependencies-in-path-operation-decorators/"
PATH = "/chapter05/dependency_in_path_operation"

# The notes' public demo values.
TOKEN = {"X-Token": "fake-super-secret-token"}
KEY = {"X-Key": "fake-super-secret-key"}
USERS = [{"user": "user01"}, {"user": "user02"}]


@must("DEP-DECO-1")
def test_right_headers_pass(api: Api) -> None:
    """With the right X-Token and X-Key the answer is that of the operation alone: its two users."""
    response = api.get(PATH, headers=TOKEN | KEY)

    assert response.status_code == 200
    assert response.json() == like(USERS)


@must("DEP-DECO-13", docs="https://www.rfc-editor.org/rfc/rfc9110#section-5.1")
@pytest.mark.parametrize("token, key", [("x-token", "x-key"), ("X-TOKEN", "X-KEY")], ids=["lower", "upper"])
def test_header_names_have_no_case(api: Api, token: str, key: str) -> None:
    """The names of the two headers may be written in any letter case."""
    response = api.get(PATH, headers={token: TOKEN["X-Token"], key: KEY["X-Key"]})

    assert response.status_code == 200
    assert response.json() == like(USERS)


@must("DEP-DECO-2", docs=DOCS + "#dependency-requirements")
@pytest.mark.parametrize("sent, missing", [(KEY, "x-token"), (TOKEN, "x-key")], ids=["x-token", "x-key"])
def test_missing_header_is_refused(api: Api, sent: dict[str, str], missing: str) -> None:
    """When one of the two headers is missing and the other is right, the answer is 422 at its place in the headers."""
    response = api.get(PATH, headers=sent)

    assert response.status_code == 422
    assert ["header", missing] in locations(response)


@must("DEP-DECO-3", docs=DOCS + "#raise-exceptions")
@pytest.mark.parametrize(
    ("wrong", "detail"),
    [
        pytest.param({"X-Token": "wrong"}, "X-Token header invalid", id="token"),
        pytest.param({"X-Token": "FAKE-SUPER-SECRET-TOKEN"}, "X-Token header invalid", id="token-upper-case"),
        pytest.param({"X-Token": "fake-super-secret-token2"}, "X-Token header invalid", id="token-longer"),
        pytest.param({"X-Token": "fake-super-secret"}, "X-Token header invalid", id="token-shorter"),
        pytest.param({"X-Key": "wrong"}, "X-Key header invalid", id="key"),
        pytest.param({"X-Key": "fake-super-secret-token"}, "X-Key header invalid", id="key-is-token"),
        pytest.param({"X-Key": "FAKE-SUPER-SECRET-KEY"}, "X-Key header invalid", id="key-upper-case"),
    ],
)
def test_wrong_header_is_refused(api: Api, wrong: dict[str, str], detail: str) -> None:
    """When one of the two headers is wrong and the other is right, the answer is 400 and names the wrong one."""
    response = api.get(PATH, headers=TOKEN | KEY | wrong)

    assert response.status_code == 400
    assert response.json() == like(detail=detail)


@must("DEP-DECO-14")
@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="both-missing"),
        pytest.param({"X-Token": "wrong", "X-Key": "wrong"}, id="both-wrong"),
        pytest.param({"X-Token": "wrong"}, id="token-wrong-key-missing"),
        pytest.param({"X-Key": "wrong"}, id="token-missing-key-wrong"),
    ],
)
def test_two_faults_are_refused(api: Api, headers: dict[str, str]) -> None:
    """When neither header is right, be it wrong or missing, the answer is 400 or 422; with both right it is 200."""
    response = api.get(PATH, headers=headers)
    control = api.get(PATH, headers=TOKEN | KEY)

    assert response.status_code in {400, 422}
    assert control.status_code == 200


@must("DEP-DECO-11", docs="tutorial/header-params/#automatic-conversion")
@pytest.mark.parametrize(
    ("headers", "query"),
    [
        pytest.param({"x_token": TOKEN["X-Token"]}, {}, id="header-with-underscore"),
        pytest.param({}, {"x_token": TOKEN["X-Token"]}, id="query-with-underscore"),
        pytest.param({}, {"x-token": TOKEN["X-Token"]}, id="query-with-hyphen"),
    ],
)
def test_token_elsewhere_is_missing(api: Api, headers: dict[str, str], query: dict[str, str]) -> None:
    """The token does not count in a header x_token or in the query: the answer is 422 at [header, x-token]."""
    response = api.get(PATH, headers=KEY | headers, params=query)

    assert response.status_code == 422
    assert ["header", "x-token"] in locations(response)


@must("DEP-DECO-15")
def test_own_parameters_are_judged_too(api: Api) -> None:
    """A guarded operation judges its own parameters: n=2 is doubled, n=x is refused with 422 at [query, n]."""
    good = api.get(f"{PATH}/double", headers=TOKEN | KEY, params={"n": "2"})
    bad = api.get(f"{PATH}/double", headers=TOKEN | KEY, params={"n": "x"})

    assert good.json() == like(double=4)
    assert bad.status_code == 422
    assert ["query", "n"] in locations(bad)


@must("DEP-DECO-17")
def test_what_is_made_of_a_long_number(api: Api) -> None:
    """The double of a number of 4,300 digits, which has one digit more, is no server error."""
    response = api.get(f"{PATH}/double", headers=TOKEN | KEY, params={"n": "9" * 4300})
    control = api.get(f"{PATH}/double", headers=TOKEN | KEY, params={"n": "9"})

    assert response.status_code < 500
    assert control.json() == like(double=18)


@should("DEP-DECO-4", docs=DOCS + "#raise-exceptions")
def test_first_wrong_header_decides(api: Api) -> None:
    """When both headers are wrong, the answer is about the token, since its dependency is declared first."""
    response = api.get(PATH, headers={"X-Token": "wrong", "X-Key": "wrong"})

    assert response.status_code == 400
    assert response.json() == like(detail="X-Token header invalid")


@should("DEP-DECO-10", docs=DOCS + "#dependency-requirements")
def test_missing_headers_come_together(api: Api) -> None:
    """When both headers are missing, one answer 422 has both places, first the token's, with type missing."""
    response = api.get(PATH)

    assert response.status_code == 422
    assert errors(response) == like(
        [{"loc": ["header", "x-token"], "type": "missing"}, {"loc": ["header", "x-key"], "type": "missing"}]
    )


@should("DEP-DECO-5", docs=DOCS + "#raise-exceptions")
@pytest.mark.parametrize(
    ("headers", "detail"),
    [
        pytest.param({"X-Token": "wrong"}, "X-Token header invalid", id="key-missing"),
        pytest.param({"X-Key": "wrong"}, "X-Key header invalid", id="token-missing"),
    ],
)
def test_wrong_header_comes_before_missing_one(api: Api, headers: dict[str, str], detail: str) -> None:
    """A wrong header is answered at once with 400, whichever of the two it is, though the other one is missing."""
    response = api.get(PATH, headers=headers)

    assert response.status_code == 400
    assert response.json() == like(detail=detail)


@should("DEP-DECO-12", docs=DOCS + "#raise-exceptions")
def test_empty_header_is_wrong_and_not_missing(api: Api) -> None:
    """A header that is sent empty is a wrong one: the answer is 400."""
    response = api.get(PATH, headers=KEY | {"X-Token": ""})

    assert response.status_code == 400
    assert response.json() == like(detail="X-Token header invalid")


@should("DEP-DECO-7", docs=DOCS + "#raise-exceptions")
def test_guard_comes_before_own_parameters(api: Api) -> None:
    """A wrong token is answered with 400 though a parameter of the operation is wrong as well."""
    response = api.get(f"{PATH}/double", headers=KEY | {"X-Token": "wrong"}, params={"n": "x"})

    assert response.status_code == 400
    assert response.json() == like(detail="X-Token header invalid")


@should("DEP-DECO-16", docs=DOCS + "#dependency-requirements")
def test_all_missing_parameters_come_together(api: Api) -> None:
    """What is missing for the guard and for the operation is reported in one answer, the guard's first."""
    response = api.get(f"{PATH}/double")

    assert response.status_code == 422
    assert locations(response) == [["header", "x-token"], ["header", "x-key"], ["query", "n"]]


# A recipient may as well combine the two fields into one value.
@may("DEP-DECO-8", docs="https://www.rfc-editor.org/rfc/rfc9110#section-5.3")
def test_first_of_repeated_headers_counts(api: Api) -> None:
    """When X-Token is sent twice, the first one counts."""
    right, wrong = ("X-Token", TOKEN["X-Token"]), ("X-Token", "wrong")

    right_first = api.get(PATH, headers=[right, wrong, *KEY.items()])
    wrong_first = api.get(PATH, headers=[wrong, right, *KEY.items()])

    assert (right_first.status_code, wrong_first.status_code) == (200, 400)
