"""What schemathesis is told: an application, the settings for both parts of a campaign, what the quick size omits."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import schemathesis
from schemathesis.config import SchemathesisConfig
from schemathesis.schemas import BaseSchema

from fastapi_spec.generate.budget import QUICK, STANDARD
from fastapi_spec.generate.wire import GeneratedCase

OF_A_KIND, VALID, COSTLY = 1, 5, 1
"""What the quick size sends of one operation: cases of the same description; valid ones; valid ones where each costs
the server much."""
METHODS = ["options", "patch"]
"""The methods that the quick size tries where they are not declared."""
EXAMPLES = 25
SEQUENCES = {QUICK: 10, STANDARD: 60}
INFERENCE = ["location-headers", "dependency-analysis"]

JSON = Any


@dataclass(frozen=True)
class Application:
    """``prefix`` is where it is mounted, ``own`` whether ``document`` is the target's and not ``locked``.

    ``selected`` says of a path, as the document writes it, whether it is asked for, ``costly`` whether it costs the
    server much; ``auth`` and ``operations`` are schemathesis's settings of these names.
    """

    prefix: str
    document: JSON
    locked: JSON
    own: bool
    selected: Callable[[str], bool]
    costly: Callable[[str], bool]
    auth: dict[str, JSON]
    operations: list[JSON]


def schemas(application: Application, url: str, depth: str, seed: int, *, again: bool) -> Iterator[BaseSchema]:
    """What to run one after the other: single requests, then sequences of them.

    ``again``: what does not depend on the seed has been sent already.
    """
    quick = depth == QUICK
    single = {
        "examples": {"enabled": not quick and not again},
        "coverage": {"enabled": not again} | ({"unexpected-methods": METHODS} if quick else {}),
        "fuzzing": {"enabled": not quick, "generation": {"max-examples": EXAMPLES}},
        "stateful": {"enabled": False},
    }
    schema = _schema(application, application.document, single, seed, url)
    if quick:
        schema.hook("filter_case")(_sample(application))
    yield schema
    # Where the document has links, guessing at others would only lead away from them.
    linked = '"links"' in json.dumps(application.document)
    if quick and not linked:
        return
    sequences = {
        **{name: {"enabled": False} for name in ("examples", "coverage", "fuzzing")},
        "stateful": {
            "enabled": True,
            "generation": {"mode": "positive", "max-examples": SEQUENCES[depth]},
            "inference": {"algorithms": [] if linked else INFERENCE},
        },
    }
    schema = _schema(application, _without_options(application.document), sequences, seed, url)
    yield schema.exclude(lambda context: quick and application.costly(context.operation.path))


def _schema(application: Application, document: JSON, phases: dict[str, JSON], seed: int, url: str) -> BaseSchema:
    settings = {
        "seed": seed,
        "workers": 1,
        "continue-on-failure": True,  # one fault does not hide the next
        "cache": {"enabled": False},  # nothing is kept from one run for the next
        "suppress-health-check": ["all"],
        "generation": {"no-shrink": True, "database": "none"},
        "phases": phases,
        "auth": {"auto-signup": False} | ({"openapi": application.auth} if application.auth else {}),
        "operations": application.operations,
    }
    schema = schemathesis.openapi.from_dict(document, config=SchemathesisConfig.from_dict(settings))
    schema.config.update(base_url=url)
    return schema.exclude(lambda context: not application.selected(context.operation.path))


def _without_options(document: JSON) -> JSON:
    """A document whose operations take no parameter that may be missing.

    schemathesis blames a created resource that is not there only on a request that has every parameter from a link.
    """

    def required(operation: JSON) -> JSON:
        given = operation.get("parameters", [])
        return {**operation, "parameters": [each for each in given if "$ref" in each or each.get("required")]}

    paths = {
        path: {name: required(part) if isinstance(part, dict) else part for name, part in item.items()}
        for path, item in document["paths"].items()
    }
    return document | {"paths": paths}


def _sample(application: Application) -> Callable[[Any, GeneratedCase], bool]:
    """A filter that leaves a few of schemathesis's cases: the first of each kind."""
    seen: Counter[object] = Counter()

    def filter_case(_: Any, case: GeneratedCase) -> bool:
        assert case.meta
        invalid = case.meta.generation.mode.is_negative
        kind = (case.operation.label, case.meta.phase.data.description if invalid else "valid")
        seen[kind] += 1
        return seen[kind] <= (OF_A_KIND if invalid else COSTLY if application.costly(case.path) else VALID)

    return filter_case
