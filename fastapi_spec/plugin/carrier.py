"""Carries the case on a report from a worker of xdist to the controller."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from fastapi_spec.verdict.outcomes import Case, attach, case_of


class Carrier:
    """The hooks of pytest by which reports cross processes; a plugin that attaches cases has them."""

    @pytest.hookimpl(wrapper=True)
    def pytest_report_to_serializable(
        self, report: pytest.CollectReport | pytest.TestReport
    ) -> Generator[None, dict[str, Any] | None, dict[str, Any] | None]:
        """Make the case on a report plain: xdist sends it from a worker to the controller."""
        data = yield
        if data and (case := case_of(report)):
            data["spec_case"] = case.as_plain()
        return data

    @pytest.hookimpl(wrapper=True)
    def pytest_report_from_serializable(
        self, data: dict[str, Any]
    ) -> Generator[
        None, pytest.CollectReport | pytest.TestReport | None, pytest.CollectReport | pytest.TestReport | None
    ]:
        """Put the case back on a report that came from a worker."""
        plain = data.pop("spec_case", None)
        report = yield
        if plain and isinstance(report, pytest.TestReport):
            attach(report, Case.from_plain(plain))
        return report
