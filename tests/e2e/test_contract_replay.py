"""docs/contract/ loses nothing: every printed exchange, read from its page and sent, gets the printed response."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from fastapi_spec.client.api import Api, Recorder
from fastapi_spec.rules.rule import Level
from fastapi_spec.target.served import serving
from tools.contract import pages
from tools.contract.notation import Reader, Request, cases_of, unblocked
from tools.contract.shorthand import POLLED, TELLING, Shorthand

SECONDS = 3
"""How long a log is read again."""

NOT_ALONE = {
    "STREAM-3": "the second request is sent while the first one is served",
    "DB-15": "counts a department of other rules",
    "DB-PAGE-8": "counts a department of other rules",
    "DB-WRITE-1": "several writers at once",
    "DB-WRITE-2": "several writers at once",
    "DB-WRITE-3": "several writers at once",
    "DB-WRITE-4": "several writers at once",
}
"""The rules whose exchanges, sent alone and one after another, do not get the printed responses."""

RULE = re.compile(r"#### (\S+)\n\n\*\*(\w+)\*\* .*?^```text\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ROWS = {"staff": "sid", "users": "uid", "departments": "did"}
"""The id of each kind of row, in an order in which they can be deleted."""

each_page = pytest.mark.parametrize("path", sorted(pages.FOLDER.glob("chapter*.md")), ids=lambda path: path.stem)


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """A client of the reference application, which begins without rows."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(tmp_path_factory.mktemp("data")))
        patch.setenv("DATABASE_URL", "")
        with serving() as target, Api(target.url, Recorder(10)) as client:
            yield client


def rules(path: Path) -> Iterator[tuple[str, Level, list[str]]]:
    """The id, the level and the lines of each rule of a page that shows some."""
    for text in re.split(r"^(?=##)", path.read_text(encoding="utf-8"), flags=re.MULTILINE):
        if found := RULE.match(text):
            yield found[1], Level[found[2]], unblocked(found[3])


def replayed(api: Api, lines: list[str], named: set[str], level: Level) -> list[str]:
    """The lines of one case, sent again and written down again."""
    reader = Reader(api.base_url.netloc.decode())
    api.recorder.exchanges.clear()

    def written() -> list[str]:
        return Shorthand(api.recorder.exchanges, named, locations=level is Level.MUST).lines()

    try:
        for line in lines:
            sent, _, came = line.partition(" -> ")
            request = reader.request(sent)
            send(api, request)
            end = time.monotonic() + SECONDS
            while POLLED.match(line) and written()[-1] != line and time.monotonic() < end:
                send(api, request)
            last = api.recorder.exchanges[-1]
            reader.learn(came, last.response_headers, last.response_body.decode("utf-8", "replace"))
        return written()
    except LookupError as error:
        return [str(error)]
    finally:
        remove_rows(api)


def send(api: Api, request: Request) -> None:
    """Send a request as it is written; what every client sends is added."""
    headers = [(name.decode(), value.decode("latin-1")) for name, value in request.headers]
    if request.framed:
        own = [(name, value) for name, value in headers if name != "Connection"]
        api.verbatim(request.method, request.target, headers=own, content=request.body)
        return
    chunked = ("Transfer-Encoding", "chunked") in headers
    kept = [(name, value) for name, value in request.headers if name != b"Transfer-Encoding"]
    content = iter([request.body]) if chunked else request.body
    api.raw(request.method, request.target, headers=kept, content=content)


def remove_rows(api: Api) -> None:
    """Remove the rows that a case has made, as the rules do."""
    made = "".join(
        exchange.response_body.decode()
        for exchange in api.recorder.exchanges
        if "/chapter07/" in exchange.url and exchange.status == 201
    )
    for kind, id in ROWS.items():
        for value in set(re.findall(rf'"{id}":(\d+)', made)):
            api.delete(f"/chapter07/{kind}/{value}")


@each_page
def test_every_exchange_is_complete(api: Api, path: Path) -> None:
    """A porter who sends what a page says receives what it says."""
    ids, failed = [], {}
    for id, level, lines in rules(path):
        ids.append(id)
        named = {name for name in TELLING if f"[{name}: " in "\n".join(lines).lower()}
        for case in cases_of(lines).values():
            again = replayed(api, case, named, level)
            if again != case:
                failed[id] = [pair for pair in zip(case, again, strict=False) if pair[0] != pair[1]][:1]

    assert len(ids) > 8
    assert failed.keys() == NOT_ALONE.keys() & set(ids), failed
