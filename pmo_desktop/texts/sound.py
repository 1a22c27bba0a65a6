"""How Chinese sounds: pinyin in full and by its first letters, to find names by it."""

from __future__ import annotations

from functools import lru_cache


def is_chinese(text: str) -> bool:
    """Return whether a text holds a Chinese character."""
    return any("\u4e00" <= char <= "\u9fff" for char in text)


@lru_cache(maxsize=20_000)
def sounds(text: str) -> tuple[str, str]:
    """Return a text in pinyin without tones, and the first letters of its syllables; other characters stay.

    Both are empty for a text without Chinese.
    """
    if not is_chinese(text):
        return "", ""
    # Loaded at the first Chinese name that is looked for by sound: it takes a third of a second.
    from pypinyin import lazy_pinyin

    syllables = lazy_pinyin(text)
    return "".join(syllables).casefold(), "".join(part[:1] for part in syllables).casefold()
