"""Pages of rows · paging, total and order."""

import pytest

from fastapi_spec import JSON, Api, Erratum, like, locations, must

from .rows import BATCH, BY_PAGE, DEPARTMENTS, STAFF, Crowd, Department, StaffMember, ids, items, total

NOTES = "DataBase Models"
CHAPTER = "FastAPI 的数据库操作及大型工程应用的目录结构设计"
DOCS = "tutorial/sql-databases/"
QUERY = "tutorial/query-param-models/"

each_list = pytest.mark.parametrize("path", [DEPARTMENTS, BY_PAGE])


def rows(sids: list[int]) -> JSON:
    """Rows with these ids, in this order."""
    return [{"sid": sid} for sid in sids]


@must("DB-PAGE-1", notes=CHAPTER)
def test_envelope(api: Api, staff_member: StaffMember, department: Department) -> None:
    """The staff of a department comes with its total as the result in an envelope: code 0, message ok, type success."""
    response = api.get(department.staff_path)

    result = {"items": [{"sid": staff_member.sid, "sname": staff_member.sname, "did": department.did}], "total": 1}
    assert response.status_code == 200
    assert response.json() == like(code=0, message="ok", type="success", result=result)


@must("DB-PAGE-2", notes=CHAPTER, docs=QUERY)
@pytest.mark.parametrize("page, first, last", [(1, 0, 5), (2, 5, 10), (3, 10, 12)])
def test_pages_follow_one_another(api: Api, crowd: Crowd, page: int, first: int, last: int) -> None:
    """Each page begins where the one before it ended, the first is page 1, and the last may be shorter than limit."""
    response = api.get(crowd.staff_path, params={"page": page, "limit": 5})

    assert response.json() == like(result={"items": rows(crowd.sids[first:last])})


@must("DB-PAGE-3", notes=CHAPTER, docs=QUERY)
@pytest.mark.parametrize("page", [1, 2, 3])
def test_total_counts_all_pages(api: Api, crowd: Crowd, page: int) -> None:
    """On every page total is the number of rows on all pages, not of those on this one."""
    response = api.get(crowd.staff_path, params={"page": page, "limit": 5})

    assert response.json() == like(result={"total": len(crowd.sids)})


@must("DB-PAGE-4", notes=CHAPTER, docs=QUERY)
def test_defaults(api: Api, crowd: Crowd) -> None:
    """Without page and limit the answer is page 1 with ten rows."""
    response = api.get(crowd.staff_path)

    assert response.json() == like(result={"items": rows(crowd.sids[:10]), "total": len(crowd.sids)})


@must("DB-PAGE-5", notes=CHAPTER, docs=QUERY)
@pytest.mark.parametrize("page", [4, 2**31 - 1], ids=["next", "far"])
def test_page_beyond_the_end(api: Api, crowd: Crowd, page: int) -> None:
    """A page beyond the end is answered with 200, no items and the same total."""
    response = api.get(crowd.staff_path, params={"page": page, "limit": 5})

    assert response.status_code == 200
    assert response.json() == like(result={"items": [], "total": len(crowd.sids)})


@must(
    "DB-4",
    erratum=Erratum(claim='__mapper_args__ = {"order_by": did} orders every query.', since="SQLAlchemy 1.4"),
)
def test_rows_come_in_the_order_of_ids(api: Api, department: Department) -> None:
    """Rows come in the order of their ids, also when one of them has been changed since."""
    creation = api.post(BATCH, json=[{"sname": "a", "did": department.did}] * 3)
    sids = ids(creation.json(), "sid")
    change = api.patch(f"{STAFF}/{sids[0]}", json={"sname": "changed"})

    response = api.get(department.staff_path)

    assert change.status_code == 200
    assert response.json() == like(result={"items": rows(sorted(sids))})


@must("DB-PAGE-6", notes=CHAPTER, docs=QUERY)
@each_list
@pytest.mark.parametrize(
    "name, value",
    [
        *[("page", "0"), ("page", "-1"), ("page", "x"), ("page", "18446744073709551617")],
        *[("limit", "0"), ("limit", "-1"), ("limit", "101"), ("limit", "x")],
    ],
)
def test_bounds_of_page_and_limit(api: Api, path: str, name: str, value: str) -> None:
    """A page below 1 or beyond 64 bits, and a limit below 1 or above 100, are refused with 422 at their place."""
    response = api.get(path, params={name: value})

    assert response.status_code == 422
    assert ["query", name] in locations(response)


@must("DB-PAGE-7", notes=CHAPTER, docs=QUERY)
@pytest.mark.usefixtures("staff_member")
def test_staff_of_all_departments(api: Api, crowd: Crowd) -> None:
    """getStaffByPage has the staff of all departments in pages in the order of the ids, with the total of them all."""
    first = api.get(BY_PAGE, params={"page": 1, "limit": 5})
    second = api.get(BY_PAGE, params={"page": 2, "limit": 5})
    longer = api.get(BY_PAGE, params={"page": 1, "limit": 100})

    sids = ids(items(first), "sid") + ids(items(second), "sid")
    assert first.json() == like(code=0, message="ok", type="success")
    assert len(sids) == 10
    assert sids == sorted(set(sids))
    assert ids(items(longer), "sid")[:1] >= sids[:1]  # the same row, unless somebody has removed it meanwhile
    assert total(first) > len(crowd.sids)


@must("DB-PAGE-8", notes=CHAPTER, docs=QUERY)
@pytest.mark.usefixtures("department", "other_department")
def test_departments_come_in_pages(api: Api) -> None:
    """The list of departments has all of them in pages in the order of the ids, with the total of them all."""
    first = api.get(DEPARTMENTS, params={"page": 1, "limit": 1})
    second = api.get(DEPARTMENTS, params={"page": 2, "limit": 1})
    longer = api.get(DEPARTMENTS, params={"page": 1, "limit": 100})

    dids = ids(items(first), "did") + ids(items(second), "did")
    assert len(dids) == 2
    assert dids == sorted(set(dids))
    assert ids(items(longer), "did")[:1] >= dids[:1]  # the same row, unless somebody has removed it meanwhile
    assert total(first) >= 2


@must("DB-PAGE-9", notes=CHAPTER, docs="tutorial/handling-errors/")
def test_staff_of_an_unknown_department(api: Api, department: Department) -> None:
    """The staff of a department is an empty list when it has none, and a 404 when there is no such department."""
    empty = api.get(department.staff_path)
    removal = api.delete(department.path)
    unknown = api.get(department.staff_path)

    assert empty.json() == like(result={"items": [], "total": 0})
    assert removal.status_code == 204
    assert unknown.status_code == 404
