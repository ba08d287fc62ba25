"""``fastapi-spec upgrade --from A --to B``: what changes for the same application between two environments."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from fastapi_spec import book, files
from fastapi_spec.language import ENGLISH, say, speaking
from fastapi_spec.output import github, summary
from fastapi_spec.output.changes import Change, Changes, target_told, versions
from fastapi_spec.output.columns import pad, width
from fastapi_spec.output.report import Report, ReportError, write
from fastapi_spec.rules.rule import Level
from fastapi_spec.target.base import TargetError
from fastapi_spec.upgrade.bisection import bisect
from fastapi_spec.upgrade.sides import Side
from fastapi_spec.verdict.summary import Exit


@dataclass(frozen=True)
class Wish:
    """What is asked of an upgrade: ``options`` are those of the runs.

    ``only`` upgrades these packages alone. ``bisect`` is the id of a rule whose first release is looked for.
    ``fail_on`` is the lowest level of a rule that may not break, or with ``fail_on_change`` not change at all.
    ``report`` is a folder for both reports, their page and summary.md; ``github`` tells the job of GitHub Actions.
    """

    options: Sequence[str] = ()
    only: Sequence[str] = ()
    bisect: str = ""
    fail_on: Level = Level.MAY
    fail_on_change: bool = False
    report: Path | None = None
    github: bool = False

    def fails(self, change: Change) -> bool:
        """Whether the change fails the upgrade."""
        return (change.breaks or self.fail_on_change) and Level[change.after.level] >= self.fail_on


def upgrade(before: Side, after: Side, wish: Wish) -> int:
    """Print what changes. Returns the exit status: 1 if something fails the upgrade. Raises ReportError."""
    try:
        if wish.report:
            wish.report.mkdir(parents=True, exist_ok=True)
        before, after = before.ready(), after.ready()
        if wish.only:
            after = before.upgraded(after.versions(wish.only))
        if wish.bisect:
            return bisect(before, after, (wish.only or ["fastapi"])[0], wish.bisect, wish.options)
        return _compare(before, after, wish)
    except TargetError as error:
        raise ReportError(str(error), Exit.USAGE if error.usage else Exit.NO_TARGET) from None
    except OSError as error:
        raise ReportError(say("not written: {problem}", problem=error), Exit.HARNESS_FAILED) from None


def _compare(before: Side, after: Side, wish: Wish) -> int:
    reports = before.ran(wish.options), after.ran(wish.options)
    changes = Changes(*reports)
    print("\n".join(_heading(before, after, reports)))
    for heading, found in changes.parts.items():
        if found:
            print(f"\n== {heading}")
        for change in found:
            print("\n" + "\n".join(change.lines(say("before"), say("after"))))
    print("\n".join(changes.overview()))
    for line in changes.alone("--from", "--to"):
        print(f"\n{line}")
    print(f"\n{changes.counts}")
    failing = [change for change in changes.all if wish.fails(change)]
    _write((before, after), changes, failing, wish)
    return Exit.BROKEN if failing else Exit.CONFORMS


def _write(sides: tuple[Side, Side], changes: Changes, failing: Sequence[Change], wish: Wish) -> None:
    """Write what --report and --github ask for. Raises OSError."""
    with speaking(ENGLISH):
        page = summary.of_upgrade(changes, (sides[0].name, sides[1].name), failing)
        annotations = list(_annotations(changes, failing))
    if wish.report:
        for side, report in zip(sides, (changes.before, changes.after), strict=True):
            folder = wish.report / side.option.removeprefix("--")
            folder.mkdir(exist_ok=True)
            write(folder, report)
        print(say("reports: {folder}", folder=files.write(wish.report / "summary.md", page).parent))
        print(_page(wish.report / book.NAME, sides, changes))
    if wish.github:
        outputs = {"verdict": "fails" if failing else "passes", "failing": " ".join(c.after.id for c in failing)}
        print("\n".join(github.publish(page, annotations, outputs)))


def _page(file: Path, sides: tuple[Side, Side], changes: Changes) -> str:
    """Write the page of both reports. Returns a line that says so, or why there is none. Raises OSError."""
    if book.is_other(file):
        return say("no page written: {file} is not a page of fastapi-spec; give --report another folder", file=file)
    runs = [("from", lambda: changes.before), ("to", lambda: changes.after)]
    return say("page: {file}", file=book.write_comparison(file, runs, lambda: f"{sides[0].name} → {sides[1].name}"))


def _annotations(changes: Changes, failing: Sequence[Change]) -> Iterator[github.Annotation]:
    """An error for each rule that fails the upgrade, a warning for one that breaks below --fail-on."""
    for change in changes.all:
        kind = "error" if change in failing else "warning" if change.breaks else "notice"
        outcomes = f"{change.before.outcome} before, {change.after.outcome} now"
        yield github.Annotation(kind, f"{change.after.id} {change.after.level}: {outcomes}", change.told)


def _heading(before: Side, after: Side, reports: tuple[Report, Report]) -> Iterator[str]:
    for side, each, report in zip((say("from"), say("to")), (before, after), reports, strict=True):
        yield f"{pad(side, 4)}  {each.name}{say(': ')}{target_told(report)}"
    changed = list(versions(*reports))
    if not changed:
        yield "\n" + say("The versions are the same.")
        return
    rows = [("", say("from"), say("to")), *changed]
    widths = [max(width(row[column]) for row in rows) for column in range(3)]
    yield ""
    yield from ("  ".join(map(pad, row, widths)).rstrip() for row in rows)
