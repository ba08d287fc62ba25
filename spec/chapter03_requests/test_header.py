"""Headers · Header 校验."""

import pytest

from fastapi_spec import Api, Erratum, like, may, must, should

NOTES = "Header 校验"
DOCS = "tutorial/header-params/"
ORIGIN = "fastapi"
CONVERSION_DOCS = "tutorial/header-params/#automatic-conversion"
DUPLICATE_DOCS = "tutorial/header-params/#duplicate-headers"
PATH = "/chapter03/header"
UNDERSCORE = "/chapter03/header/underscore"


@must("HEADER-1", origin="notes", docs=CONVERSION_DOCS)
def test_hyphen_for_underscore(api: Api) -> None:
    """A header parameter `user_agent` is read from the header `User-Agent`: 200 with its value."""
    response = api.get(PATH, headers={"User-Agent": "UA/1"})

    assert response.status_code == 200
    assert response.json() == like(user_agent="UA/1")


@must("HEADER-10", origin="notes")
def test_missing_headers(api: Api) -> None:
    """A request without optional headers is accepted: 200 with `null`, also for a list parameter."""
    response = api.get(PATH)

    assert response.status_code == 200
    assert response.json() == like(user_agent=None, x_token=None)


@must("HEADER-3", origin="http")
@pytest.mark.parametrize("name", ["x-token", "X-Token", "X-TOKEN", "x-ToKeN"])
def test_letter_case(api: Api, name: str) -> None:
    """A header name matches in any letter case (`x-token`, `X-TOKEN`): 200 with the value."""
    response = api.get(PATH, headers=[(name, "a")])

    assert response.status_code == 200
    assert response.json() == like(x_token=["a"])


@should("HEADER-4", origin="notes", docs=DUPLICATE_DOCS)
def test_list_of_repetitions(api: Api) -> None:
    """A repeated header is read into a list parameter: 200 with every value, in the order sent."""
    response = api.get(PATH, headers=[("X-Token", "b"), ("X-Token", "a"), ("X-Token", "b")])

    assert response.status_code == 200
    assert response.json() == like(x_token=["b", "a", "b"])


@must(
    "HEADER-5",
    origin="notes",
    erratum=Erratum(
        claim="Without underscore conversion a header parameter becomes an ordinary query list.",
        since="never true",
        in_code=False,
    ),
)
def test_header_is_not_a_query_parameter(api: Api) -> None:
    """A header parameter is never read from the query, with or without underscore conversion."""
    converted = api.get(f"{PATH}?x_token=a&x-token=a&user_agent=b", headers={"X-Token": "c"})
    plain = api.get(f"{UNDERSCORE}?x_token=a")

    assert converted.json() == like(user_agent=None, x_token=["c"])
    assert plain.json() == like(x_token=None)


@must("HEADER-2", origin="notes", docs=CONVERSION_DOCS)
def test_underscore_is_another_name(api: Api) -> None:
    """A header spelled with an underscore (`user_agent`, `x_token`) is not read: 200 with the value of `X-Token`."""
    response = api.get(PATH, headers=[("user_agent", "UA/1"), ("x_token", "b"), ("X-Token", "a")])

    assert response.status_code == 200
    assert response.json() == like(user_agent=None, x_token=["a"])


@should("HEADER-6", docs=CONVERSION_DOCS)
@pytest.mark.parametrize("name", ["x_token", "X_TOKEN"])
def test_without_conversion(api: Api, name: str) -> None:
    """Without underscore conversion `x_token` is read, in any letter case, and `X-Token` is not."""
    underscore = api.get(UNDERSCORE, headers=[(name, "a")])
    hyphen = api.get(UNDERSCORE, headers=[("X-Token", "a")])

    assert underscore.json() == like(x_token=["a"])
    assert hyphen.json() == like(x_token=None)


@should("HEADER-12", docs=DUPLICATE_DOCS)
def test_first_of_two(api: Api) -> None:
    """The first value of a repeated header counts if its parameter is not a list."""
    response = api.get(PATH, headers=[("User-Agent", "UA/1"), ("User-Agent", "UA/2")])

    assert response.json() == like(user_agent="UA/1")


@should("HEADER-11", docs=DUPLICATE_DOCS)
def test_comma_in_a_value(api: Api) -> None:
    """A header value with a comma is one element of a list parameter: 200 with `["a, b"]`."""
    response = api.get(PATH, headers={"X-Token": "a, b"})

    assert response.status_code == 200
    assert response.json() == like(x_token=["a, b"])


@must("HEADER-7")
def test_empty_header(api: Api) -> None:
    """An empty header (`X-Token:`) is accepted: 200 with `[""]`, not `null`."""
    response = api.get(PATH, headers={"X-Token": ""})

    assert response.status_code == 200
    assert response.json() == like(x_token=[""])


# Some proxies, such as Caddy and lighttpd, drop an empty User-Agent.
@may("HEADER-14")
def test_empty_user_agent(api: Api) -> None:
    """An empty `User-Agent` is accepted: 200 with an empty string, not `null`."""
    response = api.get(PATH, headers={"User-Agent": ""})

    assert response.status_code == 200
    assert response.json() == like(user_agent="")


@may("HEADER-13", docs="https://www.rfc-editor.org/rfc/rfc9110#section-5.5")
def test_latin_1(api: Api) -> None:
    """A non-ASCII byte in a header is decoded as Latin-1."""
    response = api.get(PATH, headers=[(b"X-Token", "caf\u00e9".encode("latin-1"))])

    assert response.json() == like(x_token=["caf\u00e9"])
