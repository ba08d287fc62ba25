"""Static files: validators and ranges · 静态文件的配置."""

import re
from datetime import timedelta
from email.utils import format_datetime, parsedate_to_datetime

import httpx
import pytest

from fastapi_spec import Api, media_type, must, should

NOTES = "静态文件的配置"
RFC = "https://www.rfc-editor.org/rfc/rfc9110.html"
FILE = "/static/a.txt"
WHOLE = b"hello static\n"
LONG_AGO = "Mon, 01 Jan 2001 00:00:00 GMT"


def opaque_tag(response: httpx.Response) -> str:
    """The quoted part of a response's entity tag, without the W/ of a weak one."""
    found = re.fullmatch(r'(?:W/)?("[!#-~]*")', response.headers.get("etag", ""))
    assert found, f"no quoted entity tag: {response.headers.get('etag')!r}"
    return found[1]


def last_modified(response: httpx.Response) -> str:
    """The date of a response's Last-Modified."""
    date: str = response.headers.get("last-modified", "")
    assert re.fullmatch(r"\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT", date, re.ASCII), f"no HTTP date: {date!r}"
    return date


@must("STATIC-17", docs=f"{RFC}#section-8.8")
def test_validators(api: Api) -> None:
    """A static file carries an entity tag in quotes and the date of its last modification."""
    response = api.get(FILE)

    assert response.content == WHOLE
    assert opaque_tag(response)
    assert last_modified(response)


@must("STATIC-4", docs=f"{RFC}#section-13.1.2")
@pytest.mark.parametrize("condition", ["{}", '"other", {}', "W/{}"], ids=["same", "list", "weak"])
def test_same_entity_tag(api: Api, condition: str) -> None:
    """An If-None-Match with the file's entity tag, alone, in a list or weak, is answered with 304 and the tag."""
    file = api.get(FILE)
    response = api.get(FILE, headers={"If-None-Match": condition.format(opaque_tag(file))})

    assert file.content == WHOLE
    assert response.status_code == 304
    assert opaque_tag(response) == opaque_tag(file)


@must("STATIC-5", docs=f"{RFC}#section-13.1.2")
def test_any_entity_tag(api: Api) -> None:
    """If-None-Match: * is answered with 304 when the file exists and with 404 when it does not."""
    response = api.get(FILE, headers={"If-None-Match": "*"})
    unknown = api.get("/static/nope.txt", headers={"If-None-Match": "*"})

    assert response.status_code == 304
    assert unknown.status_code == 404


@must("STATIC-19", docs=f"{RFC}#section-13.1.2")
def test_other_entity_tag(api: Api) -> None:
    """An If-None-Match that names other entity tags only is answered with the whole file."""
    response = api.get(FILE, headers={"If-None-Match": '"other", W/"another"'})

    assert response.status_code == 200
    assert response.content == WHOLE


@must("STATIC-6", docs=f"{RFC}#section-13.1.3")
def test_not_modified_since(api: Api) -> None:
    """An If-Modified-Since with the file's own date is answered with 304."""
    file = api.get(FILE)
    response = api.get(FILE, headers={"If-Modified-Since": last_modified(file)})

    assert file.content == WHOLE
    assert response.status_code == 304


@must("STATIC-28", docs=f"{RFC}#section-13.1.3")
@pytest.mark.parametrize("date", [None, "yesterday"], ids=["older", "no-date"])
def test_modified_since(api: Api, date: str | None) -> None:
    """An If-Modified-Since that is older than the file, or not a date, gets 200 and the whole file."""
    day_before = parsedate_to_datetime(last_modified(api.get(FILE))) - timedelta(days=1)

    response = api.get(FILE, headers={"If-Modified-Since": date or format_datetime(day_before, usegmt=True)})

    assert response.status_code == 200
    assert response.content == WHOLE


@must("STATIC-20", docs=f"{RFC}#section-13.1.3")
def test_entity_tag_before_date(api: Api) -> None:
    """An If-Modified-Since is ignored in a request that has an If-None-Match."""
    date = last_modified(api.get(FILE))
    response = api.get(FILE, headers={"If-None-Match": '"other"', "If-Modified-Since": date})

    assert response.status_code == 200
    assert response.content == WHOLE


@must("STATIC-21", docs=f"{RFC}#section-14.2")
def test_range_or_whole(api: Api) -> None:
    """A request for a range of a static file is answered with 206 and that range, or with 200 and the whole file."""
    response = api.get(FILE, headers={"Range": "bytes=6-11"})

    assert (response.status_code, response.content) in [(206, b"static"), (200, WHOLE)]


@should("STATIC-7", docs=f"{RFC}#section-15.3.7.1")
@pytest.mark.parametrize(
    "asked, sent, content",
    [
        pytest.param("bytes=0-4", "bytes 0-4/13", b"hello", id="first"),
        pytest.param("bytes=6-", "bytes 6-12/13", b"static\n", id="open"),
        pytest.param("bytes=-3", "bytes 10-12/13", b"ic\n", id="last"),
        pytest.param("bytes=6-999", "bytes 6-12/13", b"static\n", id="too-long"),
        pytest.param("BYTES=0-4", "bytes 0-4/13", b"hello", id="upper-case"),
    ],
)
def test_range(api: Api, asked: str, sent: str, content: bytes) -> None:
    """A request for a range of a static file is answered with 206, that range and a Content-Range that names it."""
    response = api.get(FILE, headers={"Range": asked})

    assert response.status_code == 206
    assert response.headers.get("content-range") == sent
    assert response.content == content


@should("STATIC-22", docs=f"{RFC}#section-15.3.7.2")
def test_several_ranges(api: Api) -> None:
    """A request for several ranges is answered with 206 and a part for each, in multipart/byteranges."""
    response = api.get(FILE, headers={"Range": "bytes=0-1,4-5"})

    assert response.status_code == 206
    assert media_type(response) == "multipart/byteranges"
    assert re.findall(rb"(?i)content-range: ([^\r\n]+)(?:\r\n[^\r\n]+)*\r\n\r\n(..)", response.content) == [
        (b"bytes 0-1/13", b"he"),
        (b"bytes 4-5/13", b"o "),
    ]


@should("STATIC-23", docs=f"{RFC}#section-14.3")
def test_accept_ranges(api: Api) -> None:
    """A static file says by Accept-Ranges: bytes that it is served in ranges."""
    response = api.get(FILE)

    assert response.headers.get("accept-ranges", "").lower() == "bytes"


@should("STATIC-8", docs=f"{RFC}#section-15.5.17")
def test_range_behind_the_end(api: Api) -> None:
    """A range that begins behind the end of a static file is refused with 416 and the length in Content-Range."""
    response = api.get(FILE, headers={"Range": "bytes=999-"})

    assert response.status_code == 416
    assert response.headers.get("content-range") == "bytes */13"


@must("STATIC-24", docs=f"{RFC}#section-14.2")
@pytest.mark.parametrize("unit", ["apples", "lines"])
def test_range_in_another_unit(api: Api, unit: str) -> None:
    """A Range in a unit other than bytes is ignored: the whole file is sent."""
    response = api.get(FILE, headers={"Range": f"{unit}=0-1"})

    assert response.status_code == 200
    assert response.content == WHOLE


@should("STATIC-25", docs=f"{RFC}#section-14.2")
def test_range_on_head(api: Api) -> None:
    """A Range is ignored on HEAD: the status is 200."""
    response = api.head(FILE, headers={"Range": "bytes=0-4"})
    control = api.get(FILE)

    assert response.status_code == 200
    assert control.content == WHOLE


@must("STATIC-26", docs=f"{RFC}#section-13.1.5")
@pytest.mark.parametrize("validator", ['"other"', LONG_AGO], ids=["tag", "date"])
def test_range_of_a_changed_file(api: Api, validator: str) -> None:
    """A Range under an If-Range with another entity tag or an older date is ignored: the whole file is sent."""
    response = api.get(FILE, headers={"Range": "bytes=0-4", "If-Range": validator})

    assert response.status_code == 200
    assert response.content == WHOLE


@should("STATIC-27", docs=f"{RFC}#section-13.1.5")
def test_range_of_the_same_file(api: Api) -> None:
    """A Range under an If-Range with the file's entity tag is answered with 206, or with 200 if the tag is weak."""
    file = api.get(FILE)
    response = api.get(FILE, headers={"Range": "bytes=0-4", "If-Range": file.headers.get("etag", "")})

    weak = opaque_tag(file) != file.headers.get("etag")
    assert (response.status_code, response.content) in [(206, b"hello"), *[(200, WHOLE)] * weak]
