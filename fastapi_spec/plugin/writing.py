"""What a run leaves in files: the report with its summary, what --github asks for, a first list of deviations."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

from fastapi_spec import book, files
from fastapi_spec.language import ENGLISH, count, say, speaking
from fastapi_spec.output import badge, github
from fastapi_spec.output import report as reports
from fastapi_spec.output import summary as summaries
from fastapi_spec.output.verdict import verdict
from fastapi_spec.plugin.settings import Settings
from fastapi_spec.target.base import Target
from fastapi_spec.verdict.deviations import first_file
from fastapi_spec.verdict.outcomes import SHORTFALLS, Outcome
from fastapi_spec.verdict.summary import Exit, Summary


class Writer:
    """Writes the files of a run. ``notes`` are lines on what was written, ``annotations`` those for GitHub."""

    def __init__(self, settings: Settings) -> None:
        self.notes: list[str] = []
        self.annotations: list[str] = []
        self._settings = settings
        self._started = time.time()

    def write(self, summary: Summary, target: Target) -> None:
        """Write all that is asked for. Raises OSError."""
        if self._settings.report or self._settings.github:
            failing = [result.rule.id for result in summary.failing]
            with speaking(ENGLISH):
                report = self._report(summary, target)
                page = summaries.of_run(report, verdict(summary), failing)
            if folder := self._settings.report:
                self.notes.append(say("report: {file}", file=reports.write(folder, report)))
                files.write(folder / "summary.md", page)
                if not self._settings.brief:
                    badge.write(folder, report)
                    self.notes.append(_page(folder / book.NAME, report))
            if self._settings.github:
                outputs = {"verdict": report.verdict, "failing": " ".join(failing)}
                with speaking(ENGLISH):
                    self.annotations += github.publish(page, _annotated(summary), outputs)
        if path := self._settings.new_deviations:
            self.notes.append(_first_list(summary, path))

    def _report(self, summary: Summary, target: Target) -> reports.Report:
        settings = self._settings
        return reports.report_of(
            summary,
            target=self._target(summary, target),
            options=reports.OptionsReport(
                settings.level.name,
                settings.fail_on.name,
                list(settings.unclaimed),
                [str(origin) for origin in settings.origins],
                str(settings.baseline.path) if settings.baseline else "",
                settings.release,
            ),
            started=self._started,
            seconds=time.time() - self._started,
        )

    def _target(self, summary: Summary, target: Target) -> reports.TargetReport:
        """The target as the report names it."""
        environment = self._settings.environment
        return reports.TargetReport(
            target.name,
            target.url,
            self._settings.target.options,
            dict(environment.versions) if environment else {},
            str(summary.stopped),
            [line.strip() for line in summary.last_lines if line.startswith("  ")],
        )


def _page(file: Path, report: reports.Report) -> str:
    """Write the page of a report. Returns a line that says so, or why there is none."""
    if book.is_other(file):
        return say("no page written: {file} is not a page of fastapi-spec; give --report another folder", file=file)
    return say("page: {file}", file=book.write(file, report))


def _annotated(summary: Summary) -> Iterator[github.Annotation]:
    """An error for each rule that fails the run, a warning for one that falls short; or why there is no verdict."""
    if summary.status not in (Exit.CONFORMS, Exit.BROKEN):
        yield github.Annotation("error", "fastapi-spec", verdict(summary))
    for result in summary.results.of(*SHORTFALLS):
        kind = "error" if result.fails(summary.fail_on) else "warning"
        title = f"{result.rule.id} {result.rule.level.name} {result.outcome}"
        yield github.Annotation(kind, title, result.rule.statement)


def _first_list(summary: Summary, path: Path) -> str:
    """Write the deviations of a complete run. Returns a line that says so, or why there is nothing to write."""
    short = [result for result in summary.failing if result.outcome is not Outcome.ERROR]
    if summary.status not in (Exit.CONFORMS, Exit.BROKEN):
        return say("no deviations written to {file}: the run is not complete", file=path)
    if not short:
        return say("no deviations written to {file}: there are none", file=path)
    files.write(path, first_file(short), replace=False)
    return count(
        len(short),
        "deviations: {file} lists {n} rule; write its reason",
        "deviations: {file} lists {n} rules; write the reason of each",
        file=path,
    )
