"""The applications of a target, and what a campaign has to know of each."""

from fastapi_spec import Api
from fastapi_spec.generate.openapi import served
from fastapi_spec.generate.plan import Application
from fastapi_spec.rules.contract import documents

from .areas import COSTLY, EXAMPLES, area_of, exceptions
from .credentials import credentials


def applications(api: Api, areas: set[str]) -> list[Application]:
    """Those that have a part in one of these areas. Raises TimedOut and Unreachable."""
    wanted = [p for p, document in documents().items() if any(area_of(p + path) in areas for path in document["paths"])]
    return [_application(api, prefix, areas) for prefix in wanted]


def _application(api: Api, prefix: str, areas: set[str]) -> Application:
    own = served(api, prefix)
    document = own or documents()[prefix]
    return Application(
        prefix,
        document=document,
        locked=documents()[prefix],
        own=own is not None,
        selected=lambda path: area_of(prefix + path) in areas,
        costly=lambda path: prefix + path in COSTLY,
        auth=credentials(api, prefix, document),
        operations=exceptions(prefix),
        examples=EXAMPLES.get(prefix, {}),
    )
