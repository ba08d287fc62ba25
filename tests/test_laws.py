"""Laws: the smallest example on the card, a target that is silent or of two minds, the same examples every time."""

import importlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis.strategies import integers, lists

from fastapi_spec.client.api import Api, Recorder
from fastapi_spec.generate.properties import law
from tests.conftest import run

APPS = """
import asyncio
from pathlib import Path
from fastapi import FastAPI

wrong, fickle, silent = FastAPI(), FastAPI(), FastAPI()
seen = []


@wrong.get("/echo")
async def cut(n: int):
    return {"n": min(n, 255)}


@fickle.get("/echo")
async def wrong_once(n: int):
    seen.append(n) if n > 255 else None
    return {"n": 255 if len(seen) == 1 and n > 255 else n}


@silent.get("/echo")
async def hang(n: int):
    if n > 255:
        with Path("hung.txt").open("a") as file:
            file.write(f"{n}\\n")
        await asyncio.sleep(60)
    return {"n": n}
"""

RULES = '''
from hypothesis.stateful import RuleBasedStateMachine, rule
from hypothesis.strategies import integers
from fastapi_spec.client.expect import like
from fastapi_spec.generate.properties import law, run_sequences
from fastapi_spec.rules.rule import must


@must("MINI-L-1", notes="bool 参数", docs="tutorial/")
@law(n=integers(0, 100_000))
def test_any_number(api, n):
    """Any number is echoed."""
    assert api.get("/echo", params={"n": n}).json() == like(n=n)


class Echo(RuleBasedStateMachine):
    def __init__(self, api):
        super().__init__()
        self.api = api

    @rule(n=integers(0, 100_000))
    def echo(self, n):
        assert self.api.get("/echo", params={"n": n}).json() == like(n=n)

    def teardown(self):
        assert self.api.get("/echo", params={"n": 0}).json() == like(n=0)


@must("MINI-L-2", notes="bool 参数", docs="tutorial/")
def test_any_sequence(api):
    """Any sequence of numbers is echoed."""
    run_sequences(Echo, api)
'''


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two laws and three applications that break them."""
    (tmp_path / "pyproject.toml").write_text("[tool.pytest]\nstrict = true\n")
    (tmp_path / "test_mini.py").write_text(RULES)
    (tmp_path / "apps.py").write_text(APPS)
    return tmp_path


def cases(folder: Path, app: str, *arguments: str) -> dict[str, dict[str, Any]]:
    """The one case of each law, by the id of the law."""
    ran = run("--app", f"apps:{app}", "--report=out", *arguments, cwd=folder)
    assert ran.status == 1, ran.output
    rules = json.loads((folder / "out" / "report.json").read_text(encoding="utf-8"))["rules"]
    return {rule["id"]: rule["cases"][0] for rule in rules}


def asked(case: dict[str, Any]) -> list[str]:
    """The targets of the requests on the card."""
    return [exchange["url"].rpartition("/")[2] for exchange in case["exchanges"]]


def test_the_card_shows_the_smallest_example_and_no_other(folder: Path) -> None:
    found = cases(folder, "wrong")

    assert {case["outcome"] for case in found.values()} == {"broken"}
    assert found["MINI-L-1"]["reason"] == 'expected: body like {"n": 256}\nreceived: body.n is 255, not 256'
    assert asked(found["MINI-L-1"]) == ["echo?n=256"]
    assert asked(found["MINI-L-2"]) == ["echo?n=256", "echo?n=0"]


def test_a_target_of_two_minds_breaks_the_law(folder: Path) -> None:
    case = cases(folder, "fickle", "-k", "number")["MINI-L-1"]

    assert case["outcome"] == "broken"
    assert "asked the same again, the target answered otherwise, as below" in case["reason"]


@pytest.mark.parametrize("law", ["number", "sequence"])
def test_a_silent_target_is_asked_no_more(folder: Path, law: str) -> None:
    [case] = cases(folder, "silent", "--timeout=1", "-k", law).values()

    assert case["outcome"] == "broken"
    assert case["reason"].startswith("the target was silent until the timeout")
    assert asked(case)[-1:] == [f"echo?n={n}" for n in (folder / "hung.txt").read_text().split()]


def test_the_examples_are_the_same_whatever_else_is_loaded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[list[int]] = []

    @law(numbers=lists(integers(), min_size=10))
    def note(api: Api, numbers: list[int]) -> None:
        drawn.append(numbers)
        assert not api.recorder.exchanges

    with Api("http://127.0.0.1:9", Recorder(1)) as api:
        note(api=api)
        (tmp_path / "constants_elsewhere.py").write_text("NUMBERS = " + repr(list(range(10**6, 10**6 + 200))))
        monkeypatch.syspath_prepend(tmp_path)
        importlib.import_module("constants_elsewhere")
        note(api=api)

    assert drawn[: len(drawn) // 2] == drawn[len(drawn) // 2 :]
