"""Long repetition in a text, described and not shown: ``<300 times a>``, ``<0 to 999: n#=1&>``."""

import re

LONG = 50
"""Characters of a repetition that is described."""

_RUN = re.compile(rf"(.)\1{{{LONG - 1},}}+|(.{{2,40}}?)\2{{9,}}+", re.DOTALL)
_COUNTED = re.compile(r"(?P<a>.{1,120}?)0(?P<b>.{0,60}?)(?P=a)1(?P=b)(?P=a)2(?P=b)", re.DOTALL)
_SHORT = re.compile(r"<(\d+) times ([^<>]+)>|<0 to (\d+): ([^<>]+)>", re.DOTALL)


def shortened(text: str) -> str:
    """The text with long repetitions described: of the same, or of the same with a number that counts."""
    return _counted(_RUN.sub(_times, text))


def expanded(text: str) -> str:
    """The text with every repetition written out; names in it have been replaced."""
    return _SHORT.sub(_written_out, text)


def _times(run: re.Match[str]) -> str:
    unit = run[1] or run[2]
    if len(run[0]) < LONG:
        return run[0]
    return f"<{len(run[0]) // len(unit)} times {'space' if unit == ' ' else unit}>"


def _counted(text: str) -> str:
    """The first series of a text, if it has one of at least ten elements."""
    found = _COUNTED.search(text) if len(text) > 10 * LONG else None
    if not found:
        return text
    before, behind = found["a"], found["b"]
    end, number = found.start(), 0
    while text.startswith(f"{before}{number}{behind}", end):
        end += len(f"{before}{number}{behind}")
        number += 1
    if number < 10:
        return text
    return f"{text[: found.start()]}<0 to {number - 1}: {before}#{behind}>{text[end:]}"


def _written_out(found: re.Match[str]) -> str:
    if found[1]:
        return int(found[1]) * (" " if found[2] == "space" else found[2])
    return "".join(found[4].replace("#", str(number)) for number in range(int(found[3]) + 1))
