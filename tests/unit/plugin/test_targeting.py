"""A target is ready before the first rule, and only if a rule runs."""

import shutil
import socket

import pytest

from fastapi_spec import language
from fastapi_spec.files import SPEC
from fastapi_spec.output.report import read
from fastapi_spec.target.recognition import BODIES
from tests.servers import always, responding, running, sized
from tests.unit.conftest import XDIST, Mini

RULES = f"{SPEC}/chapter05_dependencies/test_classes.py"


def closed() -> str:
    """A URL at which nothing listens."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return f"http://127.0.0.1:{free.getsockname()[1]}"


@pytest.fixture
def without_target(mini_rules: Mini) -> Mini:
    """The mini specification against a port on which nothing listens."""
    mini_rules.url = closed()
    return mini_rules


def test_the_header_names_the_target(mini_rules: Mini) -> None:
    """A verdict is about a target. Of a server that runs already, no versions are known."""
    output = mini_rules.run("good", "-k", "colour").output

    assert f"target: {mini_rules.url}/good (already running)\nrootdir: " in output


def test_the_report_is_english_whatever_is_printed(without_target: Mini) -> None:
    """Machines read it: why there is no target is Chinese in the terminal only."""
    try:
        ran = without_target.run("", "--lang=zh", "--report=out")
    finally:
        language.choose("en")

    assert f"无法连接 {without_target.url}：" in ran.output
    assert f"被测目标：{without_target.url}（已在运行）\n" in ran.output
    assert read(without_target.folder / "out").target.failure.startswith(f"cannot connect to {without_target.url}: ")
    assert "cannot connect to" in (without_target.folder / "out" / "summary.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("options", [[], XDIST], ids=["one", "xdist"])
def test_a_closed_port_is_told_before_the_first_rule(without_target: Mini, options: list[str]) -> None:
    """No rule is judged where there is no target."""
    ran = without_target.run("", *options)

    assert ran.status == 6
    assert f"cannot connect to {without_target.url}: " in ran.output
    assert "start the server, or give its address with --url" in ran.output
    assert "broken" not in ran.output


def test_a_server_that_dies_ends_the_run(mini_rules: Mini) -> None:
    """The rule at which the target died is named, and no other rule is blamed."""
    with running(responding(lambda _: [lambda server: server.die(), None])) as server:
        mini_rules.url = server.url
        ran = mini_rules.run("")

    assert ran.status == 6
    assert f"no verdict: the target {server.url} died at MINI-A-1: the target closed the connection" in ran.output
    assert "MINI-A-2" not in ran.output


def test_collecting_needs_no_target(without_target: Mini) -> None:
    """--collect-only lists rules and runs none."""
    ran = without_target.run("", "--collect-only", "-q")

    assert ran.status == 0
    assert "test_mini.py::test_the_colour" in ran.output


def test_tests_that_are_not_rules_need_no_target(without_target: Mini) -> None:
    """A project that loads the plugin is left alone where none of its rules run."""
    (without_target.folder / "test_mini.py").write_text("def test_it():\n    assert 1 + 1 == 2\n")

    ran = without_target.run("")
    assert ran.status == 0
    assert " verdict " not in ran.output


def test_a_server_that_seems_to_be_another_api_gets_no_rule(mini_rules: Mini) -> None:
    """The rules of the specification write: a server that knows none of its paths gets nothing but GET."""
    with running(always(404, "text/html", b"")) as server:
        mini_rules.url = server.url
        ran = mini_rules.run("", RULES)

    assert ran.status == 6
    assert "seems to be another API" in ran.output
    assert set(server.methods) == {"GET"}


@pytest.mark.parametrize("options", [[], XDIST], ids=["one", "xdist"])
def test_a_copy_of_the_rules_is_kept_from_another_api(mini_rules: Mini, options: list[str]) -> None:
    """Under xdist only the workers know what they found there: the controller checks before it lets any of them run."""
    (mini_rules.folder / "spec").mkdir()
    shutil.copy(RULES, mini_rules.folder / "spec")
    with running(responding(lambda _: [sized(b"{}", "404 Not Found")])) as server:
        mini_rules.url = server.url
        ran = mini_rules.run("", *options, ".")

    assert ran.status == 6
    assert ran.output.count("seems to be another API") == 1
    assert "/echo?n=1" not in ran.output
    assert len(server.methods) == len(BODIES) + 2


def test_a_server_that_seems_to_be_another_api_can_be_tested(mini_rules: Mini) -> None:
    """--anyway is the decision of the user."""
    with running(always(404, "text/html", b"")) as server:
        mini_rules.url = server.url
        ran = mini_rules.run("", "--anyway", RULES)

    assert ran.status == 1


def test_rules_of_another_project_may_be_about_any_api(mini_rules: Mini) -> None:
    """Only the rules of the specification know which paths a target has."""
    with running(always(404, "text/html", b"")) as server:
        mini_rules.url = server.url

        assert mini_rules.run("").status == 1
