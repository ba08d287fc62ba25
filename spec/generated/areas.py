"""What the rules of this folder know of the contract: its areas, their chapters, and where a check is off."""

import functools
import re
from collections.abc import Callable, Container

from fastapi_spec.generate.openapi import JSON, operations
from fastapi_spec.rules.chapters import named
from fastapi_spec.rules.contract import documents

REST = "rest"
CHAPTERS = {
    "chapter08": "background",
    "apps/cors": "cors",
    "apps/error-handlers": "responses",
    "apps/guarded": "dependencies",
    "apps/middleware": "middleware",
    "apps/no-slash-redirect": "responses",
    "apps/token-elsewhere": "security",
}
"""The chapter that describes an area; any other area is the chapter of its number, and the rest belongs to none."""

COSTLY = ("/chapter06/jwt/token", "/chapter07/users")
"""Where a request costs the server the hash of a password."""


def claimed(prefix: str, without: Container[str]) -> JSON:
    """The locked document of an application, with no path of the chapters that are not claimed."""
    document = documents()[prefix]
    kept = {path: item for path, item in document["paths"].items() if is_claimed(area_of(prefix + path), without)}
    return {**document, "paths": kept}


def is_claimed(area: str, without: Container[str]) -> bool:
    """Whether an area belongs to none of these chapters."""
    return chapter_of(area) not in without


@functools.cache
def chapter_of(area: str) -> str | None:
    """The folder of the chapter that describes an area; None for the rest."""
    return None if area == REST else named([CHAPTERS.get(area, area)])[0]


def area_of(path: str) -> str:
    """The part of the contract that a whole path belongs to: a chapter, or an application with its own setting."""
    found = re.match(r"/(chapter\d\d|apps/[^/]+)(?=/)", path)
    return found[1] if found else REST


def areas() -> list[str]:
    """All areas, in the order of the contract, with the rest at the end."""
    paths = [prefix + path for prefix, document in documents().items() for path in document["paths"]]
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
    for name, operation in operations(documents()[prefix]).items():
        path = prefix + name.partition(" ")[2]
        checks = {check: value for check, value, where in OFF if where(path, operation)}
        if checks:
            pattern = "{[^}]*}".join(map(re.escape, re.split("{[^}]*}", name)))
            settings.append({"include-name-regex": f"^{pattern}$", "checks": checks})
    return settings
