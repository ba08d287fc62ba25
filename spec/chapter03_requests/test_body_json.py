"""Body as JSON · 请求体和字段：JSON 格式."""

import pytest

from fastapi_spec import Api, errors, like, locations, may, media_type, must, should

NOTES = "请求体和字段"
DOCS = "tutorial/body/"
ORIGIN = "fastapi"
ERROR_DOCS = "tutorial/handling-errors/"
RFC8259 = "https://www.rfc-editor.org/rfc/rfc8259"
PATH = "/chapter03/request_body/city"
NESTED = "/chapter03/request_body/nested"
JSON = {"Content-Type": "application/json"}
CITY = b'{"name": "Beijing", "country": "China", "contry_code": "CN"}'
LARGEST = 16 * 1024 * 1024


@must("BODY-UNICODE-1", docs=f"{RFC8259}#section-8.1")
@pytest.mark.parametrize("name", ["北京", "São Paulo", "\U0001f600"], ids=["chinese", "latin", "emoji"])
def test_strings_in_any_language(api: Api, name: str) -> None:
    """A string in any language is returned unchanged: 200 with the media type `application/json`."""
    response = api.post(PATH, content=CITY.replace(b"Beijing", name.encode()), headers=JSON)

    assert response.status_code == 200
    assert media_type(response) == "application/json"
    assert response.json() == like(name=name)


@should("BODY-UNICODE-2")
def test_json_without_escapes(api: Api) -> None:
    """Non-ASCII characters in JSON are not escaped, and `Content-Type` is `application/json` without `charset`."""
    response = api.post(PATH, content=CITY.replace(b"Beijing", "北京".encode()), headers=JSON)

    assert "北京".encode() in response.content
    assert response.headers.get("content-type") == "application/json"


@must("BODY-SHAPE-1")
@pytest.mark.parametrize(
    "body", [b"[" + CITY + b"]", b'"abc"', b"5", b"null", b"true"], ids=["array", "string", "number", "null", "true"]
)
def test_body_is_an_object(api: Api, body: bytes) -> None:
    """A JSON body that is not an object is rejected with 422 at `[body]`."""
    response = api.post(PATH, content=body, headers=JSON)

    assert response.status_code == 422
    assert ["body"] in locations(response)


@must("BODY-JSON-1", docs=ERROR_DOCS)
@pytest.mark.parametrize(
    "body",
    [b'{"name": ', b'{"name": "a",}', b"{'name': 'a'}", b"name=a", CITY + b"}"],
    ids=["cut-off", "comma", "single-quotes", "form", "one-brace-more"],
)
def test_malformed_json(api: Api, body: bytes) -> None:
    """Malformed JSON is rejected with 422, and `loc` begins with `body`."""
    response = api.post(PATH, content=body, headers=JSON)

    assert response.status_code == 422
    assert ["body"] in [location[:1] for location in locations(response)]


# Every version of Python's json module counts these offsets alike. That of a trailing comma changed with Python 3.13.
@should("BODY-JSON-6", docs=ERROR_DOCS)
@pytest.mark.parametrize(("body", "offset"), [(b'{"name": ', 9), (b'{"name" "a"}', 8)], ids=["cut-off", "colon"])
def test_offset_of_malformed_json(api: Api, body: bytes, offset: int) -> None:
    """Malformed JSON is reported once, with type `json_invalid` and the offset of the error in `loc` (`[body, 9]`)."""
    response = api.post(PATH, content=body, headers=JSON)

    assert errors(response) == like([{"type": "json_invalid", "loc": ["body", offset]}])


@should("BODY-EXTRA-2", docs=f"{RFC8259}#section-4")
def test_repeated_property(api: Api) -> None:
    """The last value of a repeated property counts."""
    response = api.post(PATH, content=CITY[:-1] + b', "name": "Paris"}', headers=JSON)

    assert response.json() == like(name="Paris", country="China")


@must("BODY-JSON-2", docs=f"{RFC8259}#section-8.1")
def test_body_is_utf8(api: Api) -> None:
    """A JSON body that is not valid UTF-8 is rejected with 400 or 422."""
    response = api.post(PATH, content=CITY.replace(b"Beijing", b"\xff"), headers=JSON)
    control = api.post(PATH, content=CITY, headers=JSON)

    assert response.status_code in (400, 422)
    assert control.json() == like(name="Beijing")


@should("BODY-JSON-8", docs=ERROR_DOCS)
def test_detail_of_a_body_that_is_not_utf8(api: Api) -> None:
    """A JSON body that is not valid UTF-8 is rejected with 400 and `There was an error parsing the body`."""
    response = api.post(PATH, content=CITY.replace(b"Beijing", b"\xff"), headers=JSON)

    assert response.status_code == 400
    assert response.json() == like(detail="There was an error parsing the body")


@may("BODY-JSON-3", docs=f"{RFC8259}#section-8.1")
@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_other_encodings(api: Api, encoding: str) -> None:
    """A JSON body with a byte order mark is read, in UTF-8, UTF-16 or UTF-32."""
    response = api.post(PATH, content=CITY.decode().encode(encoding), headers=JSON)

    assert response.json() == like(name="Beijing")


@must(
    "BODY-JSON-5",
    origin="hardening",
    plain="responds with 500, since it cannot encode the response",
    docs=f"{RFC8259}#section-8.2",
)
@pytest.mark.parametrize(
    "body",
    [
        CITY.replace(b"Beijing", rb"\ud83d"),
        CITY.replace(b"Beijing", rb"\ude00\ud83d"),
        rb'{"name": "\ud83d"}',
        rb'{"\ud83d": 1}',
    ],
    ids=["lone", "swapped", "with-another-error", "in-a-name"],
)
def test_lone_surrogate(api: Api, body: bytes) -> None:
    r"""A lone surrogate (`\ud83d`) in a string or a property name is rejected with 400 or 422."""
    response = api.post(PATH, content=body, headers=JSON)
    control = api.post(PATH, content=CITY.replace(b"Beijing", rb"\ud83d\ude00"), headers=JSON)

    assert response.status_code in (400, 422)
    assert control.json() == like(name="\U0001f600")


@must(
    "BODY-JSON-4",
    origin="hardening",
    plain="responds with 500 (the input cannot be sent back)",
    docs=f"{RFC8259}#section-6",
)
@pytest.mark.parametrize("number", [b"NaN", b"Infinity", b"-Infinity", b"1e400"])
def test_number_that_is_not_finite(api: Api, number: bytes) -> None:
    """A number that is not finite (`NaN`, `Infinity`, `1e400`) is rejected with 400 or 422."""
    response = api.post(PATH, content=CITY[:-1] + b', "contry_population": ' + number + b"}", headers=JSON)
    control = api.post(PATH, content=CITY[:-1] + b', "contry_population": 900}', headers=JSON)

    assert response.status_code in (400, 422)
    assert control.json() == like(contry_population=900)


@should(
    "BODY-JSON-10",
    origin="hardening",
    plain="responds with 500 (the input cannot be sent back)",
    docs=ERROR_DOCS,
)
@pytest.mark.parametrize("number", [b"1e400", b"-1e400"])
def test_location_of_a_number_beyond_double_range(api: Api, number: bytes) -> None:
    """A number beyond the range of a double (`1e400`) is rejected with 422 at `[body, contry_population]`."""
    response = api.post(PATH, content=CITY[:-1] + b', "contry_population": ' + number + b"}", headers=JSON)

    assert response.status_code == 422
    assert ["body", "contry_population"] in locations(response)


@must("BODY-JSON-9", docs=f"{RFC8259}#section-6")
def test_integer_of_5000_digits(api: Api) -> None:
    """An integer of 5,000 digits does not cause a 5xx response."""
    response = api.post(PATH, content=CITY[:-1] + b', "contry_population": ' + b"9" * 5000 + b"}", headers=JSON)
    control = api.post(PATH, content=CITY[:-1] + b', "contry_population": 9000}', headers=JSON)

    assert response.status_code < 500
    assert control.json() == like(contry_population=9000)


@must("BODY-JSON-7", docs=f"{RFC8259}#section-9")
@pytest.mark.parametrize("depth", [500, 900, 5000, 100_000])
def test_deep_nesting(api: Api, depth: int) -> None:
    """Up to 100,000 nested arrays in place of a string are rejected with 400 or 422."""
    response = api.post(PATH, content=b'{"name": ' + b"[" * depth + b"]" * depth + b"}", headers=JSON)
    control = api.post(PATH, content=CITY, headers=JSON)

    assert response.status_code in (400, 422)
    assert control.json() == like(name="Beijing")


@must("BODY-SIZE-1", origin="hardening", plain="reads a body of any size", docs="advanced/request-body-limits/")
@pytest.mark.parametrize("size, status", [(LARGEST, 200), (LARGEST + 1, 413)], ids=["16-MiB", "one-more"])
def test_size(api: Api, size: int, status: int) -> None:
    """A body of 16 MiB, mostly whitespace, is accepted with 200; one more byte is rejected with 413."""
    response = api.post(PATH, content=CITY.ljust(size), headers=JSON)

    assert response.status_code == status


@should(
    "BODY-SIZE-2",
    origin="hardening",
    plain="lists all errors and inputs: up to 70 times the size",
    docs=ERROR_DOCS,
)
@pytest.mark.parametrize(
    "method, path, content",
    [
        ("PUT", NESTED, b'{"date":"2022-04-29","city":[1' + 20_000 * b",1" + b"]}"),
        ("POST", PATH, b'{"k":1' + b"".join(b',"%d":1' % n for n in range(5000)) + b"}"),
    ],
    ids=["elements", "properties"],
)
def test_size_of_the_errors(api: Api, method: str, path: str, content: bytes) -> None:
    """The 422 to thousands of invalid elements, or of unknown properties, is not longer than the body."""
    response = api.request(method, path, content=content, headers=JSON)

    assert response.status_code == 422
    assert len(response.content) <= len(content)
