"""Rules on generated requests, run in this process: what they tell of a campaign and of the target's document."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import replace

import pytest

from fastapi_spec.client.api import Api, Recorder
from fastapi_spec.client.expect import JSON, member
from fastapi_spec.files import SPEC
from fastapi_spec.generate import engine
from fastapi_spec.generate.budget import BUDGETS
from fastapi_spec.generate.campaign import Campaign
from fastapi_spec.output.report import read
from spec.generated.applications import applications
from spec.generated.guard import RowGuard
from tests.conftest import PROJECT, Ran
from tests.servers import Part, always, responding, running, sized
from tests.unit.conftest import PLUGIN, XDIST

CHAPTER = str(SPEC / "generated")
REST = ["-k", "rest"]
"""Two operations, so that a campaign is short."""

Run = Callable[..., Ran]


@pytest.fixture
def run(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the rules on generated requests against a server."""
    monkeypatch.setenv("COLUMNS", "120")

    def run(url: str, *options: str) -> Ran:
        words = [*PLUGIN, "-p", "no:cacheprovider", CHAPTER, "--url", url, "--anyway", *options]
        result = pytester.runpytest_inprocess(*words, no_reraise_ctrlc=True)
        return Ran(int(result.ret), f"{result.stdout}{result.stderr}")

    return run


def test_nothing_is_imported_for_what_is_not_run() -> None:
    """schemathesis and hypothesis take as long to import as a hundred requests."""
    code = f"""
import pytest, sys
assert pytest.main(["-qq", "--collect-only", {CHAPTER!r}]) == 0
print({{"schemathesis", "hypothesis"}} & set(sys.modules))
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True)

    assert done.stdout.splitlines()[-1:] == ["set()"], done.stdout + done.stderr


def test_a_conforming_target_conforms(run: Run, reference: str) -> None:
    """The budget, the seed and the number of requests are told."""
    ran = run(reference, *REST)

    assert ran.status == 0
    assert re.search(r" conforms: (\d+) of \1 rules hold\n", ran.output)
    assert "\nfuzz: quick, seed 0\n" in ran.output
    assert re.search(r"\nfuzz: quick, seed 0, \d+ requests\n", ran.output)


def test_the_same_holds_in_another_process(run: Run, reference: str) -> None:
    """A worker of xdist has a campaign of its own, for its rules."""
    ran = run(reference, "-k", "rest and operations_respond", *XDIST)

    assert ran.status == 0
    assert " conforms: 1 of 1 rule holds\n" in ran.output


def test_a_duration_is_told_with_its_seeds(run: Run, reference: str) -> None:
    """A campaign for a duration begins with a random seed, which finds the same again."""
    ran = run(reference, "--fuzz", "1s", *REST)

    assert ran.status == 0
    seed = re.search(r"\nfuzz: 1s, seed (\d+)\n", ran.output)
    assert seed
    assert re.search(rf"\nfuzz: 1s, seeds? {seed[1]}\b.*, \d+ requests\n", ran.output)


def test_without_a_budget_the_rules_on_documents_still_run(run: Run, reference: str) -> None:
    """--fuzz off is told, so that the verdict is not taken for more than it is."""
    ran = run(reference, "--fuzz", "off", "-k", "rest or main")

    assert ran.status == 0
    assert re.search(r"\nfuzz: off, so \d+ rules did not run\n", ran.output)
    assert re.search(r" conforms: (\d+) of \1 rules hold\n", ran.output)


def undeclared(path: str) -> Iterable[Part]:
    """A status that is not declared for /hello, what is declared for /events, a static file, and no document."""
    statuses = {"/hello": "202 Accepted", "/event": "200 OK", "/stati": "200 OK"}
    body = b'{"events": [], "id": "x"}'
    return [sized(body, statuses.get(path[:6], "404 Not Found"), Content_Type="application/json")]


def test_a_finding_has_a_card_that_finds_it_again(run: Run) -> None:
    """Operation, failure, request, budget and seed."""
    with running(responding(undeclared)) as server:
        ran = run(server.url, "--fuzz-seed", "5", *REST)

    assert ran.status == 1
    assert "reason    GET /hello: Undocumented status code: Received: 202 Documented: 200" in ran.output
    assert re.search(rf"curl -i --path-as-is .* {server.url}/hello\n", ran.output)
    again = f"--url {server.url} --anyway --fuzz quick --fuzz-seed 5 '{CHAPTER}/test_responses.py::test_statuses[rest]'"
    assert f"rerun     pytest {again}".replace(f"{SPEC.parent}/", "") in ran.output.replace(f"{SPEC.parent}/", "")


def test_a_finding_is_in_the_report(run: Run, pytester: pytest.Pytester) -> None:
    """The exchange that shows it, and the operations that never responded as declared."""
    with running(responding(undeclared)) as server:
        run(server.url, f"--report={pytester.path}", *REST)

    statuses, reach = (read(pytester.path).rule(id) for id in ("FUZZ-STATUS-1", "FUZZ-REACH-1"))
    assert statuses and reach
    assert statuses.cases[0].exchanges[0].status == 202
    assert "\nGET /hello: " in reach.cases[0].reason


def test_what_is_not_built_gets_no_request(run: Run) -> None:
    """Its area waits, and none of its rules is broken."""
    with running(always(404, "application/json", b'{"detail": "Not Found"}')) as server:
        ran = run(server.url, *REST)

    assert re.search(r"does not conform: 0 of \d+ rules hold, \d+ MUST not built, \d+ SHOULD not built\n", ran.output)
    assert "fuzz: quick, seed 0, " not in ran.output


def test_a_target_without_a_document_is_fuzzed_by_the_locked_one(run: Run) -> None:
    """The rules on documents are not reached, and the others run."""
    with running(always(200, "application/json", b"{}")) as server:
        ran = run(server.url, "--fail-on=should", "-k", "rest or main")

    assert "no OpenAPI document at /openapi.json: the locked contract" in ran.output
    assert "fuzz: the target serves no OpenAPI document, used the locked one: all\n" in ran.output
    assert re.search(r", \d+ SHOULD not reached", ran.output)


def senseless(path: str) -> Iterable[Part]:
    """A document that no tool can read, and nothing else."""
    document = {"openapi": "3.1.0", "info": {}, "paths": {"/hello": {"get": {"responses": 3}}}}
    return (
        [sized(json.dumps(document).encode(), Content_Type="application/json")] if "openapi" in path else [sized(b"")]
    )


def test_an_unreadable_document_is_not_our_error(run: Run) -> None:
    """Whatever a document says is judged."""
    with running(responding(senseless)) as server:
        ran = run(server.url, "--fail-on=should", "-k", "rest or main")

    assert ran.status == 1
    assert "the document at /openapi.json makes no sense: TypeError" in ran.output
    assert re.search(r"^unmet +SHOULD FUZZ-DOCUMENT-1$", ran.output, re.MULTILINE)


def test_a_target_that_dies_ends_the_run(run: Run) -> None:
    """The first rule that looks at the campaign names it."""

    def dying(path: str) -> Iterable[Part]:
        return [sized(b"", "404 Not Found")] if "openapi" in path else [lambda server: server.die(), None]

    with running(responding(dying)) as server:
        ran = run(server.url, *REST)

    assert ran.status == 6
    assert f"the target {server.url} died at FUZZ-REACH-1: cannot connect to {server.url}" in ran.output


def test_an_error_of_ours_is_told_by_every_rule(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A campaign that failed fails once, and is not a verdict on the target."""
    monkeypatch.setattr(engine, "from_schema", None)
    with running(always(200, "application/json", b"{}")) as server:
        ran = run(server.url, "-k", "rest and (test_statuses or test_media_types)")

    assert ran.status == 3
    assert ran.output.count("Upset: TypeError: 'NoneType' object is not callable\n") == 2


def state(api: Api, paths: Iterable[str]) -> list[JSON]:
    """How many rows there are, and some of them."""
    departments = member(api.get("/chapter07/departments"), "total")
    staff = member(api.get("/chapter07/getStaffByPage/"), "result")["total"]
    return [departments, staff, *(api.get(path).json() for path in paths)]


def test_a_server_is_left_as_it_was(reference: str) -> None:
    """RowGuard of others are neither changed nor removed, and ours are."""
    with Api(reference, Recorder(20)) as api:
        did = member(api.post("/chapter07/departments", json={"dname": "another's"}), "did")
        sid = member(api.post("/chapter07/staff", json={"sname": "another", "did": did}), "sid")
        paths = [f"/chapter07/staff/{sid}", f"/chapter07/departments/{did}"]
        before = state(api, paths)

        campaign = Campaign(api, RowGuard(api), BUDGETS["quick"], 0)
        [chapter] = applications(api, {"chapter07"})
        campaign.run([replace(chapter, selected=lambda path: "departments" in path or "staff" in path)])

        assert campaign.wire.sent > 50
        assert state(api, paths) == before
        assert [api.delete(path).status_code for path in paths] == [204, 204]
