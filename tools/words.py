"""``python -m tools.words``: no text of the project uses a word that its glossary replaces.

Looks at names, strings and comments of Python, and at Markdown outside of code. Left out are the changelog, the code of
the notes, and what is generated.
"""

import io
import re
import subprocess
import sys
import tokenize
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent

WORDS = {
    r"answer(s|ed|ing)?": "response, respond",
    r"refus(e|es|ed|al|als|ing)": "reject, rejection",
    r"(?<!there )(is|are|was|were|be) no (?!longer|more than|less than)[a-z]+": "is not a, has no",
    r"(no|some|every)body('s)?": "name who or what",
    r"half a character": "lone surrogate",
    r"(drawn|chosen|picked) by lot": "random",
    r"blanks?": "space, whitespace",
    r"stands? (in|for|at|here|there|below|above|apart|between|beside)": "is, replaces",
    r"vices?": "defect",
    r"notic(e|es|ed|ing)": "detect",
    r"think(s)? up|thought of|nobody wrote down": "generated",
    r"header lines?": "header field",
    r"that is none": "unknown, missing",
}
PATTERN = re.compile("|".join(rf"(?<![\w:-])({word})\b" for word in WORDS), re.IGNORECASE)
INSIDE_NAMES = re.compile("answer|refus|nobody|somebody|blank(?!_line|_values)|notice", re.IGNORECASE)
LEFT_OUT = re.compile(
    r"docs/(contract/|implementations)|proof/witnesses/notes_app/|tools/words\.py|tests/.*test_words\.py|CHANGELOG|requirements|LICENSE"
)

PROTOCOL = {'"notice"'}
"""Strings that another program reads: a kind of annotation of GitHub Actions."""

Found = Iterator[tuple[int, str]]


def python(text: str) -> Found:
    """The words in names, strings and comments of Python, with their lines."""
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        line = token.start[0]
        if token.string in PROTOCOL:
            continue
        if token.type == tokenize.NAME and INSIDE_NAMES.search(token.string):
            yield line, token.string
        elif token.type in (tokenize.STRING, tokenize.COMMENT) or tokenize.tok_name[token.type] == "FSTRING_MIDDLE":
            yield from ((line + text.count("\n", 0, found.start()), found[0]) for text, found in _matches(token.string))


def _matches(text: str) -> Iterator[tuple[str, re.Match[str]]]:
    return ((text, found) for found in PATTERN.finditer(text))


def markdown(text: str) -> Found:
    """The words in Markdown, without code, with their lines."""
    prose = re.sub(
        r"^```.*?^```|`[^`\n]*`", lambda code: re.sub(r"[^\n]", "-", code[0]), text, flags=re.MULTILINE | re.DOTALL
    )
    for found in PATTERN.finditer(prose):
        yield prose.count("\n", 0, found.start()) + 1, found[0]


def files() -> list[Path]:
    """The files that are looked at."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "*.py", "*.md"],
        cwd=ROOT, check=True, capture_output=True, text=True,
    )  # fmt: skip
    return [ROOT / name for name in listed.stdout.splitlines() if not LEFT_OUT.match(name) and (ROOT / name).exists()]


def main() -> int:
    """Print every word with its file, its line and what to write. Returns the exit status: 1 if there is one."""
    count = 0
    for path in files():
        read = python if path.suffix == ".py" else markdown
        for line, word in read(path.read_text(encoding="utf-8")):
            print(f"{path.relative_to(ROOT)}:{line}: {word!r}: write {_better(word)}")
            count += 1
    return 1 if count else 0


def _better(word: str) -> str:
    found = (better for bad, better in WORDS.items() if re.search(rf"\b({bad})\b", word, re.IGNORECASE))
    return next(found, "another name")


if __name__ == "__main__":
    sys.exit(main())
