"""Query values · 默认参数与可选参数."""

import pytest

from fastapi_spec import Api, errors, like, locations, may, must, should

NOTES = "默认参数与可选参数"
DOCS = "tutorial/query-params/"
CONVERSION_DOCS = "tutorial/query-params/#query-parameter-type-conversion"
RFC8259 = "https://www.rfc-editor.org/rfc/rfc8259"
PATH = "/chapter03/query"
TEXT = "/chapter03/query/required"
FLOAT = "/chapter03/query/float"


@must("QUERY-INT-1", docs=CONVERSION_DOCS)
@pytest.mark.parametrize("page", ["abc", "1.5", "1e2", "0x1", "true", "1,000", "5a", " "])
def test_no_integer(api: Api, page: str) -> None:
    """A query value that is no whole number is refused with 422 at [query, page]."""
    response = api.get(PATH, params={"page": page})

    assert response.status_code == 422
    assert ["query", "page"] in locations(response)


@must("QUERY-INT-3")
@pytest.mark.parametrize("page", [-3, 0, 2147483648, 9007199254740991])
def test_any_integer(api: Api, page: int) -> None:
    """A query number without bounds may be negative, zero, or greater than 32 bits hold."""
    response = api.get(PATH, params={"page": page})

    assert response.status_code == 200
    assert response.json() == like(page=page)


@must("QUERY-INT-6")
def test_endless_integer(api: Api) -> None:
    """A query number of 5,000 digits is no server error."""
    response = api.get(PATH, params={"page": "9" * 5000})
    control = api.get(PATH, params={"page": "9"})

    assert response.status_code < 500
    assert control.json() == like(page=9)


@must("QUERY-INT-8", docs=f"{RFC8259}#section-6")
@pytest.mark.parametrize("page", [9007199254740993, -9007199254740993, 9223372036854775807])
def test_no_integer_is_rounded(api: Api, page: int) -> None:
    """A query number that no double holds is kept to its last digit, or refused with 422: it is not rounded."""
    response = api.get(PATH, params={"page": page})
    control = api.get(PATH, params={"page": 9007199254740991})

    assert response.status_code == 422 or response.json() == like(page=page)
    assert control.json() == like(page=9007199254740991)


@may("QUERY-INT-5")
def test_huge_integer(api: Api) -> None:
    """A query number that no 64 bits hold is kept to its last digit."""
    response = api.get(PATH, params={"page": "99999999999999999999"})

    assert response.json() == like(page=99999999999999999999)


@may("QUERY-INT-2")
def test_decimal_zero(api: Api) -> None:
    """A query number may be spelled with a decimal zero."""
    response = api.get(PATH, params={"page": "7.0"})

    assert response.json() == like(page=7)


@may("QUERY-INT-4")
@pytest.mark.parametrize("page", ["+7", "%2B7", "%207%20", "007", "0_7"], ids=["plus", "sign", "blanks", "zeros", "_"])
def test_lax_spellings(api: Api, page: str) -> None:
    """A query number may be spelled with a sign, blanks around it, leading zeros or underscores."""
    response = api.raw("GET", f"{PATH}?page={page}")

    assert response.json() == like(page=7)


@must("QUERY-FLOAT-1")
@pytest.mark.parametrize("n", ["nan", "NaN", "inf", "-inf", "Infinity", "1e400"])
def test_not_finite(api: Api, n: str) -> None:
    """A query number that is not finite, which no JSON can answer, is refused with 422 at [query, n]."""
    response = api.get(FLOAT, params={"n": n})

    assert response.status_code == 422
    assert ["query", "n"] in locations(response)


@must("QUERY-FLOAT-2")
@pytest.mark.parametrize(("sent", "n"), [("1.5", 1.5), ("-0.25", -0.25), ("1e3", 1000), ("2", 2)])
def test_fractions(api: Api, sent: str, n: float) -> None:
    """A query parameter of type number takes fractions, exponents and whole numbers."""
    response = api.get(FLOAT, params={"n": sent})

    assert response.status_code == 200
    assert response.json() == like(n=n)


@must("QUERY-STR-2")
@pytest.mark.parametrize(
    ("sent", "q"),
    [("a+b", "a b"), ("a%20b", "a b"), ("a%2Bb", "a+b"), ("%E5%8C%97", "北"), ("a%26b%3Dc", "a&b=c"), ("a=b", "a=b")],
    ids=["plus", "blank", "encoded-plus", "chinese", "delimiters", "equals-sign"],
)
def test_form_encoding_is_decoded(api: Api, sent: str, q: str) -> None:
    """A query value is percent-decoded as UTF-8, and a plus sign in it is a blank."""
    response = api.raw("GET", f"{TEXT}?q={sent}")

    assert response.status_code == 200
    assert response.json() == like(q=q)


@must("QUERY-STR-1")
@pytest.mark.parametrize(
    "sent", ["a%00b", "%ff", "%ED%A0%80", "%"], ids=["nul", "no-utf8", "surrogate", "bare-percent"]
)
def test_strange_bytes_are_no_server_error(api: Api, sent: str) -> None:
    """A query value with a NUL, with bytes that are no UTF-8 or with a bare percent sign is no server error."""
    response = api.raw("GET", f"{TEXT}?q={sent}")
    control = api.raw("GET", f"{TEXT}?q=a")

    assert response.status_code < 500
    assert control.json() == like(q="a")


@may("QUERY-STR-3")
@pytest.mark.parametrize(("sent", "q"), [("a%00b", "a\u0000b"), ("%ff", "\ufffd")], ids=["nul", "no-utf8"])
def test_strange_bytes_are_delivered(api: Api, sent: str, q: str) -> None:
    """A NUL in a query value is kept, and a byte that is no UTF-8 is read as U+FFFD."""
    response = api.raw("GET", f"{TEXT}?q={sent}")

    assert response.json() == like(q=q)


@should("QUERY-INT-7")
def test_error_type(api: Api) -> None:
    """A query value that is no whole number is reported once, with type int_parsing and the value as input."""
    response = api.get(PATH, params={"page": "abc"})

    assert errors(response) == like([{"type": "int_parsing", "input": "abc"}])
