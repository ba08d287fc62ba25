"""Path parameters · 路径参数和数据的解析验证."""

import pytest

from fastapi_spec import Api, errors, like, locations, may, must, should

NOTES = "路径参数和数据的解析验证"
DOCS = "tutorial/path-params/"
ORIGIN = "fastapi"
NUMBER_DOCS = "tutorial/path-params-numeric-validations/"
STRING = "/chapter03/path"
NUMBER = "/chapter03/path_"
FILE = "/chapter03/files"


@must("PATH-NUM-1", docs=NUMBER_DOCS)
@pytest.mark.parametrize("num", [1, 2, 9, 10])
def test_number_within_its_bounds(api: Api, num: int) -> None:
    """An integer in the path within its bounds, both included, is returned with 200 as a number."""
    response = api.get(f"{NUMBER}/{num}")

    assert response.status_code == 200
    assert response.json() == like(num)


@must("PATH-NUM-2")
@pytest.mark.parametrize("num", ["abc", "5.5", "1e0", "0x1", "true", "nan", "%20", "1%202"])
def test_not_an_integer(api: Api, num: str) -> None:
    """A path value that is not an integer is rejected with 422 at `[path, num]`."""
    response = api.raw("GET", f"{NUMBER}/{num}")

    assert response.status_code == 422
    assert ["path", "num"] in locations(response)


@must("PATH-NUM-3", docs=NUMBER_DOCS)
@pytest.mark.parametrize("num", ["0", "11", "-1", "99999999999999999999"])
def test_number_out_of_its_bounds(api: Api, num: str) -> None:
    """An integer in the path outside of its bounds is rejected with 422 at `[path, num]`."""
    response = api.get(f"{NUMBER}/{num}")

    assert response.status_code == 422
    assert ["path", "num"] in locations(response)


@should("PATH-NUM-5", docs=NUMBER_DOCS)
@pytest.mark.parametrize(
    ("num", "error"),
    [
        ("0", {"type": "greater_than_equal", "input": "0", "ctx": {"ge": 1}}),
        ("11", {"type": "less_than_equal", "input": "11", "ctx": {"le": 10}}),
        ("abc", {"type": "int_parsing", "input": "abc"}),
    ],
    ids=["below", "above", "not-an-integer"],
)
def test_error_types(api: Api, num: str, error: dict[str, object]) -> None:
    """A rejected value is one error with its own `type`, the value as `input` and, out of bounds, the bound in
    `ctx`."""
    response = api.get(f"{NUMBER}/{num}")

    assert errors(response) == like([error])


@must("PATH-ROUTE-1", docs="tutorial/path-params/#order-matters")
def test_fixed_path_first(api: Api) -> None:
    """A fixed path takes precedence over a path with a parameter that is declared after it."""
    fixed = api.get(f"{STRING}/parameters")
    other = api.get(f"{STRING}/others")

    assert fixed.json() == like(message="This is a message")
    assert other.json() == like(message="others")


@must("PATH-STR-8")
def test_parameter_is_one_segment(api: Api) -> None:
    """A path parameter is one segment: a path with another segment is a 404."""
    response = api.get(f"{STRING}/a/b")
    control = api.get(f"{STRING}/a")

    assert response.status_code == 404
    assert control.json() == like(message="a")


@must("PATH-STR-4", docs="tutorial/path-params/#path-convertor")
@pytest.mark.parametrize("path", ["c.txt", "a/b/c.txt", "a/b/"])
def test_path_parameter_with_slashes(api: Api, path: str) -> None:
    """A path parameter declared as a path takes the rest of the path, slashes included, with 200."""
    response = api.raw("GET", f"{FILE}/{path}")

    assert response.status_code == 200
    assert response.json() == like(f"The file path is {path}")


@must("PATH-STR-2", origin="http")
@pytest.mark.parametrize(
    ("sent", "value"),
    [
        pytest.param("%E5%8C%97%E4%BA%AC", "北京", id="chinese"),
        pytest.param("a%20b", "a b", id="space"),
        pytest.param("a+b", "a+b", id="plus"),
        pytest.param("a%2Bb", "a+b", id="encoded-plus"),
        pytest.param("%2541", "%41", id="percent"),
        pytest.param("a%3Fb", "a?b", id="question-mark"),
    ],
)
def test_percent_encoding_is_decoded(api: Api, sent: str, value: str) -> None:
    """A path parameter is percent-decoded once as UTF-8, with `+` unchanged, and returned with 200."""
    response = api.raw("GET", f"{STRING}/{sent}")

    assert response.status_code == 200
    assert response.json() == like(message=value)


@should("PATH-STR-1")
def test_encoded_slash_is_a_slash(api: Api) -> None:
    """An encoded slash (`%2F`) separates segments like a plain slash, so the path is a 404."""
    response = api.raw("GET", f"{STRING}/a%2Fb")
    control = api.raw("GET", f"{STRING}/a")

    assert response.status_code == 404
    assert control.json() == like(message="a")


@should("PATH-STR-6", docs="tutorial/path-params/#path-convertor")
def test_leading_slash_is_kept(api: Api) -> None:
    """A path parameter declared as a path keeps its leading slash (`/files//home/x`)."""
    response = api.raw("GET", f"{FILE}//home/x")

    assert response.json() == like("The file path is /home/x")


@should("PATH-STR-7", docs="tutorial/path-params/#path-convertor")
def test_rest_of_the_path_may_be_empty(api: Api) -> None:
    """A path parameter declared as a path may be empty, with 200."""
    response = api.raw("GET", f"{FILE}/")

    assert response.status_code == 200
    assert response.json() == like("The file path is ")


@must("PATH-STR-3")
@pytest.mark.parametrize(
    "sent", ["a%00b", "%ff", "%ED%A0%80", "%"], ids=["nul", "not-utf8", "surrogate", "bare-percent"]
)
def test_invalid_bytes_and_server_errors(api: Api, sent: str) -> None:
    """A NUL, invalid UTF-8 or a bare `%` in a path parameter does not cause a 5xx response."""
    response = api.raw("GET", f"{STRING}/{sent}")
    control = api.raw("GET", f"{STRING}/a%20b")

    assert response.status_code < 500
    assert control.json() == like(message="a b")


@must("PATH-NUM-7", docs="https://www.rfc-editor.org/rfc/rfc9110#section-15.5.15")
def test_number_of_5000_digits(api: Api) -> None:
    """An integer of 5,000 digits in the path is rejected with 422 at `[path, num]`, or with 414."""
    response = api.get(f"{NUMBER}/{'9' * 5000}")
    control = api.get(f"{NUMBER}/9")

    assert response.status_code in (414, 422)
    assert response.status_code == 414 or ["path", "num"] in locations(response)
    assert control.json() == like(9)


@may("PATH-NUM-4")
@pytest.mark.parametrize("num", ["1.0", "01", "+1", "%201"], ids=["decimal", "leading-zero", "plus", "space"])
def test_lax_spellings(api: Api, num: str) -> None:
    """`1.0`, `01`, `+1` and `%201` in the path are returned with 200 as the integer 1."""
    response = api.raw("GET", f"{NUMBER}/{num}")

    assert response.status_code == 200
    assert response.json() == like(1)


@may("PATH-STR-5")
@pytest.mark.parametrize(("sent", "value"), [("a%00b", "a\u0000b"), ("%ff", "\ufffd")], ids=["nul", "not-utf8"])
def test_invalid_bytes_are_returned(api: Api, sent: str, value: str) -> None:
    """A path parameter is returned with 200, with its NUL kept and invalid UTF-8 as U+FFFD."""
    response = api.raw("GET", f"{STRING}/{sent}")

    assert response.status_code == 200
    assert response.json() == like(message=value)
