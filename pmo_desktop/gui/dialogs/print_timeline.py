"""A plan on paper: which paper, how many sheets, what is on them, with a preview of the real sheets."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from shiboken6 import isValid

from ... import texts
from ...domain.errors import PmoError
from ...domain.messages import Message
from ...persistence.atomic import write_bytes
from ...reports.timeline import render_timeline
from ...reports.timeline_layout import MOST_SHEETS, TIMELINE_PAPERS, PrintedTimeline, TimelineData, TimelineOptions
from ...services.dates import read_date
from ...texts.messages import N_
from ..jobs import Job, Progress
from ..pages.packs_list import THUMBNAIL, PageLine, PageList
from ..pages.packs_work import open_folder
from ..widgets.pdf_preview import PdfPages, PdfPreview
from ..widgets.text import Label
from ..workspace import Workspace

SETTING: Final = "timeline_print"
WAIT: Final = 250
"""Milliseconds without another choice before the sheets are made anew."""

MOST_THUMBNAILS: Final = 60
STEPS: Final = 1000
SHOWN: Final[Mapping[str, str]] = {
    "critical": N_("Critical path"),
    "baseline": N_("Baseline"),
    "links": N_("Links"),
    "labels": N_("Texts beside the bars"),
    "slack": N_("Total float"),
    "dates": N_("Start and finish beside the names"),
}


@dataclass(frozen=True)
class Sheets:
    """A timeline that is ready to be shown."""

    printed: PrintedTimeline
    pages: PdfPages
    thumbnails: tuple[QImage, ...]


def make_sheets(
    data: TimelineData, language: str, options: TimelineOptions, ratio: float
) -> Callable[[Progress], Sheets]:
    """Return the work that makes sheets to look at; `ratio` is the screen's pixels a pixel."""

    def work(progress: Progress) -> Sheets:
        def share(done: float) -> None:
            progress.report(round(STEPS * 0.9 * done), STEPS)

        printed = render_timeline(data, texts.of(language), options, share)
        pages = PdfPages(printed.pdf)
        count = min(len(pages), MOST_THUMBNAILS)
        pictures = tuple(pages.thumbnail(at, round(THUMBNAIL * 2.5 * ratio)) for at in range(count))
        return Sheets(printed, pages, pictures)

    return work


class PrintTimelineDialog(QDialog):
    """Asks how a plan is printed, and shows the sheets as they will be.

    Attributes:
        sheets: those on show; None until they are made.
    """

    def __init__(self, parent: QWidget, workspace: Workspace, data: TimelineData) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._t = t = workspace.texts
        self._data = data
        self._job: Job | None = None
        self._serial = 0
        self.sheets: Sheets | None = None
        self.setWindowTitle(t("Print the timeline"))
        self._build()
        self._restore()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self.refresh)
        self._connect()
        self.refresh()

    def options(self) -> TimelineOptions:
        """Return what is chosen; a day that can't be read counts as none."""
        shown: dict[str, Any] = {name: box.isChecked() for name, box in self.boxes.items()}
        return TimelineOptions(
            paper=self.paper.currentData(),
            landscape=self.landscape.currentData(),
            wide=self.wide.value(),
            high=self.high.value(),
            first=read_date(self.first.text(), today=self._workspace.today()),
            last=read_date(self.last.text(), today=self._workspace.today()),
            **shown,
        )

    def refresh(self) -> None:
        """Make the sheets anew, beside the window."""
        if self._job is not None:
            self._job.cancel()
        self._serial += 1
        serial = self._serial
        work = make_sheets(self._data, self.language.currentData(), self.options(), self.devicePixelRatioF())
        start = self._workspace.jobs.start

        def take(sheets: Sheets) -> None:
            if isValid(self) and serial == self._serial:
                self._take(sheets)
            else:
                sheets.pages.close()

        self._job = start(Message("pack_preview"), work, take, self._refused)

    def save(self) -> None:
        """Write the sheets to a file that the user names."""
        if self.sheets is None:
            return
        t, settings = self._t, self._workspace.settings
        name = f"{self._data.title[:80]} – {t('timeline')}.pdf".replace("/", "-").replace("\\", "-")
        folder = settings.text("pack_folder") or str(Path.home())
        chosen, _ = QFileDialog.getSaveFileName(
            self, t("Save the timeline"), str(Path(folder) / name), f"{t('PDF files')} (*.pdf)"
        )
        if not chosen:
            return
        path = Path(chosen)
        path = path if path.suffix.lower() == ".pdf" else path.with_name(f"{path.name}.pdf")
        try:
            write_bytes(path, self.sheets.printed.pdf)
        except PmoError as error:
            self._refused(error)
            return
        settings.put("pack_folder", str(path.parent))
        self._workspace.done.emit(Message("timeline_saved", {"name": path.name}))
        open_folder(path.parent)
        self.accept()

    def done(self, result: int) -> None:
        """Remember what was chosen, and stop what is being made."""
        if self._job is not None:
            self._job.cancel()
        self._serial += 1
        kept = {**asdict(self.options()), "language": self.language.currentData()}
        del kept["first"], kept["last"]
        self._workspace.settings.put(SETTING, kept)
        self.preview.set_pages(None)
        super().done(result)

    # Inside

    def _build(self) -> None:
        t = self._t
        self.paper = QComboBox()
        for name in TIMELINE_PAPERS:
            self.paper.addItem(name, name)
        self.landscape = QComboBox()
        self.landscape.addItem(t("Landscape"), True)
        self.landscape.addItem(t("Portrait"), False)
        self.wide, self.high = QSpinBox(), QSpinBox()
        self.wide.setRange(1, MOST_SHEETS)
        self.high.setRange(0, MOST_SHEETS)
        for spin in (self.wide, self.high):
            spin.lineEdit().setTextMargins(7, 0, 0, 0)
        self.high.setSpecialValueText(t("as many as needed"))
        self.first, self.last = QLineEdit(), QLineEdit()
        self.first.setPlaceholderText(t("from the beginning"))
        self.last.setPlaceholderText(t("to the end"))
        self.language = QComboBox()
        for tag, own_name in texts.LANGUAGES.items():
            self.language.addItem(own_name, tag)
        self.language.setCurrentIndex(list(texts.LANGUAGES).index(t.language))
        form = QFormLayout()
        for text, field in (
            (t("Paper"), self.paper),
            (t("Orientation"), self.landscape),
            (t("Sheets across"), self.wide),
            (t("Sheets down"), self.high),
            (t("From"), self.first),
            (t("To"), self.last),
            (t("Language"), self.language),
        ):
            field.setAccessibleName(text)
            form.addRow(text, field)
        self.boxes = {name: QCheckBox(t(title)) for name, title in SHOWN.items()}
        self.note = Label(wrap=True)
        left = QVBoxLayout()
        left.addLayout(form)
        left.addSpacing(8)
        for box in self.boxes.values():
            left.addWidget(box)
        left.addSpacing(8)
        left.addWidget(self.note)
        left.addStretch(1)
        side = QWidget()
        side.setLayout(left)
        px = self._workspace.theme.fonts.px
        side.setFixedWidth(px(268))
        self.list = PageList(self._workspace)
        self.list.setAccessibleName(t("Sheets"))
        self.list.setFixedWidth(px(190))
        self.preview = PdfPreview(self._workspace)
        row = QHBoxLayout()
        row.addWidget(side)
        row.addWidget(self.list)
        row.addWidget(self.preview, 1)
        buttons = QDialogButtonBox()
        self.save_button = buttons.addButton(t("Save as PDF…"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton(t("Close"), QDialogButtonBox.ButtonRole.RejectRole)
        self.save_button.setProperty("kind", "primary")
        self.save_button.setEnabled(False)
        buttons.accepted.connect(self.save)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addLayout(row, 1)
        layout.addWidget(buttons)
        room = self.screen().availableSize() * 0.95
        self.resize(min(px(1180), room.width()), min(px(760), room.height()))

    def _connect(self) -> None:
        for combo in (self.paper, self.landscape, self.language):
            combo.currentIndexChanged.connect(self._timer.start)
        for spin in (self.wide, self.high):
            spin.valueChanged.connect(self._timer.start)
        for line in (self.first, self.last):
            line.editingFinished.connect(self._timer.start)
        for box in self.boxes.values():
            box.toggled.connect(self._timer.start)
        self.list.selectionModel().currentChanged.connect(lambda now, _: self.preview.go_to(now.row()))
        self.preview.page_changed.connect(self.list.choose)

    def _restore(self) -> None:
        kept, usual = self._workspace.settings.table(SETTING), TimelineOptions()
        for combo, value in (
            (self.paper, kept.get("paper", usual.paper)),
            (self.landscape, bool(kept.get("landscape", usual.landscape))),
            (self.language, kept.get("language", self._t.language)),
        ):
            combo.setCurrentIndex(max(0, combo.findData(value)))
        for spin, name in ((self.wide, "wide"), (self.high, "high")):
            value = kept.get(name, getattr(usual, name))
            spin.setValue(value if isinstance(value, int) else getattr(usual, name))
        for name, box in self.boxes.items():
            box.setChecked(bool(kept.get(name, getattr(usual, name))))

    def _take(self, sheets: Sheets) -> None:
        self._job, self.sheets = None, sheets
        t, printed = self._t, sheets.printed
        lines = [
            PageLine(
                t("Sheet {number}", number=at + 1),
                t("{column} across, {row} down", column=at % printed.wide + 1, row=at // printed.wide + 1),
                picture,
            )
            for at, picture in enumerate(sheets.thumbnails)
        ]
        self.list.pages.set_lines(lines)
        self.preview.set_pages(sheets.pages)
        self.list.choose(self.preview.page)
        self.save_button.setEnabled(True)
        notes = [t.n("{count} sheet", "{count} sheets", printed.pages)]
        if printed.more_than_asked:
            notes.append(t("There are more sheets down than asked for: letters would be smaller than 7 points."))
        if printed.shortened:
            short = t.n("{count} name is shortened", "{count} names are shortened", printed.shortened)
            notes.append(short)
        self.note.setText("\n".join(notes))

    def _refused(self, error: PmoError) -> None:
        if isValid(self):
            self.note.setText(self._t.say(error))
