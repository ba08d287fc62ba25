"""The tools: the input files of each, and the command that runs them quietly.

Every tool asserts the status and the whole JSON body of each exchange, reports each exchange by itself and goes on
after one that fails. Apart from that each runs as it does by default.
"""

import json
import os
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from textwrap import indent
from typing import Any

from benchmarks.peers.exchanges import Exchange

ROOT = Path(__file__).parent.parent.parent
Write = Callable[[Sequence[Exchange], str, Path], list[str]]


@dataclass(frozen=True)
class Tool:
    """A tool. ``write`` writes its files into a folder, for a server at a URL, and returns its arguments.

    ``program`` is its path below the folder of the installed tools. The command runs in the folder of the files.
    """

    name: str
    program: str
    write: Write
    environment: dict[str, str] = field(default_factory=dict)

    def command(self, installed: Path, exchanges: Sequence[Exchange], url: str, folder: Path) -> list[str]:
        """Write the files and return the command that runs them."""
        folder.mkdir(parents=True)
        return [str(installed / self.program), *self.write(exchanges, url, folder)]


def literal(value: Any) -> str:
    """A value as JSON, which JavaScript and YAML read, too."""
    return json.dumps(value, ensure_ascii=False)


def newman(exchanges: Sequence[Exchange], url: str, folder: Path) -> list[str]:
    """A Postman collection."""
    items = []
    for n, exchange in enumerate(exchanges, 1):
        sent = exchange.request
        request: dict[str, Any] = {
            "method": sent.method,
            "header": [{"key": key, "value": value} for key, value in sent.fields.items()],
            "url": url + sent.target,
        }
        if sent.body is not None:
            request["body"] = {"mode": "raw", "raw": literal(sent.body)}
        tests = [
            f"pm.test('status', () => pm.expect(pm.response.code).to.equal({exchange.status}));",
            f"pm.test('body', () => pm.expect(pm.response.json()).to.eql({literal(exchange.json)}));",
        ]
        script = {"listen": "test", "script": {"type": "text/javascript", "exec": tests}}
        items.append({"name": f"exchange {n}", "request": request, "event": [script]})
    schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"
    collection = {"info": {"name": "peers", "schema": schema}, "item": items}
    (folder / "collection.json").write_text(literal(collection), encoding="utf-8")
    return ["run", "collection.json", "--silent"]


def bruno(exchanges: Sequence[Exchange], url: str, folder: Path) -> list[str]:
    """A Bruno collection: a folder with a .bru file for each request."""
    (folder / "bruno.json").write_text(literal({"version": "1", "name": "peers", "type": "collection"}))
    for n, exchange in enumerate(exchanges, 1):
        sent = exchange.request
        kind = "none" if sent.body is None else "json"
        blocks = [
            ("meta", f"name: exchange {n}\ntype: http\nseq: {n}"),
            (sent.method.lower(), f"url: {url}{sent.target}\nbody: {kind}\nauth: none"),
            ("headers", "\n".join(f"{key}: {value}" for key, value in sent.fields.items())),
            ("body:json", "" if sent.body is None else literal(sent.body)),
            (
                "tests",
                f"test('status', () => expect(res.getStatus()).to.equal({exchange.status}));\n"
                f"test('body', () => expect(res.getBody()).to.eql({literal(exchange.json)}));",
            ),
        ]
        text = "\n".join(f"{name} {{\n{indent(content, '  ')}\n}}\n" for name, content in blocks if content)
        (folder / f"exchange-{n:02}.bru").write_text(text, encoding="utf-8")
    return ["run"]


def bruno_developer(exchanges: Sequence[Exchange], url: str, folder: Path) -> list[str]:
    """The same collection, with the scripts run by Node.js and not in Bruno's sandbox, the default."""
    return [*bruno(exchanges, url, folder), "--sandbox", "developer"]


def stepci(exchanges: Sequence[Exchange], url: str, folder: Path) -> list[str]:
    """A Step CI workflow with a test for each exchange: the tests run at the same time, as they do by default."""
    tests = {}
    for n, exchange in enumerate(exchanges, 1):
        sent = exchange.request
        http: dict[str, Any] = {"url": url + sent.target, "method": sent.method, "headers": sent.fields}
        if sent.body is not None:
            http["json"] = sent.body
        http["check"] = {"status": exchange.status, "json": [{"eq": exchange.json}]}
        tests[f"exchange{n}"] = {"steps": [{"name": "exchange", "http": http}]}
    workflow = {"version": "1.1", "name": "peers", "tests": tests}
    (folder / "workflow.yml").write_text(literal(workflow), encoding="utf-8")
    return ["run", "workflow.yml"]


def tavern(exchanges: Sequence[Exchange], url: str, folder: Path) -> list[str]:
    """A file of YAML with a test for each exchange, which pytest runs with the plugin of tavern."""
    tests = []
    for n, exchange in enumerate(exchanges, 1):
        sent = exchange.request
        request: dict[str, Any] = {"url": url + sent.target, "method": sent.method, "headers": sent.fields}
        if sent.body is not None:
            request["json"] = sent.body
        response = {"status_code": exchange.status, "strict": ["json:on"], "json": exchange.json}
        stage = {"name": "exchange", "request": request, "response": response}
        tests.append(literal({"test_name": f"exchange {n}", "stages": [stage]}))
    (folder / "test_peers.tavern.yaml").write_text("---\n" + "\n---\n".join(tests) + "\n", encoding="utf-8")
    return ["-m", "pytest", "-q", "test_peers.tavern.yaml"]


def httpyac(exchanges: Sequence[Exchange], url: str, folder: Path) -> list[str]:
    """A .http file; the script behind each request compares the body."""
    requests = []
    for exchange in exchanges:
        sent = exchange.request
        head = [f"{sent.method} {url}{sent.target}", *(f"{key}: {value}" for key, value in sent.fields.items())]
        body = [] if sent.body is None else ["", literal(sent.body)]
        script = [
            "",
            "{{",
            "  const { equal, deepStrictEqual } = require('assert');",
            f"  test('status', () => equal(response.statusCode, {exchange.status}));",
            f"  test('body', () => deepStrictEqual(JSON.parse(response.body), {literal(exchange.json)}));",
            "}}",
        ]
        requests.append("\n".join([*head, *body, *script]))
    (folder / "peers.http").write_text("\n\n###\n\n".join(requests) + "\n", encoding="utf-8")
    return ["send", "peers.http", "--all", "--output", "none"]


def hurl(exchanges: Sequence[Exchange], url: str, folder: Path) -> list[str]:
    """A .hurl file. Hurl compares a JSON body as it is written, not by its meaning."""
    entries = []
    for exchange in exchanges:
        sent = exchange.request
        head = [f"{sent.method} {url}{sent.target}", *(f"{key}: {value}" for key, value in sent.fields.items())]
        body = [] if sent.body is None else [literal(sent.body)]
        entries.append("\n".join([*head, *body, f"HTTP {exchange.status}", exchange.text]))
    (folder / "peers.hurl").write_text("\n\n".join(entries) + "\n", encoding="utf-8")
    return ["--test", "--continue-on-error", "peers.hurl"]


def ours(exchanges: Sequence[Exchange], url: str, folder: Path) -> list[str]:
    """A module with a rule for each exchange."""
    parts = ['"""Sixty exchanges."""\n\nfrom fastapi_spec import Api, like, must\n']
    for n, exchange in enumerate(exchanges, 1):
        sent = exchange.request
        arguments = [repr(sent.method), repr(sent.target)]
        arguments += [f"headers={sent.headers!r}"] if sent.headers else []
        arguments += [f"json={sent.body!r}"] if sent.body is not None else []
        parts.append(
            f'@must("PEERS-EXCHANGE-{n}")\n'
            f"def test_exchange_{n}(api: Api) -> None:\n"
            f'    """Exchange {n} has the expected response."""\n'
            f"    response = api.request({', '.join(arguments)})\n\n"
            f"    assert response.status_code == {exchange.status}\n"
            f"    assert response.json() == like({exchange.json!r})\n"
        )
    (folder / "test_peers.py").write_text("\n\n".join(parts), encoding="utf-8")
    return ["-m", "fastapi_spec", "--url", url, "test_peers.py", "-q"]


OURS = "fastapi-spec"
TOOLS = [
    Tool(OURS, sys.executable, ours, {"PYTHONPATH": str(ROOT)}),
    Tool("hurl", "bin/hurl", hurl),
    Tool("tavern", "tavern/bin/python", tavern),
    Tool("httpyac", "node_modules/.bin/httpyac", httpyac),
    Tool("newman", "node_modules/.bin/newman", newman),
    Tool("stepci", "node_modules/.bin/stepci", stepci, {"STEPCI_DISABLE_ANALYTICS": "1"}),
    Tool("bruno", "node_modules/.bin/bru", bruno),
    Tool("bruno-developer", "node_modules/.bin/bru", bruno_developer),
]
"""This project and the others. ``sys.executable`` is absolute, so it is not below any folder."""


def environment(tool: Tool, home: Path) -> dict[str, str]:
    """The environment of a tool: a home of its own, and compiled modules in the cache of Python."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "HOME": str(home), "NO_COLOR": "1", **tool.environment}
