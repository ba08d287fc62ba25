"""What the options of a run mean together."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from fastapi_spec.generate import budget
from fastapi_spec.language import Later, say
from fastapi_spec.output import baseline as baselines
from fastapi_spec.output.report import ReportError
from fastapi_spec.plugin.options import CARDS, PREFIX
from fastapi_spec.rules.chapters import UnknownChapter, named
from fastapi_spec.rules.rule import Level, Origin, Rule
from fastapi_spec.target.base import TargetError
from fastapi_spec.target.choice import Choice
from fastapi_spec.verdict.baseline import Baseline
from fastapi_spec.verdict.deviations import Deviation, DeviationsError, load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi_spec.target.environment import Environment


@dataclass(frozen=True)
class Settings:
    """What the options ask for. ``program`` is the command that the user typed.

    ``environment`` serves the target, once it is known, and ``unclaimed`` are the chapters that do not run, with the
    reason: those of --without, and those for which the environment lacks a package. ``release`` names the release whose
    rules run, empty for those of today. ``brief`` is a run whose report only a program reads: it has no page.
    """

    target: Choice = field(default_factory=Choice)
    environment: Environment | None = None
    unclaimed: Mapping[str, str | Later] = field(default_factory=dict)
    level: Level = Level.MAY
    fail_on: Level = Level.MUST
    origins: list[Origin] = field(default_factory=lambda: list(Origin))
    baseline: Baseline | None = None
    release: str = ""
    deviations: dict[str, Deviation] = field(default_factory=dict)
    deviations_file: Path | None = None
    new_deviations: Path | None = None
    report: Path | None = None
    github: bool = False
    cards: str = CARDS[0]
    next: bool = False
    skip: list[str] = field(default_factory=list)
    watch: bool = False
    anyway: bool = False
    timeout: float = 10.0
    fuzz: str = budget.QUICK
    fuzz_seed: int | None = None
    brief: bool = False
    program: str = "pytest"

    @property
    def learning(self) -> bool:
        """Whether a learner runs the rules, who builds one operation after the other."""
        return self.next or self.origins == [Origin.NOTES]

    def wants(self, rule: Rule) -> bool:
        """Whether a rule is to run. One without an origin, of another project, has every origin."""
        return rule.level >= self.level and (rule.origin is None or rule.origin in self.origins)


def settings_of(config: pytest.Config) -> Settings:
    """The settings of a run. Raises UsageError."""
    given = {name.removeprefix(PREFIX): value for name, value in vars(config.option).items() if name.startswith(PREFIX)}
    target = Choice(
        given["url"],
        given["app"],
        given["launch"],
        given["python"] or "",
        tuple(given["with"]),
        tuple(given["constraint"]),
        given["server"],
    )
    try:
        target.check()
    except TargetError as error:
        raise pytest.UsageError(str(error)) from None
    if given["anyway"] and not target.own:
        raise pytest.UsageError(
            say("--anyway needs --url, --app or --launch: the reference application is not another API")
        )
    if not 0 < given["response_timeout"] < 3600:
        seconds = f"{given['response_timeout']:g}"
        raise pytest.UsageError(say("--response-timeout {seconds}: give seconds, more than 0", seconds=seconds))
    if given["skip"] and not (given["next"] or given["watch"]):
        raise pytest.UsageError(say("--skip needs --next: other runs leave out no rule; see --deviations"))
    if given["watch"] and not given["app"]:
        raise pytest.UsageError(say("--watch needs --app: it serves the application again whenever a file is saved"))
    if (path := given["write_deviations"]) and (path.exists() or not path.parent.is_dir()):
        if path.exists():
            raise pytest.UsageError(say("--write-deviations {file}: file already exists; name another file", file=path))
        raise pytest.UsageError(
            say("--write-deviations {file}: parent folder does not exist; name another file", file=path)
        )
    try:
        without = named(given["without"])
        deviations = load(given["deviations"]) if given["deviations"] else {}
        baseline = baselines.load(given["baseline"]) if given["baseline"] else None
    except UnknownChapter as error:
        raise pytest.UsageError(f"--without {error}") from None
    except (DeviationsError, ReportError) as error:
        raise pytest.UsageError(str(error)) from None
    return Settings(
        target=target,
        level=Level[given["level"].upper()],
        fail_on=Level[given["fail_on"].upper()],
        origins=[Origin(name) for name in given["origin"].split(",")],
        unclaimed={folder: f"--without {folder}" for folder in without},
        baseline=baseline,
        release=given["rules"] or "",
        deviations=deviations,
        deviations_file=given["deviations"],
        new_deviations=path,
        report=given["report"],
        github=given["github"],
        cards=given["cards"],
        next=given["next"] or given["watch"],
        skip=given["skip"],
        watch=given["watch"],
        anyway=given["anyway"],
        timeout=given["response_timeout"],
        fuzz=given["fuzz"],
        fuzz_seed=given["fuzz_seed"],
        brief=getattr(config.option, "no_summary", False),
        program=given.get("program", "pytest"),
    )
