"""Accepted and rejected requests · 测试用例：接受与拒绝的请求."""

from fastapi_spec import must, should
from fastapi_spec.generate.findings import Seen

NOTES = "测试用例"
ORIGIN = "fastapi"


@must(
    "FUZZ-INVALID-1",
    origin="hardening",
    plain="reads JSON more loosely than its OpenAPI document",
    docs="tutorial/handling-errors/#override-request-validation-exceptions",
)
def test_invalid_data(fuzzed: Seen) -> None:
    """A generated request whose parameters or body do not fit their schemas is rejected with a 4xx status."""
    assert fuzzed.keeps("negative_data_rejection")


@must("FUZZ-VALID-1", docs="tutorial/body/")
def test_valid_data(fuzzed: Seen) -> None:
    """A generated request that fits its schemas is not rejected as invalid, unless the operation has to reject it."""
    assert fuzzed.keeps("positive_data_acceptance")


@must("FUZZ-MISSING-1", docs="tutorial/header-params/")
def test_missing_headers(fuzzed: Seen) -> None:
    """A generated request without a required header is rejected with a 4xx status."""
    assert fuzzed.keeps("missing_required_header")


@must("FUZZ-AUTH-1", docs="tutorial/security/first-steps/")
def test_authentication(fuzzed: Seen) -> None:
    """A generated request without valid credentials is rejected where a security scheme is declared."""
    assert fuzzed.keeps("ignored_auth", "object_level_authorization")


@must("FUZZ-METHOD-1", origin="http", docs="tutorial/first-steps/#operation")
def test_methods(fuzzed: Seen) -> None:
    """A generated request with a method that its path does not declare is rejected with 405 and `Allow`."""
    assert fuzzed.keeps("unsupported_method")


@should(
    "FUZZ-ALLOW-1",
    origin="http",
    plain="lists the methods of the first route of the path alone",
    docs="tutorial/first-steps/#operation",
)
def test_allowed_methods(fuzzed: Seen) -> None:
    """`Allow` in the response to OPTIONS lists the declared methods of the path and no others."""
    assert fuzzed.keeps("allow_header_conformance")
