"""What the rules of this chapter know of the contract: its documents, its areas, and where a check is off."""

import functools
import json
import re
from collections.abc import Callable, Container
from pathlib import Path
from typing import Any

JSON = Any

LOCKED = Path(__file__).parent.parent / "contract" / "openapi.json"
METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")
REST = "rest"
CHAPTERS = {
    "chapter03": "chapter03_requests",
    "chapter04": "chapter04_responses",
    "chapter05": "chapter05_dependencies",
    "chapter06": "chapter06_security",
    "chapter07": "chapter07_database",
    "chapter08": "chapter10_background",
    "apps/cors": "chapter09_cors",
    "apps/error-handlers": "chapter04_responses",
    "apps/guarded": "chapter05_dependencies",
    "apps/middleware": "chapter08_middleware",
    "apps/no-slash-redirect": "chapter04_responses",
    "apps/token-elsewhere": "chapter06_security",
}
"""The chapter that describes an area; the rest is everybody's."""

COSTLY = ("/chapter06/jwt/token", "/chapter07/users")
"""Where a request costs the server the hash of a password."""


@functools.cache
def locked() -> dict[str, JSON]:
    """The locked OpenAPI document of every application, by the prefix where it is mounted."""
    documents: dict[str, JSON] = json.loads(LOCKED.read_text(encoding="utf-8"))
    return documents


def claimed(prefix: str, without: Container[str]) -> JSON:
    """The locked document of an application, with no path of the chapters that are not claimed."""
    document = locked()[prefix]
    kept = {path: item for path, item in document["paths"].items() if is_claimed(area_of(prefix + path), without)}
    return {**document, "paths": kept}


def is_claimed(area: str, without: Container[str]) -> bool:
    """Whether an area belongs to none of these chapters."""
    return CHAPTERS.get(area) not in without


def operations(document: JSON) -> dict[str, JSON]:
    """The operations of a document, such as ``GET /hello``, in its order, with the parameters of their paths."""
    return {
        f"{method.upper()} {path}": {
            **item[method],
            "parameters": [*item.get("parameters", []), *item[method].get("parameters", [])],
        }
        for path, item in document["paths"].items()
        for method in METHODS
        if method in item
    }


def area_of(path: str) -> str:
    """The part of the contract that a whole path belongs to: a chapter, or an application with its own setting."""
    found = re.match(r"/(chapter\d\d|apps/[^/]+)(?=/)", path)
    return found[1] if found else REST


def areas() -> list[str]:
    """All areas, in the order of the contract, with the rest at the end."""
    paths = [prefix + path for prefix, document in locked().items() for path in document["paths"]]
    return sorted(dict.fromkeys(map(area_of, paths)), key=lambda area: area == REST)


def _refuses(_: str, operation: JSON) -> bool:
    return bool({"400", "418"} & operation["responses"].keys()) and "requestBody" not in operation


# Where a check of schemathesis is off, or expects another status; everywhere else each is on as it comes.
EXPECTED = ["2xx", "3xx", "401", "403", "404", "409", "429", "5xx"]
OFF: list[tuple[str, JSON, Callable[[str, JSON], bool]]] = [
    # An operation that declares a 500 is there to crash: the rules look at what remains standing.
    (
        "not_a_server_error",
        {"expected-statuses": ["2xx", "3xx", "4xx", "500"]},
        lambda _, operation: "500" in operation["responses"],
    ),
    # A teapot, an inactive user, a wrong token: refused by what the operation is about, and not by its schema.
    ("positive_data_acceptance", {"expected-statuses": [*EXPECTED, "400", "418"]}, _refuses),
]


def exceptions(prefix: str) -> list[JSON]:
    """OFF as schemathesis's setting ``operations``, for one application."""
    settings = []
    for name, operation in operations(locked()[prefix]).items():
        path = prefix + name.partition(" ")[2]
        checks = {check: value for check, value, where in OFF if where(path, operation)}
        if checks:
            pattern = "{[^}]*}".join(map(re.escape, re.split("{[^}]*}", name)))
            settings.append({"include-name-regex": f"^{pattern}$", "checks": checks})
    return settings
