"""Sequences of generated requests · 测试用例：连续的请求."""

from fastapi_spec import must
from fastapi_spec.generate.findings import Seen

NOTES = "测试用例"
ORIGIN = "fastapi"


@must("FUZZ-CREATED-1", docs="tutorial/sql-databases/")
def test_created_resources(fuzzed: Seen) -> None:
    """In a generated sequence a created resource can be read by the id in the response."""
    assert fuzzed.keeps("ensure_resource_availability")


@must("FUZZ-DELETED-1", docs="tutorial/sql-databases/#delete-a-hero")
def test_deleted_resources(fuzzed: Seen) -> None:
    """In a generated sequence a deleted resource can no longer be read."""
    assert fuzzed.keeps("use_after_free")
