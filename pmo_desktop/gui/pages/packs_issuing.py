"""What the packs page does with issued packs: publishes, corrects, compares, verifies, and says what is frozen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QDialog, QFileDialog
from shiboken6 import isValid

from ...domain.messages import Message
from ...interchange.limits import read_file
from ...persistence.store import Store
from ...services.commands import packs
from ...services.publishing import Prepared
from ...services.queries.packs import audiences
from ...services.verifying import LARGEST, Verdict, verify
from ..dialogs.audiences import AudiencesDialog
from ..dialogs.compare_packs import ComparePacksDialog
from ..dialogs.publish import PublishDialog
from ..widgets.banner import Banner
from .packs_issued import issued_sentence
from .packs_publish import publish
from .packs_work import PackView, open_folder

if TYPE_CHECKING:
    from ..jobs import Progress
    from .packs import PacksPage


class Issuing(QObject):
    """The page's way to packs that are, or will be, issued.

    Attributes:
        state_note: says above the pages that a pack is frozen, or open for a correction.
        show_dialog: shows a dialog and returns whether the user went ahead; `ask_pdf`: asks which file to check. Both
            are replaced in tests.
    """

    def __init__(self, page: PacksPage) -> None:
        super().__init__(page)
        self._page, self._workspace, self._texts = page, page.workspace, page.texts
        self._is_asked = False
        self.show_dialog: Callable[[QDialog], bool] = lambda dialog: bool(dialog.exec())
        self.ask_pdf: Callable[[], Path | None] = self._ask_pdf
        self.state_note = Banner(page.workspace.icons, closable=False)
        self.state_note.hide()

    def publish_soon(self) -> None:
        """Ask what to publish as soon as the pack is there."""
        self._is_asked = True

    def publish(self) -> None:
        """Ask what to publish, and freeze it."""
        page, period = self._page, self._workspace.current_period
        if page.shown is None or period is None or not page.publish_button.isEnabled():
            return
        settings = self._workspace.settings
        folder = Path(settings.text("pack_folder", str(self._workspace.store.path.parent)))
        # What a masked copy lacks is no fault of the pack.
        checks = () if page.shown.choice.is_masked else page.shown.checks
        readers = self._workspace.read(audiences)
        dialog = PublishDialog(
            self._workspace, page.shown.data, page.preview.count, checks, readers, folder, page.window()
        )
        if self.show_dialog(dialog):
            folder = dialog.chosen_folder()
            settings.put("pack_folder", str(folder))
            order = replace(dialog.order(period.id, page.choice.paper), definition=page.choice.definition)
            publish(self._workspace, order, folder, self._published)

    def compare(self, number: int) -> None:
        """Show what changed up to an issued pack."""
        self.show_dialog(ComparePacksDialog(self._workspace, self._page.issued.packs, number, self._page.window()))

    def save_again(self, number: int) -> None:
        """Write an issued pack once more."""
        if self._page.choice.issue != number:
            self._page.choose(issue=number)
        self._page.export()

    def verify(self) -> None:
        """Ask for a PDF and say whether it is an issued pack."""
        file = self.ask_pdf()
        if file is not None:

            def done(verdict: Verdict) -> None:
                self._judged(file, verdict)

            self._workspace.jobs.start(
                Message("pack_verifying"), _judging(self._workspace.store, file), self._page.while_here(done)
            )

    def edit_audiences(self) -> None:
        """Let the user say what each audience's copy leaves out."""
        self.show_dialog(AudiencesDialog(self._workspace, self._page.choice.audience, self._page.window()))

    def correct(self) -> None:
        """Open the published period again, so that its pack can be corrected."""
        period = self._workspace.current_period
        if period is not None:
            label = Message("reopen_period", {"day": period.data_date})
            if self._workspace.edit(label, packs.reopen, period.id) is not None:
                self._page.choose(issue=0)

    def show_state(self, view: PackView) -> None:
        """Say above the pages whether the pack is frozen, and what can be done then."""
        t, page = self._texts, self._page
        is_open = self._workspace.period_is_open and self._workspace.current_period is not None
        page.publish_button.setEnabled(view.issued is None and is_open and view.choice.project_ids is None)
        if view.issued is not None and page.choice.issue:
            back = t("Back to the pack as it stands")
            self.state_note.say(issued_sentence(t, view.issued), back, lambda: page.choose(issue=0))
        elif view.issued is not None:
            sentence = t("{first} The period is read-only.", first=issued_sentence(t, view.issued))
            action = t("Correct…") if self._workspace.can_edit else ""
            self.state_note.say(sentence, action, self.correct)
        elif view.data.draft and view.data.corrects is not None:
            number = str(view.data.corrects)
            self.state_note.say(t("This period is open for a correction of pack {number}.", number=number))
        else:
            self.state_note.hide()
        if self._is_asked:
            self._is_asked = False
            QTimer.singleShot(0, self, self.publish)

    def _published(self, prepared: Prepared, files: tuple[Path, ...]) -> None:
        if not isValid(self):  # the window was made anew meanwhile, as after a change of language
            return
        t, folder, page = self._texts, files[0].parent, self._page
        what = t.say(Message("period_was_published", {"day": prepared.data.data_date}))
        sentence = t.n(
            "{what} as pack {number}: {count} file.",
            "{what} as pack {number}: {count} files.",
            len(files),
            what=what,
            number=str(prepared.data.issue),
        )
        page.note.set_kind("information")
        page.note.say(sentence, t("Open folder"), lambda: open_folder(folder))
        page.reload()

    def _judged(self, file: Path, verdict: Verdict) -> None:
        t, note = self._texts, self._page.note
        note.set_kind("information" if verdict.is_issued else "warning")
        words = " ".join(t.say(message) for message in verdict.messages())
        note.say(t("{file}: {words}", file=file.name, words=words))

    def _ask_pdf(self) -> Path | None:
        t = self._texts
        name, _ = QFileDialog.getOpenFileName(self._page, t("Verify a PDF"), "", f"{t('PDF files')} (*.pdf)")
        return Path(name) if name else None


def _judging(store: Store, file: Path) -> Callable[[Progress], Verdict]:
    def work(progress: Progress) -> Verdict:
        pdf = read_file(file, LARGEST)
        with store.reader() as session:
            return verify(session, pdf)

    return work
