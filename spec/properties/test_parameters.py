"""Path and query parameters · 路径参数和数据的解析验证：任意的值."""

from urllib.parse import quote

from hypothesis.strategies import binary, builds, floats, integers, lists, sampled_from

from fastapi_spec import Api, like, locations, must, needs_chapter, should
from fastapi_spec.generate.properties import for_all

from .inputs import CHARACTERS, SAFE, strings

pytestmark = needs_chapter("requests")

NOTES = "默认参数与可选参数"
CHECKS = "多个参数, 列表, 字符串验证, 正则, 参数别名"
DOCS = "tutorial/query-params/"
ORIGIN = "fastapi"
PATH = "/chapter03/query"
CHECKED = "/chapter03/query/validations"

SEGMENTS = lists(CHARACTERS | sampled_from(["%41", "%2F", "%25", ".."]), min_size=1).map("".join)
# Mostly small ones, and some of all 64 bits.
INTEGERS = integers(-(2**63), 2**63 - 1) | binary(min_size=8, max_size=8).map(lambda b: int.from_bytes(b, signed=True))


@must("LAW-PATH-1", origin="http", notes="路径参数和数据的解析验证", docs="tutorial/path-params/")
@for_all(segment=SEGMENTS.filter(lambda part: part.isprintable() and "/" not in part and part not in {".", ".."}))
def test_any_segment(api: Api, segment: str) -> None:
    """Any printable string without a slash, percent-encoded in the path, is returned unchanged with 200."""
    response = api.raw("GET", f"/chapter03/path/{quote(segment, safe='')}")

    assert response.status_code == 200
    assert response.json() == like(message=segment)


@must("LAW-QUERY-1", docs="https://www.rfc-editor.org/rfc/rfc8259.html#section-6")
@for_all(page=INTEGERS)
def test_any_integer(api: Api, page: int) -> None:
    """Any 64-bit integer in the query is returned unchanged with 200; one beyond 53 bits may be rejected with 422."""
    response = api.get(PATH, params={"page": page})

    assert response.status_code in ({200} if abs(page) <= SAFE else {200, 422})
    assert response.status_code == 422 or response.json() == like(page=page)


@should("LAW-QUERY-2")
@for_all(page=INTEGERS)
def test_any_integer_of_64_bits(api: Api, page: int) -> None:
    """Any 64-bit integer in the query is returned unchanged with 200, also one beyond 53 bits."""
    response = api.get(PATH, params={"page": page})

    assert response.status_code == 200
    assert response.json() == like(page=page)


@must("LAW-QUERY-3")
@for_all(n=floats(allow_nan=False, allow_infinity=False))
def test_any_number(api: Api, n: float) -> None:
    """Any finite double in the query is returned unchanged with 200."""
    response = api.get(f"{PATH}/float", params={"n": repr(n)})

    assert response.status_code == 200
    assert response.json() == like(n=n)


@must("LAW-QUERY-4", notes=CHECKS, docs="tutorial/query-params-str-validations/")
@for_all(value=strings(7, 15).map("a{}".format) | strings(6, 14).map("a{} ".format))
def test_any_valid_string(api: Api, value: str) -> None:
    """Any string of 8 to 16 characters that begins with `a` is returned unchanged with 200."""
    response = api.get(CHECKED, params={"value": value})

    assert response.status_code == 200
    assert response.json() == like([value, ["v1", "v2"]])


@must("LAW-QUERY-5", notes=CHECKS, docs="tutorial/query-params-str-validations/#add-regular-expressions")
@for_all(
    value=strings(0, 6).map("a{}".format)
    | strings(16).map("a{}".format)
    | strings(8, 16).filter(lambda value: not value.startswith("a"))
    | builds("{}{}".format, sampled_from(["A", " a", "\na"]), strings(8, 14))
)
def test_any_other_string(api: Api, value: str) -> None:
    """Any string that is shorter, longer or does not begin with `a` is rejected with 422 at `[query, value]`."""
    response = api.get(CHECKED, params={"value": value})

    assert response.status_code == 422
    assert ["query", "value"] in locations(response)
