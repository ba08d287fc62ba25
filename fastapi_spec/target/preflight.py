"""Before the first rule: whether a target implements the contract, since the rules write.

A server that runs already (--url) may belong to anyone: it must respond as this contract alone says, or the run ends
after a few GET requests. An application or a command that the run starts was named by the user: there one path of the
contract is enough, with any response, since a learner may have begun anywhere and have it wrong.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from fastapi_spec.language import Later, later, say
from fastapi_spec.target.base import Target, TargetError
from fastapi_spec.target.declared import FIRST, paths
from fastapi_spec.target.recognition import BODIES, ENOUGH, SECOND, SECONDS, Recognition, TimeIsOver
from fastapi_spec.target.remote import Remote

UNTRUSTED = "certificate verify failed"
"""What OpenSSL says of a certificate that no authority signed, is of another host, or is too old."""
PATIENCE = 2
"""Seconds that need no word."""


def check_api(
    target: Target,
    timeout: float,
    progress: Callable[[str], None] = lambda _: None,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Raise TargetError if the target seems to be another API, or is too slow to tell.

    A response may take ``timeout`` seconds. After two seconds ``progress`` is told what the run waits for.
    """
    told = {"target": _named(target), "seconds": SECONDS}
    word = threading.Timer(
        PATIENCE, lambda: progress(say("waiting for the responses of {target} ({seconds} s at most)", **told))
    )
    word.start()
    try:
        _check(target, timeout, clock)
    finally:
        word.cancel()


def _check(target: Target, timeout: float, clock: Callable[[], float]) -> None:
    from fastapi_spec.client.api import Api, NoResponse, Recorder, TimedOut

    named = _named(target)
    with Api(target.url, Recorder(timeout, tls=target.url.startswith("https:"))) as api:
        found = Recognition(api, clock)
        try:
            found.begin()
            if found.is_ours() or (not isinstance(target, Remote) and found.has_begun()):
                return
        except TimedOut:
            told = {"target": named, "seconds": f"{min(timeout, SECONDS):g}"}
            if not isinstance(target, Remote):
                silent = later("{target} accepts connections and does not respond within {seconds} s", **told)
                raise TargetError(silent) from None
            silent = later(
                "{target} accepts connections and does not respond within {seconds} s; give the right address with "
                "--url, or add --anyway to run the rules against it",
                **told,
            )
            raise TargetError(silent) from None
        except TimeIsOver:
            slow = later(
                "{target} is too slow to be recognised ({n} responses in {seconds} s); nothing was written to it; "
                "give the right address with --url, or add --anyway to run the rules against it",
                target=named,
                n=len(found.statuses),
                seconds=SECONDS,
            )
            raise TargetError(slow, printed=False) from None
        except NoResponse as error:
            if UNTRUSTED in str(error):
                untrusted = later(
                    "{url} is not trusted: {reason}; name the certificate of its authority by SSL_CERT_FILE",
                    url=target.url,
                    reason=UNTRUSTED,
                )
                raise TargetError(untrusted, usage=True, printed=False) from None
            if not isinstance(target, Remote):
                return  # What does not speak HTTP is not another API: the rules will say so one by one.
            mute = later(
                "{target} sends no HTTP response ({error}); give the right address with --url, or add --anyway to run "
                "the rules against it",
                target=named,
                error=error,
            )
            raise TargetError(mute) from None
        statuses = sorted({*found.statuses})
        raise TargetError(_another_api(target, statuses, len(found.right)), printed=statuses[-1] >= 500)


def _named(target: Target) -> str | Later:
    return later("the server at {url}", url=target.url) if isinstance(target, Remote) else target.name


def _another_api(target: Target, statuses: list[int], right: int) -> Later:
    """What was found, and what to do instead. ``right`` is how many bodies are those of the contract."""
    if statuses == [500] and not isinstance(target, Remote):
        return later("{target} responds to every request with status 500", target=target.name)
    told = {"target": _named(target), "statuses": ", ".join(map(str, statuses))}
    if isinstance(target, Remote):
        return later(
            "{target} seems to be another API (status {statuses}): {right} of {all} responses are those of the "
            "contract, {enough} are needed; nothing was written to it. Give the right address with --url. If it is "
            "yours, begin with {first} and {second}, or add --anyway to run the rules against it; rules for your own "
            "routes: docs/writing-rules.md",
            **told,
            right=right,
            all=len(BODIES),
            enough=ENOUGH,
            first=FIRST,
            second=SECOND,
        )
    return later(
        "{target} knows none of the {n} paths of the contract (status {statuses}) and seems to be another API; "
        "nothing was written to it. The rules check your versions of FastAPI with our application: use --with, "
        "--constraint or --python without --app and --launch; rules for your own routes: docs/writing-rules.md; "
        "or add --anyway to run these",
        **told,
        n=len([*paths()]),
    )
