"""The words of the page beside those of a report: its verdict, its headings, buttons and explanations."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace

from markupsafe import Markup

from fastapi_spec.book.highlight import both, prose
from fastapi_spec.language import count, say
from fastapi_spec.output.card import label_of
from fastapi_spec.output.report import Report
from fastapi_spec.output.signs import word_of
from fastapi_spec.rules.rule import Origin, origin_told
from fastapi_spec.verdict.outcomes import Outcome

LEVELS = ("MUST", "SHOULD", "MAY")


def verdict(report: Report) -> str:
    """Whether the target conforms, or why that is open."""
    target = report.target.name
    match report.verdict:
        case "conforms" if report.options.baseline:
            return say("{target} conforms to its baseline", target=target)
        case "conforms" if any(rule.outcome is Outcome.NOT_BUILT for rule in report.rules):
            return say("{target} conforms as far as it is built", target=target)
        case "conforms" if any(rule.outcome is Outcome.NOT_CLAIMED for rule in report.rules):
            return say("{target} conforms to what it claims", target=target)
        case "conforms":
            return say("{target} conforms", target=target)
        case "broken" if report.options.baseline:
            return say("{target} does not conform to its baseline", target=target)
        case "broken":
            return say("{target} does not conform", target=target)
        case "interrupted":
            return say("no verdict on {target}: the run was interrupted", target=target)
        case "harness failed":
            return say("no verdict on {target}: the harness or a rule failed", target=target)
        case "no target":
            return say("no verdict on {target}: there was no target, or it was lost", target=target)
        case "nothing ran":
            return say("no verdict on {target}: no rule ran", target=target)
    return say("no verdict on {target}", target=target)


def held(report: Report) -> str:
    """How many of the rules hold, of those that are claimed."""
    outcomes = [rule.outcome for rule in report.rules]
    claimed = len(outcomes) - outcomes.count(Outcome.NOT_CLAIMED)
    number = outcomes.count(Outcome.HOLDS)
    return count(claimed, "{held} of {n} rule holds", "{held} of {n} rules hold", held=number)


@functools.cache
def labels() -> SimpleNamespace:
    """The words of the page by their names in the template."""
    return SimpleNamespace(**{name: both(text, prose) for name, text in _LABELS.items()})


def meanings() -> dict[str, dict[str, Markup]]:
    """What the words of a report mean: levels, origins, outcomes, and the evidence that a rule can fail."""
    tables: dict[str, dict[str, Markup]] = {
        "levels": {level: both(_LEVELS[level], prose) for level in LEVELS},
        "origins": {origin: _origin(origin) for origin in Origin},
        "outcomes": {outcome: both(_OUTCOMES[outcome], prose) for outcome in Outcome},
        "evidence": {both(word): both(meaning, prose) for word, meaning in _EVIDENCE},
    }
    return tables


def outcome(name: Outcome) -> Markup:
    """The word of an outcome."""
    return both(lambda: word_of(name))


def _origin(origin: Origin) -> Markup:
    return both(lambda: origin_told(origin).partition(say(": "))[2], prose)


_LABELS: Mapping[str, Callable[[], str]] = {
    "about": lambda: say("About this run"),
    "about_runs": lambda: say("About these runs"),
    "all_chapters": lambda: say("all chapters"),
    "all_rules": lambda: say("{n} of {all} rules"),
    "baseline": lambda: say("baseline"),
    "best": lambda: say("The best of these:"),
    "case": lambda: say("case"),
    "changed": lambda: say("changed since the baseline"),
    "chapter": lambda: say("chapter"),
    "chapters": lambda: say("Chapters"),
    "clear": lambda: say("Clear"),
    "close": lambda: say("Close"),
    "close_all": lambda: say("Close all"),
    "copied": lambda: say("copied"),
    "copy": lambda: say("copy"),
    "defect": lambda: say("detects a published defect"),
    "difference": lambda: say("difference"),
    "differs": lambda: say("differs"),
    "erratum": lambda: say("erratum"),
    "evidence": lambda: say("Evidence that it can fail"),
    "exchanges_of": lambda: say("the same outcome and status; the exchanges are of"),
    "fail_on": lambda: say("fails from"),
    "fails": lambda: say("falls short in all"),
    "falls_short": lambda: say("cases that do not hold"),
    "filters": lambda: say("Filters"),
    "from": lambda: say("compare"),
    "further_cases": lambda: say("further cases that hold:"),
    "further": lambda: say("further cases that do not hold"),
    "harness": lambda: say("run by"),
    "held": lambda: say("cases that hold"),
    "help": lambda: say("Keys and words"),
    "how_many_short": lambda: say("rules that do not hold"),
    "incomplete": lambda: say("Incomplete: the run ended early. Rules that did not run are not on this page."),
    "key_help": lambda: say("this help"),
    "key_next": lambda: say("next and previous rule"),
    "key_open": lambda: say("open or close the rule"),
    "key_search": lambda: say("search"),
    "keys": lambda: say("Keys"),
    "keys_on": lambda: say("Use single letters as keys"),
    "last_lines": lambda: say("The last lines that it printed:"),
    "level": lambda: say("level"),
    "level_of": lambda: say("rules from"),
    "link": lambda: say("permanent link"),
    "more": lambda: say("more"),
    "no_rules": lambda: say("No rule ran."),
    "not_run": lambda: say("not run"),
    "nothing_found": lambda: say("No rule matches. Change the search or the filters."),
    "open_all": lambda: say("Open all"),
    "options": lambda: say("options"),
    "origin": lambda: say("origin"),
    "outcome": lambda: say("outcome"),
    "page_full": lambda: say("The page is full: the exchanges of this run are in its report."),
    "pair_differs": lambda: say("{n} of {all} rules differ between {from} and {to}"),
    "partly": lambda: say("not run in all"),
    "release": lambda: say("rules of release"),
    "repeat": lambda: label_of("rerun"),
    "same": lambda: say("the same in all"),
    "same_told": lambda: say("This rule is the same in all of these runs."),
    "see_it_fail": lambda: say("see it fail, in a clone"),
    "search": lambda: say("Search"),
    "seconds": lambda: say("seconds"),
    "shared": lambda: say("Every case of the rule sends this too:"),
    "short": lambda: say("Show what does not hold"),
    "skip": lambda: say("Skip to the rules"),
    "some_words": lambda: say("No rule has all of these words. Those below have some of them."),
    "stale": lambda: say("listed as a deviation, and holds"),
    "started": lambda: say("started"),
    "target": lambda: say("target"),
    "to": lambda: say("with"),
    "unfilter": lambda: say("Show what matches without the filters ({n})"),
    "unknown_words": lambda: say("No rule has these words, which were left out:"),
    "vulnerability": lambda: say("detects a published vulnerability (CVE)"),
    "variants": lambda: say("Variants"),
    "variants_are": lambda: say(
        "Servers that differ from the reference application and still conform: no MUST fails on them."
    ),
    "versions": lambda: say("versions"),
    "without": lambda: say("not claimed"),
    "words": lambda: say("Words"),
}

_LEVELS: Mapping[str, Callable[[], str]] = {
    "MUST": lambda: say("any server in any language can satisfy it"),
    "SHOULD": lambda: say("FastAPI's own way: wording, number and order of errors, the docs pages"),
    "MAY": lambda: say("optional, or decided by the HTTP server"),
}

_OUTCOMES: Mapping[Outcome, Callable[[], str]] = {
    Outcome.HOLDS: lambda: say("every case of the rule passes"),
    Outcome.BROKEN: lambda: say("a MUST fails"),
    Outcome.UNMET: lambda: say("a SHOULD or MAY fails"),
    Outcome.NOT_BUILT: lambda: say("the target does not have an operation that the rule is about"),
    Outcome.NOT_REACHED: lambda: say("a prerequisite, such as a login, failed before the rule could run"),
    Outcome.DEVIATES: lambda: say("the rule fails, and is a known deviation"),
    Outcome.NOT_CLAIMED: lambda: say("the rule did not run: its chapter is left out"),
    Outcome.ERROR: lambda: say("the harness or the rule itself failed; this says nothing about the target"),
}

_EVIDENCE: Sequence[tuple[Callable[[], str], Callable[[], str]]] = (
    (
        lambda: say("an erratum"),
        lambda: say("the notes say something that is not so, or no longer; the rule states what is so"),
    ),
    (lambda: say("a clone"), lambda: say("the folder of this repository, as git clone makes it")),
    (
        lambda: say("faults"),
        lambda: say("the reference application with one defect that a developer could cause; the rule fails on each"),
    ),
    (
        lambda: say("published defects"),
        lambda: say("CVEs and issues of FastAPI and of the packages below it; the rule fails on versions with them"),
    ),
    (
        lambda: say("witnesses"),
        lambda: say("the notes' own code, and FastAPI without the hardening of the reference application"),
    ),
    (
        lambda: say("variants"),
        lambda: say("servers that differ from the reference application and still conform; no MUST fails on them"),
    ),
)
