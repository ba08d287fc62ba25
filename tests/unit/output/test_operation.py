"""What there is to build for a rule is read from the locked OpenAPI documents."""

import pytest

from fastapi_spec.output.operation import about, beside, called_by, decisive, to_build
from fastapi_spec.rules.contract import documents, locked
from fastapi_spec.rules.exchanges import exchanges
from tests.unit.samples import exchange


def lines(name: str, rule: str) -> list[str]:
    """What there is to build of one of the operations of a rule."""
    return list(to_build(next(each for each in called_by(rule) if each.name == name)))


def test_parameters_have_their_types_and_bounds() -> None:
    """A learner need not look for them in the OpenAPI document."""
    assert lines("GET /chapter03/path_/{num}", "PATH-NUM-1") == [
        "GET /chapter03/path_/{num}",
        "path num: integer >= 1 <= 10, required",
        "response 200 application/json: integer",
    ]


def test_a_body_is_shown_with_its_schema() -> None:
    """A named schema is written out, once."""
    assert lines("POST /chapter03/request_body/city", "BODY-FIELD-1") == [
        "POST /chapter03/request_body/city",
        "body application/json: CityInfo, required",
        "response 200 application/json: CityInfo",
        "CityInfo = {name: string, country: string, contry_code: string, contry_population?: integer >= 800 = 800}",
    ]


def test_an_operation_of_another_application_names_where_it_is_mounted() -> None:
    """Its path in the OpenAPI document begins behind that."""
    found = [each for each in called_by("CORS-CRED-1") if each.prefix]

    assert found
    assert list(to_build(found[0]))[1].startswith(f"application mounted at {found[0].prefix}: ")


@pytest.mark.parametrize("name", exchanges()["operations"])
def test_every_operation_of_the_contract_can_be_shown(name: str) -> None:
    """Its page and its OpenAPI document agree on its path."""
    found = exchanges()["operations"][name]
    rules = found["rules"]

    if rules:
        assert lines(name, rules[0])[0] == name
    assert found["application"] in documents()


def test_every_rule_that_a_page_names_is_locked() -> None:
    """A page shows rules of today."""
    assert exchanges()["rules"].keys() <= locked().keys()


def test_the_operation_is_that_of_the_last_exchange() -> None:
    """A path without parameters comes before one with them, as in a router."""
    operations = called_by("PATH-ROUTE-1")
    fixed, other = (exchange(url=f"http://h:1/chapter03/path/{name}") for name in ("parameters", "others"))

    assert {each.name for each in operations} == {"GET /chapter03/path/parameters", "GET /chapter03/path/{parameters}"}
    assert decisive(operations, [other, fixed]) is operations[0]
    assert decisive(operations, [fixed, other]) is operations[1]
    assert decisive(operations, []) is operations[0]
    assert decisive([], [fixed]) is None


def test_summary_and_description_say_what_it_is_about() -> None:
    """That is a hint in words, without the code."""
    assert about(called_by("PATH-NUM-1")[0]) == "Read Number: A whole number from 1 to 10."


def test_a_preflight_is_about_the_operation_of_its_path() -> None:
    """OPTIONS is in no OpenAPI document."""
    operations = called_by("CORS-MAXAGE-1") or [*called_by("CORS-EXPOSE-1"), *called_by("CORS-HEADER-4")]
    sent = [exchange(url=f"http://h:1{operations[-1].name.partition(' ')[2]}")]
    sent[0].method = "OPTIONS"

    assert decisive(operations, sent) is operations[-1]


def test_another_operation_is_one_line() -> None:
    """It has no schema that is shown already, and no header for the log of events unless that is needed."""
    first, second = (each for each in called_by("DEP-FN-1") if "dependency0" in each.name)
    line = beside(second, first)

    assert line.startswith("GET /chapter05/dependency02 (Dependency02: ")
    assert "query page: integer = 1, optional" in line
    assert "Commons = {" not in line
    logging = called_by("YIELD-7")[0]
    assert "x-event-log" in beside(logging, first)
    assert "x-event-log" not in beside(logging, first, logged=False)


def test_middleware_that_would_disturb_is_named() -> None:
    """The main application's CORS would add its headers to those of an application below it."""
    assert any("must not see its requests" in line for line in lines("GET /apps/cors/regex/hello", "CORS-REGEX-1"))
    assert not any("must not see" in line for line in lines("GET /apps/guarded/hello", "DEP-GLOBAL-2"))
