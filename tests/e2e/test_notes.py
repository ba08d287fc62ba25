"""What a learner sees whose application is the notes' own code, unchanged."""

from fastapi_spec.rules.errata import of_notes
from tests.conftest import PROJECT, run

NOTES = ["--app=proof.witnesses.notes_app.main:app", "--origin=notes", "--fuzz=off"]


def test_the_notes_own_code_has_a_fair_verdict() -> None:
    """What holds is counted; all that falls short is named with its erratum, and nothing else is on the two screens.

    Whether any other rule falls short is for `python -m proof witnesses` to say, which runs all of them.
    """
    ran = run(*NOTES, "QUERY", "DEP", *of_notes(), cwd=PROJECT, COLUMNS="80")

    assert ran.status == 1
    assert "; errata of the notes explain all of them\n" in ran.output
    assert "\n  QUERY-OPT-2: `if limit:` tells whether the optional limit was given.\n" in ran.output
    assert "the notes say, and it is no longer true since FastAPI 0.100.0:\n  BODY-NEST-3: " in ran.output
    lines = ran.output.splitlines()
    assert not [line for line in lines if line.startswith(("broken ", "unmet ", "and also ", "FAILURES"))], ran.output
    assert "  rerun  " not in ran.output
    assert len(lines) <= 80, ran.output
