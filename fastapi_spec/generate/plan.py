"""What schemathesis is told: an application, the settings for both parts of a campaign, what the quick size omits."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import schemathesis
from schemathesis import BaseSchema, Config

from fastapi_spec.generate.budget import QUICK, STANDARD
from fastapi_spec.generate.openapi_compare import resolved
from fastapi_spec.generate.wire import GeneratedCase
from fastapi_spec.rules.templates import names, shape

JSON = Any

OF_A_KIND, VALID, COSTLY = 1, 5, 1
"""What the quick size sends of one operation: cases of the same description; valid ones; valid ones where each costs
the server much."""
METHODS = ["options", "patch"]
"""The methods that the quick size tries where they are not declared."""
EXAMPLES = {QUICK: 4, STANDARD: 25}
SEQUENCES = {QUICK: 10, STANDARD: 60}
UNTAUGHT: dict[str, JSON] = {"extra-data-sources": {"responses": False}}
"""No value of a response is used in another request: which ones there are depends on who else calls the target."""
INFERENCE = ["location-headers", "dependency-analysis"]
PHASES = ("examples", "coverage", "fuzzing", "stateful")


@dataclass(frozen=True)
class Application:
    """``prefix`` is where it is mounted, ``own`` whether ``document`` is the target's and not ``locked``.

    ``selected`` says of a path, as the document writes it, whether it is asked for, ``costly`` whether it costs the
    server much; ``auth`` and ``operations`` are schemathesis's settings of these names. ``examples`` has values that
    no generator would find, by operation (``GET /hello``): its parameters and the properties of its body.
    """

    prefix: str
    document: JSON
    locked: JSON
    own: bool
    selected: Callable[[str], bool]
    costly: Callable[[str], bool]
    auth: dict[str, JSON]
    operations: list[JSON]
    examples: dict[str, JSON] = field(default_factory=dict)


def schemas(application: Application, url: str, depth: str, seed: int, *, again: bool) -> Iterator[BaseSchema]:
    """What to run one after the other: the limits of each schema, random requests, known values, then sequences.

    ``again``: what does not depend on the seed has been sent already.
    """
    quick = depth == QUICK

    def cheap(schema: BaseSchema) -> BaseSchema:
        return schema.exclude(lambda context: quick and application.costly(context.operation.path))

    if not again:
        coverage = {"enabled": True, **UNTAUGHT} | ({"unexpected-methods": METHODS} if quick else {})
        examples = {"enabled": not quick, **UNTAUGHT}
        schema = _schema(application, application.document, _only(coverage=coverage, examples=examples), seed, url)
        if quick:
            schema.hook("filter_case")(_sample(application))
        yield schema
    random = {"enabled": True, "generation": {"max-examples": EXAMPLES[depth]}, **UNTAUGHT}
    random["error-feedback"] = {"enabled": False}
    yield cheap(_schema(application, application.document, _only(fuzzing=random), seed, url))
    known = _with_examples(application)
    if known["paths"] and not again:
        yield _schema(application, known, _only(examples={"enabled": True, **UNTAUGHT}), seed, url)
    # Where the document has links, guessing at others would only lead away from them.
    linked = '"links"' in json.dumps(application.document)
    if quick and not linked:
        return
    sequences = _only(
        stateful={
            "enabled": True,
            "generation": {"mode": "positive", "max-examples": SEQUENCES[depth]},
            "inference": {"algorithms": [] if linked else INFERENCE},
            "link-calibration": False,
        }
    )
    yield cheap(_schema(application, without_options(application.document), sequences, seed, url))


def _only(**phases: JSON) -> dict[str, JSON]:
    """The settings of these phases, with all others off."""
    return {name: {"enabled": False} for name in PHASES} | phases


def _schema(application: Application, document: JSON, phases: dict[str, JSON], seed: int, url: str) -> BaseSchema:
    settings = {
        "seed": seed,
        "workers": 1,
        "continue-on-failure": True,  # one fault does not hide the next
        "cache": {"enabled": False},  # nothing is kept from one run for the next
        "analysis": {"constants": {"enabled": False}},  # nor taken from what is loaded here
        "suppress-health-check": ["all"],
        "generation": {"no-shrink": True, "database": "none"},
        "phases": phases,
        "auth": {"auto-signup": False} | ({"openapi": application.auth} if application.auth else {}),
        "operations": application.operations,
    }
    schema = schemathesis.openapi.from_dict(document, config=Config.from_dict(settings))
    schema.config.update(base_url=url)
    if application.prefix:
        schema.hook("filter_case")(finds_its_path)
    return schema.exclude(lambda context: not application.selected(context.operation.path))


def finds_its_path(_: object, case: GeneratedCase) -> bool:
    """Whether the values in the path of a case lead to its operation.

    One that is empty or has a slash, as the name in a response may, names another path; with a line feed in it a
    mounted application is not found.
    """
    values = [unquote(str(value)) for value in (case.path_parameters or {}).values()]
    return all(value and not set(value) & {"/", "\n"} for value in values)


def without_options(document: JSON) -> JSON:
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


def _with_examples(application: Application) -> JSON:
    """An OpenAPI document of only those operations that have examples, each with its own."""
    document, paths = application.document, dict[str, JSON]()
    own = {shape(path): path for path in document["paths"]}
    for name, values in application.examples.items():
        method, _, path = name.partition(" ")
        path = own.get(shape(path), "")
        item = document["paths"].get(path, {})
        operation = item.get(method.lower())
        if isinstance(operation, dict) and application.selected(path):
            given = operation | {"parameters": [*_listed(item), *_listed(operation)]}
            given = _with_example(document, given, _renamed(values, name, path))
            paths.setdefault(path, {})[method.lower()] = given
    return document | {"paths": paths}


def _listed(part: JSON) -> list[JSON]:
    found = part.get("parameters")
    return found if isinstance(found, list) else []


def _renamed(values: dict[str, JSON], name: str, path: str) -> dict[str, JSON]:
    """Values under the names that the parameters of the path have in another document."""
    other = dict(zip(names(name), names(path), strict=True))
    return {other.get(known, known): value for known, value in values.items()}


def _with_example(document: JSON, operation: JSON, values: dict[str, JSON]) -> JSON:
    """An operation with these values as examples: of its parameters by their names, and the others of its body."""
    parameters = [resolved(document, parameter) for parameter in operation["parameters"]]
    for parameter in (each for each in parameters if str(each.get("name")) in values):
        parameter["example"] = values[parameter["name"]]
    body = resolved(document, operation.get("requestBody"))
    rest = {name: value for name, value in values.items() if name not in [each.get("name") for each in parameters]}
    if isinstance(body.get("content"), dict):
        media = {kind: {**resolved(document, given), "example": rest} for kind, given in body["content"].items()}
        operation = operation | {"requestBody": body | {"content": media}}
    return operation | {"parameters": parameters}


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
