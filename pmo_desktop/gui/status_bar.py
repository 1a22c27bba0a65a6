"""The status bar: what is selected, what is under way, that all is saved, how large the text is."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QProgressBar, QPushButton, QStatusBar, QToolButton

from ..domain.messages import Message
from .jobs import Job
from .widgets.text import ElidedLabel, Label, plain_tooltip
from .workspace import Workspace

LOOK_AGAIN: Final = 5_000
"""Milliseconds after which the bar looks whether the file is still where it was."""


class StatusBar(QStatusBar):
    """Selection and sums | the running job with Cancel | saved at | text size."""

    def __init__(self, workspace: Workspace) -> None:
        super().__init__()
        self._workspace = workspace
        self._job: Job | None = None
        self._is_gone = False
        t = workspace.texts
        self.setSizeGripEnabled(False)
        self._selection = ElidedLabel()
        self._selection.setContentsMargins(12, 0, 0, 0)
        self.addWidget(self._selection, 1)
        self._job_title = Label()
        self._bar = QProgressBar()
        self._bar.setFixedWidth(160)
        self._bar.setTextVisible(False)
        self._cancel = QPushButton(t("Cancel"))
        self._cancel.setProperty("kind", "ghost")
        self._cancel.clicked.connect(self._cancel_job)
        self._saved_icon = QToolButton()
        self._saved_icon.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._saved_icon.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._saved = Label()
        line = QFrame()
        line.setObjectName("verticalDivider")
        self._zoom = Label()
        self._zoom.setContentsMargins(4, 0, 12, 0)
        for widget in (self._job_title, self._bar, self._cancel, self._saved_icon, self._saved, line, self._zoom):
            self.addPermanentWidget(widget)
        self._zoom.setText(t.percent(workspace.theme.fonts.scale))
        self.show_saved()
        self._show_job(workspace.jobs.newest)
        # The workspace outlives this bar: only slots of a QObject are let go when the bar is destroyed, a lambda never.
        workspace.jobs.started.connect(self._show_job)
        workspace.jobs.ended.connect(self._show_what_goes_on)
        workspace.changed.connect(self.show_saved)
        watch = QTimer(self, interval=LOOK_AGAIN)
        watch.timeout.connect(self.show_saved)
        watch.start()

    def show_selection(self, text: str) -> None:
        """Say what is selected."""
        self._selection.setText(text)

    def selection(self) -> str:
        """Return what is said of the selection."""
        return self._selection.text()

    def show_saved(self, change: object = None) -> None:
        """Say that nothing is unsaved, and since when; or that the file is no longer where it was."""
        workspace, t, at = self._workspace, self._workspace.texts, self._workspace.saved_at
        was_gone, self._is_gone = self._is_gone, workspace.can_edit and not workspace.store.holds(workspace.store.path)
        gone = Message("store_gone", {"path": str(workspace.store.path)})
        icon, token = "check", "text3"
        if not workspace.can_edit:
            icon, text = "lock", t("Read-only")
        elif self._is_gone:
            icon, token, text = "circle-alert", "ragAtext", t("The file is gone")
        elif at is None:
            text = t("All changes saved")
        else:
            text = t("All changes saved {time}", time=f"{at:%H:%M}")
        workspace.icons.put(self._saved_icon, icon, token)
        self._saved.setText(text)
        self._saved.setToolTip(plain_tooltip(t.say(gone)) if self._is_gone else "")
        if self._is_gone and not was_gone:
            workspace.failed.emit(gone)

    def _show_job(self, job: Job | None) -> None:
        self._job = job
        for widget in (self._job_title, self._bar, self._cancel):
            widget.setVisible(job is not None)
        if job:
            self._job_title.setText(self._workspace.texts.say(job.title))
            self._bar.setRange(0, 0)
            job.progressed.connect(self._show_progress)

    def _show_what_goes_on(self, ended: Job) -> None:
        self._show_job(self._workspace.jobs.newest)

    def _show_progress(self, done: int, total: int) -> None:
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)

    def _cancel_job(self) -> None:
        if self._job:
            self._job.cancel()
