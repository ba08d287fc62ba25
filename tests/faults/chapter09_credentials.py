"""Faults of CORS: the wildcard and credentials."""

from fastapi.middleware.cors import CORSMiddleware
from starlette.datastructures import Headers, MutableHeaders

from tests.faults.chapter09 import answers, setting
from tests.faults.fault import Answer, Broken, fault


@fault("CORS-DEFAULT-1", "CORS-ORIGIN-3")
def cors_default_is_star(app: Broken) -> None:
    """Without settings all origins are allowed."""
    setting(app, ["default"], allow_origins=["*"])


@fault("CORS-STAR-2", "CORS-STAR-4")
def cors_star_comes_with_credentials(app: Broken) -> None:
    """Where all origins are allowed, credentials are, too."""
    setting(app, ["wildcard"], allow_credentials=True)


@fault("CORS-STAR-6", "CORS-STAR-3")
def cors_origin_named_to_cookies_only(app: Broken) -> None:
    """Where all origins and credentials are allowed, a request without a cookie is answered with a star."""

    def change(cors: CORSMiddleware, request: Headers, answer: MutableHeaders) -> None:
        if cors.allow_all_origins and "cookie" not in request:
            answer["Access-Control-Allow-Origin"] = "*"

    answers(app, change)


@fault("CORS-STAR-2")
def cors_origin_named_to_cookies(app: Broken) -> None:
    """Where all origins are allowed, a request with a cookie is answered with its origin, as before Starlette 1.0."""

    def change(cors: CORSMiddleware, request: Headers, answer: MutableHeaders) -> None:
        if cors.allow_all_origins and "cookie" in request:
            answer["Access-Control-Allow-Origin"] = request["origin"]

    answers(app, change)


@fault("CORS-STAR-3", "CORS-CRED-2", "CORS-CRED-3", "CORS-CRED-4", "CORS-ORIGIN-1", "CORS-METHOD-3", "CORS-HEADER-3")
def cors_credentials_forgotten(app: Broken) -> None:
    """Credentials are allowed nowhere."""
    setting(app, ["", "credentials", "wildcard-credentials"], allow_credentials=False)


@fault("CORS-STAR-3", "CORS-CRED-2", "CORS-CRED-3", "CORS-CRED-4", "CORS-ORIGIN-1", "CORS-SIMPLE-1")
def cors_credentials_written_by_python(app: Broken) -> None:
    """That credentials are allowed is written True instead of true."""

    def change(cors: CORSMiddleware, request: Headers, answer: MutableHeaders) -> None:
        if cors.allow_credentials and "origin" in request:
            answer["Access-Control-Allow-Credentials"] = str(cors.allow_credentials)

    answers(app, change)


@fault("CORS-STAR-3", "CORS-CRED-2", "CORS-METHOD-3", "CORS-METHOD-7", "CORS-HEADER-3")
def cors_credentials_not_in_preflights(app: Broken) -> None:
    """The answer to a preflight does not say that credentials are allowed."""

    @app.answers("OPTIONS", "*")
    def change(answer: Answer) -> None:
        del answer.headers["access-control-allow-credentials"]


@fault("CORS-CRED-1")
def cors_credentials_by_default(app: Broken) -> None:
    """Credentials are allowed where nothing is said of them."""
    setting(app, ["origins", "regex"], allow_credentials=True)


@fault("CORS-CRED-3")
def cors_credentials_kept_from_strangers(app: Broken) -> None:
    """An origin that is not allowed is not told of credentials."""

    def change(_: CORSMiddleware, request: Headers, answer: MutableHeaders) -> None:
        if "access-control-allow-origin" not in answer and "origin" in request:
            del answer["Access-Control-Allow-Credentials"]

    answers(app, change)


@fault("CORS-CRED-4", "CORS-DEFAULT-1", "CORS-REGEX-2", "CORS-PRE-2")
def cors_every_preflight_granted(app: Broken) -> None:
    """A proxy grants every preflight, since it is only a question."""

    @app.answers("OPTIONS", "*")
    def change(answer: Answer) -> None:
        answer.status = 200
        del answer.headers["access-control-allow-credentials"]
        for name in ("origin", "methods", "headers"):
            answer.headers[f"access-control-allow-{name}"] = "*"


@fault("CORS-CRED-4", "CORS-DEFAULT-1", "CORS-REGEX-2", "CORS-ORIGIN-2", "CORS-ORIGIN-3", "CORS-ORIGIN-7")
def cors_every_answer_readable(app: Broken) -> None:
    """A proxy adds a star to every answer, and leaves preflights to the application."""

    @app.answers("[GP]*", "*")
    def change(answer: Answer) -> None:
        answer.headers.setdefault("access-control-allow-origin", "*")


@fault(
    *("CORS-PRE-6", "CORS-REGEX-1", "CORS-REGEX-2", "CORS-STAR-1", "CORS-STAR-3", "CORS-STAR-4", "CORS-ORIGIN-5"),
    *(
        "CORS-EXPOSE-1",
        "CORS-EXPOSE-2",
        "CORS-MAXAGE-2",
        "CORS-SIMPLE-1",
        "CORS-SIMPLE-2",
        "CORS-SIMPLE-3",
        "MW-TIME-4",
    ),
    *("CORS-CRED-1", "CORS-CRED-2", "CORS-CRED-4", "CORS-METHOD-2", "CORS-ORIGIN-1", "CORS-ORIGIN-2", "CORS-ORIGIN-7"),
)
def cors_only_in_preflights(app: Broken) -> None:
    """CORS is a handler for OPTIONS, and the answers to the requests behind it name no origin."""

    @app.answers("[GP]*", "*")
    def change(answer: Answer) -> None:
        del answer.headers["access-control-allow-origin"]


@fault(
    *("CORS-STAR-1", "CORS-STAR-3", "CORS-STAR-4", "CORS-STAR-6", "CORS-ORIGIN-1", "CORS-ORIGIN-3", "CORS-ORIGIN-4"),
    *("CORS-ORIGIN-6", "CORS-PRE-6", "CORS-PRE-9", "CORS-DEFAULT-1", "CORS-REGEX-1", "CORS-CRED-1", "CORS-CRED-2"),
    *("CORS-METHOD-2", "MW-TIME-2", "MW-ORDER-1", "MW-BG-1", "MW-BG-2", "MW-YIELD-1"),
)
def hello_says_more(app: Broken) -> None:
    """The plainest answer has another text, in every application."""

    @app.answers("*", "*")
    def change(answer: Answer) -> None:
        answer.body = answer.body.replace(b'{"hello":"world"}', b'{"hello":"World!"}')
