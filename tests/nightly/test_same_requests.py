"""Two runs send the same generated requests, in any process: the ids and names of a run aside, which must be new."""

import re
from pathlib import Path

from fastapi_spec.files import SPEC
from tests.conftest import run

RECORDED = """
import os

from reference_app.main import app as inner


async def app(scope, receive, send):
    if scope["type"] != "http":
        return await inner(scope, receive, send)
    body, messages, more = b"", [], True
    while more:
        messages.append(await receive())
        body += messages[-1].get("body", b"")
        more = messages[-1].get("more_body", False)
    sent = [scope["method"], scope["raw_path"], scope["query_string"], sorted(scope["headers"]), body]
    with open(f"sent-{os.getpid()}", "a") as file:
        print(*map(repr, sent), file=file)

    async def again():
        return messages.pop(0) if messages else await receive()

    await inner(scope, again, send)
"""
NEW = {
    r"fuzz-[0-9a-f]+": "the log of this run",
    r'"account": \d{4,}': "an account that no user has",
    r"\(b'(host|content-length)', b'[^']*'\)": "where it goes, and how long the above is",
}


def sent(folder: Path, *options: str, seed: str) -> list[str]:
    """The generated requests to the database of a new server, with this seed for the hashes of Python."""
    folder.mkdir()
    (folder / "recorded.py").write_text(RECORDED)
    data = str(folder / "data")
    rules = [f"{SPEC}/generated/test_responses.py", "--app", "recorded:app", "-k", "FUZZ-REACH-1 and chapter07"]
    ran = run(*rules, *options, cwd=folder, PYTHONHASHSEED=seed, DATA_DIR=data)
    assert ran.status == 0, ran.output
    text = max((file.read_text() for file in folder.glob("sent-*")), key=len)
    for pattern, name in NEW.items():
        text = re.sub(pattern, name, text)
    lines = text.splitlines()
    begin = max(n for n, line in enumerate(lines) if "/openapi.json" in line)
    return lines[begin:]


def test_two_runs_send_the_same(tmp_path: Path) -> None:
    """What a run finds, another run finds: neither the order of a set nor another worker changes what is sent."""
    alone = sent(tmp_path / "alone", seed="1")
    among_others = sent(tmp_path / "with-workers", "-n", "2", seed="2")

    assert len(alone) > 300
    assert alone == among_others
