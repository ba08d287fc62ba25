"""End-to-end tests that take long: .ci/nightly runs them."""
