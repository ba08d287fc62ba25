"""Faults that the rules of spec/properties/test_parameters.py detect."""

import unicodedata
from urllib.parse import unquote

from proof.faults.fault import Broken, Received, Sent, fault
from proof.faults.properties._shared import member

QUERY = "/chapter03/query"


@fault("LAW-PATH-1")
def path_is_decoded_twice(app: Broken) -> None:
    """A path is decoded by a proxy and again by the application."""

    @app.sent("GET", "/chapter03/path/*")
    def decode(sent: Sent) -> None:
        sent.path = unquote(sent.path)


@fault("LAW-QUERY-1", "LAW-QUERY-2")
def integers_wrap_at_32_bits(app: Broken) -> None:
    """An integer has 32 bits and wraps around."""
    member(app, "GET", QUERY, "page", lambda page: (page + 2**31) % 2**32 - 2**31)


@fault("LAW-QUERY-1", "LAW-QUERY-2")
def integers_are_doubles(app: Broken) -> None:
    """An integer is read as a double, which has 53 bits."""
    member(app, "GET", QUERY, "page", lambda page: int(float(page)))


@fault("LAW-QUERY-3")
def numbers_have_six_digits(app: Broken) -> None:
    """A number is rounded to six decimal places."""
    member(app, "GET", f"{QUERY}/float", "n", lambda n: round(n, 6))


@fault("LAW-QUERY-4")
def query_is_normalised(app: Broken) -> None:
    """Strings are converted to Unicode's composed form."""

    @app.received("GET", f"{QUERY}/validations")
    def compose(response: Received) -> None:
        response.body = unicodedata.normalize("NFC", response.body.decode()).encode()


@fault("LAW-QUERY-5")
def query_pattern_ignores_case(app: Broken) -> None:
    """A pattern is compared without regard to letter case."""

    @app.sent("GET", f"{QUERY}/validations")
    def lower(sent: Sent) -> None:
        sent.query = sent.query.replace("value=A", "value=a")
