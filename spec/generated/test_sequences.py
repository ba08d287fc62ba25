"""What holds from one request to the next · 测试用例."""

from fastapi_spec import must
from fastapi_spec.generate.findings import Seen

NOTES = "测试用例"


@must("FUZZ-CREATED-1", docs="tutorial/sql-databases/")
def test_what_was_created(fuzzed: Seen) -> None:
    """What was created can be read by the id that the answer gave."""
    assert fuzzed.keeps("ensure_resource_availability")


@must("FUZZ-DELETED-1", docs="tutorial/sql-databases/#delete-a-hero")
def test_what_was_deleted(fuzzed: Seen) -> None:
    """What was deleted can be read no more."""
    assert fuzzed.keeps("use_after_free")
