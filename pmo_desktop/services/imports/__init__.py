"""Bringing in what an organisation already has: registries, risk registers, plans.

A file is read to a table (`interchange.spreadsheet.read_table`) or a plan, its columns are matched to fields
(`match`, or `from_json` with a saved matching), `preview` says what would be written, and `apply` writes it in one undo
step. Nothing is written before `apply`.
"""

from __future__ import annotations

from .applying import Imported, apply, delete_matching, save_matching
from .batch import FileImported, Source, import_all
from .kinds import NAMES, TABLES, Kind
from .matching import NEW, Column, Matching, as_json, from_json, kind_of, load, match, targets
from .plans import PlanImported, PlanPreview, apply_plan, preview_plan
from .preview import Fix, Fixes, Preview, Problem, RowPlan, preview
from .words import Word, words_of

__all__ = [
    "NAMES",
    "NEW",
    "TABLES",
    "Column",
    "FileImported",
    "Fix",
    "Fixes",
    "Imported",
    "Kind",
    "Matching",
    "PlanImported",
    "PlanPreview",
    "Preview",
    "Problem",
    "RowPlan",
    "Source",
    "Word",
    "apply",
    "apply_plan",
    "as_json",
    "delete_matching",
    "from_json",
    "import_all",
    "kind_of",
    "load",
    "match",
    "preview",
    "preview_plan",
    "save_matching",
    "targets",
    "words_of",
]
