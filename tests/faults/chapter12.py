"""Faults that only some of many inputs show, and that laws find."""

import unicodedata
from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

from jose import JWTError, jwt
from sqlalchemy import select
from sqlalchemy.orm import Session
from starlette.middleware import Middleware

from reference_app.crud import department as departments
from reference_app.crud import staff as crud
from reference_app.model import Staff
from reference_app.schema.envelope import Paging
from reference_app.settings import settings
from tests.faults.fault import Answer, Broken, Sent, fault

QUERY = "/chapter03/query"
NESTED = "/chapter03/request_body/nested"


def member(app: Broken, method: str, path: str, name: str, change: Callable[[Any], Any]) -> None:
    """Change one member of a successful answer, where it is there."""

    @app.answers(method, path)
    def changed(answer: Answer) -> None:
        if answer.status == 200 and name in (body := answer.json):
            answer.json = body | {name: change(body[name])}


@fault("LAW-PATH-1")
def path_is_decoded_twice(app: Broken) -> None:
    """A path is decoded by a proxy and again by the application."""

    @app.sent("GET", "/chapter03/path/*")
    def decode(sent: Sent) -> None:
        sent.path = unquote(sent.path)


@fault("LAW-QUERY-1", "LAW-QUERY-2")
def integers_wrap_at_32_bits(app: Broken) -> None:
    """An integer is kept in 32 bits, and wraps around."""
    member(app, "GET", QUERY, "page", lambda page: (page + 2**31) % 2**32 - 2**31)


@fault("LAW-QUERY-2")
def integers_are_doubles(app: Broken) -> None:
    """An integer is read as a double, which has 53 bits."""
    member(app, "GET", QUERY, "page", lambda page: int(float(page)))


@fault("LAW-QUERY-3")
def numbers_have_six_digits(app: Broken) -> None:
    """A number is written with six digits behind the point."""
    member(app, "GET", f"{QUERY}/float", "n", lambda n: round(n, 6))


@fault("LAW-QUERY-4")
def query_is_normalised(app: Broken) -> None:
    """Texts are brought into Unicode's composed form."""

    @app.answers("GET", f"{QUERY}/validations")
    def compose(answer: Answer) -> None:
        answer.body = unicodedata.normalize("NFC", answer.body.decode()).encode()


@fault("LAW-QUERY-5")
def query_pattern_ignores_case(app: Broken) -> None:
    """A pattern is compared without regard to letter case."""

    @app.sent("GET", f"{QUERY}/validations")
    def lower(sent: Sent) -> None:
        sent.query = sent.query.replace("value=A", "value=a")


@fault("LAW-BODY-1")
def body_counts_have_32_bits(app: Broken) -> None:
    """The counts of a nested body are cut off at 32 bits."""
    member(app, "PUT", NESTED, "death", lambda death: min(death, 2**31 - 1))


@fault("LAW-FILE-1")
def files_lose_their_zeros(app: Broken) -> None:
    """Zero bytes in an uploaded file are dropped."""

    @app.sent("POST", "/chapter04/upload_files")
    def drop(sent: Sent) -> None:
        head, separator, content = sent.body.partition(b"\r\n\r\n")
        boundary = sent.body.partition(b"\r\n")[0]
        inner = content.rpartition(b"\r\n" + boundary)[0] if boundary else content
        sent.body = head + separator + content.replace(inner, inner.replace(b"\0", b""), 1)


@fault("LAW-STATIC-1")
def range_ends_one_too_soon(app: Broken) -> None:
    """The last byte of a range is taken for the one behind it."""

    @app.answers("GET", "/static/a.txt")
    def shorter(answer: Answer) -> None:
        if answer.status == 206 and len(answer.body) > 1:
            answer.body = answer.body[:-1]


@fault("LAW-TOKEN-1")
def token_takes_the_whole_family(app: Broken) -> None:
    """A token may be signed with any HMAC, and not with HS256 alone."""

    def subject(token: str) -> str | None:
        key = settings().secret_key.get_secret_value()
        try:
            return str(jwt.decode(token, key, algorithms=["HS256", "HS384", "HS512"])["sub"])
        except JWTError:
            return None

    app.patch("reference_app.routers.chapter06.jwt_flow.subject_of", subject)


@fault("LAW-DB-1")
def department_takes_its_staff_along(app: Broken) -> None:
    """A department that has staff is removed together with them."""
    sound = departments.delete

    def delete(session: Session, did: int) -> bool:
        for member in session.scalars(select(Staff).where(Staff.did == did)):
            session.delete(member)
        return sound(session, did)

    app.patch("reference_app.crud.department.delete", delete)


@fault("LAW-DB-2")
def pages_are_ten_rows_apart(app: Broken) -> None:
    """Pages begin at every tenth row, however many rows a page has."""
    sound = crud.read_page

    def read_page(session: Session, paging: Paging, did: int | None = None) -> Any:
        _, total = sound(session, paging, did)
        query = select(Staff).order_by(Staff.sid).limit(paging.limit).offset(10 * (paging.page - 1))
        return session.scalars(query if did is None else query.where(Staff.did == did)).all(), total

    app.patch("reference_app.crud.staff.read_page", read_page)


def cors(app: Broken, setting: str, **settings: Any) -> None:
    """Change what the CORS middleware of one application is told."""
    app.middleware(
        f"/apps/cors/{setting}",
        lambda stack: [Middleware(layer.cls, **{**layer.kwargs, **settings}) for layer in stack],  # type: ignore[call-arg]
    )


@fault("LAW-CORS-1")
def cors_pattern_without_an_end(app: Broken) -> None:
    """The pattern of allowed origins is not tied to their end."""
    cors(app, "regex", allow_origin_regex=r"https://.*\.example\.org.*")


@fault("LAW-CORS-2")
def cors_allows_any_header(app: Broken) -> None:
    """Where one header is meant to be allowed, all are."""
    cors(app, "headers", allow_headers=["*"])


@fault("LAW-CORS-3")
def cors_refuses_with_403(app: Broken) -> None:
    """A preflight that is not granted is forbidden, and not a bad request."""

    @app.answers("OPTIONS", "/*")
    def forbid(answer: Answer) -> None:
        if answer.status == 400:
            answer.status = 403
