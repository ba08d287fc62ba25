"""What shows that a rule can fail, and that it fails no server that conforms: for ``explain`` and the page of a run."""

from fastapi_spec.language import count, say, sentence
from fastapi_spec.output.signs import word_of
from fastapi_spec.rules import witnesses
from fastapi_spec.rules.chapters import module_of
from fastapi_spec.rules.defects import Defect
from fastapi_spec.rules.rule import Level
from fastapi_spec.rules.variants import variants
from fastapi_spec.verdict.outcomes import Outcome

GENERATED = ("generated/", "properties/")
"""The chapters whose rules do not run against variants: each sends hundreds of requests."""


def of_witnesses(id: str, level: str, plain: str) -> str:
    """What the notes' own code and plain FastAPI do with a rule; ``plain`` is what the latter does instead."""
    return say(
        "the notes' own code: {notes}; plain FastAPI: {plain}",
        notes=word_of(witnesses.of_notes().get(id, Outcome.HOLDS)),
        plain=word_of(witnesses.of_plain(level, plain)),
    )


def of_variants(id: str, level: str) -> str:
    """How many variants were tried, none of which breaks the rule; empty if it does not run against them."""
    if level != Level.MUST.name or (module_of(id) or "").startswith(GENERATED):
        return ""
    return count(len(variants()), "the {n} variant does not break it", "none of the {n} variants breaks it")


def of_defect(defect: Defect) -> str:
    """The versions that have a published defect, and the sentence on it."""
    return say("({affected}): {sentence}", affected=sentence(defect.affected), sentence=sentence(defect.sentence))
