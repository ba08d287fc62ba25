"""Credentials that the contract accepts, as schemathesis's setting ``auth.openapi``; it tries invalid ones itself."""

from urllib.parse import urljoin

from fastapi_spec import Api
from fastapi_spec.generate.openapi import JSON

NAME, PASSWORD, KEY = "john snow", "secret", "fake-super-secret-key"
LOGIN = {"username": NAME, "password": PASSWORD}
BEARER = {"/apps/error-handlers": "alice"}
ANY_BEARER = "fake-super-secret-token"


def credentials(api: Api, prefix: str, document: JSON) -> dict[str, JSON]:
    """The credentials for each security scheme of an OpenAPI document; none for an unknown scheme."""
    schemes = document.get("components", {}).get("securitySchemes", {})
    known = {name: _known(api, prefix, scheme) for name, scheme in schemes.items()}
    return {name: setting for name, setting in known.items() if setting}


def _known(api: Api, prefix: str, scheme: JSON) -> dict[str, str]:
    match scheme:
        case {"type": "oauth2", "flows": {"password": {"tokenUrl": str(url)}}}:
            token = _login(api, urljoin(f"{prefix}/", url))
            return {"bearer": token or ANY_BEARER}
        case {"type": "http", "scheme": "bearer"}:
            return {"bearer": BEARER.get(prefix, ANY_BEARER)}
        case {"type": "http", "scheme": "basic"}:
            return {"username": NAME, "password": PASSWORD}
        case {"type": "apiKey"}:
            return {"api_key": KEY}
    return {}


def _login(api: Api, path: str) -> str | None:
    """A token for the form of a login (RFC 6749 §4.3), or None."""
    if not path.startswith("/"):
        return None  # at another server, which is not the target
    try:
        body = api.post(path, data=LOGIN).json()
    except AssertionError:
        return None
    token = body.get("access_token") if isinstance(body, dict) else None
    return token if isinstance(token, str) and token.isascii() and token.isprintable() else None
