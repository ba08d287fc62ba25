"""The rows of the property-based rules, created through the API and deleted again."""

from collections.abc import Iterator

import pytest

from fastapi_spec import Api

from ..chapter07_database.rows import BATCH, DEPARTMENTS, STAFF, Crowd, created, ids, items, unique


@pytest.fixture
def made(api: Api) -> Iterator[set[str]]:
    """The paths of the rows that a rule has created and not deleted: they are deleted after it, however it ends."""
    paths: set[str] = set()
    yield paths
    for path in sorted(paths, reverse=True):  # staff before departments
        if api.delete(path).status_code == 409:  # a department with staff that is not among the paths
            response = api.get(path.replace("departments", "getStaffByDid"), params={"limit": 100})
            for sid in ids(items(response), "sid"):
                api.delete(f"{STAFF}/{sid}")
            api.delete(path)


@pytest.fixture
def crowd(api: Api, made: set[str]) -> Crowd:
    """A department with twelve staff members."""
    dname = unique()
    did = created(api.post(DEPARTMENTS, json={"dname": dname}), "did")
    made.add(f"{DEPARTMENTS}/{did}")
    response = api.post(BATCH, json=[{"sname": f"member {n}", "did": did} for n in range(12)])
    return Crowd(did, dname, ids(response.json(), "sid"))
