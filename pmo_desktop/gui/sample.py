"""The sample portfolio: made by code when it is first asked for."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import platformdirs

from ..texts import Texts
from .settings import APPLICATION

if TYPE_CHECKING:
    from ..persistence.store import Store


def sample_path(language: str) -> Path:
    """Return where the user's copy of the sample in a language is."""
    folder = Path(platformdirs.user_data_dir(APPLICATION, appauthor=False))
    return folder / f"sample-{language}.pmow"


def sample_store(texts: Texts) -> Store:
    """Return the sample portfolio open, as the user left it, or made anew."""
    from ..persistence.store import open_store

    path = sample_path(texts.language)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        make_sample(path, texts.language)
    return open_store(path)


def make_sample(path: Path, language: str) -> None:
    """Write the sample portfolio into a new file."""
    from ..services.demo import create_demo

    create_demo(path, language).close()
