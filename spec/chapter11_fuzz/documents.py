"""The OpenAPI documents that a target serves."""

from spec.chapter11_fuzz.contract import JSON
from spec.harness.exchange import Api, Hung, Refused


def served(api: Api, prefix: str) -> JSON:
    """The document that the target serves for an application, or None. Raises Hung and Refused."""
    try:
        document = api.get(f"{prefix}/openapi.json").json()
    except (Hung, Refused):
        raise
    except AssertionError:
        return None
    if not isinstance(document, dict) or not str(document.get("openapi")).startswith("3."):
        return None
    paths = document.get("paths")
    known = isinstance(paths, dict) and all(isinstance(item, dict) for item in paths.values())
    return document if known and paths else None
