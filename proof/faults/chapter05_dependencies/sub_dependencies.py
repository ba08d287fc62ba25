"""Faults that the rules of spec/chapter05_dependencies/test_sub_dependencies.py detect."""

from typing import Annotated, Any

from fastapi import Depends, Header

from proof.faults.fault import Broken, fault
from reference_app.events import Events, Recorder, recorder
from reference_app.routers.chapter05 import functions

SUB = "/chapter05/sub_dependency"


@fault("DEP-SUB-1")
def dependency_prefers_the_last_query(app: Broken) -> None:
    """`last_query` takes precedence over `q`."""

    def reversed_(q: str | None = None, last_query: str | None = None) -> str | None:
        return last_query or q

    app.override(functions.sub_query, reversed_)


@fault("DEP-SUB-1")
def dependency_takes_an_empty_q(app: Broken) -> None:
    """An empty `q` is not replaced by `last_query`, since only `q is not None` is checked."""

    def empty(q: str | None = None, last_query: str | None = None) -> str | None:
        return q if q is not None else last_query

    app.override(functions.sub_query, empty)


@fault("DEP-SUB-1", "DEP-CACHE-1", "DEP-CACHE-2", "DEP-CACHE-3", "DEP-CACHE-4")
def dependency_is_empty_for_null(app: Broken) -> None:
    """The return value of a dependency is lost: its users always get an empty string."""

    def lost(events: Events, q: functions.SharedQuery, last_query: str | None = None) -> str:
        events("sub query")
        return ""

    app.override(functions.sub_query, lost)


class Fresh:
    """A dependency whose sub-dependency is not cached."""

    @staticmethod
    def sub(events: Events, q: functions.FreshQuery, last_query: str | None = None) -> str | None:
        events("sub query")
        return q or last_query


@fault("DEP-CACHE-1", "DEP-CACHE-4", "DEP-CACHE-2", "DEP-CACHE-3")
def dependency_runs_at_every_use(app: Broken) -> None:
    """Dependencies run at every use, as if `use_cache` were always False."""
    query, sub = functions.FreshQuery, Annotated[str | None, Depends(Fresh.sub, use_cache=False)]

    @app.route("GET", f"{SUB}/shared")
    async def shared(events: Events, a: query, b: query, c: sub) -> Any:  # type: ignore[valid-type]
        events("handler")
        return {"a": a, "b": b, "c": c}

    @app.route("GET", f"{SUB}/fresh")
    async def fresh(events: Events, a: query, b: query, c: sub) -> Any:  # type: ignore[valid-type]
        events("handler")
        return {"a": a, "b": b, "c": c}

    @app.route("GET", f"{SUB}/fresh_outside")
    async def outside(events: Events, a: sub, b: sub) -> Any:  # type: ignore[valid-type]
        events("handler")
        return {"a": a, "b": b}


@fault("DEP-CACHE-1", "DEP-CACHE-3")
def dependency_below_is_shared_instead(app: Broken) -> None:
    """Users of a dependency get the value of its sub-dependency, without `last_query`."""

    @app.route("GET", f"{SUB}/shared")
    async def shared(events: Events, a: functions.SharedQuery, _: functions.SubQuery) -> Any:
        events("handler")
        return {"a": a, "b": a, "c": a}

    @app.route("GET", f"{SUB}/fresh_outside")
    async def outside(
        events: Events, a: functions.SharedQuery, _: functions.SubQuery, __: functions.FreshSubQuery
    ) -> Any:
        events("handler")
        return {"a": a, "b": a}


@fault("DEP-CACHE-1")
def dependency_runs_in_another_order(app: Broken) -> None:
    """A sub-dependency runs after the dependency that needs it."""

    def query(events: Events, q: str | None = None) -> str | None:
        return q

    def sub(events: Events, q: str | None = None, last_query: str | None = None) -> str | None:
        events("sub query")
        events("query")
        return q or last_query

    app.override(functions.query, query)
    app.override(functions.sub_query, sub)


@fault("DEP-CACHE-4")
def dependency_is_kept_for_ever(app: Broken) -> None:
    """The value of a dependency is kept for all later requests, as by `functools.cache`."""
    kept: list[Any] = []

    def query(events: Events, q: str | None = None) -> Any:
        if not kept:
            events("query")
            kept.append(q)
        return kept[0]

    app.override(functions.query, query)


@fault("DEP-CACHE-4")
def dependency_is_one_request_late(app: Broken) -> None:
    """A dependency returns the value of the previous request."""
    kept: list[Any] = []

    def query(events: Events, q: str | None = None) -> Any:
        events("query")
        kept.append(q)
        return kept[-2] if len(kept) > 1 else q

    app.override(functions.query, query)


@fault("DEP-CACHE-2", "DEP-CACHE-3")
def dependency_is_always_cached(app: Broken) -> None:
    """`use_cache=False` is ignored: every use gets the value of the first."""

    @app.route("GET", f"{SUB}/fresh")
    async def fresh(events: Events, a: functions.SharedQuery, c: functions.SubQuery) -> Any:
        events("handler")
        return {"a": a, "b": a, "c": c}

    @app.route("GET", f"{SUB}/fresh_outside")
    async def outside(events: Events, a: functions.SubQuery) -> Any:
        events("handler")
        return {"a": a, "b": a}


@fault("DEP-SUB-2")
def event_log_of_half_the_length(app: Broken) -> None:
    """A sub-dependency reads only 32 characters of its header, as many as a UUID has."""

    def cut_off(x_event_log: Annotated[str, Header(max_length=64)] = "") -> Recorder:
        return Recorder(x_event_log[:32])

    app.override(recorder, cut_off)


@fault("DEP-SUB-3")
def event_log_of_any_length(app: Broken) -> None:
    """The length of a header that a sub-dependency reads is not validated."""

    def any_length(x_event_log: Annotated[str, Header()] = "") -> Recorder:
        return Recorder(x_event_log)

    app.override(recorder, any_length)
