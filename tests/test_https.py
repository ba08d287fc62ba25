"""A target behind TLS. SSL_CERT_FILE names the authority of a certificate that the public ones do not know."""

import os
import shutil
import ssl
import subprocess
from pathlib import Path

import pytest

from tests.attack import attack
from tests.servers import answering, running, sized

OPENSSL = shutil.which("openssl") or os.environ.get("CI")
pytestmark = pytest.mark.skipif(not OPENSSL, reason="no openssl on this machine: apt-get install openssl")
MAKE = "openssl req -x509 -newkey rsa:2048 -nodes -days 1 -subj /CN=localhost -addext subjectAltName=IP:127.0.0.1"
CONFORMING = answering(lambda path: [sized(b'{"n": %d, "shape": "round", "colour": "red"}' % int(path[-1]))])


@pytest.mark.parametrize("known, status", [(True, 0), (False, 1)], ids=["known", "unknown"])
def test_the_authority_of_the_certificate_is_asked_for(
    mini: Path, monkeypatch: pytest.MonkeyPatch, known: bool, status: int
) -> None:
    subprocess.run([*MAKE.split(), "-keyout", "key.pem", "-out", "cert.pem"], cwd=mini, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(mini / "cert.pem", mini / "key.pem")
    if known:
        monkeypatch.setenv("SSL_CERT_FILE", "cert.pem")
    with running(CONFORMING) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        ran = attack(server.url.replace("http", "https"), "--anyway", cwd=mini)

    assert ran.status == status
    assert known or "certificate verify failed: self-signed certificate" in ran.output
