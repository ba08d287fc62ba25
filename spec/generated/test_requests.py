"""What is let in and what is not · 测试用例."""

from fastapi_spec import must, should
from fastapi_spec.generate.findings import Seen

NOTES = "测试用例"


@must("FUZZ-INVALID-1", docs="tutorial/handling-errors/#override-request-validation-exceptions")
def test_invalid_data(fuzzed: Seen) -> None:
    """A request whose parameters or body do not fit their declared schemas is refused with a client error."""
    assert fuzzed.keeps("negative_data_rejection")


@must("FUZZ-VALID-1", docs="tutorial/body/")
def test_valid_data(fuzzed: Seen) -> None:
    """A request that fits the declared schemas is not refused for its data."""
    assert fuzzed.keeps("positive_data_acceptance")


@must("FUZZ-MISSING-1", docs="tutorial/header-params/")
def test_missing_headers(fuzzed: Seen) -> None:
    """A request without a header that is declared as required is refused with a client error."""
    assert fuzzed.keeps("missing_required_header")


@must("FUZZ-AUTH-1", docs="tutorial/security/first-steps/")
def test_authentication(fuzzed: Seen) -> None:
    """An operation that declares a security scheme lets nobody in without good credentials."""
    assert fuzzed.keeps("ignored_auth", "object_level_authorization")


@must("FUZZ-METHOD-1", docs="tutorial/first-steps/#operation")
def test_methods(fuzzed: Seen) -> None:
    """A method that a path does not declare is refused with 405 and an Allow header."""
    assert fuzzed.keeps("unsupported_method")


@should("FUZZ-ALLOW-1", docs="tutorial/first-steps/#operation")
def test_allowed_methods(fuzzed: Seen) -> None:
    """An Allow header that answers OPTIONS lists the declared methods of the path and no others."""
    assert fuzzed.keeps("allow_header_conformance")
