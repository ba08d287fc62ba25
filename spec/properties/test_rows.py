"""Rows that are created and deleted · DataBase Models：创建和删除的行."""

from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule
from hypothesis.strategies import integers, just, lists, none, runner, sampled_from

from fastapi_spec import JSON, Api, like, must, needs_chapter
from fastapi_spec.generate.properties import Fuzzing, for_all, run_sequences

from ..chapter07_database.rows import BATCH, DEPARTMENTS, NO_ROW, STAFF, Crowd, Department, created, ids, unique
from .inputs import strings

pytestmark = needs_chapter("database")

# Each begins with a unique part, since other clients may use the server.
ORIGIN = "fastapi"
NAMES = (strings(0, 4) | just("x" * 14)).map(lambda end: unique()[:16] + end)
ONE_DEPARTMENT = runner().flatmap(lambda rows: sampled_from([*rows.departments]))
ONE_MEMBER = runner().flatmap(lambda rows: sampled_from([*rows.staff]))

Row = dict[str, JSON]


class Rows(RuleBasedStateMachine):
    """Up to three departments and their staff. The model has each row by its path, as it was last written."""

    def __init__(self, api: Api, made: set[str]) -> None:
        super().__init__()
        self.api = api
        self.made = made
        self.departments: dict[str, Row] = {}
        self.staff: dict[str, Row] = {}

    @initialize(dname=NAMES, sname=NAMES, other=NAMES)
    def begin(self, dname: str, sname: str, other: str) -> None:
        self.create_department(dname)
        self.create_staff(*self.departments, [sname])
        self.create_department(other)

    @precondition(lambda self: len(self.departments) < 3)
    @rule(dname=NAMES)
    def create_department(self, dname: str) -> None:
        response = self.api.post(DEPARTMENTS, json={"dname": dname})

        did = created(response, "did")
        self.departments[f"{DEPARTMENTS}/{did}"] = {"did": did, "dname": dname}
        self.made.update(self.departments)
        assert response.json() == like(dname=dname)

    @rule(department=ONE_DEPARTMENT, snames=lists(NAMES, min_size=1, max_size=3))
    def create_staff(self, department: str, snames: list[str]) -> None:
        rows = [{"sname": sname, "did": self.departments[department]["did"]} for sname in snames]
        response = self.api.post(BATCH, json=rows)

        assert response.json() == like(rows)
        sids = ids(response.json(), "sid")
        self.staff |= {f"{STAFF}/{sid}": {"sid": sid, **row} for sid, row in zip(sids, rows, strict=True)}
        self.made.update(self.staff)

    @rule(department=ONE_DEPARTMENT, dname=NAMES)
    def rename_department(self, department: str, dname: str) -> None:
        response = self.api.put(department, json={"dname": dname})

        self.departments[department]["dname"] = dname
        assert response.json() == like(self.departments[department])

    @precondition(lambda self: self.staff)
    @rule(member=ONE_MEMBER, sname=none() | NAMES, department=none() | ONE_DEPARTMENT)
    def change_member(self, member: str, sname: str | None, department: str | None) -> None:
        change = {"sname": sname} if sname else {}
        change |= {"did": self.departments[department]["did"]} if department else {}
        response = self.api.patch(member, json=change)

        self.staff[member] |= change
        assert response.json() == like(self.staff[member])

    @precondition(lambda self: self.staff)
    @rule(member=ONE_MEMBER)
    def remove_member(self, member: str) -> None:
        self.removed(member, self.staff.pop(member))

    @precondition(lambda self: len(self.departments) > 1 and self.empty())
    @rule(department=runner().flatmap(lambda rows: sampled_from(rows.empty())))
    def remove_department(self, department: str) -> None:
        self.removed(department, self.departments.pop(department))

    @precondition(lambda self: self.staff)
    @rule(member=ONE_MEMBER)
    def be_rejected(self, member: str) -> None:
        sname, did = self.staff[member]["sname"], self.staff[member]["did"]
        batch = self.api.post(BATCH, json=[{"sname": sname, "did": did}, {"sname": sname, "did": NO_ROW}])
        removal = self.api.delete(f"{DEPARTMENTS}/{did}")

        assert batch.status_code == 404
        assert removal.status_code == 409

    def teardown(self) -> None:
        """The end of a sequence: every row is read as it was last written."""
        for path, row in (self.departments | self.staff).items():
            assert self.api.get(path).json() == like(row)
        for path, row in self.departments.items():
            response = self.api.get(Department(**row).staff_path, params={"limit": 100})
            assert response.json() == like(result={"items": self.staff_of(path)})

    def removed(self, path: str, row: Row) -> None:
        """Delete a row. Its id may be given to another client's row at once, so that its path need not be a 404."""
        response = self.api.delete(path)
        gone = self.api.get(path)

        assert response.status_code == 204
        self.made.discard(path)
        assert gone.status_code == 404 or gone.json() != like(row)

    def staff_of(self, department: str) -> list[Row]:
        """The staff that the model has in a department, in the order of the ids."""
        did = self.departments[department]["did"]
        return sorted((row for row in self.staff.values() if row["did"] == did), key=lambda row: row["sid"])

    def empty(self) -> list[str]:
        """The departments that have no staff."""
        return [department for department in self.departments if not self.staff_of(department)]


@must("LAW-DB-1", notes="FastAPI 的数据库操作及大型工程应用的目录结构设计", docs="tutorial/sql-databases/")
def test_any_sequence(api: Api, made: set[str], fuzzing: Fuzzing) -> None:
    """After any sequence of creations, changes and deletions, some of them rejected, every row is as last written."""
    run_sequences(lambda client: Rows(client, made), api, fuzzing)

    assert {path for path in made if api.get(path).status_code != 200} == set()


@must("LAW-DB-2", notes="DataBase Models", docs="tutorial/query-param-models/")
@for_all(page=integers(1, 13) | integers(1, NO_ROW), limit=integers(1, 13) | integers(1, 100))
def test_any_page(api: Api, crowd: Crowd, page: int, limit: int) -> None:
    """Any page of any size is a 200 with that slice of all rows and with their `total`."""
    response = api.get(crowd.staff_path, params={"page": page, "limit": limit})

    rows = [{"sid": sid} for sid in crowd.sids[(page - 1) * limit : page * limit]]
    assert response.status_code == 200
    assert response.json() == like(result={"items": rows, "total": len(crowd.sids)})
