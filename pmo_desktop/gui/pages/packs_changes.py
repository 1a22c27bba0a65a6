"""What changed between two packs, in lines: for the packs page and for comparing any two issued packs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ...domain.pack import PackData
from ...domain.pack_history import PackChanges, ScopeMove
from ...domain.rag import movement
from ...reports.pages.changes import KINDS, PROMISES
from ...reports.words import dimension_name
from ...texts import Texts
from ...texts.messages import N_
from ..widgets.text import Label, plain_tooltip
from ..workspace import Workspace

MOST: Final = 30
"""Movements that the tooltip tells."""

SECTIONS: Mapping[str, str] = {
    "ratings": N_("Ratings"),
    "scope": N_("Scope and promises"),
    "milestones": N_("Milestones"),
    "money": N_("Money"),
    "registers": N_("Risks, issues and decisions"),
}
"""What the kinds of movements are called, in the order in which they are shown."""


@dataclass(frozen=True)
class ChangeLine:
    """One movement.

    Attributes:
        section: key of `SECTIONS`; `project`: uid, "" for the portfolio; `is_bad`: it got worse.
    """

    section: str
    text: str
    project: str
    is_bad: bool = False


def change_lines(t: Texts, changes: PackChanges, data: PackData) -> list[ChangeLine]:
    """Return all movements as lines, in the order of the sections."""
    names = {project.uid: project.name or project.code for project in data.projects}
    names[""] = t("Portfolio")
    return [*_ratings(t, changes, names), *_scope(t, changes, names), *_milestones(t, changes, names),
            *_money(t, changes, names), *_registers(t, changes, names)]  # fmt: skip


def _ratings(t: Texts, changes: PackChanges, names: Mapping[str, str]) -> Iterator[ChangeLine]:
    for move in changes.ratings:
        text = t(
            "{project}, {dimension}: {before} → {now}",
            project=names.get(move.project, "–"),
            dimension=dimension_name(t, move.dimension),
            before=move.before or "?",
            now=move.now or "?",
        )
        if move.reason and move.dimension == "overall":
            text = t("{text} ({reason})", text=text, reason=move.reason)
        yield ChangeLine("ratings", text, move.project, movement(move.before, move.now) > 0)


def _scope(t: Texts, changes: PackChanges, names: Mapping[str, str]) -> Iterator[ChangeLine]:
    for move in changes.scope:
        name = names.get(move.project) or move.name or "–"
        yield ChangeLine("scope", f"{name}: {_promise(t, move)}", move.project, move.is_quiet)


def _promise(t: Texts, move: ScopeMove) -> str:
    text = t(PROMISES[move.kind], number=str(move.number))
    if move.before and move.now and move.before != move.now:
        text = t("{text}, {before} → {now}", text=text, before=t.date(move.before), now=t.date(move.now))
    if move.is_quiet:
        return t("{text}; not approved: no change request covers it", text=text)
    return t("{text}; change request {code}", text=text, code=move.change_request) if move.change_request else text


def _milestones(t: Texts, changes: PackChanges, names: Mapping[str, str]) -> Iterator[ChangeLine]:
    for move in changes.milestones:
        project = names.get(move.project, "–")
        if move.kind == "moved":
            days = t.n("{days} day", "{days} days", abs(move.days), days=t.number(move.days, signed=True))
            text = t("{project}, {milestone}: {day}, {days}", project=project, milestone=move.name,
                     day=t.date(move.now), days=days)  # fmt: skip
        else:
            text = t("{project}, {milestone}: {what}", project=project, milestone=move.name, what=t(KINDS[move.kind]))
        yield ChangeLine("milestones", text, move.project, move.kind == "moved" and move.days > 0)


def _money(t: Texts, changes: PackChanges, names: Mapping[str, str]) -> Iterator[ChangeLine]:
    for move in changes.money:
        figure = t("budget") if move.figure == "budget" else t("forecast")
        before, now = (t.short_money(value, move.currency) if value is not None else "–"
                       for value in (move.before, move.now))  # fmt: skip
        text = t("{project}, {figure}: {before} → {now}", project=names.get(move.project, "–"), figure=figure,
                 before=before, now=now)  # fmt: skip
        yield ChangeLine("money", text, move.project, (move.amount or 0) > 0)


def _registers(t: Texts, changes: PackChanges, names: Mapping[str, str]) -> Iterator[ChangeLine]:
    for move in changes.registers:
        text = t("{code} {title}: {what}", code=move.code, title=move.title, what=t(KINDS[move.kind]))
        if move.register == "risk" and move.kind == "moved":
            text = t("{code} {title}: {before} → {now}", code=move.code, title=move.title,
                     before=t.number(move.before or 0), now=t.number(move.now or 0))  # fmt: skip
        yield ChangeLine("registers", text, move.project, (move.now or 0) > (move.before or 0))


class ChangesNote(QWidget):
    """A few words on what moved since the last issued pack; their tooltip tells more."""

    def __init__(self, workspace: Workspace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = workspace.texts
        self.head = Label("", "section")
        self.words = Label("", "small", wrap=True)
        self.quiet = Label("", "error", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        for label in (self.head, self.words, self.quiet):
            layout.addWidget(label)
        self.hide()

    def show_changes(self, data: PackData) -> None:
        """Count the movements by kind, and name every promise that was changed without approval."""
        t, changes = self._texts, data.changes
        self.setVisible(changes is not None)
        if changes is None:
            return
        lines = change_lines(t, changes, data)
        counts = {key: sum(line.section == key for line in lines) for key in SECTIONS}
        self.head.setText(t("Since pack {number}", number=str(changes.issue)))
        said = t.listed(f"{t(SECTIONS[key])} {t.number(count)}" for key, count in counts.items() if count)
        self.words.setText(said or t("Nothing moved."))
        self.words.setToolTip(plain_tooltip("\n".join(line.text for line in lines[:MOST])))
        quiet = [line.text for line in lines if line.section == "scope" and line.is_bad]
        self.quiet.setText("\n".join(quiet))
        self.quiet.setVisible(bool(quiet))
