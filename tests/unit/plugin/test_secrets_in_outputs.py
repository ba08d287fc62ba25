"""Secrets planted in every place of a request and a response are in no output: terminal, JUnit, report, summary."""

import base64
import itertools
import json
import re
from collections.abc import Iterable

import pytest

from fastapi_spec.client.secrets import of_environment
from tests.servers import Part, responding, running, sized
from tests.unit.conftest import XDIST, Mini

_numbers = itertools.count(100_000)


def planted(place: str) -> str:
    """A secret of its own for a place."""
    return f"pl4nted-{place}-{next(_numbers)}"


SENT = {
    "bearer": planted("bearer"),
    "cookie": planted("cookie"),
    "key": planted("key"),
    "query": planted("query"),
    "json": planted("json"),
    "nested": planted("nested"),
    "list": planted("list"),
    "form": planted("form"),
    "multipart": planted("multipart"),
    "basic": planted("basic"),
}
BASIC = base64.b64encode(f"me:{SENT['basic']}".encode()).decode()
JWT = f"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJ4In0.{planted('signature')}"
RECEIVED = {
    "set-cookie": planted("session"),
    "header": planted("header"),
    "location": planted("location"),
    "wrapped": planted("wrapped"),
    "apiKey": planted("apikey"),
    "privateKey": planted("private"),
    "text": planted("text"),
    "hash": "$2b$12$abcdefghijklmnopqrstuvPL4NTEDHASH",
    "echoed": SENT["json"],
}
RULES = f'''
"""Mini rules · 小."""
from fastapi_spec import like, must


@must("MINI-A-1", notes="bool 参数", docs="tutorial/")
def test_everything(api):
    """Nothing holds."""
    api.get("/a?api_key={SENT["query"]}", headers={{"Authorization": "Bearer {SENT["bearer"]}"}})
    api.get("/a", headers={{"Cookie": "sid={SENT["cookie"]}", "X-API-Key": "{SENT["key"]}"}})
    api.post("/a", json={{"a": {{"password": "{SENT["nested"]}"}}, "new_passwd": "{SENT["json"]}"}})
    api.post("/a", json={{"secrets": ["{SENT["list"]}"]}})
    api.post("/a", data={{"client_secret": "{SENT["form"]}"}})
    api.post("/a", files={{"password": (None, "{SENT["multipart"]}"), "file": ("f", b"\\xff")}})
    response = api.get("/a", headers={{"Authorization": "Basic {BASIC}"}})
    print("printed:", response.text, response.headers)
    assert response.json() == like(result=1), f"received {{response.json()!r}}, sent {SENT["basic"]}"


@must("MINI-A-2")
def test_text(api):
    """The text is another one."""
    assert api.get("/text").text == "{SENT["bearer"]}"


@must("MINI-A-3")
def test_error(api):
    """The harness fails."""
    response = api.get("/a")
    print(response.text)
    raise ValueError(response.text)
'''


def leaking(path: str) -> Iterable[Part]:
    """A response with a secret in each place."""
    if path == "/text":
        return [sized(f"password: {RECEIVED['text']}\nfrom http://me:{RECEIVED['wrapped']}@db".encode())]
    body = {
        "result": {"access_token": JWT, "user": {"hashed_password": RECEIVED["hash"]}},
        "apiKey": RECEIVED["apiKey"],
        "note": f"token={RECEIVED['wrapped']} and {JWT}",
        "key": f"-----BEGIN PRIVATE KEY-----\n{RECEIVED['privateKey']}\n-----END PRIVATE KEY-----",
        "detail": [{"loc": ["body", "new_passwd"], "msg": "no", "input": RECEIVED["echoed"]}],
    }
    fields = {
        "Set_Cookie": f"session={RECEIVED['set-cookie']}; Path=/; HttpOnly",
        "X_Auth_Token": RECEIVED["header"],
        "Location": f"https://me:{RECEIVED['location']}@h/?access_token={RECEIVED['wrapped']}",
    }
    return [sized(json.dumps(body).encode(), "500 Oh", Content_Type="application/json", **fields)]


@pytest.mark.parametrize("options", [[], XDIST], ids=["one", "xdist"])
def test_no_output_has_a_secret(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, options: list[str]) -> None:
    """Those of an owner's own rules are masked in what was sent, too; where each of them was stays visible."""
    monkeypatch.setenv("SECRET_KEY", own := planted("environment"))
    with running(responding(leaking)) as server:
        mini = Mini(pytester, server.url)
        (mini.folder / "test_mini.py").write_text(RULES)
        ran = mini.run("", "--report=out", "--junitxml=junit.xml", "--github", "--cards=all", *options)
    files = [mini.folder / name for name in ("out/report.json", "out/summary.md", "junit.xml", "out/index.html")]
    outputs = {"terminal": ran.output, **{path.name: path.read_text(encoding="utf-8") for path in files}}
    secrets = [*SENT.values(), BASIC, *RECEIVED.values(), JWT, JWT.rpartition(".")[2], own]

    assert ran.status == 3
    assert "ValueError" in ran.output
    assert [(name, secret) for name, text in outputs.items() for secret in secrets if secret in text] == []
    assert re.findall("pl4nted[^*]*", ran.output, re.IGNORECASE) == []
    for shown in ("session=***; Path=/; HttpOnly", "X-Auth-Token: ***", '"hashed_password": "$2b$***"', "api_key=***"):
        assert shown in ran.output


def test_the_environment_has_secrets() -> None:
    """Variables that are called so, and passwords in addresses; neither paths nor what the notes print."""
    given = {
        "STRIPE_KEY": "sk1234567",
        "DATABASE_URL": "postgresql://me:pa55@h/db",
        "OTHER_URL": "postgresql://postgres:postgres@h/db",
        "PWD": "/home/someone",
        "GOOGLE_APPLICATION_CREDENTIALS": "/home/key.json",
        "TOKEN": "short",
    }

    assert of_environment(given) == {"sk1234567", "pa55"}
