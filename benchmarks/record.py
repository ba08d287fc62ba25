"""A pytest plugin that keeps every request of a run, byte for byte, in the file that REQUESTS names."""

import os
import pickle
from pathlib import Path

import httpx
import pytest

from fastapi_spec.client import api as exchange

_requests: list[tuple[str, str, list[tuple[str, str]], bytes]] = []
_handle = exchange.Recorder.handle_request


def _record(self: exchange.Recorder, request: httpx.Request) -> exchange.Response:
    try:
        return _handle(self, request)
    finally:
        sent = self.exchanges[-1]
        target = request.extensions.get("target", request.url.raw_path).decode("latin-1")
        _requests.append((sent.method, target, sent.request_headers, sent.request_body))


exchange.Recorder.handle_request = _record  # type: ignore[method-assign]


@pytest.hookimpl
def pytest_unconfigure() -> None:
    """Write what was kept."""
    Path(os.environ["REQUESTS"]).write_bytes(pickle.dumps(_requests))
