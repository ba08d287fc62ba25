"""Answers that are no HTTP, no JSON, too much or too slow: each is a clear outcome in time, and the run goes on."""

import itertools
import json
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from tests.attack import attack
from tests.servers import Part, answering, head, running, sized, slowly

SOUND = sized(b'{"sound": true}')
CHUNKED = head(Transfer_Encoding="chunked")
MILLION = b"x" * 1_000_000

SILENT = "the target was silent until the timeout"
UNFINISHED = "the target had not finished its answer after 1 s"
ENDED = "the target broke off or sent no HTTP"
TOO_MUCH = "the target sent more than 2 MiB"
NO_JSON = "the body is no JSON"

HOSTILE: dict[str, tuple[Callable[[], Iterable[Part]], str]] = {
    "says-nothing": (lambda: [60.0], SILENT),
    "stops-in-the-head": (lambda: [SOUND[:20], 60.0], UNFINISHED),
    "stops-in-the-body": (lambda: [SOUND[:-1], 60.0], UNFINISHED),
    "dribbles-the-head": (lambda: slowly(head(X="y" * 3000)), UNFINISHED),
    "dribbles-the-body": (lambda: slowly(sized(b" " * 3000)), UNFINISHED),
    "informs-for-ever": (lambda: itertools.repeat(head("100 Continue")), UNFINISHED),
    "breaks-off": (lambda: [None], ENDED),
    "breaks-off-in-the-head": (lambda: [SOUND[:20], None], ENDED),
    "breaks-off-in-the-body": (lambda: [SOUND[:-1], None], ENDED),
    "breaks-off-in-a-chunk": (lambda: [CHUNKED + b"9\r\n{}", None], ENDED),
    "head-without-end": (lambda: [SOUND[:17], *[b"X: y\r\n" * 10_000] * 100], ENDED),
    "body-without-end": (
        lambda: itertools.chain([CHUNKED], itertools.repeat(b"f4240\r\n" + MILLION + b"\r\n")),
        TOO_MUCH,
    ),
    "200-MB": (lambda: [head(Content_Length=200_000_000), *[MILLION] * 200], TOO_MUCH),
    "length-too-great": (lambda: [head(Content_Length=9) + b"{}", None], ENDED),
    "length-too-small": (lambda: [head(Content_Length=1) + b"{}"], NO_JSON),
    "no-content-but-some": (lambda: [head("204 No Content") + SOUND], NO_JSON),
    "two-lengths": (lambda: [head(Content_Length="2, 3") + b"{}"], ENDED),
    "no-length": (lambda: [head(Content_Length="two") + b"{}"], ENDED),
    "no-chunk": (lambda: [CHUNKED + b"{}\r\n"], ENDED),
    "no-HTTP": (lambda: [b"SSH-2.0-OpenSSH_9.6\r\n", None], ENDED),
    "no-status": (lambda: [head("two hundred")], ENDED),
    "a-switch-of-protocols": (lambda: [head("101 Switching Protocols", Connection="Upgrade", Upgrade="x")], ENDED),
    "a-redirect-to-itself": (lambda: [sized(b"", "307 Temporary Redirect", Location="/a-redirect-to-itself")], NO_JSON),
    "no-gzip": (lambda: [sized(b"{}", Content_Encoding="gzip").replace(b"{}", b"no")], NO_JSON),
    "no-UTF-8": (lambda: [sized(b'"\xff"')], NO_JSON),
    "no-number": (lambda: [sized(b"NaN")], NO_JSON),
    "a-number-of-5000-digits": (lambda: [sized(b"1" * 5000)], NO_JSON),
    "arrays-in-arrays": (lambda: [sized(b"[" * 100_000)], NO_JSON),
    "objects-by-the-100,000": (lambda: [sized(b"[" + b"{}," * 690_000 + b"{}]")], "expected: body like"),
}

RULES = """
import pytest
from fastapi_spec.client.expect import like
from fastapi_spec.rules.rule import must

PATHS = {paths!r}


@must("MINI-B-1", notes="bool 参数", docs="tutorial/")
@pytest.mark.parametrize("path", PATHS)
def test_the_body_is_sound(api, path):
    \"\"\"The body says that it is sound.\"\"\"
    assert api.get("/" + path).json() == like(sound=True)
"""


@pytest.fixture(scope="module")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """What became of one rule with every hostile answer, and with a sound one behind each, in one run."""
    folder = tmp_path_factory.mktemp("hostile")
    (folder / "pyproject.toml").write_text("[tool.pytest]\nstrict = true\n")
    paths = [path for hostile in HOSTILE for path in (hostile, f"behind-{hostile}")]
    (folder / "test_mini.py").write_text(RULES.format(paths=paths))
    with running(answering(lambda path: HOSTILE[path[1:]][0]() if path[1:] in HOSTILE else [SOUND])) as server:
        ran = attack(server.url, "--timeout=1", "--anyway", "--report=out", cwd=folder)
    assert ran.status == 1, ran.output
    [rule] = json.loads((folder / "out" / "report.json").read_text())["rules"]
    return {case["case"]: case for case in rule["cases"]}


@pytest.mark.parametrize("path", HOSTILE)
def test_a_hostile_answer_is_a_clear_outcome(cases: dict[str, dict[str, Any]], path: str) -> None:
    [exchange] = cases[path]["exchanges"]

    assert cases[path]["outcome"] == "broken"
    assert cases[path]["reason"].startswith(HOSTILE[path][1])
    assert exchange["milliseconds"] < 10_000


@pytest.mark.parametrize("path", HOSTILE)
def test_the_run_goes_on_behind_it(cases: dict[str, dict[str, Any]], path: str) -> None:
    assert cases[f"behind-{path}"]["outcome"] == "holds"
