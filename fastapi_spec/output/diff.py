"""``fastapi-spec diff A B``: the rules on which two targets differ, with what each responded."""

from pathlib import Path

from fastapi_spec.language import count, say
from fastapi_spec.output.changes import Changes, target_told
from fastapi_spec.output.report import Report, ReportError, read
from fastapi_spec.runs import run
from fastapi_spec.verdict.summary import Exit


def diff(a: str, b: str, options: list[str]) -> int:
    """Print the differences. ``options`` are those of the runs, for URLs.

    Returns the exit status: 0 for none, 1 for some. Raises ReportError.
    """
    if options and not any(map(_is_url, (a, b))):
        told = {"option": options[0], "a": a, "b": b}
        raise ReportError(say("{option} is an option of a run, and both {a} and {b} are reports", **told))
    reports = _report(a, options), _report(b, options)
    for letter, name, report in zip("AB", (a, b), reports, strict=True):
        print(f"{letter}  {name}: {target_told(report)}")
    changes = Changes(*reports)
    for change in changes.all:
        print("\n" + "\n".join(change.lines(say("in A"), say("in B"), ("A", "B"))))
    alone = list(changes.alone("A", "B"))
    for line in alone:
        print(f"\n{line}")
    of, found = len(changes.shared), len(changes.all)
    print("\n" + count(of, "{differing} of {n} rule differs", "{differing} of {n} rules differ", differing=found))
    return Exit.BROKEN if changes.all or alone else Exit.CONFORMS


def _is_url(name: str) -> bool:
    return name.startswith(("http://", "https://"))


def _report(name: str, options: list[str]) -> Report:
    """The report of that name, or of a run against that URL."""
    return run(["--url", name, *options], of=name) if _is_url(name) else read(Path(name))
