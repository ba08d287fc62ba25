"""The rules of a release (``--rules``): which of those collected it has, and at what level."""

from collections.abc import Mapping
from dataclasses import replace

import pytest

from fastapi_spec.files import SPEC
from fastapi_spec.plugin.items import ROWS, case_name
from fastapi_spec.rules.releases import Frozen
from fastapi_spec.rules.rule import Rule


def freeze(rules: dict[pytest.Item, Rule], release: Mapping[str, Frozen]) -> set[pytest.Item]:
    """Give the rules the levels that they had in a release. Returns the items that it does not have.

    Rules of other projects are not concerned.
    """
    newer = set()
    for item, rule in rules.items():
        if not item.path.is_relative_to(SPEC):
            continue
        frozen = release.get(rule.id)
        if frozen is None or not frozen.has(case_name(item)):
            newer.add(item)
            continue
        item.stash[ROWS] = len(frozen.cases) or 1
        if rule.level is not frozen.level:
            rules[item] = replace(rule, level=frozen.level)
            item.add_marker(pytest.mark.rule(rules[item]), append=False)
    return newer
