"""A target behind TLS. SSL_CERT_FILE names the authority of a certificate that the public ones do not know."""

import os
import shutil
import ssl
import subprocess
from collections.abc import Iterator

import pytest

from tests.servers import responding, running, sized
from tests.unit.conftest import Mini

OPENSSL = shutil.which("openssl") or os.environ.get("CI")
pytestmark = pytest.mark.skipif(not OPENSSL, reason="openssl is not installed: apt-get install openssl")
MAKE = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
CONFORMING = responding(lambda path: [sized(b'{"n": %d, "shape": "round", "colour": "red"}' % int(path[-1]))])


@pytest.fixture
def encrypted(mini_rules: Mini) -> Iterator[Mini]:
    """The mini specification against a target with a certificate of its own, which is cert.pem."""
    folder = mini_rules.folder
    command = [*MAKE.split(), "-keyout", "key.pem", "-out", "cert.pem"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "cert.pem", folder / "key.pem")
    with running(CONFORMING) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        mini_rules.url = server.url.replace("http", "https")
        yield mini_rules


def test_a_known_authority_is_trusted(encrypted: Mini, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server with a certificate of a private authority can be tested."""
    monkeypatch.setenv("SSL_CERT_FILE", "cert.pem")

    assert encrypted.run("").status == 0


def test_an_unknown_authority_is_told(encrypted: Mini) -> None:
    """The card has the reason that TLS gives."""
    ran = encrypted.run("")

    assert ran.status == 1
    assert "certificate verify failed: self-signed certificate" in ran.output
