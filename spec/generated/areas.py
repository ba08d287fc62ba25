"""What the rules of this folder know of the contract: areas, their chapters, known values, where a check is off."""

import functools
import re
import secrets
import tomllib
from collections.abc import Container
from pathlib import Path

from fastapi_spec.generate.openapi import JSON, operations
from fastapi_spec.rules.chapters import named
from fastapi_spec.rules.contract import documents
from fastapi_spec.rules.templates import PARAMETER, pattern

from .credentials import LOGIN

REST = "rest"
CHAPTERS = {
    "chapter08": "background",
    "apps/cors": "cors",
    "apps/error-handlers": "responses",
    "apps/guarded": "dependencies",
    "apps/middleware": "middleware",
    "apps/no-slash-redirect": "responses",
    "apps/own-exceptions": "responses",
    "apps/token-elsewhere": "security",
}
"""The chapter that describes an area; any other area is the chapter of its number, and the rest has no chapter."""

EXCLUSIONS: dict[str, list[dict[str, JSON]]] = tomllib.loads(
    Path(__file__).with_name("exclusions.toml").read_text(encoding="utf-8")
)
"""What is left out, each with its reason."""
COSTLY = [operation.partition(" ")[2] for row in EXCLUSIONS["costly"] for operation in row["operations"]]
"""Where a request costs the server a pause or the hash of a password."""
UNSUCCESSFUL = [operation for row in EXCLUSIONS["success"] for operation in row["operations"]]

EXAMPLES: dict[str, dict[str, JSON]] = {
    "": {
        "GET /chapter04/http_exception": {"city": "Beijing"},
        "POST /chapter06/token": LOGIN,
        "POST /chapter06/jwt/token": LOGIN,
        # RowGuard replaces each id by that of a row of ours.
        "POST /chapter07/departments": {"dname": "a"},
        "GET /chapter07/departments/{did}": {"did": 1},
        "PUT /chapter07/departments/{did}": {"did": 1, "dname": "b"},
        "DELETE /chapter07/departments/{did}": {"did": 1},
        "POST /chapter07/staff": {"sname": "a", "did": 1},
        "GET /chapter07/staff/{sid}": {"sid": 1},
        "PATCH /chapter07/staff/{sid}": {"sid": 1, "sname": "b"},
        "DELETE /chapter07/staff/{sid}": {"sid": 1},
        "GET /chapter07/getStaffByDid/{did}": {"did": 1},
        "POST /chapter07/users": {"account": secrets.randbelow(2**31), "role": 1, "password": "only a test"},
        "GET /chapter07/users/{uid}": {"uid": 1},
        "DELETE /chapter07/users/{uid}": {"uid": 1},
    },
    "/apps/error-handlers": {"GET /http_exception": {"city": "Beijing"}},
    "/apps/own-exceptions": {"GET /http_exception": {"city": "Beijing"}},
}
"""Requests that succeed, by application and operation, where generated values hardly do; see `Application`."""


def claimed(prefix: str, without: Container[str]) -> JSON:
    """The locked OpenAPI document of an application, without the paths of chapters that are not claimed."""
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
    """The part of the contract that a whole path belongs to: a chapter or an application with its own settings."""
    found = re.match(r"/(chapter\d\d|apps/[^/]+)(?=/)", path)
    return found[1] if found else REST


def areas() -> list[str]:
    """All areas, in the order of the contract, with the rest at the end."""
    paths = [prefix + path for prefix, document in documents().items() for path in document["paths"]]
    return sorted(dict.fromkeys(map(area_of, paths)), key=lambda area: area == REST)


def succeeds(operation: JSON) -> bool:
    """Whether an operation declares a 2xx status."""
    return any(status.startswith("2") for status in operation["responses"])


DEFAULTS = {
    "not_a_server_error": ["2xx", "3xx", "4xx"],
    "positive_data_acceptance": ["2xx", "3xx", "401", "403", "404", "409", "429", "5xx"],
    "negative_data_rejection": ["400", "401", "403", "404", "405", "406", "409", "415", "422", "428", "429", "5xx"],
}
"""The statuses that schemathesis expects by itself."""


def exceptions(prefix: str) -> list[JSON]:
    """The exclusions of checks as schemathesis's setting ``operations``, for one application."""
    settings = []
    for name in operations(documents()[prefix]):
        method, _, path = name.partition(" ")
        rows = [row for row in EXCLUSIONS["check"] if f"{method} {prefix}{path}" in row["operations"]]
        checks = {row["check"]: {"expected-statuses": [*DEFAULTS[row["check"]], *row["statuses"]]} for row in rows}
        if checks:
            settings.append({"include-name-regex": f"^{pattern(name, PARAMETER)}$", "checks": checks})
    return settings
