"""What the rules on generated requests leave out: each exclusion has a reason, and is still needed."""

from collections.abc import Iterator
from dataclasses import replace
from pkgutil import resolve_name

import pytest
from schemathesis import Config

from fastapi_spec.client.api import Api, Recorder
from fastapi_spec.generate import _schemathesis
from fastapi_spec.generate.budget import BUDGETS
from fastapi_spec.generate.campaign import Campaign
from fastapi_spec.generate.findings import Record
from fastapi_spec.generate.openapi import JSON, operations
from fastapi_spec.generate.plan import Application
from fastapi_spec.rules.contract import documents
from spec.generated.applications import applications
from spec.generated.areas import COSTLY, DEFAULTS, EXCLUSIONS, UNSUCCESSFUL, area_of, areas, exceptions, succeeds
from spec.generated.guard import RowGuard

CHECKS = [(row["check"], operation) for row in EXCLUSIONS["check"] for operation in row["operations"]]
CONTRACT = {
    f"{method} {prefix}{path}": operation
    for prefix, document in documents().items()
    for (method, _, path), operation in ((name.partition(" "), each) for name, each in operations(document).items())
}


def rows() -> Iterator[JSON]:
    """Every row of the table."""
    for kind in EXCLUSIONS.values():
        yield from kind


def test_every_exclusion_has_a_reason() -> None:
    """It is a sentence."""
    assert all(row["why"].endswith(".") for row in rows())


def test_what_is_excluded_exists() -> None:
    """A renamed operation, function or error does not lose its exclusion; nothing is excluded twice."""
    named = [operation for row in rows() for operation in row.get("operations", [])]

    assert set(named) <= CONTRACT.keys()
    assert len(CHECKS) == len(set(CHECKS))
    assert all(callable(resolve_name(row["place"])) for row in EXCLUSIONS["request"])
    assert {row["name"] for row in EXCLUSIONS["error"]} <= {*dir(_schemathesis), "RequestException"}
    assert all(path in {name.partition(" ")[2] for name in CONTRACT} for path in COSTLY)


def test_an_exclusion_is_for_one_operation() -> None:
    """A teapot rejects what its schema allows; a guard that rejects every token with 400 is a defect."""
    named = {setting["include-name-regex"]: setting["checks"] for setting in exceptions("")}

    assert set(named[r"^GET\ /chapter04/http_exception/{[^{}]*}$"]) == {"positive_data_acceptance"}
    assert exceptions("/apps/guarded") == []


@pytest.mark.parametrize("check", DEFAULTS)
def test_other_statuses_are_those_that_schemathesis_expects(check: str) -> None:
    """An exclusion adds to them, and a new release may change them."""
    expected = getattr(Config.from_dict({}).projects.default.checks, check).expected_statuses

    assert sorted(map(str, expected)) == sorted(DEFAULTS[check])


@pytest.fixture(scope="module")
def unexcluded(reference: str) -> Record:
    """What is found at the operations of the table, and at all that take a login, with no check excluded."""
    paths = {operation.partition(" ")[2] for _, operation in CHECKS} | {each.partition(" ")[2] for each in UNSUCCESSFUL}

    def chosen(application: Application) -> Application:
        def selected(path: str) -> bool:
            whole = application.prefix + path
            return whole in paths or area_of(whole) == "chapter06"

        return replace(application, operations=[], selected=selected)

    with Api(reference, Recorder(20)) as api:
        campaign = Campaign(api, RowGuard(api), BUDGETS["quick"], 0)
        campaign.run(list(map(chosen, applications(api, set(areas())))))
    return campaign.record


@pytest.mark.parametrize("check, operation", CHECKS)
def test_an_excluded_check_finds_something(unexcluded: Record, check: str, operation: str) -> None:
    """An exclusion that is not needed weakens a rule for nothing."""
    assert operation in {finding.operation for finding in unexcluded.of([check])}


def test_nothing_else_is_found(unexcluded: Record) -> None:
    """Each exclusion is of one check."""
    assert {(finding.check, finding.operation) for finding in unexcluded.findings.values()} == set(CHECKS)


@pytest.mark.parametrize("operation", UNSUCCESSFUL)
def test_an_operation_that_need_not_succeed_does_not(unexcluded: Record, operation: str) -> None:
    """It declares a 2xx status."""
    assert succeeds(CONTRACT[operation])
    assert operation not in unexcluded.succeeded


def test_a_login_succeeds_and_so_does_what_needs_one(unexcluded: Record) -> None:
    """The public credentials of the notes get a token, with which every guarded operation responds with its 2xx."""
    guarded = {name for name, operation in CONTRACT.items() if "/chapter06/" in name and succeeds(operation)}

    assert {"POST /chapter06/token", "POST /chapter06/jwt/token", "GET /chapter06/jwt/users/me"} <= guarded
    assert guarded - unexcluded.succeeded == set()
