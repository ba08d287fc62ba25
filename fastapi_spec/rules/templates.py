"""Templates of paths, such as ``/items/{id}``: each implementation names the parameters as it likes."""

import re

PARAMETER = "{[^{}]*}"
"""A regular expression. It allows no brace inside: a search through a path of a million braces would take hours."""


def shape(template: str) -> str:
    """A path, or an operation with it, without the names of its parameters: ``/items/{}``."""
    return filled(template, "{}")


def filled(template: str, value: str) -> str:
    """A path that has this in place of each parameter."""
    return re.sub(PARAMETER, value, template)


def names(template: str) -> list[str]:
    """The names of the parameters."""
    return [each[1:-1] for each in re.findall(PARAMETER, template)]


def pattern(template: str, parameter: str) -> str:
    """A regular expression for the paths of a template, if one for a parameter is given."""
    return parameter.join(map(re.escape, re.split(PARAMETER, template)))
