"""Pages of rows · DataBase Models：分页、总数与顺序."""

import pytest

from fastapi_spec import JSON, Api, Erratum, like, locations, must

from .rows import BATCH, BY_PAGE, DEPARTMENTS, STAFF, Crowd, Department, StaffMember, ids, items, total

NOTES = "DataBase Models"
CHAPTER = "FastAPI 的数据库操作及大型工程应用的目录结构设计"
DOCS = "tutorial/sql-databases/"
ORIGIN = "fastapi"
QUERY = "tutorial/query-param-models/"

each_list = pytest.mark.parametrize("path", [DEPARTMENTS, BY_PAGE])


def rows(sids: list[int]) -> JSON:
    """Rows with these ids, in this order."""
    return [{"sid": sid} for sid in sids]


@must("DB-PAGE-1", notes=CHAPTER)
def test_envelope(api: Api, staff_member: StaffMember, department: Department) -> None:
    """The staff of a department (200) is the `result` of an envelope with `code` 0, `message` ok and `type` success."""
    response = api.get(department.staff_path)

    result = {"items": [{"sid": staff_member.sid, "sname": staff_member.sname, "did": department.did}], "total": 1}
    assert response.status_code == 200
    assert response.json() == like(code=0, message="ok", type="success", result=result)


@must("DB-PAGE-4", notes=CHAPTER, docs=QUERY)
def test_defaults(api: Api, crowd: Crowd) -> None:
    """Without `page` and `limit` a page has the first ten rows and the `total`."""
    response = api.get(crowd.staff_path)

    assert response.json() == like(result={"items": rows(crowd.sids[:10]), "total": len(crowd.sids)})


@must("DB-PAGE-2", notes=CHAPTER, docs=QUERY)
@pytest.mark.parametrize("page, first, last", [(1, 0, 5), (2, 5, 10), (3, 10, 12)])
def test_pages_follow_one_another(api: Api, crowd: Crowd, page: int, first: int, last: int) -> None:
    """Pages count from 1 and have `limit` rows each; the last one may be shorter."""
    response = api.get(crowd.staff_path, params={"page": page, "limit": 5})

    assert response.json() == like(result={"items": rows(crowd.sids[first:last])})


@must("DB-PAGE-3", notes=CHAPTER, docs=QUERY)
@pytest.mark.parametrize("page", [1, 2, 3])
def test_total_counts_all_pages(api: Api, crowd: Crowd, page: int) -> None:
    """The `total` of every page is the number of rows on all pages."""
    response = api.get(crowd.staff_path, params={"page": page, "limit": 5})

    assert response.json() == like(result={"total": len(crowd.sids)})


@must(
    "DB-4",
    origin="notes",
    erratum=Erratum(
        claim='__mapper_args__ = {"order_by": did} orders every query.', since="SQLAlchemy 1.4", in_code=False
    ),
)
def test_rows_come_in_the_order_of_ids(api: Api, department: Department) -> None:
    """Rows are returned in the order of their ids, even after one of them was changed with 200."""
    creation = api.post(BATCH, json=[{"sname": "a", "did": department.did}] * 3)
    sids = ids(creation.json(), "sid")
    change = api.patch(f"{STAFF}/{sids[0]}", json={"sname": "changed"})

    response = api.get(department.staff_path)

    assert change.status_code == 200
    assert response.json() == like(result={"items": rows(sorted(sids))})


@must("DB-15", origin="notes")
def test_descending_order(api: Api, department: Department, other_department: Department) -> None:
    """With `descending=true` the pages of departments are in descending order of `did`, from the newest on."""
    first = api.get(DEPARTMENTS, params={"descending": "true", "limit": 1})
    second = api.get(DEPARTMENTS, params={"descending": "true", "limit": 1, "page": 2})

    dids = ids(items(first), "did") + ids(items(second), "did")
    assert len(dids) == 2
    assert dids[0] >= max(department.did, other_department.did)
    assert dids == sorted(dids, reverse=True)


@must("DB-PAGE-7", origin="notes", notes=CHAPTER, docs=QUERY)
@pytest.mark.usefixtures("staff_member")
def test_staff_of_all_departments(api: Api, crowd: Crowd) -> None:
    """`/getStaffByPage/` has the staff of all departments in pages by `sid`, in the envelope, with the `total`."""
    first = api.get(BY_PAGE, params={"page": 1, "limit": 5})
    second = api.get(BY_PAGE, params={"page": 2, "limit": 5})
    longer = api.get(BY_PAGE, params={"page": 1, "limit": 100})

    sids = ids(items(first), "sid") + ids(items(second), "sid")
    assert first.json() == like(code=0, message="ok", type="success")
    assert len(sids) == 10
    assert sids == sorted(set(sids))
    assert ids(items(longer), "sid")[:1] >= sids[:1]  # the same row, unless another client has deleted it meanwhile
    assert total(first) > len(crowd.sids)


@must("DB-PAGE-8", notes=CHAPTER, docs=QUERY)
@pytest.mark.usefixtures("department", "other_department")
def test_departments_come_in_pages(api: Api) -> None:
    """The list of departments comes in pages in the order of `did`, with the `total` of all."""
    first = api.get(DEPARTMENTS, params={"page": 1, "limit": 1})
    second = api.get(DEPARTMENTS, params={"page": 2, "limit": 1})
    longer = api.get(DEPARTMENTS, params={"page": 1, "limit": 100})

    dids = ids(items(first), "did") + ids(items(second), "did")
    assert len(dids) == 2
    assert dids == sorted(set(dids))
    assert ids(items(longer), "did")[:1] >= dids[:1]  # the same row, unless another client has deleted it meanwhile
    assert total(first) >= 2


@must("DB-PAGE-5", notes=CHAPTER, docs=QUERY)
@pytest.mark.parametrize("page", [4, 2**31 - 1], ids=["next", "far"])
def test_page_beyond_the_end(api: Api, crowd: Crowd, page: int) -> None:
    """A page beyond the end is a 200 with no items and the same `total`."""
    response = api.get(crowd.staff_path, params={"page": page, "limit": 5})

    assert response.status_code == 200
    assert response.json() == like(result={"items": [], "total": len(crowd.sids)})


@must("DB-PAGE-9", notes=CHAPTER, docs="tutorial/handling-errors/")
def test_staff_of_an_unknown_department(api: Api, department: Department) -> None:
    """The staff of a department without any is an empty page with `total` 0; that of a deleted department is a 404."""
    empty = api.get(department.staff_path)
    removal = api.delete(department.path)
    unknown = api.get(department.staff_path)

    assert empty.json() == like(result={"items": [], "total": 0})
    assert removal.status_code == 204
    assert unknown.status_code == 404


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
    """A `page` below 1 or beyond 64 bits, a `limit` outside 1 to 100, or a non-integer is a 422 at `[query, param]`."""
    response = api.get(path, params={name: value})

    assert response.status_code == 422
    assert ["query", name] in locations(response)
