"""Two people run the rules on one server at once, a server that others have used: nobody notices the other."""

from pathlib import Path

import pytest

from benchmarks.shared import held, run_twice_at_once, use
from fastapi_spec.client.api import Api, Recorder
from fastapi_spec.target.served import serving

SHARING = ["spec/chapter07_database", "spec/chapter08_middleware", "spec/chapter08_background"]
"""The chapters that write. All of them, five times: python -m benchmarks.shared."""


def test_two_runs_at_once_leave_the_server_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    with serving() as target, Api(target.url, Recorder(10)) as api:
        use(api)
        before = held(api, tmp_path)
        runs = run_twice_at_once(target.url, "-q", *SHARING)

        assert [status for status, _ in runs] == [0, 0], "\n".join(output for _, output in runs)
        assert held(api, tmp_path) == before
