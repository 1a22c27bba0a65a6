"""One open store as the windows see it: read, edit, undo, and one signal that tells what changed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Concatenate, ParamSpec, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack

from ..domain.changes import ChangeSet
from ..domain.errors import PmoError
from ..domain.messages import Message
from .navigation import Place
from .plan_figures import PlanFigures

if TYPE_CHECKING:
    from ..persistence.store import Store
    from ..services.queries.periods import PeriodView
    from ..texts import Texts
    from .icons import Icons
    from .jobs import Jobs
    from .settings import Settings
    from .theme import Theme

P = ParamSpec("P")
T = TypeVar("T")


class Workspace(QObject):
    """An open store with everything its windows share.

    Attributes:
        current_period: the reporting period on show: the newest open one unless the user chose another.
        is_filling: True while the stack is only brought in step with the store.
        plan_figures: what rules of ratings ask of scheduled plans.
        saved_at: when the last change was committed, None before the first one of this session.

    Signals:
        changed: a ChangeSet was committed; every visible view reloads its own ids, hidden pages go stale.
        failed: a PmoError or a Message that must stay until read (message bar).
        done: a Message about what just happened (toast with Undo).
        told: a Message about what was done outside the store, as a file written: there is nothing to undo.
        opened: a Place that the user asked for.
        period_changed: another reporting period is on show.
        reloaded: the store may differ from what views show; they load everything anew.
    """

    changed = Signal(object)
    failed = Signal(object)
    done = Signal(object)
    told = Signal(object)
    opened = Signal(object)
    period_changed = Signal()
    reloaded = Signal()

    def __init__(
        self,
        store: Store,
        texts: Texts,
        theme: Theme,
        icons: Icons,
        jobs: Jobs,
        settings: Settings,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.store = store
        self.texts = texts
        self.theme = theme
        self.icons = icons
        self.jobs = jobs
        self.settings = settings
        self.saved_at: datetime | None = None
        self.current_period: PeriodView | None = None
        self._chosen_period: int | None = None
        self._usual_period: int | None = None
        self.is_filling = False
        self.undo_stack = QUndoStack(self)
        self.plan_figures = PlanFigures(self)
        self._fill_stack()
        self._load_period()

    @property
    def can_edit(self) -> bool:
        """True when the store can be written."""
        return self.store.read_only is None

    @property
    def period_is_open(self) -> bool:
        """True when the figures of the period on show may still change."""
        return self.can_edit and (self.current_period is None or self.current_period.is_open)

    @property
    def period_id(self) -> int | None:
        """The id of the period on show, None while there is none."""
        return self.current_period.id if self.current_period else None

    @property
    def looks_back(self) -> bool:
        """True while another period than the current one is on show: everything is read-only then."""
        return self._chosen_period is not None and self._chosen_period != self._usual_period

    def today(self) -> date:
        """Return the data date on show, else the calendar's today: what "+2w" counts from."""
        return self.current_period.data_date if self.current_period else date.today()

    def read(self, query: Callable[Concatenate[Any, P], T], /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return what `query(session, …)` answers."""
        with self.store.read() as session:
            return query(session, *args, **kwargs)

    def edit(
        self, label: Message, command: Callable[Concatenate[Any, P], object], /, *args: P.args, **kwargs: P.kwargs
    ) -> ChangeSet | None:
        """Run `command(session, …)` as one undoable step; None when it was refused, and the user was told why."""
        try:
            return self.attempt(label, command, *args, **kwargs)
        except PmoError as error:
            self.failed.emit(error)
            return None

    def attempt(
        self, label: Message, command: Callable[Concatenate[Any, P], object], /, *args: P.args, **kwargs: P.kwargs
    ) -> ChangeSet:
        """Run `command(session, …)` as one undoable step, for a caller that shows a refusal itself.

        Raises:
            PmoError: it was refused; nothing was changed.
        """
        try:
            change = self.store.write(label, lambda session: command(session, *args, **kwargs))
        except PmoError as error:
            self._after_refusal(error)
            raise
        if change.rows:
            self.undo_stack.push(UndoStep(self, change.seq, self.texts.say(label)))
            self._announce(change)
        return change

    def adopt(self, change: ChangeSet) -> None:
        """Take in a change set that was committed elsewhere on this store, as by an import or by publishing."""
        if change.rows:
            if change.origin == "made":
                self.restack()  # nothing up to it can be undone any more
            else:
                self.undo_stack.push(UndoStep(self, change.seq, self.texts.say(change.label)))
            self._announce(change)

    def undo(self) -> None:
        """Take back the last step; it stays undone after a restart."""
        if self.undo_stack.canUndo():
            self.undo_stack.undo()

    def redo(self) -> None:
        """Bring the last undone step back."""
        if self.undo_stack.canRedo():
            self.undo_stack.redo()

    def open(self, page: str, key: int | None = None, **state: object) -> None:
        """Show a page, for example `open("project", project_id)`."""
        self.opened.emit(Place(page, key, state))

    def choose_period(self, period_id: int | None) -> None:
        """Show another reporting period; None returns to the newest open one."""
        if period_id == self._chosen_period:
            return
        self._chosen_period = period_id
        self._load_period()
        self.period_changed.emit()

    def revert(self, seq: int, *, redo: bool) -> bool:
        """Take one recorded step back, or bring it back; return False when that was refused."""
        try:
            change = self.store.revert(seq, "redo" if redo else "undo")
        except PmoError as error:
            self._after_refusal(error)
            self.failed.emit(error)
            return False
        self._announce(change)
        return True

    def _announce(self, change: ChangeSet) -> None:
        self.saved_at = change.at
        if "period" in change.tables():
            self._load_period()
            self.period_changed.emit()
        self.changed.emit(change)

    def _after_refusal(self, error: PmoError) -> None:
        # After an error of the file itself nobody knows what is on the disk: look again, never retry blindly.
        if error.message_id.startswith(("store_", "disk_")):
            self.reloaded.emit()

    def _load_period(self) -> None:
        from ..services.queries import periods

        every = self.read(periods.periods)
        chosen = next((period for period in every if period.id == self._chosen_period), None)
        usual = self.read(periods.current_period)
        self._usual_period = usual.id if usual is not None else None
        self.current_period = chosen or usual

    def restack(self) -> None:
        """Make the undo stack what the store says it is."""
        self._fill_stack()

    def _fill_stack(self) -> None:
        undo, redo = self.store.undo_and_redo()
        self.undo_stack.clear()
        for entry in (*undo, *reversed(redo)):
            self.undo_stack.push(UndoStep(self, entry.seq, self.texts.say(entry.label)))
        self.is_filling = True
        self.undo_stack.setIndex(len(undo))
        self.is_filling = False


class UndoStep(QUndoCommand):
    """One committed change set on the undo stack: the store itself takes it back and brings it back."""

    def __init__(self, workspace: Workspace, seq: int, text: str) -> None:
        super().__init__(text)
        self._workspace = workspace
        self._seq = seq
        self._fresh = True

    def undo(self) -> None:
        """Take the change back."""
        if not self._workspace.is_filling:
            self._revert(redo=False)

    def redo(self) -> None:
        """Bring the change back; the first call comes from pushing a change that is already made."""
        if self._fresh:
            self._fresh = False
        elif not self._workspace.is_filling:
            self._revert(redo=True)

    def _revert(self, *, redo: bool) -> None:
        if not self._workspace.revert(self._seq, redo=redo):
            # The stack has moved, the store has not: follow the store once Qt is done with this step.
            QTimer.singleShot(0, self._workspace, self._workspace.restack)
