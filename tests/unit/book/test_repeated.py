"""What a page says again is in one language: its script finds the other one where it is said first."""

import pytest

from fastapi_spec.book.repeated import once


def both(english: str, chinese: str) -> str:
    """A text in both languages."""
    return f"<span lang=en>{english}</span><span lang=zh>{chinese}</span>"


@pytest.mark.parametrize("language, again", [("en", "notes"), ("zh", "笔记")])
def test_a_text_is_translated_once(language: str, again: str) -> None:
    """The first time it is in both languages, then in that of the page; with what is in it."""
    pair = both("notes", "笔记")

    assert once(f"<main>{pair}{pair} x {pair}</main>", language) == (
        f"<main>{pair}<span>{again}</span> x <span>{again}</span></main>"
    )


def test_one_word_with_two_meanings_stays() -> None:
    """The script would find the wrong one."""
    html = f"<main>{both('a', '甲')}{both('a', '乙')}</main>"

    assert once(html, "en") == html


def test_what_is_around_the_rules_stays() -> None:
    """It is said once, and the script uses its texts by their language."""
    html = f"{both('a', '甲')}<main></main>{both('a', '甲')}"

    assert once(html, "en") == html
