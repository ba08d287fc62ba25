"""How each proxy is started: in the foreground, with a configuration of its own in a temporary folder."""

import contextlib
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fastapi_spec.target.base import wait_until_ready
from fastapi_spec.target.launched import Launched

FOLDER = Path(__file__).parent
KINDS = ("usual", "cured")
"""The configurations of a proxy: as most people write it, and with the settings that avoid changes."""


@dataclass(frozen=True)
class Proxy:
    """A proxy: its name here and in prose, its program, how it is started, and what its configurations are written in.

    ``@PORT@``, ``@UPSTREAM@`` (the port of the application) and ``@FOLDER@`` are replaced in the configurations, and
    in the arguments ``@CONFIG@``, too.
    """

    name: str
    title: str
    program: str
    arguments: str
    suffix: str
    language: str

    def configuration(self, kind: str) -> Path:
        """The template of a configuration."""
        return FOLDER / self.name / f"{kind}.{self.suffix}"


PROXIES = {
    proxy.name: proxy
    for proxy in (
        Proxy("nginx", "nginx", "nginx", "-e stderr -p @FOLDER@ -c @CONFIG@", "conf", "nginx"),
        Proxy("haproxy", "HAProxy", "haproxy", "-db -f @CONFIG@", "cfg", "text"),
        Proxy("caddy", "Caddy", "caddy", "run --adapter caddyfile --config @CONFIG@", "caddyfile", "text"),
        Proxy("apache", "Apache httpd", "apache2", "-D FOREGROUND -f @CONFIG@", "conf", "apache"),
        Proxy("varnish", "Varnish", "varnishd", "-F -n @FOLDER@ -a 127.0.0.1:@PORT@ -f @CONFIG@", "vcl", "text"),
    )
}


def missing(proxies: list[Proxy]) -> list[Proxy]:
    """Those that are not installed."""
    return [proxy for proxy in proxies if not shutil.which(proxy.program)]


@contextlib.contextmanager
def running(proxy: Proxy, kind: str, upstream: int) -> Iterator[Launched]:
    """A proxy in front of the application at the port ``upstream``, for as long as the block runs.

    Raises TargetError if it does not start.
    """
    # Not in a folder that only its owner may enter: a proxy that root starts works as another user.
    with tempfile.TemporaryDirectory(prefix="fastapi-spec-proxy-") as folder:
        Path(folder).chmod(0o755)
        places = {"@PORT@": "{port}", "@UPSTREAM@": str(upstream), "@FOLDER@": folder}
        edits = shlex.quote("; ".join(f"s|{place}|{value}|g" for place, value in places.items()))
        config, arguments = f"{folder}/{kind}.{proxy.suffix}", proxy.arguments
        for place, value in (places | {"@CONFIG@": config}).items():
            arguments = arguments.replace(place, value)
        # Caddy would otherwise keep files in the home folder.
        start = f"env XDG_CONFIG_HOME={folder} XDG_DATA_HOME={folder} {proxy.program} {arguments}"
        template = shlex.quote(str(proxy.configuration(kind)))
        target = Launched(f"sed {edits} {template} >{config} && exec {start}", f"{proxy.name} ({kind})")
        try:
            wait_until_ready(target)
            yield target
        finally:
            target.stop()
