"""OpenAPI documents: that of a target, and the operations of any."""

from typing import Any

from fastapi_spec.client.api import Api, TimedOut, Unreachable

METHODS = ("get", "put", "post", "delete", "options", "head", "patch", "trace")

JSON = Any


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


def served(api: Api, prefix: str) -> JSON:
    """The document that a target serves for an application, or None. Raises TimedOut and Unreachable."""
    try:
        document = api.get(f"{prefix}/openapi.json").json()
    except (TimedOut, Unreachable):
        raise
    except AssertionError:
        return None
    if not isinstance(document, dict) or not str(document.get("openapi")).startswith("3."):
        return None
    paths = document.get("paths")
    known = isinstance(paths, dict) and all(isinstance(item, dict) for item in paths.values())
    return document if known and paths else None
