"""Where a secret is in a text, and the text without it: after a name that says so, by its form, or as a known value.

The text may be JSON, a form, multipart, the repr of Python, a log or a URL, and may be cut anywhere. It comes from a
target that is not trusted: each pattern is linear.
"""

from __future__ import annotations

import base64
import contextlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote, quote_plus, unquote_plus

from fastapi_spec.client.secrets import LOOK, Secrets, sent, signed_publicly, unescaped

if TYPE_CHECKING:
    from fastapi_spec.client.api import Exchange, Headers

MASK = "***"
"""What is shown in place of a secret."""
SHORTEST = 8
"""How many characters a known secret has that is masked wherever they occur; a shorter one only between quotes."""
QUOTED, LONGEST = 4, 4096
"""How long a secret is at least and at most that is looked for elsewhere."""
MOST = 100
"""How many secrets of one kind are taken from one text."""

_CALLED = (
    "password|passwd|pwd|passphrase|passcode|secret|token|jwt|credential|otp"
    "|(?:api|secret|private|access|session|signing|encryption)[_-]?key|session[_-]?id|phpsessid|jsessionid"
)
_NAME = rf"(?:[\w.-]|\\u[0-9a-f]{{4}}){{0,60}}(?:{_CALLED})s?(?:[_-]?(?:hash|digest|value))?"
_BEGIN = r"(?<![\w.-])(?!(?<=\\)u[0-9a-f]{4})"
"""Where a name begins: not at each of its characters, which would make a long text slow."""
_HEADERS = r"[^\r\n]{0,500}+(?:\r?\n[^\r\n]{1,500}+){0,5}+\r?\n\r?\n"
"""What follows the name of a field in multipart, up to its value."""
_HINT = re.compile(f"{_CALLED}|authorization|cookie", re.IGNORECASE)
_STRING = r'"(?:[^"\\]|\\.)*(?:"|\\?\Z)|\'(?:[^\'\\]|\\.)*(?:\'|\\?\Z)'
_SCALARS = rf"\[(?:[^\[\]{{}}\"']|{_STRING})*(?:\]|\Z)"
_NUMBERED = r"[\w.-]{0,60}(?:pass(?:word|wd|code)|pwd|otp)"

_COOKIES = ("cookie", "set-cookie")
_COOKIE = re.compile(r"((?:^|;\s*)(?!(?:path|domain|expires|max-age|samesite)=)[^=;\s]+=)([^;\s]{4,})", re.IGNORECASE)
_SECRET_HEADER = re.compile(rf"(?:proxy-)?authorization|x-(?:auth|key)|{_NAME}", re.IGNORECASE)

_KIND = re.compile(r"\$(?:2[abxy]|argon2\w*|s?crypt|pbkdf2[\w-]*|[156y])\$|pbkdf2_\w+\$")
"""How the hash of a password begins: it proves what leaked, and tells nothing of it."""


class _Pattern(NamedTuple):
    """The groups of ``regex`` are what precedes a secret, and the secret. ``written`` is its form."""

    regex: re.Pattern[str]
    written: str = ""
    named: bool = True


def _pattern(regex: str, written: str = "", *, named: bool = True, flags: int = 0) -> _Pattern:
    return _Pattern(re.compile(regex, re.IGNORECASE | flags), written, named)


_PATTERNS = [
    _pattern(rf"""(["']{_NAME}["']\s*:\s*(?:b(?=["\']))?)({_STRING}|{_SCALARS})""", "literal"),
    _pattern(rf"""(["']{_NUMBERED}["']\s*:\s*)(-?\d[\d.e+-]*)""", "number"),
    _pattern(rf"""(\\"{_NAME}\\"\s*:\s*\\")([^"\\]+)"""),
    _pattern(
        rf"""("loc"\s*:\s*\[[^\[\]]{{0,200}}"{_NAME}"\s*\][^{{}}]{{0,500}}?"input"\s*:\s*)({_STRING})""",
        "literal",
    ),
    _pattern(rf"""{_BEGIN}({_NAME}(?:\]|%5D)?=(?:b(?=["\']))?)({_STRING}|[^&\s;,"'<>]+)""", "field"),
    _pattern(rf"""(name="?{_NAME}"?{_HEADERS})(.*?)(?=\r?\n--|\Z)""", flags=re.DOTALL),
    _pattern(rf"""{_BEGIN}({_NAME}[ \t]*:[ \t]+)([^\s"',;{{\[]\S*)(?=[ \t]*[,;]?[ \t]*\r?$)""", flags=re.MULTILINE),
    _pattern(r"""(authorization["']?[ \t]*:[ \t]*["']?(?:(?:basic|bearer|digest)[ \t]+)?)([^\r\n"']+)"""),
    _pattern(r"""(cookie["']?[ \t]*:[ \t]*["']?)([^\r\n"']+)""", "cookies"),
    _pattern(r"((?:basic|bearer)\s+)(?=\S*\d)([\w.~+/=-]{8,})", named=False),
    _pattern(r"(://)([^/\s@:\"']*:[^/\s@\"']+)(?=@)", named=False),
    _pattern(r"((?<![\w-])eyJ)([\w-]{8,}\.[\w-]*(?:\.[\w-]*)?)", "token", named=False),
    _pattern(r"(\$(?:2[abxy]|argon2\w*|s?crypt|pbkdf2[\w-]*|[156y])\$)([./\w$=,+-]{10,})", named=False),
    _pattern(r"(-----BEGIN [A-Z ]{0,20}PRIVATE KEY-----)(.+?)(?=-----END|\Z)", named=False, flags=re.DOTALL),
    _pattern(r"(\b(?:AKIA|gh[pousr]_|github_pat_|sk[-_]|xox[abps]-|glpat-))(\w[\w-]{15,})", named=False),
]


def masked(text: str, secrets: Secrets, *, received: bool = False) -> str:
    """A text without the secrets in it. ``received``: it comes from the target."""
    named = bool(_HINT.search(text))
    for pattern in _PATTERNS:
        if named or not pattern.named:
            text = pattern.regex.sub(partial(_replaced, pattern, secrets, received=received), text)
    for value in secrets.known:
        if secrets.hides(value, received=received):
            text = _without(text, value)
    return text


def masked_headers(headers: Headers, secrets: Secrets, *, received: bool = False) -> Headers:
    """Header fields without the secrets in their values."""
    return [(name, _header(name, value, secrets, received=received)) for name, value in headers]


def issued(exchanges: Iterable[Exchange]) -> set[str]:
    """The secrets that a target issued in these exchanges, but for what was sent to it, or anybody could make."""
    found = set()
    for exchange in exchanges:
        was_sent = sent([exchange])
        text = exchange.response_body[:LOOK].decode("utf-8", "replace")
        found |= {value for value in _values(text) if value not in was_sent and not signed_publicly(value)}
    return {value for value in found if SHORTEST <= len(value) <= LONGEST}


def owned(exchanges: Iterable[Exchange]) -> set[str]:
    """The secrets in the requests and the headers of these exchanges, for rules whose credentials are their owner's."""
    found: set[str] = set()
    for exchange in exchanges:
        bodies = exchange.request_body[:LOOK], exchange.response_body[:LOOK]
        for text in (exchange.url, *(body.decode("utf-8", "replace") for body in bodies)):
            found.update(_values(text))
        for name, value in exchange.request_headers + exchange.response_headers[:MOST]:
            found.update(_of_header(name, value[:LONGEST]))
    return {value for value in found if QUOTED <= len(value) <= LONGEST}


def _values(text: str) -> Iterator[str]:
    """The secrets in a text, as their owners write them."""
    named = bool(_HINT.search(text))
    for pattern in _PATTERNS:
        if named or not pattern.named:
            for match in islice(pattern.regex.finditer(text), MOST):
                yield from _meant(match[2], pattern.written, match[0])


def _replaced(pattern: _Pattern, secrets: Secrets, match: re.Match[str], *, received: bool) -> str:
    value = match[2]
    if pattern.written == "cookies":
        return match[1] + _cookies(value, secrets, received=received)
    meant = _meant(value, pattern.written, match[0])
    if not any(secrets.hides(each, received=received) for each in meant):
        return match[0]
    if value.startswith("[") and pattern.written == "literal":
        return f'{match[1]}["{MASK}"]'
    mark = '"' if pattern.written == "number" else value[0] if value[0] in "\"'" else ""
    kind = _KIND.match("".join(meant)) if pattern.written == "literal" else None
    return f"{match[1]}{mark}{kind[0] if kind else ''}{MASK}{mark}"


def _meant(value: str, written: str, whole: str) -> list[str]:
    """The values in a match: of literals what is between the quotes, of a field decoded."""
    if written == "token":
        return [whole]
    if written == "cookies":
        return [found[2] for found in _COOKIE.finditer(value)]
    if written == "literal" and value.startswith("["):
        strings = [_unquoted(found[0]) for found in re.finditer(_STRING, value)]
        return strings or re.findall(r"\d[\w.]*", value)
    if value[:1] in ("'", '"'):
        return [_unquoted(value)]
    return [unquote_plus(value) if written == "field" else value] if value else []


def _unquoted(literal: str) -> str:
    """The value of a literal, whose end may be cut off."""
    mark, inner = literal[0], literal[1:].removesuffix(literal[0])
    return unescaped(inner) if mark == '"' else inner.replace("\\'", "'")


def _header(name: str, value: str, secrets: Secrets, *, received: bool) -> str:
    if name.lower() in _COOKIES:
        return _cookies(value, secrets, received=received)
    if _SECRET_HEADER.fullmatch(name):
        scheme, credentials = _credentials(value)
        if secrets.hides(credentials, received=received):
            return f"{scheme} {MASK}".strip()
        return value
    return masked(value, secrets, received=received)


def _of_header(name: str, value: str) -> list[str]:
    """The secrets in a header field."""
    if name.lower() in _COOKIES:
        return _meant(value, "cookies", value)
    if not _SECRET_HEADER.fullmatch(name):
        return list(_values(value))
    scheme, credentials = _credentials(value)
    if scheme.lower() != "basic":
        return [credentials]
    with contextlib.suppress(ValueError):
        return [credentials, base64.b64decode(credentials).decode("utf-8", "replace").partition(":")[2]]
    return [credentials]


def _credentials(value: str) -> tuple[str, str]:
    """The scheme of credentials, if they name one, and what follows it."""
    scheme, space, credentials = value.partition(" ")
    return (scheme, credentials.strip()) if space and credentials.strip() else ("", value)


def _cookies(value: str, secrets: Secrets, *, received: bool) -> str:
    """Cookies with their names and attributes, and without their values. No session has an id of three characters."""

    def replaced(match: re.Match[str]) -> str:
        return f"{match[1]}{MASK}" if secrets.hides(match[2], received=received) else match[0]

    return _COOKIE.sub(replaced, value)


def _without(text: str, value: str) -> str:
    """The text without a value, wherever it is, as it is or encoded."""
    for form in _forms(value):
        if len(value) >= SHORTEST:
            text = text.replace(form, MASK)
        else:
            text = text.replace(f'"{form}"', f'"{MASK}"').replace(f"'{form}'", f"'{MASK}'")
    return text


@lru_cache(maxsize=1000)
def _forms(value: str) -> list[str]:
    """A value as it is, and as JSON, Python and URLs write it: the longest first."""
    written = [value, json.dumps(value)[1:-1], json.dumps(value, ensure_ascii=False)[1:-1], repr(value)[1:-1]]
    urls = [encode(value, safe="", errors="replace") for encode in (quote, quote_plus)]
    return sorted({*written, *urls}, key=len, reverse=True)
