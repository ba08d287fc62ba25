"""Before the first rule: whether the server at --url implements this API. Only GET is sent, which writes nothing."""

import re

from fastapi_spec.rules.contract import documents
from fastapi_spec.target.base import TargetError


def check_api(url: str, timeout: float) -> None:
    """Raise TargetError if the server knows none of the contract's paths, and so seems to be another API."""
    from fastapi_spec.client.api import Api, NoResponse, Recorder, TimedOut

    paths = [
        prefix + re.sub(r"{[^}]*}", "1", path) for prefix, document in documents().items() for path in document["paths"]
    ]
    with Api(url, Recorder(timeout, tls=url.startswith("https:"))) as api:
        for path in paths:
            try:
                response = api.get(path)
            except TimedOut:
                raise TargetError(
                    f"the server at {url} accepts connections and does not respond within {timeout:g} s"
                ) from None
            except NoResponse:
                return  # What does not speak HTTP is not another API: the rules will say so one by one.
            if _knows(response.status_code, response.headers.get("content-type", "")):
                return
    raise TargetError(
        f"the server at {url} knows none of the {len(paths)} paths of the contract and seems to be another API; "
        "nothing was written to it. Give the right address with --url, or add --anyway to run the rules against it"
    )


def _knows(status: int, content_type: str) -> bool:
    """Whether a response is that of a path which the server knows: not a 404, a redirect, a login or a web page."""
    return (
        status >= 500
        or status == 405
        or (status not in (401, 403, 404) and status // 100 != 3 and "json" in content_type)
    )
