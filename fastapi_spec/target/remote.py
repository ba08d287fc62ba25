"""A server that runs already, in any language."""

import os
import socket
from pathlib import Path

from fastapi_spec.language import later
from fastapi_spec.target.base import TargetError, address
from fastapi_spec.told import of_system


class Remote:
    """A server at a URL. Under xdist a worker has the ``name`` and ``log`` of the target of the controller."""

    kind = later("already running")
    awaited = later("respond")

    def __init__(self, url: str, name: str = "", log: Path | None = None) -> None:
        self.url = url.rstrip("/")
        self.name = name or self.url
        self.log = log
        self._address = address(url)

    def start(self) -> None:
        """It runs already."""

    def ready(self, seconds: float) -> bool:
        """Whether it accepts connections. Raises TargetError if not."""
        if self.url.startswith("https:"):
            _check_certificates()
        try:
            socket.create_connection(self._address, timeout=max(seconds, 5)).close()
        except OSError as error:
            told = {"url": self.url, "reason": of_system(error, begins_lower=True)}
            message = later(
                "cannot connect to {url}: {reason}; start the server, or give its address with --url", **told
            )
            raise TargetError(message) from None
        return True

    def finish(self) -> None:
        """It is not ours to stop."""

    def stop(self) -> None:
        """It is not ours to stop."""


def _check_certificates() -> None:
    """Raise TargetError if the certificate authorities that the environment names cannot be read."""
    import httpx

    try:
        httpx.create_ssl_context()
    except OSError as error:
        named = [f"{name}={os.environ[name]}" for name in ("SSL_CERT_FILE", "SSL_CERT_DIR") if name in os.environ]
        told = {"given": ", ".join(named), "reason": (error.strerror or str(error)).lower()}
        wrong = later("{given}: {reason}; name a file with certificates in PEM, or unset the variable", **told)
        raise TargetError(wrong, usage=True) from None
