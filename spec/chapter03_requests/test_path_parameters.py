"""Path parameters · 路径参数和数据的解析验证."""

import pytest

from fastapi_spec import Api, errors, like, locations, may, must, should

NOTES = "路径参数和数据的解析验证"
DOCS = "tutorial/path-params/"
NUMBER_DOCS = "tutorial/path-params-numeric-validations/"
TEXT = "/chapter03/path"
NUMBER = "/chapter03/path_"
FILE = "/chapter03/files"


@must("PATH-ROUTE-1", docs="tutorial/path-params/#order-matters")
def test_fixed_path_first(api: Api) -> None:
    """A fixed path that is declared before a path with a parameter is not taken for a value of the parameter."""
    fixed = api.get(f"{TEXT}/parameters")
    other = api.get(f"{TEXT}/others")

    assert fixed.json() == like(message="This is a message")
    assert other.json() == like(message="others")


@must("PATH-STR-2")
@pytest.mark.parametrize(
    ("sent", "text"),
    [
        pytest.param("%E5%8C%97%E4%BA%AC", "北京", id="chinese"),
        pytest.param("a%20b", "a b", id="blank"),
        pytest.param("a+b", "a+b", id="plus"),
        pytest.param("a%2Bb", "a+b", id="encoded-plus"),
        pytest.param("%2541", "%41", id="percent"),
        pytest.param("a%3Fb", "a?b", id="question-mark"),
    ],
)
def test_percent_encoding_is_decoded(api: Api, sent: str, text: str) -> None:
    """A path parameter is percent-decoded once, as UTF-8, and a plus sign stays a plus sign."""
    response = api.raw("GET", f"{TEXT}/{sent}")

    assert response.status_code == 200
    assert response.json() == like(message=text)


@must("PATH-STR-3")
@pytest.mark.parametrize(
    "sent", ["a%00b", "%ff", "%ED%A0%80", "%"], ids=["nul", "no-utf8", "surrogate", "bare-percent"]
)
def test_strange_bytes_are_no_server_error(api: Api, sent: str) -> None:
    """A path parameter with a NUL, with bytes that are no UTF-8 or with a bare percent sign is no server error."""
    response = api.raw("GET", f"{TEXT}/{sent}")
    control = api.raw("GET", f"{TEXT}/a%20b")

    assert response.status_code < 500
    assert control.json() == like(message="a b")


@may("PATH-STR-5")
@pytest.mark.parametrize(("sent", "text"), [("a%00b", "a\u0000b"), ("%ff", "\ufffd")], ids=["nul", "no-utf8"])
def test_strange_bytes_are_delivered(api: Api, sent: str, text: str) -> None:
    """A NUL in a path parameter is kept, and a byte that is no UTF-8 is read as U+FFFD."""
    response = api.raw("GET", f"{TEXT}/{sent}")

    assert response.status_code == 200
    assert response.json() == like(message=text)


@should("PATH-STR-1")
def test_encoded_slash_is_a_slash(api: Api) -> None:
    """An encoded slash ends a path parameter as a slash does, so that the path is not found."""
    response = api.raw("GET", f"{TEXT}/a%2Fb")
    control = api.raw("GET", f"{TEXT}/a")

    assert response.status_code == 404
    assert control.json() == like(message="a")


@must("PATH-STR-4", docs="tutorial/path-params/#path-convertor")
@pytest.mark.parametrize("path", ["c.txt", "a/b/c.txt", "a/b/"])
def test_path_parameter_with_slashes(api: Api, path: str) -> None:
    """A path parameter that is declared as a path takes the rest of the path with its slashes."""
    response = api.raw("GET", f"{FILE}/{path}")

    assert response.status_code == 200
    assert response.json() == like(f"The file path is {path}")


@should("PATH-STR-6", docs="tutorial/path-params/#path-convertor")
def test_leading_slash_is_kept(api: Api) -> None:
    """A path parameter that is declared as a path keeps the slash it begins with."""
    response = api.raw("GET", f"{FILE}//home/x")

    assert response.json() == like("The file path is /home/x")


@should("PATH-STR-7", docs="tutorial/path-params/#path-convertor")
def test_rest_of_the_path_may_be_empty(api: Api) -> None:
    """A path parameter that is declared as a path may be empty."""
    response = api.raw("GET", f"{FILE}/")

    assert response.status_code == 200
    assert response.json() == like("The file path is ")


@must("PATH-NUM-1", docs=NUMBER_DOCS)
@pytest.mark.parametrize("num", [1, 2, 9, 10])
def test_number_within_its_bounds(api: Api, num: int) -> None:
    """A number in the path is accepted from its lower to its upper bound, both included, and answered as a number."""
    response = api.get(f"{NUMBER}/{num}")

    assert response.status_code == 200
    assert response.json() == like(num)


@must("PATH-NUM-3", docs=NUMBER_DOCS)
@pytest.mark.parametrize("num", ["0", "11", "-1", "99999999999999999999", pytest.param("9" * 5000, id="5000-digits")])
def test_number_out_of_its_bounds(api: Api, num: str) -> None:
    """A number in the path below its lower or above its upper bound is refused with 422 at [path, num]."""
    response = api.get(f"{NUMBER}/{num}")

    assert response.status_code == 422
    assert ["path", "num"] in locations(response)


@must("PATH-NUM-2")
@pytest.mark.parametrize("num", ["abc", "5.5", "1e0", "0x1", "true", "nan", "%20", "1%202"])
def test_no_number(api: Api, num: str) -> None:
    """A path value that is no whole number is refused with 422 at [path, num]."""
    response = api.raw("GET", f"{NUMBER}/{num}")

    assert response.status_code == 422
    assert ["path", "num"] in locations(response)


@may("PATH-NUM-4")
@pytest.mark.parametrize("num", ["1.0", "01", "+1", "%201"], ids=["decimal", "zero-led", "plus", "blank"])
def test_lax_spellings(api: Api, num: str) -> None:
    """A number in the path may be spelled with a decimal zero, a leading zero, a plus sign or a blank before it."""
    response = api.raw("GET", f"{NUMBER}/{num}")

    assert response.status_code == 200
    assert response.json() == like(1)


@should("PATH-NUM-5", docs=NUMBER_DOCS)
@pytest.mark.parametrize(
    ("num", "error"),
    [
        ("0", {"type": "greater_than_equal", "input": "0", "ctx": {"ge": 1}}),
        ("11", {"type": "less_than_equal", "input": "11", "ctx": {"le": 10}}),
        ("abc", {"type": "int_parsing", "input": "abc"}),
    ],
    ids=["below", "above", "no-number"],
)
def test_error_types(api: Api, num: str, error: dict[str, object]) -> None:
    """A refused number is reported once, with its own type of error, the value as input and the bound in ctx."""
    response = api.get(f"{NUMBER}/{num}")

    assert errors(response) == like([error])


@should("PATH-NUM-6", docs=NUMBER_DOCS)
def test_document(api: Api) -> None:
    """The document gives a path parameter as required, with its type and bounds."""
    response = api.get("/openapi.json")

    number = {"name": "num", "in": "path", "required": True, "schema": {"type": "integer", "minimum": 1, "maximum": 10}}
    assert response.json() == like({"paths": {f"{NUMBER}/{{num}}": {"get": {"parameters": [number]}}}})
