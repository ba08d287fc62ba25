"""A request that is rejected with validation errors, though the rule expects it to be accepted."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from fastapi_spec.hints.declared import otherwise
from fastapi_spec.hints.documents import BODY
from fastapi_spec.hints.places import elsewhere
from fastapi_spec.hints.seen import Seen, name
from fastapi_spec.language import say
from fastapi_spec.suggest import nearest

MOST = 5
"""How many errors of a response are looked at."""


def hint(seen: Seen) -> str:
    """The line on it; empty if nothing in the errors tells."""
    if seen.status not in (400, 422) or not seen.unexpected:
        return ""
    return next(filter(None, (_of(seen, where, names) for where, names in _locations(seen))), "")


def _locations(seen: Seen) -> Iterator[tuple[str, list[str | int]]]:
    """Where the errors are, and the way from there: none for the whole body, several for what is nested."""
    detail = seen.body.get("detail") if isinstance(seen.body, dict) else None
    for entry in detail[:MOST] if isinstance(detail, list) else []:
        where, *names = entry["loc"]
        yield where, names


def _of(seen: Seen, where: str, names: list[str | int]) -> str:
    if where == BODY and not seen.exchange.request_body:
        return _no_body(seen)
    if not names:
        return _media_type(seen, where)
    parameter = str(names[0])
    if len(names) > 1:
        return _misspelt(seen, where, names) or _embedded(seen, where)
    return (
        elsewhere(seen, where, parameter)
        or _path(seen, where, parameter)
        or _media_type(seen, where)
        or _embedded(seen, where)
        or _misspelt(seen, where, names)
        or _required(seen, where, parameter)
        or otherwise(seen, [(where, parameter)])
    )


def _no_body(seen: Seen) -> str:
    """A body that is expected though the request has none, and the contract declares none."""
    if seen.exchange.request_body or not seen.found or not seen.found.media_types:
        return ""
    if seen.wanted and seen.wanted.media_types:
        return ""
    fact = say("the application expects a body, which the request does not have")
    if seen.found.body.get("type") == "array":
        return seen.with_cure(fact, say("a list is read from the query only with `Query()`"))
    cure = say("a parameter that is a `dict` or a model is read from there unless it has `Depends(...)`")
    return seen.with_cure(fact, cure)


def _path(seen: Seen, where: str, parameter: str) -> str:
    """A parameter that the application looks for in the query, since that in the path has another name."""
    if where != "query" or not seen.found or not seen.found.unnamed or _in_contract(seen, where, parameter):
        return ""
    told = {"name": name(parameter), "other": name(seen.found.unnamed[0])}
    fact = say(
        "the application reads `{name}` from the query, since the parameter in the path is called `{other}`", **told
    )
    return seen.with_cure(fact, say("give both the same name"))


def _media_type(seen: Seen, where: str) -> str:
    """A body of another media type than the application declares."""
    sent = (seen.header("content-type", sent=True) or "").partition(";")[0].strip().lower()
    if where != BODY or not seen.found or not seen.wanted or not sent or not seen.found.media_types:
        return ""
    forms = {each for each in seen.found.media_types if "form" in each}
    if ("form" in sent) == bool(forms) or ("form" in sent) != any("form" in each for each in seen.wanted.media_types):
        return ""
    told = {"wanted": name(", ".join(seen.found.media_types)), "sent": name(sent)}
    fact = say("the application expects a body of type {wanted}, the request sends {sent}", **told)
    cure = say("declare the fields with `Form()`") if "form" in sent else say("declare a model, not `Form()`")
    return seen.with_cure(fact, cure)


def _embedded(seen: Seen, where: str) -> str:
    """A model below a property of the body, or without it, against the contract."""
    sent = seen.sent_json()
    if where != BODY or not seen.found or not seen.wanted or not isinstance(sent, dict):
        return ""
    found, wanted = (set(each.body.get("properties", {})) for each in (seen.found, seen.wanted))
    if len(wanted) == 1 and found and not wanted & found:
        (key,) = wanted
        if isinstance(sent.get(key), dict) and found & set(sent[key]):
            fact = say(
                "the request has the model below the property `{name}`, the application expects it without", name=key
            )
            return seen.with_cure(fact, say("declare it with `Body(embed=True)`"))
    if len(found) == 1 and not found & wanted and wanted & set(sent):
        fact = say("the application expects the model below the property `{name}`", name=name(*found))
        return seen.with_cure(fact, say("a single model needs no `embed=True` and no second body parameter"))
    return ""


def _misspelt(seen: Seen, where: str, names: list[str | int]) -> str:
    """A name that is required instead of one that is nearly the same and was sent there."""
    *way, last = names
    if where == BODY:
        sent = seen.sent_json()
        for step in way:
            sent = sent[step]
        known = list(sent) if isinstance(sent, dict) else []
    else:
        known = list(parse_qs(urlsplit(seen.exchange.url).query, keep_blank_values=True)) if where == "query" else []
    near = nearest(str(last), known) if last not in known else None
    if not near:
        return ""
    told = {"found": name(last), "wanted": name(near)}
    return say("the application requires `{found}`; did you mean `{wanted}`?", **told)


def _required(seen: Seen, where: str, parameter: str) -> str:
    """What the application requires, and the contract does not, or does not have."""
    if seen.sent(parameter) or not seen.wanted or seen.wanted.required(where, parameter):
        return ""
    if where not in seen.wanted.places(parameter):
        if where == "path":
            fact = say("an operation with the path parameter `{name}` takes this path, too", name=name(parameter))
            return seen.with_cure(fact, say("declare the operation of this path before that one"))
        return say("the application requires `{name}`, which the request does not have", name=name(parameter))
    fact = say("`{name}` is required in the application, but optional in the contract", name=name(parameter))
    return seen.with_cure(fact, say("give it a default such as `= None` (`Optional` alone is not one)"))


def _in_contract(seen: Seen, where: str, parameter: str) -> bool:
    return seen.wanted is not None and where in seen.wanted.places(parameter)
