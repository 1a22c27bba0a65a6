"""The status pack and its checks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from .marks import N_, NP_, Plural

PACK: Final[Mapping[str, str | Plural]] = {
    # reports
    "rag_g": N_("on track"),
    "rag_a": N_("needs attention"),
    "rag_r": N_("needs a decision"),
    "rag_c": N_("complete"),
    "rag_none": N_("not rated"),
    "dimension_overall": N_("Overall"),
    "pack_snapshot_unreadable": N_(
        "This is not the snapshot of a status pack, or the file is damaged. Nothing was changed. Choose another file."
    ),
    "pack_snapshot_newer": N_(
        "This snapshot was written by a newer program (layout {found}, this program reads up to {known}). "
        "Nothing was changed. Open it with the newer program."
    ),
    "pack_fonts_missing": N_(
        "The fonts of the pack are missing from this installation ({name}). No pack was written. "
        "Install the program again."
    ),
    "pack_text_shortened": N_(
        "{where}: the text is too long for the page and was shortened. Shorten it in the source."
    ),
    "pack_rows_left_out": NP_(
        "{where}: {count} row is not shown for want of room.", "{where}: {count} rows are not shown for want of room."
    ),
    "pack_reason_missing": N_("{project}: {dimension} is {rating} but has no reason. Write the reason in its status."),
    "pack_next_step_missing": N_(
        "{project}: the status is {rating} but names no next step with an owner and a date. Write them in its status."
    ),
    "pack_status_missing": N_("{project}: no status was reported for this period. Write its status."),
    "pack_better_than_calculated": N_(
        "{project}: reported {rating}, but the tolerances say {calculated}. Check the status with the manager."
    ),
    "pack_currencies_mixed": N_(
        "The projects have different currencies ({currencies}); their amounts are not added up."
    ),
    "pack_characters_replaced": NP_(
        "{count} character has no glyph in the pack's fonts and is shown as □.",
        "{count} characters have no glyph in the pack's fonts and are shown as □.",
    ),
}
