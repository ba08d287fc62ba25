"""What there is to build for a rule that calls no operation of an OpenAPI document: a mount, a page, the document."""

from __future__ import annotations

from collections.abc import Iterator

from fastapi_spec.language import say
from fastapi_spec.output.operation import Called, all_called, mounted
from fastapi_spec.rules.called import template_of
from fastapi_spec.rules.contract import applications, locked
from fastapi_spec.rules.exchanges import exchanges

DOCUMENT = "/openapi.json"
PAGES = ("/docs", "/redoc", DOCUMENT)


def beneath(id: str) -> list[Called]:
    """The operations of the paths to which a rule sends another method, such as OPTIONS; the first of each path."""
    found: dict[str, Called] = {}
    for path in _paths(id):
        template = template_of(path)
        for called in all_called() if template else ():
            if called.name.partition(" ")[2] == template:
                found.setdefault(called.name, called)
                break
    return list(found.values())


def undeclared(id: str) -> Iterator[str]:
    """The lines on a rule whose paths are not in the OpenAPI document: a line for each application and folder."""
    paths = list(_paths(id))
    if id in locked() and not paths:
        yield say("the OpenAPI document at GET {path}", path=DOCUMENT)
        return
    told: set[str] = set()
    for path in paths:
        prefix = max((each for each in applications() if path.startswith(f"{each}/")), key=len)
        if prefix and prefix not in told:
            told.add(prefix)
            yield from mounted(prefix)
        folder, static, _ = path.partition("/static/")
        page = path.removeprefix(prefix)
        if static and f"{folder}/static" not in told:
            told.add(f"{folder}/static")
            yield say("GET {path}: the files of the folder static, mounted", path=f"{folder}/static/{{file}}")
        elif page.startswith(PAGES) and path not in told:
            told.add(path)
            yield say("GET {path}: a page outside the OpenAPI document", path=path)


def _paths(id: str) -> Iterator[str]:
    for line in exchanges()["rules"].get(id, []):
        words = line.partition(" -> ")[0].split()
        if len(words) > 1 and words[1].startswith("/"):
            yield words[1].partition("?")[0]
