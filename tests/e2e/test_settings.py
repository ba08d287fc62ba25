"""What the environment may change, where no request sees it: the key of tokens, and how long a token is valid."""

import logging

import pydantic
import pytest

from reference_app import settings as settings_module
from reference_app.settings import DEMO_SECRET_KEY, settings

read = settings.__wrapped__  # anew each time


@pytest.mark.parametrize("key, warnings", [(DEMO_SECRET_KEY, 1), (32 * "x", 0)], ids=["demo", "own"])
def test_the_public_key_is_announced(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, key: str, warnings: int
) -> None:
    """Whoever serves the application with the key that all readers know is warned."""
    monkeypatch.setenv("SECRET_KEY", key)
    monkeypatch.setattr(settings_module, "settings", read)
    with caplog.at_level(logging.WARNING, "uvicorn.error"):
        settings_module.warn_of_demo_key()

    assert len(caplog.records) == warnings


@pytest.mark.parametrize("name, value", [("SECRET_KEY", 31 * "x"), ("ACCESS_TOKEN_MINUTES", "0")])
def test_a_setting_that_is_rejected_is_named_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    """A key in the log of a failed start would not be secret."""
    monkeypatch.setenv(name, value)
    with pytest.raises(pydantic.ValidationError, match=name.lower()) as rejected:
        read()

    assert f"input_value={value!r}" not in str(rejected.value)
    assert 31 * "x" not in str(rejected.value)
