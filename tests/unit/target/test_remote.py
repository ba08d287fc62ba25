"""A server that runs already is neither started nor stopped."""

import socket
from pathlib import Path

import pytest

from fastapi_spec.target.base import TargetError
from fastapi_spec.target.remote import Remote


def test_a_server_at_a_url_is_ready_if_it_accepts_connections() -> None:
    """The life of the server is not ours."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        target = Remote(f"http://127.0.0.1:{server.getsockname()[1]}/")
        target.start()
        assert target.ready(1)
        target.finish()
        target.stop()
        assert target.ready(1)


def test_a_closed_port_is_told() -> None:
    """The error says what to do."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        url = f"http://127.0.0.1:{free.getsockname()[1]}"

    with pytest.raises(TargetError, match=f"^cannot connect to {url}: .*; start the server") as raised:
        Remote(url).ready(1)
    assert not raised.value.usage


def test_a_url_is_the_name_without_its_last_slash() -> None:
    """Paths of rules begin with a slash."""
    target = Remote("http://h/v1/")

    assert (target.url, target.name, target.log) == ("http://h/v1", "http://h/v1", None)


def test_a_worker_has_the_name_and_the_log_of_the_controller() -> None:
    """Under xdist the target of the controller is at a URL for its workers."""
    target = Remote("http://h", "apps:good", Path("log"))

    assert (target.name, target.log) == ("apps:good", Path("log"))


@pytest.mark.parametrize("content", [None, "no certificate"], ids=["missing", "another file"])
def test_certificates_that_cannot_be_read_are_wrong_usage(
    content: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The error names the variable."""
    file = tmp_path / "ca.pem"
    if content:
        file.write_text(content)
    monkeypatch.setenv("SSL_CERT_FILE", str(file))

    with pytest.raises(TargetError, match=f"^SSL_CERT_FILE={file}.*; name a file with certificates") as raised:
        Remote("https://127.0.0.1:1").ready(1)
    assert raised.value.usage
