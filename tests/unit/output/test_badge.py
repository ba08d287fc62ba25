"""The badge of a run, as a picture and for shields.io."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from fastapi_spec.output import badge
from fastapi_spec.output.report import read
from fastapi_spec.verdict.outcomes import Outcome
from tests.unit.samples import case, saved


@pytest.mark.parametrize(
    "verdict, message, colour",
    [("conforms", "1/2", "brightgreen"), ("broken", "1/2", "red"), ("interrupted", "no verdict (1/2)", "lightgrey")],
)
def test_a_badge_counts_what_holds(tmp_path: Path, verdict: str, message: str, colour: str) -> None:
    """Of the rules that are claimed; without a verdict it is neither green nor red."""
    report = read(saved(tmp_path, case(), case(Outcome.UNMET, id="A-2"), case(Outcome.NOT_CLAIMED, id="A-3")))
    report.verdict = verdict
    badge.write(tmp_path, report)

    expected = {"schemaVersion": 1, "label": "fastapi-spec", "message": message, "color": colour}
    assert json.loads((tmp_path / "badge.json").read_text()) == expected
    picture = ElementTree.parse(tmp_path / "badge.svg").getroot()
    assert picture.get("aria-label") == f"fastapi-spec: {message}"
    assert [each.text for each in picture.iter("{http://www.w3.org/2000/svg}text")] == ["fastapi-spec", message]
