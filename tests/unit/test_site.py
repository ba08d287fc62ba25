"""The first page of what is published leads to all the others."""

import re
from pathlib import Path

from proof.versions.sets import load

ROOT = Path(__file__).parents[2]


def test_the_first_page_leads_to_all_others() -> None:
    """Those that .ci/pages writes, and one for each group of versions."""
    written = set(re.findall(r"\$site/([\w-]+\.html)", (ROOT / ".ci" / "pages").read_text(encoding="utf-8")))
    page = (ROOT / "docs" / "site.html").read_text(encoding="utf-8")
    links = dict(re.findall(r'href="([\w-]+\.html)">([^<]+)', page))
    groups = {f"versions-{group.name}.html": group.title for group in load()}

    assert set(links) == {*written, *groups} - {"index.html"}
    assert {name: title for name, title in links.items() if name in groups} == groups
