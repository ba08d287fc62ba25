"""Headers · Header 校验."""

import pytest

from fastapi_spec import Api, Erratum, like, may, must, should

NOTES = "Header 校验"
DOCS = "tutorial/header-params/"
CONVERSION_DOCS = "tutorial/header-params/#automatic-conversion"
DUPLICATE_DOCS = "tutorial/header-params/#duplicate-headers"
PATH = "/chapter03/header"
UNDERSCORE = "/chapter03/header/underscore"


@must("HEADER-1", docs=CONVERSION_DOCS)
def test_hyphen_for_underscore(api: Api) -> None:
    """A header parameter user_agent is read from User-Agent, the underscore of its name standing for a hyphen."""
    response = api.get(PATH, headers={"User-Agent": "UA/1"})

    assert response.status_code == 200
    assert response.json() == like(user_agent="UA/1", x_token=None)


@must("HEADER-10")
def test_missing_headers(api: Api) -> None:
    """An optional header that is not sent is null, a list of headers included."""
    response = api.get(PATH)

    assert response.status_code == 200
    assert response.json() == like(user_agent=None, x_token=None)


@must("HEADER-3")
@pytest.mark.parametrize("name", ["x-token", "X-Token", "X-TOKEN", "x-ToKeN"])
def test_letter_case(api: Api, name: str) -> None:
    """The name of a header is the same in any letter case."""
    response = api.get(PATH, headers=[(name, "a")])

    assert response.status_code == 200
    assert response.json() == like(x_token=["a"])


@must("HEADER-2", docs=CONVERSION_DOCS)
def test_underscore_is_another_name(api: Api) -> None:
    """A header that is spelled with an underscore is another header and not read."""
    response = api.get(PATH, headers=[("user_agent", "UA/1"), ("x_token", "b"), ("X-Token", "a")])

    assert response.status_code == 200
    assert response.json() == like(user_agent=None, x_token=["a"])


@must(
    "HEADER-5",
    erratum=Erratum(
        claim="Without underscore conversion a header parameter becomes an ordinary query list.", since="never true"
    ),
)
def test_header_is_no_query_parameter(api: Api) -> None:
    """A header parameter is read from the headers alone, with or without conversion, not from the query."""
    converted = api.get(f"{PATH}?x_token=a&x-token=a&user_agent=b", headers={"X-Token": "c"})
    plain = api.get(f"{UNDERSCORE}?x_token=a")

    assert converted.json() == like(user_agent=None, x_token=["c"])
    assert plain.json() == like(x_token=None)


@should("HEADER-4", docs=DUPLICATE_DOCS)
def test_list_of_repetitions(api: Api) -> None:
    """A list of headers has one element for each time that the header is sent, in that order."""
    response = api.get(PATH, headers=[("X-Token", "b"), ("X-Token", "a"), ("X-Token", "b")])

    assert response.status_code == 200
    assert response.json() == like(x_token=["b", "a", "b"])


@should("HEADER-11", docs=DUPLICATE_DOCS)
def test_comma_is_a_character(api: Api) -> None:
    """A header with a comma is one element of a list of headers."""
    response = api.get(PATH, headers={"X-Token": "a, b"})

    assert response.status_code == 200
    assert response.json() == like(x_token=["a, b"])


@should("HEADER-12", docs=DUPLICATE_DOCS)
def test_first_of_two(api: Api) -> None:
    """A header that is no list and is sent twice has the value sent first, unlike a query parameter."""
    response = api.get(PATH, headers=[("User-Agent", "UA/1"), ("User-Agent", "UA/2")])

    assert response.json() == like(user_agent="UA/1")


@should("HEADER-6", docs=CONVERSION_DOCS)
@pytest.mark.parametrize("name", ["x_token", "X_TOKEN"])
def test_without_conversion(api: Api, name: str) -> None:
    """A header parameter without conversion is read by its underscore, in any letter case, and not by a hyphen."""
    underscore = api.get(UNDERSCORE, headers=[(name, "a")])
    hyphen = api.get(UNDERSCORE, headers=[("X-Token", "a")])

    assert underscore.json() == like(x_token=["a"])
    assert hyphen.json() == like(x_token=None)


@must("HEADER-7")
def test_empty_header(api: Api) -> None:
    """A header without a value is an empty text, not a missing one."""
    response = api.get(PATH, headers={"User-Agent": "", "X-Token": ""})

    assert response.status_code == 200
    assert response.json() == like(user_agent="", x_token=[""])


@may("HEADER-13", docs="https://www.rfc-editor.org/rfc/rfc9110#section-5.5")
def test_latin_1(api: Api) -> None:
    """A byte beyond ASCII in a header is read as Latin-1."""
    response = api.get(PATH, headers=[(b"X-Token", "caf\u00e9".encode("latin-1"))])

    assert response.json() == like(x_token=["caf\u00e9"])


@should("HEADER-9")
def test_document(api: Api) -> None:
    """The document gives headers by their names with hyphens, in header, not required."""
    response = api.get("/openapi.json")

    user_agent = {"name": "user-agent", "in": "header", "required": False}
    x_token = {"name": "x-token", "in": "header", "required": False}
    assert response.json() == like({"paths": {PATH: {"get": {"parameters": [user_agent, x_token]}}}})
