"""What a campaign found: each finding once, with the smallest request that shows it."""

import pytest

from fastapi_spec.client.api import Exchange
from fastapi_spec.generate.failures import FailureList
from fastapi_spec.generate.findings import Finding, Record, Seen


def exchange(path: str, status: int = 200) -> Exchange:
    """A GET and its status."""
    return Exchange("GET", f"http://h{path}", [], b"", status=status)


@pytest.mark.parametrize("paths", [["/longer", "/x", "/longest"], ["/x", "/longer", "/longest"]])
def test_of_one_kind_the_smallest_finding_stays(paths: list[str]) -> None:
    """All are counted, and the smallest is shown."""
    record = Record([])
    for path in paths:
        record.add(Finding("check", "GET /{x}", "it is so", [], [exchange(path)]), "kind")

    [finding] = record.of(["check"])
    assert str(finding) == "GET /{x}: it is so (3 times)"
    assert finding.exchanges[0].url == "http://h/x"


def test_findings_of_another_kind_or_check_stay_apart() -> None:
    """A check may find several things wrong with one operation."""
    record = Record([])
    for check, kind in (("check", "a"), ("check", "b"), ("other", "a")):
        record.add(Finding(check, "GET /", kind), kind)

    assert [str(finding) for finding in record.of(["check"])] == ["GET /: a", "GET /: b"]


@pytest.fixture
def seen() -> Seen:
    """Two operations, of which one got two requests and neither responded as declared."""
    record = Record(["--fuzz-seed", "4"])
    record.asked["GET /a/{name}"] = 2
    record.last["GET /a/{name}"] = exchange("/a/1", 500)
    record.add(Finding("check", "GET /a/{name}", "it is so", ["--fuzz-seed", "9"], [exchange("/a/1")]))
    record.add(Finding("check", "GET /b", "elsewhere"))
    return Seen(record, ["GET /a/{x}", "GET /a"], lambda path: path.startswith("/a"), [])


def test_operations_that_never_responded_as_declared_are_named(seen: Seen) -> None:
    """An operation that got no request may be missing in the target's document."""
    with pytest.raises(FailureList) as raised:
        seen.reached()

    first, second = str(raised.value).splitlines()
    assert first == "GET /a/{x}: 2 requests, never responded as declared"
    assert second.startswith("GET /a: no request")
    assert raised.value.options == ["--fuzz-seed", "4"]


def test_the_last_exchange_with_an_operation_is_shown(seen: Seen) -> None:
    """The card shows what the operation responded instead."""
    with pytest.raises(FailureList):
        seen.reached()
    assert [found.status for found in seen.shown] == [500]


def test_operations_that_responded_as_declared_are_reached() -> None:
    """Once is enough, whatever the parameters of the path are called."""
    record = Record([])
    record.kept.add("GET /a/{name}")

    assert Seen(record, ["GET /a/{x}"], lambda _: True, []).reached()


def test_an_operation_that_only_rejects_is_named() -> None:
    """A declared 4xx is not enough where a 2xx is declared, too."""
    record = Record([])
    for name in ("GET /a/{name}", "GET /b"):
        record.kept.add(name)
        record.asked[name] = 3
    record.succeeded.add("GET /b")
    seen = Seen(record, ["GET /a/{x}", "GET /b"], lambda _: True, [], ["GET /a/{x}", "GET /b"])

    with pytest.raises(FailureList, match=r"^GET /a/{x}: 3 requests, never responded with a declared 2xx status$"):
        seen.reached()
    assert seen.unkept == []


def test_findings_of_an_area_are_shown_with_their_exchanges_and_seed(seen: Seen) -> None:
    """A finding of another area is not told."""
    with pytest.raises(FailureList, match=r"^GET /a/{name}: it is so$") as raised:
        seen.keeps("check")
    assert raised.value.options == ["--fuzz-seed", "9"]
    assert [found.url for found in seen.shown] == ["http://h/a/1"]


def test_an_area_without_findings_holds(seen: Seen) -> None:
    """A check that found nothing fails no rule."""
    assert seen.keeps("another check")
    assert seen.shown == []
