"""Generated requests change only rows that they made, and remove them again."""

from types import SimpleNamespace
from typing import Any

import pytest
from schemathesis.generation.meta import TestPhase

from fastapi_spec.client.api import Exchange, Response
from spec.generated.guard import RowGuard
from tests.unit.samples import Replies

JSON = Any
NO_ROW = 2**31 - 1
USER = "/chapter07/users/{uid}"
NAMES_A_ROW = [(1, 8), ("1", "8"), ("01", "08"), ("1.0", "8.0"), (["1"], "8"), (8, 8)]
NAMES_NONE: list[JSON] = [0, -1, 2**31, "abc", "1.5", True, None, [1, 2], {}]


def case(method: str, path: str, *, id: JSON = None, body: JSON = None, query: JSON = None, phase: str = "") -> Any:
    """A case of schemathesis."""
    name = path.rpartition("{")[2].rstrip("}")
    meta = SimpleNamespace(phase=SimpleNamespace(name=TestPhase(phase))) if phase else None
    parameters = {name: id} if name != path else None
    return SimpleNamespace(method=method, path=path, path_parameters=parameters, body=body, query=query, meta=meta)


def rows(*replies: object) -> tuple[RowGuard, Replies]:
    """A guard, and the client by which it makes and removes rows."""
    api = Replies(*replies)
    return RowGuard(api.client), api


def made(guard: RowGuard, path: str, body: bytes, status: int = 201) -> None:
    """A generated request has made a row."""
    guard.after("", case("POST", path), Exchange("POST", f"http://h{path}", [], b"", status=status, response_body=body))


def deleted(guard: RowGuard, path: str, id: int) -> None:
    """A generated request has deleted a row."""
    collection = path.partition("/{")[0]
    guard.after("", case("DELETE", path), Exchange("DELETE", f"http://h{collection}/{id}", [], b"", status=204))


def changed(guard: RowGuard, sent: Any, prefix: str = "") -> Any:
    """The case as it is sent."""
    guard.before(prefix, sent)
    return sent


@pytest.mark.parametrize("id, becomes", [*NAMES_A_ROW, *((id, id) for id in NAMES_NONE)], ids=repr)
def test_a_request_changes_no_row_of_others(id: JSON, becomes: JSON) -> None:
    """An id that may be a row becomes ours, written in the same way."""
    guard, _ = rows()
    made(guard, "/chapter07/users", b'{"uid": 8}')

    assert changed(guard, case("DELETE", USER, id=id)).path_parameters == {"uid": becomes}


def test_without_a_row_of_ours_no_row_is_named() -> None:
    """The largest id has no row."""
    sent = case("PATCH", "/chapter07/staff/{sid}", id=1, body={})

    assert changed(rows()[0], sent).path_parameters == {"sid": NO_ROW}


@pytest.mark.parametrize("id, becomes", [(8, 8), (9, 9), (1, NO_ROW)])
def test_in_a_sequence_rows_that_were_ever_ours_stay(id: int, becomes: int) -> None:
    """A row that was deleted in the sequence has to be missing in its next step."""
    guard, _ = rows()
    made(guard, "/chapter07/users", b'{"uid": 8}')
    deleted(guard, USER, 8)
    made(guard, "/chapter07/users", b'{"uid": 9}')

    assert changed(guard, case("DELETE", USER, id=id, phase="stateful")).path_parameters == {"uid": becomes}


def test_a_single_request_names_a_row_that_is_there() -> None:
    """A row that was deleted is replaced by another of ours."""
    guard, _ = rows()
    made(guard, "/chapter07/users", b'{"uid": 8}')
    deleted(guard, USER, 8)
    made(guard, "/chapter07/users", b'{"uid": 9}')

    assert changed(guard, case("DELETE", USER, id=8, phase="coverage")).path_parameters == {"uid": 9}


@pytest.mark.parametrize("path", ["/chapter07/departments/{did}", "/chapter07/getStaffByDid/{did}"])
def test_an_example_reads_a_row_of_ours(path: str) -> None:
    """The id in the example may have no row."""
    guard, _ = rows()
    made(guard, "/chapter07/departments", b'{"did": 8}')

    assert changed(guard, case("GET", path, id=1, phase="examples")).path_parameters == {"did": 8}


@pytest.mark.parametrize("prefix, method", [("", "GET"), ("/apps/guarded", "DELETE")])
def test_other_requests_are_left_as_they_are(prefix: str, method: str) -> None:
    """Neither a request that only reads nor one to another application changes a row."""
    assert changed(rows()[0], case(method, USER, id=1), prefix).path_parameters == {"uid": 1}


def test_staff_is_in_a_department_of_ours() -> None:
    """Staff in a department of others could keep it from being deleted."""
    guard, _ = rows(Response(201, content=b'{"did": 5}'))
    sent = case("POST", "/chapter07/staff_batch", body=[{"did": 1.0, "sname": "x"}, {"did": "1"}, "not an object"])

    assert changed(guard, sent).body == [{"did": 5, "sname": "x"}, {"did": "1"}, "not an object"]


def test_the_department_of_our_staff_is_not_deleted() -> None:
    """The other requests count on it."""
    guard, _ = rows(Response(201, content=b'{"did": 5}'))
    changed(guard, case("POST", "/chapter07/staff", body={"did": 1}))

    sent = case("DELETE", "/chapter07/departments/{did}", id=1)
    assert changed(guard, sent).path_parameters == {"did": NO_ROW}


def test_without_a_department_of_ours_staff_has_none() -> None:
    """A server that does not respond makes no department."""
    assert changed(rows()[0], case("POST", "/chapter07/staff", body={"did": 1})).body == {"did": NO_ROW}


@pytest.mark.parametrize("query", [None, {}, {"document": "readme"}, {"document": ["a"]}])
def test_a_document_of_others_is_not_written(query: JSON) -> None:
    """Without a name it would be the one that all share."""
    guard, _ = rows()

    sent = changed(guard, case("POST", "/chapter08/background_tasks", query=query))
    assert sent.query == {"document": guard.document}


def test_what_is_not_the_name_of_a_document_is_sent() -> None:
    """An invalid name is a case like any other."""
    sent = case("DELETE", "/chapter08/readme", query={"document": "A B"})

    assert changed(rows()[0], sent).query == {"document": "A B"}


def test_what_was_made_is_removed() -> None:
    """Staff goes before its department; what is gone or was never made is not removed."""
    guard, api = rows(*[{}] * 9)
    made(guard, "/chapter07/departments", b'{"did": 1}')
    made(guard, "/chapter07/departments", b'{"did": 2}')
    made(guard, "/chapter07/staff_batch", b'[{"sid": 3}, {"sid": "4"}, 5]')
    made(guard, "/chapter07/users", b"not JSON")
    made(guard, "/chapter07/users", b'{"uid": 6}', status=422)
    deleted(guard, "/chapter07/departments/{did}", 1)

    guard.sweep()
    readme = f"DELETE /chapter08/readme?document={guard.document}"
    assert api.requests == ["DELETE /chapter07/staff/3", "DELETE /chapter07/departments/2", readme]


def test_what_was_removed_is_not_removed_again() -> None:
    """A campaign cleans up after each application."""
    guard, api = rows(*[{}] * 9)
    made(guard, "/chapter07/users", b'{"uid": 6}')

    guard.sweep()
    guard.sweep()
    assert api.requests.count("DELETE /chapter07/users/6") == 1


def test_cleaning_up_ends_where_nothing_responds() -> None:
    """A server that died has nothing to remove."""
    guard, api = rows()
    made(guard, "/chapter07/users", b'{"uid": 6}')
    made(guard, "/chapter07/users", b'{"uid": 7}')

    guard.sweep()
    assert api.requests == ["DELETE /chapter07/users/6"]
