"""Query values · 默认参数与可选参数：值的转换."""

import pytest

from fastapi_spec import Api, errors, like, locations, may, must, should

NOTES = "默认参数与可选参数"
DOCS = "tutorial/query-params/"
ORIGIN = "fastapi"
CONVERSION_DOCS = "tutorial/query-params/#query-parameter-type-conversion"
URL_ENCODING = "https://url.spec.whatwg.org/#application/x-www-form-urlencoded"
PATH = "/chapter03/query"
STRING = "/chapter03/query/required"
FLOAT = "/chapter03/query/float"


@must("QUERY-INT-3")
@pytest.mark.parametrize("page", [-3, 0, 2147483648, 9007199254740991])
def test_any_integer(api: Api, page: int) -> None:
    """A query integer may be negative, zero or larger than 32 bits, and is returned with 200."""
    response = api.get(PATH, params={"page": page})

    assert response.status_code == 200
    assert response.json() == like(page=page)


@must("QUERY-INT-1", origin="notes", docs=CONVERSION_DOCS)
@pytest.mark.parametrize("page", ["abc", "1.5", "1e2", "0x1", "true", "1,000", "5a", " "])
def test_not_an_integer(api: Api, page: str) -> None:
    """A query value that is not an integer is rejected with 422 at `[query, page]`."""
    response = api.get(PATH, params={"page": page})

    assert response.status_code == 422
    assert ["query", "page"] in locations(response)


@should("QUERY-INT-7")
def test_error_type(api: Api) -> None:
    """A query value that is not an integer is one error with type `int_parsing` and the value as `input`."""
    response = api.get(PATH, params={"page": "abc"})

    assert errors(response) == like([{"type": "int_parsing", "input": "abc"}])


@must("QUERY-FLOAT-2")
@pytest.mark.parametrize(("sent", "n"), [("1.5", 1.5), ("-0.25", -0.25), ("1e3", 1000), ("2", 2)])
def test_fractions(api: Api, sent: str, n: float) -> None:
    """A query parameter of type number accepts fractions, exponents and integers and returns them with 200."""
    response = api.get(FLOAT, params={"n": sent})

    assert response.status_code == 200
    assert response.json() == like(n=n)


@must("QUERY-FLOAT-1", origin="hardening", plain="reads nan and inf, and responds with null")
@pytest.mark.parametrize("n", ["nan", "NaN", "inf", "-inf", "Infinity", "1e400"])
def test_not_finite(api: Api, n: str) -> None:
    """A query number that is not finite is rejected with 422 at `[query, n]`."""
    response = api.get(FLOAT, params={"n": n})

    assert response.status_code == 422
    assert ["query", "n"] in locations(response)


@must("QUERY-STR-2", origin="http")
@pytest.mark.parametrize(
    ("sent", "q"),
    [("a+b", "a b"), ("a%20b", "a b"), ("a%2Bb", "a+b"), ("%E5%8C%97", "北"), ("a%26b%3Dc", "a&b=c"), ("a=b", "a=b")],
    ids=["plus", "space", "encoded-plus", "chinese", "delimiters", "equals-sign"],
)
def test_form_encoding_is_decoded(api: Api, sent: str, q: str) -> None:
    """A query value is percent-decoded as UTF-8, with `+` as a space, and returned with 200."""
    response = api.raw("GET", f"{STRING}?q={sent}")

    assert response.status_code == 200
    assert response.json() == like(q=q)


@must("QUERY-STR-4", origin="http", docs=URL_ENCODING)
def test_semicolon_does_not_separate(api: Api) -> None:
    """Only `&` separates query parameters: `?q=a;b` is the string `a;b`, `?page=2;limit=3` a 422 at `[query, page]`."""
    string = api.raw("GET", f"{STRING}?q=a;b")
    integer = api.raw("GET", f"{PATH}?page=2;limit=3")

    assert string.json() == like(q="a;b")
    assert integer.status_code == 422
    assert ["query", "page"] in locations(integer)


@must("QUERY-STR-5", docs=URL_ENCODING)
@pytest.mark.parametrize("page", ["%", "2%"])
def test_bare_percent_sign(api: Api, page: str) -> None:
    """A query integer with a bare `%` is rejected with 400 or 422, not ignored."""
    response = api.raw("GET", f"{PATH}?page={page}")
    control = api.raw("GET", f"{PATH}?page=2")

    assert response.status_code in (400, 422)
    assert control.json() == like(page=2)


@must("QUERY-STR-1")
@pytest.mark.parametrize(
    "sent", ["a%00b", "%ff", "%ED%A0%80", "%"], ids=["nul", "not-utf8", "surrogate", "bare-percent"]
)
def test_invalid_bytes_and_server_errors(api: Api, sent: str) -> None:
    """A NUL, invalid UTF-8 or a bare `%` in a query value does not cause a 5xx response."""
    response = api.raw("GET", f"{STRING}?q={sent}")
    control = api.raw("GET", f"{STRING}?q=a")

    assert response.status_code < 500
    assert control.json() == like(q="a")


@must("QUERY-INT-6")
def test_integer_of_5000_digits(api: Api) -> None:
    """An integer of 5,000 digits in the query does not cause a 5xx response."""
    response = api.get(PATH, params={"page": "9" * 5000})
    control = api.get(PATH, params={"page": "9"})

    assert response.status_code < 500
    assert control.json() == like(page=9)


@may("QUERY-INT-5")
def test_huge_integer(api: Api) -> None:
    """An integer beyond 64 bits is returned exactly."""
    response = api.get(PATH, params={"page": "99999999999999999999"})

    assert response.json() == like(page=99999999999999999999)


@may("QUERY-INT-2")
def test_decimal_zero(api: Api) -> None:
    """A query integer may be spelled with a decimal zero (`7.0`)."""
    response = api.get(PATH, params={"page": "7.0"})

    assert response.json() == like(page=7)


@may("QUERY-INT-4")
@pytest.mark.parametrize(
    "page",
    ["+7", "%2B7", "%207%20", "007", "0_7"],
    ids=["plus-as-space", "plus-sign", "spaces", "leading-zeros", "underscore"],
)
def test_lax_spellings(api: Api, page: str) -> None:
    """A query integer may be spelled with a plus sign, surrounding spaces, leading zeros or underscores."""
    response = api.raw("GET", f"{PATH}?page={page}")

    assert response.json() == like(page=7)


@may("QUERY-STR-3")
@pytest.mark.parametrize(("sent", "q"), [("a%00b", "a\u0000b"), ("%ff", "\ufffd")], ids=["nul", "not-utf8"])
def test_invalid_bytes_are_returned(api: Api, sent: str, q: str) -> None:
    """A NUL in a query value is kept, and invalid UTF-8 becomes U+FFFD."""
    response = api.raw("GET", f"{STRING}?q={sent}")

    assert response.json() == like(q=q)
