"""Before the first rule: whether the server at --url is one of ours, asked with GET alone, which writes nothing."""

import json
import re
from pathlib import Path

from spec.harness.target import TargetError

CONTRACT = Path(__file__).parent.parent / "contract" / "openapi.json"


def refuse_strangers(url: str, timeout: float) -> None:
    """Raise TargetError when the server answers none of the contract's paths, and so seems to be another API."""
    from spec.harness.exchange import Api, Hung, NoAnswer, Recorder

    documents = json.loads(CONTRACT.read_text(encoding="utf-8"))
    paths = [prefix + re.sub(r"{[^}]*}", "1", path) for prefix in documents for path in documents[prefix]["paths"]]
    with Api(url, Recorder(timeout, tls=url.startswith("https:"))) as api:
        for path in paths:
            try:
                response = api.get(path)
            except Hung:
                raise TargetError(
                    f"the server at {url} takes connections and does not answer within {timeout:g} s"
                ) from None
            except NoAnswer:
                return  # No HTTP is no API at all, and not a stranger's: the rules will say so one by one.
            if _is_an_answer(response.status_code, response.headers.get("content-type", "")):
                return
    raise TargetError(
        f"the server at {url} answers none of the {len(paths)} paths of the contract and seems to be another API; "
        "nothing was written to it. Give the right address with --url, or add --anyway to test it all the same"
    )


def _is_an_answer(status: int, content_type: str) -> bool:
    """Whether an answer tells of a path that the server knows: not a 404, a redirect, a login or a web page."""
    return (
        status >= 500
        or status == 405
        or (status not in (401, 403, 404) and status // 100 != 3 and "json" in content_type)
    )
