"""Static files: validators and ranges · 静态文件的配置：缓存校验与范围请求."""

import re

import httpx
import pytest

from fastapi_spec import Api, media_type, must, should

NOTES = "静态文件的配置"
ORIGIN = "http"
RFC = "https://www.rfc-editor.org/rfc/rfc9110.html"
FILE = "/static/a.txt"
WHOLE = b"hello static\n"
# Before 1970: older than any file, those of a reproducible image included.
LONG_AGO = "Wed, 01 Jan 1969 00:00:00 GMT"
MALFORMED = ["bytes=abc", "bytes=5-2", "bytes=5-4", "bytes=-"]


def opaque_tag(response: httpx.Response) -> str:
    """The quoted part of a response's entity tag, without the W/ of a weak one."""
    tag: str = response.headers.get("etag", "")
    assert re.fullmatch(r'(W/)?"[!#-~]*"', tag), f"not a quoted entity tag: {tag!r}"
    return tag.removeprefix("W/")


def last_modified(response: httpx.Response) -> str:
    """The date of a response's Last-Modified."""
    date: str = response.headers.get("last-modified", "")
    assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", date, re.ASCII), f"not an HTTP date: {date!r}"
    return date


def sent_ranges(response: httpx.Response) -> dict[str, bytes]:
    """The content of each range of a 206 by its Content-Range, whether the body is one of them or has several parts."""
    boundary = re.search(r'(?i)boundary="?([^";]+)', response.headers.get("content-type", ""))
    if media_type(response) != "multipart/byteranges" or not boundary:
        return {response.headers.get("content-range", ""): response.content}
    parts = re.split(rb"(?:^|\r\n)--" + re.escape(boundary[1].encode()), response.content)[1:-1]
    named = [re.search(rb"(?i)content-range: ([^\r\n]+)\r\n(?:[^\r\n]+\r\n)*\r\n(.*)$", part) for part in parts]
    return {found[1].decode("latin-1"): found[2] for found in named if found}


# RFC 9110 recommends both validators. Any server can compute an entity tag, so that one is a MUST, and so is its use
# (STATIC-4). Not every file has a date: those that are embedded in a program have none.
@must("STATIC-17", docs=f"{RFC}#section-8.8.3")
def test_entity_tag(api: Api) -> None:
    """A static file has a quoted entity tag (`ETag`)."""
    response = api.get(FILE)

    assert response.content == WHOLE
    assert opaque_tag(response)


@should("STATIC-37", docs=f"{RFC}#section-8.8.2")
def test_last_modified(api: Api) -> None:
    """A static file has a `Last-Modified` that is an HTTP date."""
    response = api.get(FILE)

    assert response.content == WHOLE
    assert last_modified(response)


@must("STATIC-4", docs=f"{RFC}#section-13.1.2")
@pytest.mark.parametrize("condition", ["{}", '"other", {}', "W/{}"], ids=["same", "list", "weak"])
def test_same_entity_tag(api: Api, condition: str) -> None:
    """`If-None-Match` with the file's entity tag, alone, in a list or weak (`W/`), is a 304 with that tag."""
    file = api.get(FILE)
    response = api.get(FILE, headers={"If-None-Match": condition.format(opaque_tag(file))})

    assert file.content == WHOLE
    assert response.status_code == 304
    assert opaque_tag(response) == opaque_tag(file)


@must("STATIC-19", docs=f"{RFC}#section-13.1.2")
def test_other_entity_tag(api: Api) -> None:
    """A static file is sent whole with 200 if `If-None-Match` lists other entity tags only."""
    response = api.get(FILE, headers={"If-None-Match": '"other", W/"another"'})

    assert response.status_code == 200
    assert response.content == WHOLE


@must("STATIC-5", docs=f"{RFC}#section-13.1.2")
def test_any_entity_tag(api: Api) -> None:
    """`If-None-Match: *` is a 304 for a static file and a 404 for a missing one."""
    response = api.get(FILE, headers={"If-None-Match": "*"})
    missing = api.get("/static/nope.txt", headers={"If-None-Match": "*"})

    assert response.status_code == 304
    assert missing.status_code == 404


@should("STATIC-6", docs=f"{RFC}#section-13.1.3")
def test_not_modified_since(api: Api) -> None:
    """`If-Modified-Since` with the file's own `Last-Modified` is a 304."""
    file = api.get(FILE)
    response = api.get(FILE, headers={"If-Modified-Since": last_modified(file)})

    assert file.content == WHOLE
    assert response.status_code == 304


@must("STATIC-28", docs=f"{RFC}#section-13.1.3")
@pytest.mark.parametrize("date", [LONG_AGO, "yesterday"], ids=["older", "not-a-date"])
def test_modified_since(api: Api, date: str) -> None:
    """A static file is sent whole with 200 if `If-Modified-Since` is older than the file or not a date."""
    response = api.get(FILE, headers={"If-Modified-Since": date})

    assert response.status_code == 200
    assert response.content == WHOLE


@must("STATIC-20", docs=f"{RFC}#section-13.1.3")
def test_entity_tag_before_date(api: Api) -> None:
    """A static file is sent whole with 200 if `If-None-Match` differs, whatever `If-Modified-Since` says."""
    date = api.get(FILE).headers.get("last-modified", LONG_AGO)
    response = api.get(FILE, headers={"If-None-Match": '"other"', "If-Modified-Since": date})

    assert response.status_code == 200
    assert response.content == WHOLE


@must("STATIC-21", docs=f"{RFC}#section-14.2")
@pytest.mark.parametrize(
    "requested, content",
    [pytest.param("bytes=6-11", b"static", id="inside"), pytest.param("bytes=-100", WHOLE, id="suffix-too-long")],
)
def test_range_or_whole(api: Api, requested: str, content: bytes) -> None:
    """A range of a static file is sent with 206, or the whole file with 200."""
    response = api.get(FILE, headers={"Range": requested})

    assert (response.status_code, response.content) in [(206, content), (200, WHOLE)]


@should("STATIC-7", docs=f"{RFC}#section-15.3.7.1")
@pytest.mark.parametrize(
    "requested, sent, content",
    [
        pytest.param("bytes=0-4", "bytes 0-4/13", b"hello", id="first"),
        pytest.param("bytes=6-", "bytes 6-12/13", b"static\n", id="open"),
        pytest.param("bytes=-3", "bytes 10-12/13", b"ic\n", id="last"),
        pytest.param("bytes=6-999", "bytes 6-12/13", b"static\n", id="too-long"),
        pytest.param("bytes=-100", "bytes 0-12/13", WHOLE, id="suffix-too-long"),
        pytest.param("BYTES=0-4", "bytes 0-4/13", b"hello", id="upper-case"),
    ],
)
def test_range(api: Api, requested: str, sent: str, content: bytes) -> None:
    """A range of a static file is sent with 206 and a `Content-Range` that names it."""
    response = api.get(FILE, headers={"Range": requested})

    assert response.status_code == 206
    assert response.headers.get("content-range") == sent
    assert response.content == content


@should("STATIC-23", docs=f"{RFC}#section-14.3")
def test_accept_ranges(api: Api) -> None:
    """A static file has `Accept-Ranges: bytes`."""
    response = api.get(FILE)

    assert response.headers.get("accept-ranges", "").lower() == "bytes"


@should("STATIC-8", docs=f"{RFC}#section-15.5.17")
def test_range_behind_the_end(api: Api) -> None:
    """A range that begins after the end of a static file is rejected with 416 and `Content-Range: bytes */13`."""
    response = api.get(FILE, headers={"Range": "bytes=999-"})

    assert response.status_code == 416
    assert response.headers.get("content-range") == "bytes */13"


# MUST, unlike STATIC-8 and STATIC-22: a server may send the whole file, but what it says of a range is right.
@must("STATIC-42", docs=f"{RFC}#section-14.4")
def test_length_behind_the_end(api: Api) -> None:
    """A range after the end of a file is a 416, with `Content-Range: bytes */13` if any, or a 200 with the file."""
    response = api.get(FILE, headers={"Range": "bytes=999-"})
    length = response.headers.get("content-range")

    assert (response.status_code, length) in [(416, "bytes */13"), (416, None), (200, None)]
    assert response.status_code == 416 or response.content == WHOLE


@must("STATIC-41", docs=f"{RFC}#section-14.6")
def test_several_ranges_or_whole(api: Api) -> None:
    """Several ranges are sent with 206, joined, as the first alone or as `multipart/byteranges`, or the whole file
    with 200."""
    response = api.get(FILE, headers={"Range": "bytes=0-1,4-5"})

    assert (response.status_code, sent_ranges(response)) in [
        (206, {"bytes 0-1/13": b"he", "bytes 4-5/13": b"o "}),
        (206, {"bytes 0-5/13": b"hello "}),
        (206, {"bytes 0-1/13": b"he"}),
        (200, {"": WHOLE}),
    ]


@should("STATIC-22", docs=f"{RFC}#section-15.3.7.2")
def test_several_ranges(api: Api) -> None:
    """Several ranges are sent with 206 as `multipart/byteranges`, each part with its `Content-Range`."""
    response = api.get(FILE, headers={"Range": "bytes=0-1,4-5"})

    assert response.status_code == 206
    assert media_type(response) == "multipart/byteranges"
    assert re.findall(rb"(?i)content-range: ([^\r\n]+)(?:\r\n[^\r\n]+)*\r\n\r\n(..)", response.content) == [
        (b"bytes 0-1/13", b"he"),
        (b"bytes 4-5/13", b"o "),
    ]


@must("STATIC-26", docs=f"{RFC}#section-13.1.5")
@pytest.mark.parametrize("validator", ['"other"', LONG_AGO], ids=["tag", "date"])
def test_range_of_a_changed_file(api: Api, validator: str) -> None:
    """A static file is sent whole with 200 if `If-Range` has another entity tag or date than the file."""
    response = api.get(FILE, headers={"Range": "bytes=0-4", "If-Range": validator})

    assert response.status_code == 200
    assert response.content == WHOLE


@should("STATIC-27", docs=f"{RFC}#section-13.1.5")
def test_range_of_the_same_file(api: Api) -> None:
    """A range is sent with 206 if `If-Range` is the file's entity tag; if that is weak, the whole file may be sent
    with 200."""
    file = api.get(FILE)
    response = api.get(FILE, headers={"Range": "bytes=0-4", "If-Range": file.headers.get("etag", "")})

    weak = opaque_tag(file) != file.headers.get("etag")
    assert (response.status_code, response.content) in [(206, b"hello"), *[(200, WHOLE)] * weak]


@must("STATIC-24", plain="responds with 400 (Starlette 1.10)", docs=f"{RFC}#section-14.2")
@pytest.mark.parametrize("unit", ["apples", "lines"])
def test_range_in_another_unit(api: Api, unit: str) -> None:
    """A `Range` in a unit other than bytes is ignored: the whole file is sent with 200."""
    response = api.get(FILE, headers={"Range": f"{unit}=0-1"})

    assert response.status_code == 200
    assert response.content == WHOLE


@should("STATIC-25", plain="responds to HEAD with 206 (Starlette 1.10)", docs=f"{RFC}#section-14.2")
def test_range_on_head(api: Api) -> None:
    """HEAD on a static file ignores `Range` and is a 200."""
    response = api.head(FILE, headers={"Range": "bytes=0-4"})
    control = api.get(FILE)

    assert response.status_code == 200
    assert control.content == WHOLE


@must("STATIC-38", docs=f"{RFC}#section-14.2")
@pytest.mark.parametrize("requested", MALFORMED)
def test_malformed_range(api: Api, requested: str) -> None:
    """A malformed range (`bytes=abc`, `bytes=5-2`) is rejected with 400 or 416, or the whole file is sent with 200."""
    response = api.get(FILE, headers={"Range": requested})
    control = api.get(FILE)

    assert (response.status_code, response.content) == (200, WHOLE) or response.status_code in (400, 416)
    assert control.content == WHOLE
