"""The small applications under /apps, whose settings exclude one another."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from flask import Flask, Response, jsonify
from werkzeug.exceptions import HTTPException

from .afterwards import in_background, once_sent
from .application import create, static_files
from .dependencies import two_users
from .errors import errors, http_exception
from .events import Log, read_log
from .fields import City
from .guards import guarded
from .http_errors import HttpError, Invalid, as_json, faults_as_json
from .inputs import Given, read
from .layers import App, Cors, process_time, telling
from .main import MAIN_CORS
from .security import BEARER, bearer_token

FRONT_END = ("http://localhost:3100",)
CORS = {
    "default": Cors(),
    "origins": Cors(FRONT_END),
    "regex": Cors(origin_regex=r"https://.*\.example\.org"),
    "wildcard": Cors(("*",)),
    "wildcard-credentials": Cors(("*",), credentials=True),
    "credentials": Cors(FRONT_END, credentials=True),
    "methods": Cors(FRONT_END, methods=("GET", "PUT")),
    "headers": Cors(FRONT_END, headers=("X-Token",)),
    "expose": Cors(FRONT_END, expose=("X-Process-Time", "X-Total")),
    "max-age": Cors(FRONT_END, max_age=5),
    "private-network": Cors(FRONT_END, private_network=True),
}


def create_all() -> dict[str, App]:
    apps = {f"/apps/cors/{name}": cors(with_cookie(f"/apps/cors/{name}")) for name, cors in CORS.items()}
    outermost, innermost = "/apps/middleware/cors-outermost", "/apps/middleware/process-time-outermost"
    return apps | {
        "/apps/error-handlers": error_handlers("/apps/error-handlers"),
        "/apps/own-exceptions": own_exceptions("/apps/own-exceptions"),
        "/apps/no-slash-redirect": with_hello("/apps/no-slash-redirect", slashes=False),
        "/apps/guarded": Cors(FRONT_END, headers=("X-Token", "X-Key"))(guarded_as_a_whole("/apps/guarded")),
        "/apps/token-elsewhere": token_elsewhere("/apps/token-elsewhere"),
        outermost: MAIN_CORS(process_time(with_crash(outermost))),
        innermost: process_time(MAIN_CORS(with_crash(innermost))),
        "/apps/middleware/layers": telling(telling(layers("/apps/middleware/layers"), "inner"), "outer"),
    }


def hello() -> dict[str, str]:
    return {"hello": "world"}


def with_hello(prefix: str, **options: Any) -> Flask:
    app = create(prefix, **options)
    app.add_url_rule("/hello", view_func=hello)
    return app


def with_cookie(prefix: str) -> Flask:
    app = create(prefix)
    app.add_url_rule("/hello", view_func=hello, methods=["GET", "POST"])

    @app.get("/cookie")
    def set_cookie() -> Response:
        response = jsonify(hello())
        response.headers["Vary"] = "Accept-Language"
        response.set_cookie("visited", "1", samesite="Lax")
        return response

    return app


def with_crash(prefix: str) -> Flask:
    app = with_hello(prefix)

    @app.get("/crash")
    def crash() -> Response:
        raise RuntimeError("a secret of the server")

    return app


def guarded_as_a_whole(prefix: str) -> Flask:
    app = create(prefix, redoc="/redocs")
    app.add_url_rule("/hello", view_func=guarded(hello))
    app.add_url_rule("/dependency_in_path_operation", view_func=two_users)
    app.register_blueprint(static_files())
    return app


def token_elsewhere(prefix: str) -> Flask:
    app = create(prefix)
    app.add_url_rule("/items", "items", lambda: {"token": bearer_token()})
    return app


def error_handlers(prefix: str) -> Flask:
    app = create(prefix, text_errors=True)
    app.register_blueprint(errors())
    app.register_blueprint(static_files())

    @app.post("/cities")
    def add_city() -> dict[str, Any]:
        city = read(Given.json, City)
        return city.model_dump()

    @app.get("/users/me")
    def read_me() -> dict[str, str]:
        if bearer_token() != "alice":
            raise HttpError(401, "Not alice", BEARER)
        return {"username": "alice"}

    @app.get("/bad_response")
    def bad_response() -> dict[str, Any]:
        return City.model_validate({"name": "Beijing"}).model_dump()

    return app


class LostCityError(Exception):
    def __init__(self, city: str) -> None:
        super().__init__(city)
        self.city = city


class SunkenCityError(LostCityError):
    pass


def own_exceptions(prefix: str) -> Flask:
    app = create(prefix)
    app.add_url_rule("/http_exception", view_func=http_exception)

    @app.errorhandler(LostCityError)
    def lost_city(error: LostCityError) -> tuple[dict[str, str], int]:
        return {"lost": error.city}, 418

    @app.errorhandler(HTTPException)
    def marked(error: HTTPException) -> Response:
        response = as_json(error)
        response.headers["X-Handler"] = "own"
        return response

    @app.errorhandler(Invalid)
    def with_body(error: Invalid) -> Response:
        response = faults_as_json(error)
        response.set_data(app.json.dumps({"detail": error.faults, "body": error.body}))
        return response

    @app.get("/cities/<name>")
    def read_city(name: str) -> dict[str, str]:
        if name == "Troy":
            raise LostCityError(name)
        if name == "Atlantis":
            raise SunkenCityError(name)
        return {"city": name}

    @app.post("/cities")
    def add_city() -> dict[str, Any]:
        city = read(Given.json, City)
        return city.model_dump()

    return app


@contextmanager
def entered(log: Log) -> Iterator[None]:
    log.write("enter")
    try:
        yield
    finally:
        log.write("exit")


def layers(prefix: str) -> Flask:
    app = create(prefix)

    @app.get("/task")
    def run_task() -> Response:
        log = read_log()
        log.write("handler")
        return in_background(jsonify(hello()), lambda: log.write("task"))

    @app.get("/exit")
    def leave_dependency() -> Response:
        log = read_log()
        with ExitStack() as stack:
            stack.enter_context(entered(log))
            log.write("handler")
            return once_sent(jsonify(hello()), stack.pop_all().close)

    @app.get("/task-and-exit")
    def run_task_then_leave() -> Response:
        log = read_log()
        with ExitStack() as stack:
            stack.enter_context(entered(log))
            log.write("handler")
            return in_background(jsonify(hello()), lambda: log.write("task"), stack.pop_all().close)

    return app
