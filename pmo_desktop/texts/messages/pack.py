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
    "pack_number_unknown": N_(
        "There is no issued pack with the number {number}; the newest is {newest}. Nothing was written. "
        "Choose another number."
    ),
    "pack_issue_alone": N_(
        "An issued pack is made again as it was: --as-of and --projects don’t go with --issue. Nothing was written. "
        "Leave them out."
    ),
    "pack_issue_has_pages": N_(
        "An issued pack has the pages that it was issued with: --definition doesn’t go with --issue. "
        "Nothing was written. Leave it out."
    ),
    "pack_correction_needs_note": N_(
        "Pack {number} of this period is issued already. Nothing was published. Write what this version corrects."
    ),
    "pack_changed_meanwhile": N_(
        "The portfolio was changed while the pack was made. Nothing was published. Publish again."
    ),
    "period_open_already": N_("This period is open. Nothing was changed. Edit its status, then publish it."),
    "period_without_pack": N_(
        "No pack of this period was issued, so there is nothing to correct. Nothing was changed."
    ),
    "audience_unreadable": N_(
        "The profile of this audience is damaged or from a newer program. No copy was made. Set it up again."
    ),
    "audience_unknown": N_("There is no audience “{audience}”. Nothing was written. Choose one of: {known}."),
    "audience_needs_name": N_("An audience needs a name. Nothing was changed. Type one."),
    "audience_name_taken": N_("There is already an audience “{name}”. Nothing was changed. Choose another name."),
    "pack_publishing": N_("Publishing the pack"),
    "pack_verifying": N_("Verifying the PDF"),
    "verdict_issued": N_("This is pack {number}, version {version}, as it was issued on {moment}."),
    "verdict_made_again": N_("The file was made again later from the frozen data; it is the same in every byte."),
    "verdict_altered": N_(
        "This file says it is pack {number}, version {version}, but it is not as it was issued on {moment}: "
        "it was altered. Make the pack again with “pack --issue {number}” and compare."
    ),
    "verdict_draft": N_("This is a draft. It was never issued."),
    "verdict_elsewhere": N_(
        "This file says it is pack {number}, version {version}, but this portfolio never issued it. "
        "It comes from another portfolio or from a copy of this one."
    ),
    "verdict_uncertain": N_(
        "This file says it is pack {number}, version {version}, but no such copy was written when the pack was issued, "
        "and this program draws pages otherwise than the one that issued it. It can’t be shown to be right or wrong."
    ),
    "verdict_foreign": N_("This is not a status pack of this program, or another program wrote the file anew."),
    "verdict_corrected": N_("A newer version corrects it: pack {number}."),
    "verdict_redraws": N_("This program would draw the pack otherwise today. Changed since it was issued: {parts}."),
    "publish_pack": N_("Publish pack {number}"),
    "reopen_period": N_("Open the period of {day} for a correction"),
    "save_audience": N_("Edit audience {name}"),
    "delete_audience": N_("Delete audience {name}"),
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
    "pack_text_cut": N_("“{text}…”: only the first 6,000 characters of this text were set. Shorten it in the source."),
    "pack_block_empty": N_("{block}: there is nothing to say yet, so the page is left out."),
    "block_cover": N_("Cover"),
    "block_summary": N_("Portfolio summary"),
    "block_decisions": N_("Decisions"),
    "block_changes": N_("What changed"),
    "block_timeline": N_("Portfolio timeline"),
    "block_milestones": N_("Milestones"),
    "block_slip": N_("Milestone slip"),
    "block_money": N_("Money"),
    "block_earned": N_("Earned value"),
    "block_risks": N_("Risks"),
    "block_simulation": N_("Simulation"),
    "block_resources": N_("Resources"),
    "block_benefits": N_("Benefits"),
    "block_projects": N_("Project status"),
    "block_registers": N_("RAID appendix"),
    "block_appendix": N_("Appendix"),
    "block_confidence": N_("Data confidence"),
    "block_definitions": N_("Definitions"),
    "block_masks": N_("What is left out"),
    "definition_steering": N_("Monthly steering pack"),
    "definition_board": N_("Board summary"),
    "definition_projects": N_("One page a project"),
    "pack_definition_unreadable": N_(
        "The pack definition “{name}” is damaged or from a newer program. No pack was made. Set it up again."
    ),
    "pack_definition_unknown": N_("There is no pack definition “{name}”. Nothing was written. Choose one of: {known}."),
    "pack_definition_needs_name": N_("A pack definition needs a name. Nothing was changed. Type one."),
    "pack_definition_name_taken": N_(
        "There is already a pack definition “{name}”. Nothing was changed. Choose another name."
    ),
    "save_pack_definition": N_("Edit pack definition {name}"),
    "delete_pack_definition": N_("Delete pack definition {name}"),
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
