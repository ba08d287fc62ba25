"""Faults around an application rather than in it: what proxies, gateways and caches do to it."""

import gzip

from tests.faults.fault import Answer, Broken, Sent, fault


@fault("QUERY-INT-3")
def cache_forgets_the_query(app: Broken) -> None:
    """A cache in front answers with what it has for the path, whatever the query says."""
    queries: dict[str, str] = {}

    @app.sent("GET", "/chapter0[34]/*")
    def first_query(sent: Sent) -> None:
        sent.query = queries.setdefault(sent.path, sent.query)


@fault("PATH-ROUTE-1", "PATH-STR-2", "PATH-NUM-3")
def proxy_compresses_unasked(app: Broken) -> None:
    """A proxy compresses every JSON answer, though the client has not said that it can read that."""

    @app.answers("*", "/chapter0*")
    def compress(answer: Answer) -> None:
        if answer.body and "json" in answer.headers.get("content-type", ""):
            answer.headers["content-encoding"] = "gzip"
            answer.body = gzip.compress(answer.body)


@fault("PATH-STR-1")
def limiter_counts_every_request_twice(app: Broken) -> None:
    """A rate limiter of a cluster counts wrongly and turns every second request away."""
    count = [0]

    @app.answers("*", "*")
    def limit(answer: Answer) -> None:
        count[0] += 1
        if count[0] % 2 == 0:
            answer.status, answer.body = 429, b"slow down"
            answer.headers["content-type"] = "text/plain"
            answer.headers["content-length"] = str(len(answer.body))


@fault("CORS-ORIGIN-2", "CORS-STAR-1", "CORS-CRED-1")
def proxy_adds_cors_again(app: Broken) -> None:
    """A proxy adds its own Access-Control-Allow-Origin to that of the application."""

    @app.answers("*", "/apps/cors/*")
    def again(answer: Answer) -> None:
        if origin := answer.headers.get("access-control-allow-origin"):
            answer.headers.append("access-control-allow-origin", origin)


@fault("FILE-1")
def firewall_strips_angle_brackets(app: Broken) -> None:
    """A firewall takes less-than signs out of bodies and queries, for fear of scripts."""

    @app.sent("*", "*")
    def strip(sent: Sent) -> None:
        sent.body = sent.body.replace(b"<", b"")
        sent.query = sent.query.replace("%3C", "").replace("<", "")


@fault("BODY-JSON-6")
def gateway_trims_strings(app: Broken) -> None:
    """A gateway trims white space at the ends of every text in a JSON body."""

    @app.sent("*", "*")
    def trim(sent: Sent) -> None:
        sent.body = sent.body.replace(b'" ', b'"').replace(b' "', b'"')


@fault("HEADER-2", "HEADER-5", "DEP-INJECT-1")
def proxy_drops_unknown_headers(app: Broken) -> None:
    """A proxy forwards only the headers that it knows, and X- headers are not among them."""

    @app.sent("*", "*")
    def forward(sent: Sent) -> None:
        for name in [name for name in sent.headers if name.startswith("x-")]:
            del sent.headers[name]


@fault("STATIC-25", "ROUTE-3")
def proxy_turns_head_into_get(app: Broken) -> None:
    """A proxy asks with GET where the client asked with HEAD, and drops the body."""

    @app.sent("HEAD", "*")
    def turn(sent: Sent) -> None:
        sent.method = "GET"
