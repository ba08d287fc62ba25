"""The table of what proxies change: what it names exists, and the page of docs/ shows it and the configurations."""

import argparse
from pathlib import Path

import pytest

from fastapi_spec.rules.contract import locked
from proof.commands import proxies as command
from proof.commands.proxies import judged
from proof.proxies.front import KINDS, PROXIES
from proof.proxies.table import PAGE, Change, lines, load, page

UNCURED = Change(("A-1",), "400", "It is rejected")
CURED = Change(("A-2",), "413", "It is too large", ("limit 2;",))
SOMETIMES = Change(("B-*",), "200", "It is cached", sometimes=True)
TABLE = [UNCURED, CURED, SOMETIMES]

CHANGES = [(name, change) for name, changes in load().items() for change in changes]


def test_the_page_is_what_the_table_says() -> None:
    """The page is not edited by hand."""
    assert PAGE.read_text(encoding="utf-8") == page(load()), "run python -m proof proxies"


def test_the_page_is_checked(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """The command says what to do if the page is out of date."""
    options = argparse.Namespace(check=True)
    assert command.main(options) == 0

    monkeypatch.setattr(command, "page", lambda _: "")
    assert command.main(options) == 1
    assert "run python -m proof proxies" in capsys.readouterr().out


@pytest.mark.parametrize("name, change", CHANGES, ids=lambda value: value if isinstance(value, str) else value.rules[0])
def test_what_the_table_names_exists(name: str, change: Change) -> None:
    """A setting that avoids a change is a line of the configuration that was run, and not of the usual one."""
    configured = {kind: [line.strip() for line in lines(PROXIES[name], kind)] for kind in KINDS}

    assert set(change.cures) <= set(configured["cured"]) - set(configured["usual"])
    assert change.sometimes or set(change.rules) <= locked().keys()
    assert change.received
    assert change.why


def test_no_rule_is_named_twice() -> None:
    """Each change of a rule has one reason."""
    for name, changes in load().items():
        rules = [rule for change in changes for rule in change.rules]
        assert len(rules) == len(set(rules)), name


@pytest.mark.parametrize("name", PROXIES)
@pytest.mark.parametrize("kind", KINDS)
def test_a_configuration_has_its_places(name: str, kind: str) -> None:
    """The port of the application is replaced in every configuration; its own is there or among the arguments."""
    text = PROXIES[name].configuration(kind).read_text(encoding="utf-8")

    assert "@UPSTREAM@" in text
    assert "@PORT@" in text + PROXIES[name].arguments


def test_only_the_lines_of_a_deployment_are_shown() -> None:
    """What a temporary folder needs is not shown, and the rest is not indented."""
    shown = lines(PROXIES["nginx"], "cured")

    assert shown[0] == "server {"
    assert shown[-1] == "}"


@pytest.mark.parametrize(
    "kind, found, wrong",
    [
        pytest.param("usual", {"A-1", "A-2"}, [], id="as the table says"),
        pytest.param("usual", {"A-1", "A-2", "B-1"}, [], id="sometimes"),
        pytest.param("usual", {"A-1"}, ["here: A-2 does not change, but the table names it"], id="stale"),
        pytest.param(
            "usual", {"A-1", "A-2", "C-1"}, ["here: C-1 changes, but the table does not name it"], id="unknown"
        ),
        pytest.param("cured", {"A-1"}, [], id="cured"),
        pytest.param("cured", {"A-1", "A-2"}, ["here: A-2 changes, but the table does not name it"], id="not cured"),
        pytest.param("cured", set(), ["here: A-1 does not change, but the table names it"], id="cured by something"),
    ],
)
def test_the_table_is_judged(kind: str, found: set[str], wrong: list[str]) -> None:
    """What a proxy changes is what the table says, with each configuration."""
    assert list(judged("here", found, TABLE, kind)) == wrong


def test_a_proxy_that_is_not_installed_is_named(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Nothing is skipped silently, and nothing runs."""
    monkeypatch.setattr("shutil.which", lambda program: None if program == "varnishd" else program)

    assert command.main(argparse.Namespace(check=False, names=[], output=tmp_path)) == 1
    assert capsys.readouterr().out == "not installed: varnishd; install, or name the proxies to run\n"
