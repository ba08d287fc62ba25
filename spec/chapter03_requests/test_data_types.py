"""UUIDs, moments, durations and literals · 数据格式嵌套的请求体：UUID、时间、字面量."""

import datetime

import pytest

from fastapi_spec import Api, errors, like, locations, may, member, must, should

NOTES = "数据格式嵌套的请求体"
DOCS = "tutorial/extra-data-types/"
ORIGIN = "fastapi"
PATH = "/chapter03/types"
APPOINTMENT = {
    "id": "123e4567-e89b-12d3-a456-426614174000",
    "start": "2022-04-29T12:30:00Z",
    "duration": "PT1H30M",
    "kind": "test",
}


@must("TYPE-1")
@pytest.mark.parametrize("kind", ["test", "vaccination"])
def test_uuid_and_literal(api: Api, kind: str) -> None:
    """A UUID, and each value of a `Literal`, is returned unchanged with 200."""
    response = api.post(PATH, json={**APPOINTMENT, "kind": kind})

    assert response.status_code == 200
    assert response.json() == like(id=APPOINTMENT["id"], kind=kind)


@must("TYPE-2")
@pytest.mark.parametrize(
    "value",
    ["", "abc", "123e4567-e89b-12d3-a456-42661417400", "123e4567-e89b-12d3-a456-42661417400g", 5],
    ids=["empty", "word", "short", "not-hexadecimal", "number"],
)
def test_invalid_uuid(api: Api, value: object) -> None:
    """A value that is not a UUID is rejected with 422 at `[body, id]`."""
    response = api.post(PATH, json={**APPOINTMENT, "id": value})

    assert response.status_code == 422
    assert ["body", "id"] in locations(response)


@must("TYPE-3")
@pytest.mark.parametrize("kind", ["flu", "Test", "", 1, None], ids=repr)
def test_other_literals(api: Api, kind: object) -> None:
    """A value that the `Literal` does not list, even only by its case, is rejected with 422 at `[body, kind]`."""
    response = api.post(PATH, json={**APPOINTMENT, "kind": kind})

    assert response.status_code == 422
    assert ["body", "kind"] in locations(response)


@must("TYPE-4")
@pytest.mark.parametrize("start", ["2022-04-29T12:30:00Z", "2022-04-29T20:30:00+08:00", "2022-04-29T12:30:00.000Z"])
def test_moment(api: Api, start: str) -> None:
    """A date and time with `Z` or an offset (`+08:00`) is accepted with 200 and returned as the same moment."""
    response = api.post(PATH, json={**APPOINTMENT, "start": start})

    assert response.status_code == 200
    assert moment(str(member(response, "start"))) == datetime.datetime(2022, 4, 29, 12, 30, tzinfo=datetime.UTC)


@must("TYPE-5")
@pytest.mark.parametrize(
    "start",
    ["", "today", "2022-02-30T12:30:00Z", "2022-13-29T12:30:00Z", "2022-04-29T25:00:00Z", "12:30", True],
    ids=str,
)
def test_invalid_moment(api: Api, start: object) -> None:
    """`true`, or a string that does not name a moment of the calendar, is rejected with 422 at `[body, start]`."""
    response = api.post(PATH, json={**APPOINTMENT, "start": start})

    assert response.status_code == 422
    assert ["body", "start"] in locations(response)


@must("TYPE-6")
@pytest.mark.parametrize("duration", ["", "soon", "90 minutes", "PT", "P1H", []], ids=str)
def test_invalid_duration(api: Api, duration: object) -> None:
    """An array, or a string that does not name a duration, is rejected with 422 at `[body, duration]`."""
    response = api.post(PATH, json={**APPOINTMENT, "duration": duration})

    assert response.status_code == 422
    assert ["body", "duration"] in locations(response)


@should("TYPE-7")
@pytest.mark.parametrize(
    ("sent", "returned"), [("PT1H30M", "PT1H30M"), ("PT90M", "PT1H30M"), ("PT36H", "P1DT12H"), ("PT0.5S", "PT0.5S")]
)
def test_duration(api: Api, sent: str, returned: str) -> None:
    """A duration is returned in ISO 8601 in days, hours, minutes and seconds (`PT90M` as `PT1H30M`), with 200."""
    response = api.post(PATH, json={**APPOINTMENT, "duration": sent})

    assert response.status_code == 200
    assert response.json() == like(duration=returned)


@should("TYPE-8")
@pytest.mark.parametrize("start", ["2022-04-29T20:30:00+08:00", "2022-04-29T12:30:00"], ids=["offset", "none"])
def test_offset_of_a_moment(api: Api, start: str) -> None:
    """A date and time is returned with the offset that was sent, or without one, with 200."""
    response = api.post(PATH, json={**APPOINTMENT, "start": start})

    assert response.status_code == 200
    assert response.json() == like(start=start)


@should("TYPE-9")
def test_error_types(api: Api) -> None:
    """Errors have type `uuid_parsing` or `literal_error`, the latter with `expected` in `ctx`, and the value as
    `input`."""
    response = api.post(PATH, json={**APPOINTMENT, "id": "abc", "kind": "flu"})

    literal = {"type": "literal_error", "input": "flu", "ctx": {"expected": "'test' or 'vaccination'"}}
    assert errors(response) == like([{"type": "uuid_parsing", "input": "abc"}, literal])


# Plain FastAPI accepts it.
@may("TYPE-10", origin="hardening", plain="reads a Unix time and a number of seconds")
@pytest.mark.parametrize("name", ["start", "duration"])
def test_number_for_a_time(api: Api, name: str) -> None:
    """A number in place of a moment or a duration is rejected with 422 at `[body, start]` or `[body, duration]`."""
    response = api.post(PATH, json={**APPOINTMENT, name: 5400})

    assert response.status_code == 422
    assert ["body", name] in locations(response)


def moment(value: str) -> datetime.datetime | str:
    """The moment that a string in ISO 8601 means; any other string unchanged, which is not equal to a moment."""
    try:
        return datetime.datetime.fromisoformat(value)
    except ValueError:
        return value
