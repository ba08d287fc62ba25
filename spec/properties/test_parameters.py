"""Values in path and query · 路径参数和数据的解析验证, 查询参数和数据的解析, 验证."""

from urllib.parse import quote

from hypothesis.strategies import binary, builds, floats, integers, lists, sampled_from

from fastapi_spec import Api, like, locations, must, needs_chapter, should
from fastapi_spec.generate.properties import for_all

from .inputs import CHARACTERS, SAFE, texts

pytestmark = needs_chapter("requests")

NOTES = "默认参数与可选参数"
CHECKS = "多个参数, 列表, 字符串验证, 正则, 参数别名"
DOCS = "tutorial/query-params/"
PATH = "/chapter03/query"
CHECKED = "/chapter03/query/validations"

SEGMENTS = lists(CHARACTERS | sampled_from(["%41", "%2F", "%25", ".."]), min_size=1).map("".join)
# Mostly small ones, and some of full length.
INTEGERS = integers(-(2**63), 2**63 - 1) | binary(min_size=8, max_size=8).map(lambda b: int.from_bytes(b, signed=True))


@must("LAW-PATH-1", notes="路径参数和数据的解析验证", docs="tutorial/path-params/")
@for_all(segment=SEGMENTS.filter(lambda text: text.isprintable() and "/" not in text and text not in {".", ".."}))
def test_any_segment(api: Api, segment: str) -> None:
    """Any printable text without a slash, percent-encoded in the path, is answered as it was sent."""
    response = api.raw("GET", f"/chapter03/path/{quote(segment, safe='')}")

    assert response.status_code == 200
    assert response.json() == like(message=segment)


@must("LAW-QUERY-1", docs="https://www.rfc-editor.org/rfc/rfc8259.html#section-6")
@for_all(page=INTEGERS)
def test_any_integer(api: Api, page: int) -> None:
    """Any integer of 64 bits is answered as it was sent in the query; one beyond 53 bits may be refused with 422."""
    response = api.get(PATH, params={"page": page})

    assert response.status_code in ({200} if abs(page) <= SAFE else {200, 422})
    assert response.status_code == 422 or response.json() == like(page=page)


@should("LAW-QUERY-2")
@for_all(page=INTEGERS)
def test_any_integer_of_64_bits(api: Api, page: int) -> None:
    """Any integer of 64 bits is answered as it was sent in the query, and none refused."""
    response = api.get(PATH, params={"page": page})

    assert response.status_code == 200
    assert response.json() == like(page=page)


@must("LAW-QUERY-3")
@for_all(n=floats(allow_nan=False, allow_infinity=False))
def test_any_number(api: Api, n: float) -> None:
    """Any finite number of double precision is answered as it was sent in the query."""
    response = api.get(f"{PATH}/float", params={"n": repr(n)})

    assert response.status_code == 200
    assert response.json() == like(n=n)


@must("LAW-QUERY-4", notes=CHECKS, docs="tutorial/query-params-str-validations/")
@for_all(value=texts(7, 15).map("a{}".format) | texts(6, 14).map("a{} ".format))
def test_any_text_as_asked(api: Api, value: str) -> None:
    """Any text of 8 to 16 characters that begins with a, as length and pattern ask, is answered as it was sent."""
    response = api.get(CHECKED, params={"value": value})

    assert response.status_code == 200
    assert response.json() == like([value, ["v1", "v2"]])


@must("LAW-QUERY-5", notes=CHECKS, docs="tutorial/query-params-str-validations/#add-regular-expressions")
@for_all(
    value=texts(0, 6).map("a{}".format)
    | texts(16).map("a{}".format)
    | texts(8, 16).filter(lambda value: not value.startswith("a"))
    | builds("{}{}".format, sampled_from(["A", " a", "\na"]), texts(8, 14))
)
def test_any_other_text(api: Api, value: str) -> None:
    """Any text that is shorter, longer or begins with something else is refused with 422 at [query, value]."""
    response = api.get(CHECKED, params={"value": value})

    assert response.status_code == 422
    assert ["query", "value"] in locations(response)
