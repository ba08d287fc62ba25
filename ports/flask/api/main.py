"""The main application."""

from .application import create as create_application
from .application import static_files
from .contexts import contexts
from .departments import departments
from .dependencies import dependencies
from .errors import errors
from .events import events
from .layers import App, Cors, process_time
from .requests import requests
from .responses import responses
from .security import security
from .staff import staff
from .streams import streams
from .tasks import tasks
from .users import users

MAIN_CORS = Cors(
    origins=("http://localhost", "https://localhost", "http://localhost:3100", "https://localhost:3100"),
    credentials=True,
    methods=("*",),
    headers=("*",),
)


def create() -> App:
    app = create_application("", redoc="/redocs")
    app.add_url_rule("/hello", "hello", lambda: {"hello": "world"})
    for part in (
        events,
        requests,
        responses,
        streams,
        dependencies,
        contexts,
        security,
        departments,
        staff,
        users,
        tasks,
    ):
        app.register_blueprint(part)
    app.register_blueprint(errors("/chapter04"))
    app.register_blueprint(static_files())
    app.register_blueprint(static_files("static04"), url_prefix="/chapter04")
    return MAIN_CORS(process_time(app.wsgi_app))
