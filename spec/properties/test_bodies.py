"""Bodies and files · 请求体及混合参数：任意的请求体与文件."""

from datetime import date

from hypothesis.strategies import (
    SearchStrategy,
    binary,
    dates,
    fixed_dictionaries,
    integers,
    just,
    lists,
    none,
    sampled_from,
)

from fastapi_spec import JSON, Api, Erratum, like, must, needs_chapter
from fastapi_spec.generate.properties import for_all

from .inputs import SAFE, strings

ORIGIN = "fastapi"
WHOLE = b"hello static\n"

STRING = strings() | strings().map(" {} ".format)
COUNTS = dict.fromkeys(["confirmed", "death", "recovered"], integers(0, SAFE) | just(SAFE))
POPULATION = {"contry_population": just(800) | integers(800, SAFE)}
CITY = fixed_dictionaries({"name": STRING, "country": STRING, "contry_code": STRING}, optional=POPULATION)
DATE = {"date": dates().map(date.isoformat)}
BODIES: SearchStrategy[dict[str, JSON]] = fixed_dictionaries(DATE, optional={"city": none(), **COUNTS})
BODIES |= fixed_dictionaries({"city": lists(CITY, max_size=3), **DATE}, optional=COUNTS)

# Any bytes, and bytes that look like the boundary around a file.
CONTENT = lists(binary(max_size=20) | sampled_from([b"\r\n", b"\r", b"\n", b"--", b"\r\n--"])).map(b"".join)


def returned(body: dict[str, JSON]) -> JSON:
    """The body with defaults for the properties that it omits."""
    city = body.get("city")
    cities = None if city is None else [{"contry_population": 800} | each for each in city]
    return dict.fromkeys(COUNTS, 0) | body | {"city": cities}


@must(
    "LAW-BODY-1",
    notes="数据格式嵌套的请求体",
    docs="tutorial/body-nested-models/",
    erratum=Erratum(claim="A list declared as List[CityInfo] = None may be null.", since="FastAPI 0.100.0"),
)
@needs_chapter("requests")
@for_all(body=BODIES)
def test_any_body(api: Api, body: dict[str, JSON]) -> None:
    """Any valid nested body is returned unchanged with 200, with defaults for the properties that it omits."""
    response = api.put("/chapter03/request_body/nested", json=body)

    assert response.status_code == 200
    assert response.json() == like(returned(body))


@must("LAW-FILE-1", notes="文件上传及参数详解", docs="tutorial/request-files/#multiple-file-uploads")
@needs_chapter("responses")
@for_all(contents=lists(CONTENT, min_size=1, max_size=4))
def test_any_files(api: Api, contents: list[bytes]) -> None:
    """Any uploaded files are a 200 with their sizes, in the order in which the files were sent."""
    response = api.post("/chapter04/upload_files", files=[("files", ("a.bin", content)) for content in contents])

    assert response.status_code == 200
    assert response.json() == like(files=[{"size": len(content)} for content in contents])


@must(
    "LAW-STATIC-1",
    origin="http",
    notes="静态文件的配置",
    docs="https://www.rfc-editor.org/rfc/rfc9110.html#section-14.2",
)
@needs_chapter("responses")
@for_all(first=integers(0, len(WHOLE) - 1), length=integers(1, 20) | integers(1, 2**31))
def test_any_range(api: Api, first: int, length: int) -> None:
    """Any range that begins within a static file is a 206 with its bytes or, if ignored, a 200 with the whole file."""
    response = api.get("/static/a.txt", headers={"Range": f"bytes={first}-{first + length - 1}"})

    part = WHOLE[first : first + length]
    assert (response.status_code, response.content) in [(206, part), (200, WHOLE)]
