"""Fields of what is set against or beside a computed rating."""

from __future__ import annotations

from typing import Final

from ...texts.messages import N_
from . import choices
from .spec import NAME_WIDTH, Choice, FieldSpec, catalogue

DIMENSION: Final = (
    Choice("overall", N_("Overall")),
    Choice("schedule", N_("Schedule")),
    Choice("cost", N_("Cost")),
    Choice("scope", N_("Scope")),
    Choice("risk", N_("Risk")),
    Choice("resources", N_("Resources")),
    Choice("benefits", N_("Benefits")),
)

RAG_OVERRIDE: Final = catalogue(
    FieldSpec("rag_override", "project_id", "project", N_("Project"), editable=False),
    FieldSpec("rag_override", "dimension", "choice", N_("Dimension"), choices=DIMENSION, editable=False),
    FieldSpec("rag_override", "rag", "rag", N_("Rating"), choices=choices.RAG, editable=False),
    FieldSpec("rag_override", "reason", "text", N_("Reason"), limit=140, width=NAME_WIDTH),
    FieldSpec("rag_override", "author", "person", N_("Author"), editable=False),
    FieldSpec("rag_override", "made_on", "date", N_("Made on"), editable=False),
    FieldSpec("rag_override", "expires_on", "date", N_("Holds until"), editable=False),
)

RAG_RULES: Final = catalogue(
    FieldSpec("rag_rules", "name", "text", N_("Rules"), required=True, limit=80, width=NAME_WIDTH),
)
