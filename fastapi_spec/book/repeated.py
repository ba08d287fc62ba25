"""What a page says again and again, such as the name of a field or the sentence of a fault, once in both languages."""

import re

from fastapi_spec.language import CHINESE

_BOTH = re.compile(r"<span lang=en>(.*?)</span><span lang=zh>(.*?)</span>", re.DOTALL)


def once(html: str, language: str) -> str:
    """The rules of a page with each text in both languages where it is said first, and later only in that of the page.

    The script of the page adds the other language before it is needed. Without a script the language does not change.
    """
    before, opening, rules = html.partition("<main")
    rules, closing, after = rules.partition("</main>")
    first: dict[str, str] = {}

    def shorter(both: re.Match[str]) -> str:
        own, other = both.groups() if language != CHINESE else reversed(both.groups())
        if own not in first:
            first[own] = other
            return both[0]
        return f"<span>{own}</span>" if first[own] == other else both[0]

    return "".join([before, opening, _BOTH.sub(shorter, rules), closing, after])
