"""Protects the data of other clients: a generated request changes only rows of this run, which are deleted again."""

import re
import uuid
from collections.abc import Mapping, Sequence
from contextlib import suppress

from fastapi_spec import JSON, Api
from fastapi_spec.client.api import Exchange, NoResponse, Response
from fastapi_spec.generate._schemathesis import TestPhase
from fastapi_spec.generate.wire import GeneratedCase

from ..chapter07_database.rows import BATCH, DEPARTMENTS, NO_ROW, STAFF, USERS

BY_DID = "/chapter07/getStaffByDid"
KEYS = {DEPARTMENTS: "did", STAFF: "sid", BATCH: "sid", USERS: "uid"}
"""Where POST creates rows, with the property of the response that is their id."""
LOGS = ("/chapter08/background_tasks", "/chapter08/dependency/background_tasks", "/chapter08/readme")
SAFE = ("GET", "HEAD", "OPTIONS", "TRACE")

_ID = re.compile(r"\+?0*([1-9]\d{0,9})(\.0*)?")
_LOG = re.compile(r"[a-z0-9-]{1,64}")


class RowGuard:
    """The guard of the wire, see fastapi_spec.generate.wire. ``made`` has the ids of our rows, by their collection.

    Where a case names a row or log that is not ours, it gets one of ours instead, or an id without a row; in a sequence
    always the latter, since the other requests of the sequence depend on which rows exist. A case that only reads stays
    as it is, unless it is an example.
    """

    def __init__(self, api: Api) -> None:
        self.made: dict[str, list[int]] = {STAFF: [], USERS: [], DEPARTMENTS: []}  # in the order of their deletion
        self.gone: dict[str, set[int]] = {collection: set() for collection in self.made}
        self.document = f"fuzz-{uuid.uuid4().hex}"
        self._api = api
        self._home: int | None = None

    def before(self, prefix: str, case: GeneratedCase) -> None:
        phase = case.meta.phase.name if case.meta else None
        if prefix or (case.method in SAFE and phase != TestPhase.EXAMPLES):
            return
        collection, _, name = case.path.partition("/{")
        collection = DEPARTMENTS if collection == BY_DID else collection
        if collection in self.made and isinstance(case.path_parameters, Mapping):
            name = name.rstrip("}")
            mine = [row for row in self.made[collection] if case.method != "DELETE" or row != self._home]
            known, spare = mine, mine[-1] if mine else NO_ROW
            if phase == TestPhase.STATEFUL:
                known, spare = [*mine, *self.gone[collection]], NO_ROW
            row = _one_of(known, case.path_parameters.get(name), spare)
            case.path_parameters = {**case.path_parameters, name: row}
        if collection in (STAFF, BATCH):
            case.body = self._at_home(case.body)
        if collection in LOGS and self._is_a_log(case.query):
            case.query = {**(case.query or {}), "document": self.document}

    def after(self, prefix: str, case: GeneratedCase, exchange: Exchange) -> None:
        if prefix or exchange.status not in range(200, 300):
            return
        if exchange.method == "POST" and case.path in KEYS:
            self._note(case.path, exchange.response_body)
        if exchange.method == "DELETE":
            path, _, id = exchange.url.rpartition("/")
            for collection, rows in self.made.items():
                if path.endswith(collection) and id in map(str, rows):
                    rows.remove(int(id))
                    self.gone[collection].add(int(id))

    def sweep(self) -> None:
        """Delete all that was created."""
        paths = [f"{collection}/{row}" for collection, rows in self.made.items() for row in rows]
        self.made = {collection: [] for collection in self.made}
        self.gone = {collection: set() for collection in self.made}
        self._home = None
        with suppress(NoResponse):  # Where the target does not respond, nothing can be deleted.
            for path in [*paths, f"{LOGS[-1]}?document={self.document}"]:
                self._api.delete(path)

    def _note(self, path: str, body: bytes) -> None:
        try:
            rows = Response(200, content=body).json()
        except AssertionError:
            return
        for row in rows if isinstance(rows, list) else [rows]:
            if isinstance(row, dict) and type(row.get(KEYS[path])) is int:
                self.made[STAFF if path == BATCH else path].append(row[KEYS[path]])

    def _at_home(self, body: JSON) -> JSON:
        """A body whose staff is in our department."""
        if isinstance(body, list):
            return [self._at_home(member) for member in body]
        if not isinstance(body, dict) or type(body.get("did")) not in (int, float):
            return body
        if self._home is None:
            self._move_in()
        return {**body, "did": _one_of(self.made[DEPARTMENTS], body["did"], self._home or NO_ROW)}

    def _move_in(self) -> None:
        """Create our department."""
        with suppress(NoResponse):
            self._note(DEPARTMENTS, self._api.post(DEPARTMENTS, json={"dname": self.document[:30]}).content)
        self._home = self.made[DEPARTMENTS][-1] if self.made[DEPARTMENTS] else NO_ROW

    @staticmethod
    def _is_a_log(query: JSON) -> bool:
        """Whether a query names a log, or has no name and so means the log that all clients share."""
        named = (query or {}).get("document", "readme")
        return any(_LOG.fullmatch(str(name)) for name in (named if isinstance(named, list) else [named]))


def _one_of(known: Sequence[int], value: JSON, spare: int) -> JSON:
    """A value that names a known row, or else the spare one, written in the same way. Other values stay as they are."""
    [one] = value if isinstance(value, list) and len(value) == 1 else [value]
    found = None if isinstance(one, bool) else _ID.fullmatch(str(one))
    if found is None or int(found[1]) > NO_ROW or int(found[1]) in known:
        return value
    return type(one)(spare) if isinstance(one, int | float) else str(one).replace(found[1], str(spare), 1)
