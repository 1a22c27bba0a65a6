"""The sentences behind the message ids that the core passes up (`PmoError`, `Message`).

Each tells what happened, what it means for the user's data and what to do. One module for each area; `N_` marks a
sentence for the catalogue.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .drafts import DRAFTS
from .files import FILES
from .marks import N_, NP_, Plural
from .pack import PACK
from .rag import RAG
from .schedule import SCHEDULE
from .simulation import SIMULATION
from .store import STORE
from .timeline import TIMELINE
from .work import WORK
from .working_time import WORKING_TIME

__all__ = ["MESSAGES", "NP_", "N_", "Plural"]


class _Sentences(dict[str, "str | Plural"]):
    """Sentences by id; `label:…` is a field's name, itself a key of the catalogue that its field marks with `N_`."""

    def __missing__(self, key: str) -> str:
        if key.startswith("label:"):
            return key.removeprefix("label:")
        raise KeyError(key)


MESSAGES: Final[Mapping[str, str | Plural]] = _Sentences(
    {**STORE, **FILES, **SCHEDULE, **SIMULATION, **WORK, **PACK, **RAG, **DRAFTS, **TIMELINE, **WORKING_TIME}
)
