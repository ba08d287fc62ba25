"""What `python -m benchmarks.reliability` concludes from what it has sent and read again."""

import asyncio
from collections.abc import Callable

import pytest

from benchmarks.reliability.__main__ import main
from benchmarks.reliability.client import Connection, NoResponse, Response
from benchmarks.reliability.ledger import Ledger, State
from benchmarks.reliability.load import Exchange, Load
from benchmarks.reliability.page import BEGIN, END, PAGE, renew
from benchmarks.reliability.parts import Result
from fastapi_spec.verdict.summary import Exit
from tests.servers import Part, head, responding, running, sized

ROW = "/rows/1"
OLD, NEW = {"name": "old"}, {"name": "new"}


def created(ledger: Ledger) -> None:
    """A row that was added."""
    ledger.acknowledge(ROW, OLD)


def changed(ledger: Ledger) -> None:
    """A row whose change was acknowledged."""
    ledger.acknowledge(ROW, OLD)
    ledger.doubt(ROW, NEW)
    ledger.acknowledge(ROW, NEW)


def removed(ledger: Ledger) -> None:
    """A row whose removal was acknowledged."""
    ledger.acknowledge(ROW, OLD)
    ledger.acknowledge(ROW, None)


def changed_without_response(ledger: Ledger) -> None:
    """A row whose change was sent."""
    ledger.acknowledge(ROW, OLD)
    ledger.doubt(ROW, NEW)


def removed_without_response(ledger: Ledger) -> None:
    """A row whose removal was sent."""
    ledger.acknowledge(ROW, OLD)
    ledger.doubt(ROW, None)


@pytest.mark.parametrize(
    "happened, possible, lost",
    [
        (created, [OLD, {"id": 1, **OLD}], [None, NEW, {"id": 1}, {}]),
        (changed, [NEW], [OLD, None]),
        (removed, [None], [OLD, {}]),
        (changed_without_response, [OLD, NEW], [None, {"name": "other"}]),
        (removed_without_response, [OLD, None], [NEW]),
    ],
)
def test_a_row_is_as_it_was_acknowledged(
    happened: Callable[[Ledger], None], possible: list[State], lost: list[State]
) -> None:
    """A lost row, an undone change and a removed row that is back are seen; what is unknown is not taken for a loss."""
    ledger = Ledger()
    happened(ledger)

    assert [ledger.contradicts(ROW, state) for state in possible] == [False] * len(possible)
    assert [ledger.contradicts(ROW, state) for state in lost] == [True] * len(lost)


@pytest.mark.parametrize("status, found", [(404, False), (200, True), (500, False)])
def test_a_row_that_cannot_be_read_is_lost(status: int, found: bool) -> None:
    """Also when the server responds with an error instead of the row."""
    load = Load(0, 0)
    load.ledger.acknowledge(ROW, OLD)
    load.compare(ROW, Response(status, {}, b'{"name": "old"}'))

    assert (load.lost == []) is found


def test_a_removed_row_is_not_lost_when_it_is_missing() -> None:
    """It is lost when the server does not say whether it is there."""
    load = Load(0, 0)
    load.ledger.acknowledge(ROW, None)
    load.compare(ROW, Response(404, {}, b""))
    assert load.lost == []

    load.compare(ROW, Response(500, {}, b""))
    assert len(load.lost) == 1


PARTS: dict[str, list[Part]] = {
    "/row": [sized(b"{}", "503 Service Unavailable", Retry_After=1)],
    "/empty": [head("204 No Content")],
    "/closing": [sized(b"{}", Connection="close"), None],
    "/cut": [head(Content_Length=10), b"{", None],
    "/silent": [None],
}


def test_the_client_reads_responses_and_opens_connections_again() -> None:
    """A response that announces the end of the connection costs no request; one that is cut off is not a response."""

    async def talk(port: int) -> list[Response | str]:
        connection, received = Connection(port), list[Response | str]()
        for path in ("/row", "/empty", "/closing", "/silent", "/row", "/cut", "/row"):
            try:
                received.append(await connection.send("POST", path, b"{}"))
            except NoResponse:
                received.append(path)
        connection.close()
        return received

    with running(responding(lambda path: PARTS[path])) as server:
        received = asyncio.run(talk(server.server_port))

    statuses = [response if isinstance(response, str) else response.status for response in received]
    assert statuses == [503, 204, 200, "/silent", 503, "/cut", 503]
    assert isinstance(received[0], Response)
    assert received[0].announced
    assert received[0].body == b"{}"


def exchange(status: int, began: float = 0, ended: float = 1, announced: bool = False) -> Exchange:
    """A read."""
    return Exchange(began, ended, "GET", ROW, status, announced)


@pytest.mark.parametrize(
    "sent, kills, tolerated",
    [
        (exchange(500), False, False),
        (exchange(500), True, False),
        (exchange(503, announced=True), False, False),
        (exchange(503, began=9, ended=11, announced=True), False, True),
        (exchange(503, began=12, ended=13, announced=True), False, True),
        (exchange(503, began=19, ended=30, announced=True), False, True),
        (exchange(503, began=12, ended=13), False, False),
        (exchange(503, began=21, ended=22, announced=True), False, False),
        (exchange(0), True, True),
        (exchange(0), False, False),
    ],
)
def test_a_failure_needs_a_reason(sent: Exchange, kills: bool, tolerated: bool) -> None:
    """An outage of the storage and an announcement for a 503, a killed process for a missing response."""
    result = Result("", Load(0, 0), outages=[(10, 20)], kills=kills)

    assert sent.failed
    assert result.tolerated(sent) is tolerated


@pytest.mark.parametrize(
    "status, problems", [(200, []), (204, []), (404, ["1 x 404 to GET /rows/1"]), (302, ["1 x 302 to GET /rows/1"])]
)
def test_what_should_not_have_come_is_a_problem(status: int, problems: list[str]) -> None:
    """The load sends nothing that the server may reject: a 404 is a lost row."""
    result = Result("", Load(0, 0))
    result.load.exchanges.append(exchange(status))
    result.judge()

    assert result.problems == problems


def test_the_figures_of_the_page_are_renewed() -> None:
    """What is between the marks, and nothing else."""
    page = PAGE.read_text(encoding="utf-8")
    before, after = page.partition(BEGIN)[0], page.partition(END)[2]

    assert renew(page, "other\n") == f"{before}{BEGIN}\nother\n\n{END}{after}"


@pytest.mark.parametrize("words", [["--only=nonsense"], ["--write", "--only=sqlite"], ["--workers=0"], ["--seconds=x"]])
def test_a_wrong_command_line_is_one_line(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing is started."""
    monkeypatch.setattr("sys.argv", ["reliability", *words])
    with pytest.raises(SystemExit) as ended:
        main()

    assert ended.value.code == Exit.USAGE
    assert len(capsys.readouterr().err.splitlines()) == 1
