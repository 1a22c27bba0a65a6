"""The forms of `ui/`: compiled, in both languages, worked by keyboard, and deaf to markup."""

from __future__ import annotations

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.application import Look
from pmo_desktop.gui.dialogs.bulk_edit import BulkEditDialog
from pmo_desktop.gui.dialogs.choose_tasks import ChooseTasks
from pmo_desktop.gui.dialogs.custom_fields import CustomFieldsDialog
from pmo_desktop.gui.dialogs.edit_options import EditOptions
from pmo_desktop.gui.dialogs.next_period import NextPeriodDialog
from pmo_desktop.gui.dialogs.risk_scales import RiskScalesDialog
from pmo_desktop.gui.dialogs.shortcuts import AboutDialog
from pmo_desktop.gui.gantt.plan_settings import PlanSettingsDialog
from pmo_desktop.gui.gantt.task_details import TaskDetails
from pmo_desktop.gui.meeting.notes_dialog import MeetingNotes
from pmo_desktop.gui.pages.calendar_dialog import CalendarDialog
from pmo_desktop.gui.pages.calendar_holidays import HolidaysDialog
from pmo_desktop.gui.pages.project_compare_dialog import SetBaselineDialog
from pmo_desktop.gui.pages.template_dialogs import DateDialog, NewProjectDialog, TemplateNameDialog
from pmo_desktop.gui.pages.timeline_dialog import DependencyDialog
from pmo_desktop.gui.translator import Translator
from pmo_desktop.gui.widgets.text import Label
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Project
from pmo_desktop.services.commands import calendars, logs, plan_rows
from pmo_desktop.services.planning_cache import PlanCache
from pmo_desktop.services.queries.decisions import MeetingView, decision_log
from pmo_desktop.services.queries.plan import plan_view

pytestmark = pytest.mark.gui

TODAY = date(2026, 11, 20)


def form_names() -> list[str]:
    return sorted(path.stem for path in (Path(__file__).parents[2] / "ui").glob("*.ui"))


def dialogs(workspace: Workspace, parent: QWidget) -> list[QDialog]:
    """Return one of each dialog that is a form."""
    t = workspace.texts
    return [
        NextPeriodDialog(workspace, parent),
        CustomFieldsDialog(workspace, parent),
        BulkEditDialog(workspace, "project", (), [1, 2], parent),
        AboutDialog(workspace, parent),
        TemplateNameDialog(parent, t, "Ours"),
        NewProjectDialog(parent, t, TODAY, "X"),
        DateDialog(parent, t, TODAY, t("Move the whole plan"), t("Move plan")),
        HolidaysDialog(t, TODAY, "CN", parent),
        RiskScalesDialog(workspace, parent),
        *_plan_dialogs(workspace, parent),
    ]


def _plan_dialogs(workspace: Workspace, parent: QWidget) -> list[QDialog]:
    """Return the dialogs about a plan, on one with a task and a calendar."""

    def begin(session: Any) -> tuple[int, int]:
        project = Project(code="P-1", name="电表", currency="CNY")
        session.add(project)
        session.flush()
        calendars.create(session, "标准日历", project.id)
        logs.create(session, "decision", {"title": "选择供应商", "project_id": project.id})
        return project.id, plan_rows.add_tasks(session, project.id, ["蓝图"])[0]

    found = workspace.store.write(Message("add_project"), begin).result
    assert isinstance(found, tuple)
    plans = PlanCache()
    return [
        TaskDetails(workspace, plans, found[0], [found[1]], parent),
        CalendarDialog(workspace, plans, found[0], parent),
        PlanSettingsDialog(workspace, workspace.read(plan_view, plans, found[0], None), parent),
        SetBaselineDialog(workspace.texts, (), 1, parent),
        DependencyDialog(workspace, [(found[0], "电表")], parent=parent),
        ChooseTasks(workspace, found[0], [], parent),
        EditOptions(workspace, workspace.read(decision_log)[0], parent),
        MeetingNotes(workspace, 1, MeetingView(), TODAY, parent),
    ]


EXAMPLES = ("8-12, 13-17", "4FS+2d; 7SS-1d", "Anna; Li Wei[50%]")
"""What can be typed, as it is typed in every language."""


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    """A window that takes its dialogs with it."""
    widget = QWidget()
    qtbot.addWidget(widget)
    return widget


@pytest.fixture
def chinese(look: Look, workspace: Workspace) -> Iterator[Workspace]:
    """The workspace after a switch of language, as the desk does it."""
    look.speak("zh_CN")
    workspace.texts = look.texts
    yield workspace
    look.speak("en")


@pytest.mark.parametrize("name", form_names())
def test_a_form_is_compiled_and_builds_its_window(name: str, repository: Path, qtbot: QtBot, look: Look) -> None:
    root = ElementTree.parse(repository / "ui" / f"{name}.ui")
    compiled = import_module(f"pmo_desktop._generated.ui_{name}")
    form, window = getattr(compiled, f"Ui_{root.findtext('class')}")(), QDialog()
    qtbot.addWidget(window)
    form.setupUi(window)
    for element in root.iter("widget"):
        assert window.findChild(QWidget, element.get("name")) or window.objectName() == element.get("name")


def test_there_is_a_dialog_for_every_form(workspace: Workspace, parent: QWidget) -> None:
    assert len(dialogs(workspace, parent)) == len(form_names())


def test_a_dialog_speaks_the_language_that_was_switched_to(chinese: Workspace, parent: QWidget) -> None:
    dialog = NextPeriodDialog(chinese, parent)
    assert dialog.windowTitle() == "打开下一报告期"
    assert dialog.form.deadline_label.text() == "报告截止"
    assert dialog.form.deadline.accessibleName() == "报告截止"
    assert dialog.form.buttons.button(QDialogButtonBox.StandardButton.Cancel).text() == "取消"


def test_after_switching_back_it_is_english_again(chinese: Workspace, look: Look, parent: QWidget) -> None:
    look.speak("en")
    chinese.texts = look.texts
    assert NextPeriodDialog(chinese, parent).windowTitle() == "Open the next period"


def test_nothing_in_a_chinese_dialog_is_left_in_english(chinese: Workspace, parent: QWidget) -> None:
    for dialog in dialogs(chinese, parent):
        shown = [dialog.windowTitle(), *(label.text() for label in dialog.findChildren(QLabel))]
        shown += [line.placeholderText() for line in dialog.findChildren(QLineEdit)]
        shown += [widget.accessibleName() for widget in dialog.findChildren(QWidget)]
        left = [text for text in shown if text and text.isascii() and not text.startswith("PMO Desktop")]
        assert [text for text in left if text not in EXAMPLES] == []


def test_qt_speaks_the_same_language_but_keys_keep_their_names(chinese: Workspace) -> None:
    translate = QCoreApplication.translate
    assert translate("QPlatformTheme", "Cancel") == "取消"
    assert translate("QLineEdit", "&Paste") == "粘贴(&P)"
    assert translate("QFileDialog", "a sentence that no catalogue has") == "a sentence that no catalogue has"
    assert QKeySequence("Delete").toString(QKeySequence.SequenceFormat.NativeText) == "Del"
    assert translate("QShortcut", "Delete") == "Delete"


def test_one_application_has_one_translator(look: Look, styled_app: QApplication) -> None:
    Look(styled_app, look.settings).theme.deleteLater()
    assert len(styled_app.findChildren(Translator)) == 1


def test_every_field_has_a_name_and_every_label_of_a_line_its_field(workspace: Workspace, parent: QWidget) -> None:
    for dialog in dialogs(workspace, parent):
        for field in (*dialog.findChildren(QLineEdit), *dialog.findChildren(QPlainTextEdit)):
            around = field.parent()  # a spin box has the name itself, and tells it for the line inside
            named = around if isinstance(around, QSpinBox) else field
            assert named.accessibleName(), f"{type(dialog).__name__}.{field.objectName()}"
        for label in dialog.findChildren(QLabel):
            if label.objectName().endswith("_label"):
                assert label.buddy() is dialog.findChild(QWidget, label.objectName().removesuffix("_label"))


def test_labels_of_forms_take_nothing_for_markup(workspace: Workspace, parent: QWidget) -> None:
    for dialog in dialogs(workspace, parent):
        assert all(isinstance(label, Label) for label in dialog.findChildren(QLabel))
        assert {label.textFormat() for label in dialog.findChildren(QLabel)} <= {Qt.TextFormat.PlainText}


def test_return_goes_ahead_and_escape_goes_back(workspace: Workspace, parent: QWidget, qtbot: QtBot) -> None:
    for key, result in ((Qt.Key.Key_Return, 1), (Qt.Key.Key_Escape, 0)):
        dialog = DateDialog(parent, workspace.texts, TODAY, "T", "Keep")
        dialog.setResult(-1)
        dialog.show()
        qtbot.keyClick(dialog.edit, key)
        assert (dialog.result(), dialog.isVisible()) == (result, False)


def test_return_in_the_list_of_fields_adds_and_does_not_close(
    workspace: Workspace, parent: QWidget, qtbot: QtBot
) -> None:
    dialog = CustomFieldsDialog(workspace, parent)
    dialog.show()
    dialog.name.setText("Region")
    qtbot.keyClick(dialog.name, Qt.Key.Key_Return)
    assert (dialog.list.count(), dialog.isVisible()) == (1, True)


def test_the_field_comes_first_and_the_buttons_last(workspace: Workspace, parent: QWidget, qtbot: QtBot) -> None:
    dialog = NewProjectDialog(parent, workspace.texts, TODAY, "X")
    order: list[str] = []
    widget: QWidget = dialog.name
    while widget is not dialog and len(order) < 20:
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and not isinstance(widget, QDialog):
            order.append(widget.objectName() or widget.metaObject().className())
        widget = widget.nextInFocusChain()
    assert order[:4] == ["name", "code", "manager", "start"]
    assert order[4:] == ["QPushButton", "QPushButton"]


def test_the_safe_choice_stands_first_and_the_verb_last(workspace: Workspace, parent: QWidget, qtbot: QtBot) -> None:
    dialog = NewProjectDialog(parent, workspace.texts, TODAY, "X")
    dialog.show()
    box = dialog.form.buttons
    keep, cancel = (
        box.button(one) for one in (QDialogButtonBox.StandardButton.Ok, QDialogButtonBox.StandardButton.Cancel)
    )
    assert cancel.x() < keep.x()
    assert keep.isDefault()
