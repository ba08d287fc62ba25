"""badge.svg and badge.json: how many rules of a run hold, for a README. shields.io reads the JSON."""

import json
from pathlib import Path
from xml.sax.saxutils import escape

from fastapi_spec import files
from fastapi_spec.output.report import Report
from fastapi_spec.verdict.outcomes import Outcome

LABEL = "fastapi-spec"
COLOURS = {"conforms": ("brightgreen", "#2a7d3f"), "broken": ("red", "#b3261e")}
"""The colour of a verdict by the names of shields.io, and that of the picture; without a verdict it is grey."""
NO_VERDICT = ("lightgrey", "#5f6770")
CHARACTER, SPACE = 7, 6
"""About how many pixels a character has, and the space beside a text."""

SVG = """\
<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" aria-label="{label}: {message}">
<title>{label}: {message}</title>
<clipPath id="r"><rect width="{width}" height="20" rx="3"/></clipPath>
<g clip-path="url(#r)"><rect width="{width}" height="20" fill="#444"/>
<rect x="{left}" width="{right}" height="20" fill="{colour}"/></g>
<g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
<text x="{at_label}" y="14" textLength="{long_label}">{label}</text>
<text x="{at_message}" y="14" textLength="{long_message}">{message}</text></g>
</svg>
"""


def write(folder: Path, report: Report) -> None:
    """Write both files into the folder. Raises OSError."""
    message = _message(report)
    named, colour = COLOURS.get(report.verdict, NO_VERDICT)
    endpoint = {"schemaVersion": 1, "label": LABEL, "message": message, "color": named}
    files.write(folder / "badge.json", json.dumps(endpoint) + "\n")
    files.write(folder / "badge.svg", _picture(message, colour))


def _message(report: Report) -> str:
    outcomes = [rule.outcome for rule in report.rules if rule.outcome is not Outcome.NOT_CLAIMED]
    held = f"{outcomes.count(Outcome.HOLDS)}/{len(outcomes)}"
    return held if report.verdict in COLOURS else f"no verdict ({held})"


def _picture(message: str, colour: str) -> str:
    long = len(LABEL) * CHARACTER, len(message) * CHARACTER
    left, right = (each + 2 * SPACE for each in long)
    return SVG.format(
        label=escape(LABEL),
        message=escape(message),
        colour=colour,
        width=left + right,
        left=left,
        right=right,
        at_label=left // 2,
        at_message=left + right // 2,
        long_label=long[0],
        long_message=long[1],
    )
