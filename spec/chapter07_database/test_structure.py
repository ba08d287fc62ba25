"""One application from many files · 大型工程的目录结构设计 - 应用文件拆分."""

from fastapi_spec import Api, must

NOTES = "大型工程的目录结构设计 - 应用文件拆分"
DOCS = "tutorial/bigger-applications/"
ORIGIN = "notes"


@must("DB-APP-2")
def test_a_part_has_its_prefix(api: Api) -> None:
    """An operation is found (200) under the prefix of its part; without it or under another prefix it is a 404."""
    own = api.get("/chapter07/departments")
    without, other = api.get("/departments"), api.get("/chapter03/departments")

    assert own.status_code == 200
    assert (without.status_code, other.status_code) == (404, 404)
