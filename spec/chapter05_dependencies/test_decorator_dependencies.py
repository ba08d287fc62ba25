"""Dependencies in the decorator · 路径操作装饰器中导入依赖."""

import pytest

from fastapi_spec import Api, errors, like, locations, must, should

from ..conftest import CACHES, reusable_without

NOTES = "路径操作装饰器中导入依赖"
DOCS = "tutorial/dependencies/dependencies-in-path-operation-decorators/"
ORIGIN = "fastapi"
REQUIREMENTS = DOCS + "#dependency-requirements"
EXCEPTIONS = DOCS + "#raise-exceptions"
PATH = "/chapter05/dependency_in_path_operation"

# The notes' public demo values.
TOKEN = {"X-Token": "fake-super-secret-token"}
KEY = {"X-Key": "fake-super-secret-key"}
USERS = [{"user": "user01"}, {"user": "user02"}]


@must("DEP-DECO-1", origin="notes")
@pytest.mark.parametrize(
    "token, key",
    [("X-Token", "X-Key"), ("x-token", "x-key"), ("X-TOKEN", "X-KEY")],
    ids=["capitalized", "lower", "upper"],
)
def test_right_headers(api: Api, token: str, key: str) -> None:
    """With the right `X-Token` and `X-Key` (names in any letter case), the operation responds with its two users."""
    response = api.get(PATH, headers={token: TOKEN["X-Token"], key: KEY["X-Key"]})

    assert response.status_code == 200
    assert response.json() == like(USERS)


@must("DEP-DECO-2", origin="notes", docs=REQUIREMENTS)
@pytest.mark.parametrize(
    "headers, query, missing",
    [
        pytest.param(KEY, {}, "x-token", id="x-token"),
        pytest.param(TOKEN, {}, "x-key", id="x-key"),
        pytest.param(KEY | {"x_token": TOKEN["X-Token"]}, {}, "x-token", id="underscore"),
        pytest.param(KEY, {"x_token": TOKEN["X-Token"]}, "x-token", id="query"),
        pytest.param(KEY, {"x-token": TOKEN["X-Token"]}, "x-token", id="query-with-hyphen"),
    ],
)
def test_missing_header(api: Api, headers: dict[str, str], query: dict[str, str], missing: str) -> None:
    """A missing `X-Token` or `X-Key` is rejected with 422 at `[header, x-token]` or `[header, x-key]`."""
    response = api.get(PATH, headers=headers, params=query)

    assert response.status_code == 422
    assert ["header", missing] in locations(response)


@must("DEP-DECO-3", origin="notes", docs=EXCEPTIONS)
@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"X-Token": "wrong"}, id="token"),
        pytest.param({"X-Token": "FAKE-SUPER-SECRET-TOKEN"}, id="token-upper-case"),
        pytest.param({"X-Token": "fake-super-secret-token2"}, id="token-longer"),
        pytest.param({"X-Token": "fake-super-secret"}, id="token-shorter"),
        pytest.param({"X-Key": "wrong"}, id="key"),
        pytest.param({"X-Key": "fake-super-secret-token"}, id="key-is-token"),
        pytest.param({"X-Key": "FAKE-SUPER-SECRET-KEY"}, id="key-upper-case"),
    ],
)
def test_wrong_header(api: Api, wrong: dict[str, str]) -> None:
    """A wrong `X-Token` or `X-Key` is rejected with 400, even if it differs only in length or letter case."""
    response = api.get(PATH, headers=TOKEN | KEY | wrong)
    control = api.get(PATH, headers=TOKEN | KEY)

    assert response.status_code == 400
    assert control.status_code == 200


@should("DEP-DECO-18", origin="notes", docs=EXCEPTIONS)
@pytest.mark.parametrize("wrong", ["X-Token", "X-Key"])
def test_detail_of_a_wrong_header(api: Api, wrong: str) -> None:
    """The `detail` names the wrong header: `X-Token header invalid` or `X-Key header invalid`."""
    response = api.get(PATH, headers=TOKEN | KEY | {wrong: "wrong"})

    assert response.json() == like(detail=f"{wrong} header invalid")


@must("DEP-DECO-15")
def test_parameters_of_the_operation(api: Api) -> None:
    """The operation validates its own parameters, too: `?n=2` is doubled, `?n=x` is a 422 at `[query, n]`."""
    valid = api.get(f"{PATH}/double", headers=TOKEN | KEY, params={"n": "2"})
    invalid = api.get(f"{PATH}/double", headers=TOKEN | KEY, params={"n": "x"})

    assert valid.json() == like(double=4)
    assert invalid.status_code == 422
    assert ["query", "n"] in locations(invalid)


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
def test_neither_header_is_right(api: Api, headers: dict[str, str]) -> None:
    """If each of both headers is wrong or missing, the request is rejected with 400 or 422."""
    response = api.get(PATH, headers=headers)
    control = api.get(PATH, headers=TOKEN | KEY)

    assert response.status_code in {400, 422}
    assert control.status_code == 200


@should("DEP-DECO-4", origin="notes", docs=EXCEPTIONS)
def test_both_headers_wrong(api: Api) -> None:
    """If both headers are wrong, the response is the 400 of `X-Token`, whose dependency is declared first."""
    response = api.get(PATH, headers={"X-Token": "wrong", "X-Key": "wrong"})

    assert response.status_code == 400
    assert response.json() == like(detail="X-Token header invalid")


@should("DEP-DECO-10", docs=REQUIREMENTS)
def test_both_headers_missing(api: Api) -> None:
    """If both are missing, one 422 reports `[header, x-token]`, then `[header, x-key]`, both of type `missing`."""
    response = api.get(PATH)

    assert response.status_code == 422
    assert errors(response) == like(
        [{"loc": ["header", "x-token"], "type": "missing"}, {"loc": ["header", "x-key"], "type": "missing"}]
    )


@should("DEP-DECO-5", docs=EXCEPTIONS)
@pytest.mark.parametrize(
    ("headers", "detail"),
    [
        pytest.param({"X-Token": "wrong"}, "X-Token header invalid", id="key-missing"),
        pytest.param({"X-Key": "wrong"}, "X-Key header invalid", id="token-missing"),
    ],
)
def test_one_header_wrong_and_one_missing(api: Api, headers: dict[str, str], detail: str) -> None:
    """If one header is wrong and the other missing, the response is the 400 of the wrong one."""
    response = api.get(PATH, headers=headers)

    assert response.status_code == 400
    assert response.json() == like(detail=detail)


@should("DEP-DECO-7", docs=EXCEPTIONS)
def test_wrong_header_and_invalid_parameter(api: Api) -> None:
    """A wrong `X-Token` is rejected with 400 even if a parameter of the operation is invalid."""
    response = api.get(f"{PATH}/double", headers=KEY | {"X-Token": "wrong"}, params={"n": "x"})
    control = api.get(f"{PATH}/double", headers=KEY | TOKEN, params={"n": "2"})

    assert response.status_code == 400
    assert control.status_code == 200


@should("DEP-DECO-16", docs=REQUIREMENTS)
def test_everything_missing(api: Api) -> None:
    """Missing parameters of dependencies and operation are reported in one 422, those of dependencies first."""
    response = api.get(f"{PATH}/double")

    assert response.status_code == 422
    assert locations(response) == [["header", "x-token"], ["header", "x-key"], ["query", "n"]]


@should("DEP-DECO-12", docs=EXCEPTIONS)
def test_empty_header(api: Api) -> None:
    """An empty `X-Token` is rejected with 400 like a wrong one, not with 422 like a missing one."""
    response = api.get(PATH, headers=KEY | {"X-Token": ""})
    control = api.get(PATH, headers=KEY | TOKEN)

    assert response.status_code == 400
    assert control.status_code == 200


@must("DEP-DECO-17")
def test_double_of_4300_digits(api: Api) -> None:
    """Doubling an integer of 4,300 digits, which makes 4,301, does not cause a 5xx response."""
    response = api.get(f"{PATH}/double", headers=TOKEN | KEY, params={"n": "9" * 4300})
    control = api.get(f"{PATH}/double", headers=TOKEN | KEY, params={"n": "9"})

    assert response.status_code < 500
    assert control.json() == like(double=18)


@should("DEP-DECO-19", origin="hardening", plain="says nothing to caches", docs=CACHES)
@pytest.mark.parametrize("path", [PATH, f"{PATH}/double?n=2"], ids=["users", "double"])
def test_shared_caches(api: Api, path: str) -> None:
    """The 200 to both headers has `Cache-Control: private`, `no-store` or `no-cache`, or names both in `Vary`."""
    response = api.get(path, headers=TOKEN | KEY)

    assert response.status_code == 200
    assert reusable_without(response, "X-Token", "X-Key") == set()
