"""A successful response with another status or another body than the rule expects."""

from __future__ import annotations

import json

from fastapi_spec.client.expect import Like
from fastapi_spec.hints.declared import otherwise
from fastapi_spec.hints.places import elsewhere
from fastapi_spec.hints.seen import JSON, NOTHING, Seen, name
from fastapi_spec.language import say
from fastapi_spec.suggest import nearest
from fastapi_spec.verdict.causes import departure


def hint(seen: Seen) -> str:
    """The line on it; empty if neither the status nor the body tells."""
    if not 200 <= seen.status < 300:
        return ""
    if seen.statuses:
        return _status(seen)
    if seen.received is NOTHING or seen.received != seen.body:
        return ""
    return _null(seen) or _encoded_twice(seen) or _property(seen)


def _status(seen: Seen) -> str:
    """Another successful status than the operation should declare."""
    if len(seen.statuses) != 1 or not seen.python:
        return ""
    (wanted,) = seen.statuses
    if not 200 < wanted < 300 or seen.status != 200:
        return ""
    return say("the status is 200 unless the decorator of the operation has `status_code={wanted}`", wanted=wanted)


def _null(seen: Seen) -> str:
    expected = _expected(seen)
    if seen.body is not None or not isinstance(expected, dict | list | str | int | float):
        return ""
    return seen.with_cure(say("the body is `null`, since the operation returns nothing"), say("is `return` missing?"))


def _encoded_twice(seen: Seen) -> str:
    """A string that contains the JSON that was expected."""
    if not isinstance(seen.body, str) or not isinstance(_expected(seen), dict | list):
        return ""
    try:
        inside = json.loads(seen.body)
    except ValueError:
        return ""
    if not isinstance(inside, dict | list):
        return ""
    fact = say("the body is a JSON string that contains JSON, so it was encoded twice")
    return seen.with_cure(fact, say("return the value itself, without `json.dumps(...)` or `.json()`"))


def _property(seen: Seen) -> str:
    """The property in which the body departs from the expected one."""
    found = departure(seen.body, seen.expected)
    if not found or not isinstance(seen.body, dict):
        return ""
    path, how = found
    key = path.rpartition(".")[2]
    match how:
        case "present":
            return _not_left_out(seen, key)
        case "missing":
            return _misspelt(seen, path, key)
    where = [place for place in _places(seen, key) if seen.wanted and place not in seen.wanted.places(key)]
    told = next(filter(None, (elsewhere(seen, place, key) for place in where)), "")
    return told or _underscores(seen, key) or otherwise(seen, [(place, key) for place in _places(seen, key)])


def _places(seen: Seen, key: str) -> list[str]:
    return seen.found.places(key) if seen.found else []


def _misspelt(seen: Seen, path: str, key: str) -> str:
    """A property that is missing, beside one that is nearly called so and that nothing expects."""
    received, expected = seen.body, _expected(seen)
    for step in path.split(".")[:-1]:
        received, expected = received[step], expected[step]
    near = nearest(key, [other for other in received if other not in expected])
    return say("the body has `{found}`; did you mean `{wanted}`?", found=name(near), wanted=name(key)) if near else ""


def _not_left_out(seen: Seen, key: str) -> str:
    """A property that must not be returned, in an operation whose declared response does not leave it out."""
    if not seen.found or not seen.wanted or key in seen.wanted.returned.get("properties", {}):
        return ""
    properties = seen.found.returned.get("properties", {})
    if properties and key not in properties:
        return ""
    fact = say("the response that the application declares does not leave out `{name}`", name=name(key))
    return seen.with_cure(fact, say("set a `response_model` without it"))


def _underscores(seen: Seen, key: str) -> str:
    """A header that the application reads by a name with an underscore, which was sent with a hyphen."""
    hyphens = key.replace("_", "-").lower()
    if hyphens == key.lower() or not seen.found or not seen.header(hyphens, sent=True):
        return ""
    if ("header", key.lower()) not in seen.found.parameters or ("header", hyphens) in seen.found.parameters:
        return ""
    told = {"found": name(key), "wanted": name(hyphens)}
    fact = say("the application reads the header `{found}`, the request sends `{wanted}`", **told)
    return seen.with_cure(fact, say("leave out `convert_underscores=False`"))


def _expected(seen: Seen) -> JSON:
    return seen.expected.expected if isinstance(seen.expected, Like) else seen.expected
