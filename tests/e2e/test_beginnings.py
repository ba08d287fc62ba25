"""What a learner sees who has just begun: one screen."""

import re
from pathlib import Path

from fastapi_spec.output.report import read
from fastapi_spec.verdict.outcomes import Outcome
from tests.conftest import run

EMPTY = """
from fastapi import FastAPI
from pydantic import BaseModel

app = FastAPI()


class City(BaseModel):
    name: str
    country_code: str = "cn"


@app.get("/hello")
def hello():
    return {"hello": "world"}


@app.put("/chapter03/request_body/city/{name}")
def city(name: str, city: City):
    return city
"""


def test_an_almost_empty_application_gives_one_screen(tmp_path: Path) -> None:
    """What is not built is counted, what is misspelled is named, and one card names a mistake."""
    (tmp_path / "begun.py").write_text(EMPTY)
    rules = ["PATH", "QUERY", "BODY", "COOKIE", "HEADER", "ROUTE-1"]

    ran = run("--app=begun:app", "--fuzz=off", "--report=out", *rules, cwd=tmp_path, COLUMNS="80")
    assert ran.status == 1
    assert re.search(r"^171 of 173 operations are not built; \d+ rules wait for them$", ran.output, re.MULTILINE)
    assert "your OpenAPI document has `country_code`; did you mean `contry_code`?\n" in ran.output
    assert ran.output.count("  rerun  ") == ran.output.count("  hint  ") == 1
    assert len(ran.output.partition("\ncollected ")[2].splitlines()) <= 70, ran.output
    report = read(tmp_path / "out")
    assert {rule.id: rule.outcome for rule in report.rules}["ROUTE-1"] is Outcome.HOLDS
    assert report.counts["not built"] > 100


def test_a_learner_may_build_one_operation_after_the_other(tmp_path: Path) -> None:
    """What is not built yet does not fail the run, in several processes either; it is not green."""
    (tmp_path / "begun.py").write_text(EMPTY)

    ran = run("--app=begun:app", "--origin=notes", "-n", "2", "QUERY-BOOL", "ROUTE-5", cwd=tmp_path)
    assert ran.status == 0, ran.output
    assert "begun:app conforms as far as it is built: " in ran.output
