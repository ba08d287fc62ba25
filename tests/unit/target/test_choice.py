"""Which server the options name, and what its environment is to contain."""

from dataclasses import replace
from pathlib import Path

import pytest

from fastapi_spec.target import environment
from fastapi_spec.target.base import TargetError
from fastapi_spec.target.choice import Choice
from fastapi_spec.target.environment import Environment, Wanted
from fastapi_spec.target.launched import Launched
from fastapi_spec.target.reference import REFERENCE
from fastapi_spec.target.remote import Remote
from fastapi_spec.target.served import Served
from fastapi_spec.target.servers import ServedBy
from tests.unit.target.test_reference import EVERYTHING

PYTHON = Path("/v/bin/python")
SERVING = Environment(PYTHON, EVERYTHING | {"uvicorn": "1"})


@pytest.mark.parametrize(
    "given, kind, name",
    [
        (Choice(), Served, REFERENCE),
        (Choice(app="a:b"), Served, "a:b"),
        (Choice(app="a:b", server="uvicorn-httptools"), Served, "a:b"),
        (Choice(server="granian"), ServedBy, f"{REFERENCE} on granian"),
        (Choice(url="http://h/"), Remote, "http://h"),
        (Choice(launch="true {port}"), Launched, "true {port}"),
    ],
)
def test_the_target_is_the_one_that_is_named(given: Choice, kind: type[object], name: str) -> None:
    """Without an option it is the reference application."""
    target = given.target(PYTHON)

    assert type(target) is kind
    assert target.name == name


@pytest.mark.parametrize("given", [Choice(url="h"), Choice(launch="'")])
def test_a_target_that_cannot_be_is_wrong_usage(given: Choice) -> None:
    """What is wrong with an option is found before anything runs."""
    with pytest.raises(TargetError, match=r"^--(url|launch)") as raised:
        given.target(PYTHON)
    assert raised.value.usage


def test_the_options_are_those_that_were_given() -> None:
    """A card repeats them, and a report names them."""
    words = [
        "--app",
        "a:b",
        "--python",
        "3.12",
        "--with",
        "x",
        "--with",
        "y",
        "--constraint",
        "c",
        "--server",
        "daphne",
    ]
    given = Choice(app="a:b", python="3.12", packages=["x", "y"], constraints=[Path("c")], server="daphne")

    assert given.options == words
    assert Choice().options == []


def test_a_file_constrains_the_reference_application(tmp_path: Path) -> None:
    """Of what a team locks, only what the application needs is installed, in the team's versions, without extras."""
    file = tmp_path / "requirements.txt"
    file.write_text("uvicorn[standard]==0.30.6\npasslib==1.7.4\ndjango==5\n")

    wanted = Choice(packages=["fastapi==0.115.0"], constraints=[file], python="3.12").wanted()

    assert wanted.requirements[0] == "fastapi==0.115.0"
    assert {"uvicorn", "passlib"} <= set(wanted.requirements)
    assert not {"django", "libpass"} & set(wanted.requirements)
    assert wanted.constraints == ["uvicorn==0.30.6", "passlib==1.7.4", "django==5"]
    assert wanted.python == "3.12"


def test_a_file_is_all_that_is_known_of_another_application(tmp_path: Path) -> None:
    """It needs what its own lock file has."""
    file = tmp_path / "requirements.txt"
    file.write_text("django==5\n")

    assert Choice(app="a:b", constraints=[file], server="granian").wanted().requirements == ["django", "granian"]


def test_postgresql_needs_its_driver(monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment has what the database of the environment variable needs."""
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://h/d")

    assert "psycopg[binary]" in Choice(packages=["fastapi"]).wanted().requirements


def test_other_versions_keep_the_rest() -> None:
    """Only what is to change, changes, where it allows the rest."""
    wanted = Choice().changed(["fastapi==0.115.0", "passlib==1.7.4"], ["fastapi==0.116.0"])

    assert wanted.preferred == ["fastapi==0.115.0", "passlib==1.7.4"]
    assert {"passlib", "uvicorn", "fastapi==0.116.0"} <= set(wanted.requirements)


@pytest.mark.parametrize(
    "given, made",
    [
        (Choice(), "here"),
        (Choice(python="/v/bin/python"), "existing /v/bin/python"),
        (Choice(python="3.12"), "made 3.12"),
        (Choice(python="/v", packages=["fastapi"]), "made /v"),
    ],
)
def test_an_environment_is_made_if_it_must_be(given: Choice, made: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interpreter serves as it is; packages and a mere version need a new environment."""
    seen = []

    def returns(told: str) -> Environment:
        seen.append(told)
        return SERVING

    monkeypatch.setattr(environment, "here", lambda: returns("here"))
    monkeypatch.setattr(environment, "existing", lambda python: returns(f"existing {python}"))
    monkeypatch.setattr(environment, "made", lambda wanted, _: returns(f"made {wanted.python}"))

    assert given.environment(print) == SERVING
    assert seen == [made]


def test_a_server_that_is_not_installed_here_needs_an_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is a new one with the versions of this one, and what is served is said before anything is installed."""
    seen: list[str] = []
    wanted: list[Wanted] = []

    def made(asked: Wanted, _: object) -> Environment:
        wanted.append(asked)
        return replace(SERVING, versions={**SERVING.versions, "granian": "2"})

    monkeypatch.setattr(environment, "here", lambda: SERVING)
    monkeypatch.setattr(environment, "made", made)

    found = Choice(server="granian").environment(seen.append)
    assert found and found.versions["granian"] == "2"
    assert seen == ["granian is not installed for /v/bin/python: serving in a throw-away environment"]
    assert "granian" in wanted[0].requirements
    assert "fastapi==1" in wanted[0].preferred


@pytest.mark.parametrize(
    "given", [Choice(python="/v", server="granian"), Choice(app="a:b", server="granian")], ids=["python", "app"]
)
def test_an_environment_without_the_server_is_not_replaced(given: Choice, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interpreter that is named is the one to test, and what another application needs is not known."""
    monkeypatch.setattr(environment, "here", lambda: SERVING)
    monkeypatch.setattr(environment, "existing", lambda _: SERVING)

    with pytest.raises(
        TargetError, match=r"^granian is not installed for /v/bin/python, and --server granian"
    ) as raised:
        given.environment(print)
    assert not raised.value.usage


def test_a_server_that_is_installed_here_needs_no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is installed without need."""
    here = replace(SERVING, versions={**SERVING.versions, "granian": "2"})
    monkeypatch.setattr(environment, "here", lambda: here)

    assert Choice(server="granian").environment(print) == here


def test_a_server_that_is_not_ours_has_no_environment() -> None:
    """Nothing is known of what runs behind a URL."""
    assert Choice(url="http://h").environment(print) is None
    assert Choice(url="http://h").unclaimed(None) == {}


def test_chapters_without_a_package_are_not_claimed() -> None:
    """The reason names the package and the interpreter. Another application is not known."""
    found = Environment(PYTHON, {**EVERYTHING, "python": "3.12"})
    lacking = replace(found, versions={k: v for k, v in found.versions.items() if k != "sqlalchemy"})

    reasons = {chapter: str(reason) for chapter, reason in Choice().unclaimed(lacking).items()}
    assert reasons == {"chapter07_database": "sqlalchemy is not installed for /v/bin/python"}
    assert Choice(app="a:b").unclaimed(lacking) == {}


def test_chapters_that_need_a_lifespan_are_not_claimed_without_it() -> None:
    """On daphne the tables would be missing: each rule of the chapter would fail for that one reason."""
    reasons = {"chapter07_database": "daphne sends no lifespan events"}

    assert {chapter: str(why) for chapter, why in Choice(server="daphne").unclaimed(SERVING).items()} == reasons
    assert Choice(server="granian").unclaimed(SERVING) == {}
    assert Choice(app="a:b", server="daphne").unclaimed(SERVING) == {}
