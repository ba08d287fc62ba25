"""Faults that the rules of spec/properties/test_bodies.py detect."""

from proof.faults.fault import Broken, Received, Sent, fault
from proof.faults.properties._shared import member

NESTED = "/chapter03/request_body/nested"


@fault("LAW-BODY-1")
def body_counts_have_32_bits(app: Broken) -> None:
    """The counts of a nested body are cut off at 32 bits."""
    member(app, "PUT", NESTED, "death", lambda death: min(death, 2**31 - 1))


@fault("LAW-FILE-1")
def files_lose_their_zeros(app: Broken) -> None:
    """Zero bytes of an uploaded file are dropped."""

    @app.sent("POST", "/chapter04/upload_files")
    def drop(sent: Sent) -> None:
        head, separator, content = sent.body.partition(b"\r\n\r\n")
        boundary = sent.body.partition(b"\r\n")[0]
        inner = content.rpartition(b"\r\n" + boundary)[0] if boundary else content
        sent.body = head + separator + content.replace(inner, inner.replace(b"\0", b""), 1)


@fault("LAW-STATIC-1")
def range_ends_one_too_soon(app: Broken) -> None:
    """A range lacks its last byte."""

    @app.received("GET", "/static/a.txt")
    def shorter(response: Received) -> None:
        if response.status == 206 and len(response.body) > 1:
            response.body = response.body[:-1]
