"""Everything that a rule of your own needs: the client, the three levels, and what may be asserted of a response.

    from fastapi_spec import Api, like, must


    @must("GREET-NAME-1")
    def test_greeting(api: Api) -> None:
        \"""GET /greet/{name} responds with a greeting that contains the name.\"""
        response = api.get("/greet/Alice")

        assert response.status_code == 200
        assert response.json() == like(greeting="Hello, Alice!")

Run it with ``fastapi-spec my_rules --url URL``, or name ``pytest_plugins = ["fastapi_spec.plugin"]`` in a conftest.py.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fastapi_spec.client.api import Api
    from fastapi_spec.client.expect import (
        ABSENT,
        JSON,
        elements,
        errors,
        like,
        location,
        locations,
        media_type,
        member,
        names,
    )
    from fastapi_spec.rules.chapters import needs_chapter
    from fastapi_spec.rules.rule import Erratum, may, must, should

__all__ = [
    "ABSENT",
    "JSON",
    "Api",
    "Erratum",
    "elements",
    "errors",
    "like",
    "location",
    "locations",
    "may",
    "media_type",
    "member",
    "must",
    "names",
    "needs_chapter",
    "should",
]

_EXPECT = ["ABSENT", "JSON", "elements", "errors", "like", "location", "locations", "media_type", "member", "names"]
_MODULES = {
    "Api": "client.api",
    "needs_chapter": "rules.chapters",
    **dict.fromkeys(_EXPECT, "client.expect"),
    **dict.fromkeys(["Erratum", "may", "must", "should"], "rules.rule"),
}


def __getattr__(name: str) -> object:
    """Import what is used when it is used: the client takes longer to import than all the rest."""
    if name not in _MODULES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
