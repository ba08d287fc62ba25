"""The applications of a target, as a campaign takes them."""

from spec.chapter11_fuzz.contract import COSTLY, area_of, exceptions, locked
from spec.chapter11_fuzz.credentials import credentials
from spec.chapter11_fuzz.documents import served
from spec.harness.exchange import Api
from spec.harness.fuzz.plan import Application


def applications(api: Api, areas: set[str]) -> list[Application]:
    """Those that have a part in one of these areas. Raises Hung and Refused."""
    wanted = [p for p, document in locked().items() if any(area_of(p + path) in areas for path in document["paths"])]
    return [_application(api, prefix, areas) for prefix in wanted]


def _application(api: Api, prefix: str, areas: set[str]) -> Application:
    own = served(api, prefix)
    document = own or locked()[prefix]
    return Application(
        prefix,
        document=document,
        locked=locked()[prefix],
        own=own is not None,
        selected=lambda path: area_of(prefix + path) in areas,
        costly=lambda path: prefix + path in COSTLY,
        auth=credentials(api, prefix, document),
        operations=exceptions(prefix),
    )
