"""Whatever a target sends, no output carries it through: each is valid in its format, visible and bounded."""

import io
import json
import re
import tempfile
from collections.abc import Iterable
from contextlib import redirect_stdout
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fastapi_spec.client.api import Exchange
from fastapi_spec.output import summary, table
from fastapi_spec.output.card import card, evidence, short_card
from fastapi_spec.output.causes import print_causes
from fastapi_spec.output.diff import diff
from fastapi_spec.output.github import Annotation
from fastapi_spec.output.report import Report, read, write
from fastapi_spec.plugin.keeping import Keeper
from fastapi_spec.verdict.outcomes import Case, Cause, Outcome
from tests.servers import Part, responding, running
from tests.unit import samples
from tests.unit.conftest import XDIST, Mini

TEXT = st.text(st.characters(codec=None, categories=None), max_size=60) | st.sampled_from(
    ["\x1b]0;title\x07", "](javascript:x)", "``<b>`", "| x |\n# H", "::error::", "&<!--", "\u202e", "```\n<script>"]
)
"""Anything, lone surrogates and markup too."""
BYTES = st.binary(max_size=60) | TEXT.map(lambda text: text.encode("utf-8", "surrogatepass"))
FIELD = BYTES.map(lambda data: data.decode("latin-1"))
FIELDS = st.lists(st.tuples(FIELD, FIELD), max_size=3)
EXCHANGES = st.builds(
    Exchange,
    st.just("POST"),
    FIELD.map(lambda path: f"http://h/{path}"),
    FIELDS,
    BYTES,
    st.none() | st.integers(0, 999),
    FIELDS,
    BYTES,
    failure=st.none() | TEXT,
    verbatim=st.booleans(),
)


def visible_lines(text: str) -> bool:
    """Whether nothing in a text is obeyed by a terminal, but for line ends and tabs."""
    return text.replace("\n", "").replace("\t", "").isprintable()


def hostile(exchange: Exchange, text: str, outcome: Outcome) -> Case:
    """A case of which all comes from a target."""
    keeper = Keeper()
    keeper.know([exchange], ours=False)
    case = samples.case(
        outcome,
        name=text,
        reason=keeper.text(text),
        told=text,
        prerequisite=text,
        operation=text,
        cause=keeper.cause(Cause("reason", text)),
        last_lines=[text],
    )
    keeper.keep(case, [exchange])
    return case


def run(folder: Path, case: Case, text: str) -> Report:
    """The report of a run whose target and options are hostile, too, as it is read again."""
    made = read(samples.saved(folder, replace(case, told="")))
    deviation = made.rules[0].deviation
    assert deviation is None
    target = replace(made.target, name=text or "T", failure=text, last_lines=[text], versions={text: text})
    write(folder, replace(made, target=target, stale=[text]))
    return read(folder)


@settings(max_examples=60, deadline=None, database=None, suppress_health_check=list(HealthCheck))
@given(EXCHANGES, TEXT, st.sampled_from([Outcome.BROKEN, Outcome.UNMET, Outcome.NOT_REACHED, Outcome.ERROR]))
def test_no_output_carries_a_hostile_case_through(exchange: Exchange, text: str, outcome: Outcome) -> None:
    """Cards, checklist, report, Markdown, a diff and annotations have no control character, and can be parsed."""
    case, terminal, printed = hostile(exchange, text, outcome), samples.Terminal(), io.StringIO()
    commands = {"rerun": "pytest"}
    given = samples.summary(case)
    print_causes(terminal, list(given.results), given)  # type: ignore[arg-type]
    with tempfile.TemporaryDirectory() as folder:
        a, b = Path(folder) / "a", Path(folder) / "b"
        report = run(a, case, text)
        run(b, samples.case(), "T")
        json.loads((a / "report.json").read_bytes())
        raw = (a / "report.json").read_text(encoding="utf-8")
        with redirect_stdout(printed):
            diff(str(b), str(a), [])
            table.table([f"x={a}", f"y={b}"], None)
    page = summary.of_run(report, text, [])
    outputs = {
        "card": card(case, "assert x", text, commands),
        "evidence": evidence(case, "assert x", text, commands),
        "short": short_card(case, commands),
        "causes": terminal.text,
        "report.json": raw,
        "summary.md": page,
        "diff and table": printed.getvalue(),
        "annotation": str(Annotation("error", text, text)),
    }
    assert [name for name, output in outputs.items() if not visible_lines(output)] == []
    assert "\n" not in outputs["annotation"]
    assert Case.from_plain(json.loads(json.dumps(case.as_plain()))) == case
    outside = re.sub(r"(`{3,})text\n.*?\n\1\n", "", page, flags=re.DOTALL)
    assert outside.count("\n|") == 3  # a heading, its line and the rule: no text made a row of its own


def flooding(_: str) -> Iterable[Part]:
    """A response with more of everything than is kept."""
    fields = "".join(f"X-{number}: {'y' * 20}\x1b[2J\r\n" for number in range(1500))
    body = json.dumps({"n": ["\x9b\u202e\ud800" * 50_000]}, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return [f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n{fields}\r\n".encode("latin-1") + body]


@pytest.mark.parametrize("options", [[], XDIST], ids=["one", "xdist"])
def test_a_run_against_a_flood_is_visible_and_bounded(pytester: pytest.Pytester, options: list[str]) -> None:
    """On the terminal, in JUnit, in the report and its summary, also from a worker of xdist."""
    with running(responding(flooding)) as server:
        mini = Mini(pytester, server.url)
        ran = mini.run("", "--report=out", "--junitxml=junit.xml", "--github", "--cards=all", *options)
    files = [mini.folder / name for name in ("out/report.json", "out/summary.md", "junit.xml", "out/index.html")]
    case = read(mini.folder / "out").rules[0].cases[0]

    assert ran.status == 1
    assert all(visible_lines(text) for text in (ran.output, *(path.read_text(encoding="utf-8") for path in files)))
    assert max(len(ran.output), *(path.stat().st_size for path in files)) < 200_000
    assert ElementTree.parse(files[2]).find(".//failure") is not None
    assert case.exchanges[0].headers_left_out > 1400
    assert "more header fields)" in ran.output
