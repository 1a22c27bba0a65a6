"""The calendar editor as a planner uses it, by keyboard and by mouse."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QApplication, QDialog, QInputDialog, QWidget
from pytestqt.qtbot import QtBot

from pmo_desktop.domain.calendars import CalendarException
from pmo_desktop.domain.messages import Message
from pmo_desktop.gui.pages.calendar_dialog import CalendarDialog
from pmo_desktop.gui.pages.calendar_holidays import HolidaysDialog
from pmo_desktop.gui.pages.calendar_words import exception_words
from pmo_desktop.gui.workspace import Workspace
from pmo_desktop.persistence.tables import Project
from pmo_desktop.services.commands import calendars
from pmo_desktop.services.planning import load_plan, save_plan
from pmo_desktop.services.planning_cache import PlanCache
from pmo_desktop.services.queries.calendars import CalendarRow, calendar_list
from tests.integration.plan.conftest import small_plan

pytestmark = pytest.mark.gui

Key = Qt.Key
SHIFT, CTRL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
TUESDAY = date(2026, 3, 3)  # in the first week of the plan


@pytest.fixture
def project_id(workspace: Workspace) -> int:
    def work(session: Any) -> int:
        project = Project(code="P-1", name="Billing <b>", currency="EUR")
        session.add(project)
        session.flush()
        save_plan(session, project.id, small_plan())
        key = calendars.create(session, "Site & <b>", project.id)
        calendars.use_for_project(session, project.id, key)
        return int(project.id)

    found = workspace.store.write(Message("add_project"), work).result
    assert isinstance(found, int)
    workspace.restack()
    return found


@pytest.fixture
def dialog(workspace: Workspace, project_id: int, qtbot: QtBot) -> CalendarDialog:
    dialog = CalendarDialog(workspace, PlanCache(), project_id)
    qtbot.addWidget(dialog)
    dialog.show()
    qtbot.waitExposed(dialog)
    dialog.months.setFocus()
    dialog.months.go_to(TUESDAY)
    return dialog


def stored(dialog: CalendarDialog, name: str = "Site & <b>") -> CalendarRow:
    rows = dialog._workspace.read(calendar_list, dialog._project_id)
    return next(row for row in rows if row.name == name)


def click(qtbot: QtBot, button: QWidget) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def hours_on(dialog: CalendarDialog, day: date) -> str:
    found = dialog.months.look(day)
    assert found is not None
    return str(found.hours)


def test_space_takes_a_day_off_and_says_what_that_moves_before_it_is_kept(
    dialog: CalendarDialog, workspace: Workspace, qtbot: QtBot
) -> None:
    qtbot.keyClick(dialog.months, Key.Key_Space)
    assert hours_on(dialog, TUESDAY) == "()"
    qtbot.waitUntil(lambda: "(+3 d)" in dialog.form.effect.text(), timeout=3000)
    assert "5 tasks move" in dialog.form.effect.text()
    assert stored(dialog).calendar.exceptions == ()  # not kept yet
    click(qtbot, dialog.form.apply)
    assert [one.start for one in stored(dialog).calendar.exceptions] == [TUESDAY]
    assert not dialog.form.apply.isEnabled()
    workspace.undo()
    assert stored(dialog).calendar.exceptions == ()


def test_arrows_move_and_shift_selects_a_range(dialog: CalendarDialog, qtbot: QtBot) -> None:
    months = dialog.months
    qtbot.keyClick(months, Key.Key_Right)
    assert months.current == TUESDAY + timedelta(days=1)
    qtbot.keyClick(months, Key.Key_Down, SHIFT)
    assert months.selected()[0] == TUESDAY + timedelta(days=1)
    assert len(months.selected()) == 8
    qtbot.keyClick(months, Key.Key_Space)
    assert [(one.start, one.finish) for one in dialog.draft.exceptions] == [  # type: ignore[union-attr]
        (date(2026, 3, 4), date(2026, 3, 11))
    ]
    qtbot.keyClick(months, Key.Key_Delete)
    assert dialog.draft is not None
    assert dialog.draft.exceptions == ()
    for key, day in (
        (Key.Key_PageDown, date(2026, 4, 11)), (Key.Key_PageUp, date(2026, 3, 11)), (Key.Key_Home, date(2026, 3, 1)),
        (Key.Key_End, date(2026, 3, 31)),
    ):  # fmt: skip
        qtbot.keyClick(months, key)
        assert months.current == day
    qtbot.keyClick(months, Key.Key_Home, CTRL)
    assert months.current == months.today


def test_typing_a_digit_begins_the_hours_and_return_sets_them(dialog: CalendarDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.months, Key.Key_8)
    assert QApplication.focusWidget() is dialog.form.day_hours
    dialog.form.day_hours.insert("-12，13：30-15")  # Qt’s tests type Latin letters only
    qtbot.keyClick(dialog.form.day_hours, Key.Key_Return)
    assert hours_on(dialog, TUESDAY) == "((480, 720), (810, 900))"
    assert dialog.isVisible()


def test_hours_that_are_none_are_refused_where_they_are_typed(dialog: CalendarDialog, qtbot: QtBot) -> None:
    for text, part in (("12-8-7", "no working hours"), ("22-6", "after midnight"), ("8-12, 9-10", "overlap")):
        dialog.form.day_hours.setText(text)
        qtbot.keyClick(dialog.form.day_hours, Key.Key_Return)
        assert part in dialog.form.error.text()
        assert dialog.form.error.isVisible()
    assert dialog.draft is not None
    assert dialog.draft.exceptions == ()


def test_the_mouse_selects_drags_and_turns_days_around(dialog: CalendarDialog, qtbot: QtBot) -> None:
    months = dialog.months

    def place(day: date) -> QPoint:
        return months.area_of(day).center()

    left = Qt.MouseButton.LeftButton
    qtbot.mousePress(months, left, pos=place(date(2026, 3, 9)))
    qtbot.mouseMove(months, place(date(2026, 3, 11)))
    qtbot.mouseRelease(months, left, pos=place(date(2026, 3, 11)))
    qtbot.mouseClick(months, left, pos=place(date(2026, 3, 9)))
    qtbot.mouseClick(months, left, SHIFT, pos=place(date(2026, 3, 11)))
    assert len(months.selected()) == 3
    assert months.day_at(place(date(2026, 3, 11))) == date(2026, 3, 11)
    assert months.day_at(QPoint(-5, -5)) is None
    qtbot.mouseClick(months, left, pos=place(date(2026, 3, 7)))
    qtbot.mouseDClick(months, left, pos=place(date(2026, 3, 7)))  # a Saturday is worked
    assert hours_on(dialog, date(2026, 3, 7)) == "((480, 720), (780, 1020))"


def test_the_week_takes_several_shifts_and_one_over_midnight(dialog: CalendarDialog, qtbot: QtBot) -> None:
    click(qtbot, dialog.tabs["week"])
    monday, friday = dialog.week.lines[1], dialog.week.lines[5]
    monday.setText("6-10; 11-14; 22-6")
    qtbot.keyClick(monday, Key.Key_Return)
    assert dialog.draft is not None
    assert dialog.draft.days[1] == ((360, 600), (660, 840), (1320, 1440))
    assert dialog.draft.days[2] == ((0, 360), (480, 720), (780, 1020))
    friday.setText("off")
    qtbot.keyClick(friday, Key.Key_Return)
    assert dialog.draft.days[5] == ()
    friday.setText("")
    qtbot.keyClick(friday, Key.Key_Return)
    assert dialog.draft.days[5] is None
    assert "8-12, 13-17" in friday.placeholderText()
    monday.setText("nonsense")
    qtbot.keyClick(monday, Key.Key_Return)
    assert dialog.form.error.isVisible()


def test_another_week_between_dates(dialog: CalendarDialog, qtbot: QtBot) -> None:
    click(qtbot, dialog.tabs["weeks"])
    click(qtbot, dialog.form.add_week)
    dialog.form.week_name.setText("Summer hours")
    dialog.form.week_start.setText("2 Mar 2026")
    dialog.form.week_finish.setText("6 Mar 2026")
    qtbot.keyClick(dialog.form.week_finish, Key.Key_Return)
    line = dialog.variations.editor.lines[2]
    line.setText("8-12")
    qtbot.keyClick(line, Key.Key_Return)
    assert dialog.draft is not None
    (week,) = dialog.draft.weeks
    assert (week.name, week.start, week.days[2]) == ("Summer hours", date(2026, 3, 2), ((480, 720),))
    assert hours_on(dialog, TUESDAY) == "((480, 720),)"
    dialog.form.week_finish.setText("1 Mar 2026")
    qtbot.keyClick(dialog.form.week_finish, Key.Key_Return)
    assert "ends before it begins" in dialog.form.error.text()
    click(qtbot, dialog.form.remove_week)
    assert dialog.draft.weeks == ()


def test_every_way_to_recur_has_a_sentence_and_its_next_days(dialog: CalendarDialog, qtbot: QtBot) -> None:
    click(qtbot, dialog.tabs["exceptions"])
    click(qtbot, dialog.form.add_exception)
    form, page = dialog.form, dialog.exceptions
    form.exception_start.setText("2 Mar 2026")
    qtbot.keyClick(form.exception_start, Key.Key_Return)
    said: list[str] = []
    for at in range(form.recurrence.count()):
        form.recurrence.setCurrentIndex(at)
        page.weekdays[5].setChecked(True)
        said.append(form.sentence.text())
        assert form.next_days.text()
    assert len(set(said)) == 7
    assert said[0] == "On 02 Mar 2026: not worked."
    assert "Every week on Monday and" not in said[2]
    assert "Friday" in said[2]
    form.recurrence.setCurrentIndex(form.recurrence.findData("monthly_position"))
    form.position.setCurrentIndex(4)
    form.what.setCurrentIndex(8)
    form.exception_hours.setText("8-12")
    qtbot.keyClick(form.exception_hours, Key.Key_Return)
    assert form.sentence.text().startswith("On the last Friday of every month, from 02 Mar 2026")
    assert form.sentence.text().endswith("worked 8-12.")
    assert form.next_days.text().count(",") == 4
    click(qtbot, form.apply)
    (kept,) = stored(dialog).calendar.exceptions
    assert (kept.recurrence, kept.position, kept.item, kept.hours) == ("monthly_position", 4, 8, ((480, 720),))


@pytest.mark.parametrize(
    ("exception", "words"),
    [
        (CalendarException(TUESDAY, TUESDAY), "On 03 Mar 2026: not worked."),
        (CalendarException(TUESDAY, date(2026, 3, 5)), "From 03 Mar 2026 to 05 Mar 2026: not worked."),
        (
            CalendarException(TUESDAY, date(2030, 1, 1), ((480, 720),), "", "yearly_day", month=12, month_day=24),
            "Every year on 24 December, from 03 Mar 2026 to 01 Jan 2030: worked 8-12.",
        ),
        (
            CalendarException(TUESDAY, date(2030, 1, 1), (), "", "every_days", period=14, occurrences=3),
            "Every 14 days, from 03 Mar 2026, 3 times at most: not worked.",
        ),
        (
            CalendarException(TUESDAY, date(2030, 1, 1), (), "", "weekly", period=2, weekdays=0b0100010),
            "Every 2 weeks on Monday, Friday, from 03 Mar 2026 to 01 Jan 2030: not worked.",
        ),
    ],
)
def test_sentences(workspace: Workspace, exception: CalendarException, words: str) -> None:
    assert exception_words(exception, workspace.texts) == words


def test_a_calendar_is_made_named_copied_based_and_deleted(
    dialog: CalendarDialog, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = iter(["Night", "Night 2", "Nights", "night"])
    monkeypatch.setattr(QInputDialog, "getText", lambda *a, **k: (next(names), True))
    dialog.add()
    dialog.add(copy=True)
    assert stored(dialog, "Night 2").project_id is not None
    dialog.rename()
    night = stored(dialog, "Nights")
    dialog.form.base.setCurrentIndex(dialog.form.base.findData(stored(dialog).id))
    dialog.form.base.activated.emit(dialog.form.base.currentIndex())
    assert dialog.draft is not None
    assert dialog.draft.base == stored(dialog).id
    assert dialog.apply()
    dialog.add(shared=True)
    assert stored(dialog, "night").project_id is None
    assert dialog.select(night.id)
    dialog.delete()
    assert "Nights" not in {row.name for row in dialog._rows}


def test_a_calendar_in_use_stays_and_says_who_uses_it(dialog: CalendarDialog, qtbot: QtBot) -> None:
    click(qtbot, dialog.form.delete_calendar)
    assert "is used by Billing <b>" in dialog.form.error.text()
    assert stored(dialog)


def test_the_project_takes_another_calendar(dialog: CalendarDialog, workspace: Workspace, qtbot: QtBot) -> None:
    other = workspace.attempt(Message("add_calendar"), calendars.create, "Other", dialog._project_id).result
    dialog.load(int(str(other)))
    click(qtbot, dialog.form.use)
    assert dialog._project_id is not None
    assert workspace.read(load_plan, dialog._project_id).calendar_uid == other
    assert not dialog.form.use.isVisible()


def test_holidays_come_in_one_step_and_again_without_doubles(
    dialog: CalendarDialog, workspace: Workspace, qtbot: QtBot
) -> None:
    def choose() -> None:
        asked = next(one for one in QApplication.topLevelWidgets() if isinstance(one, HolidaysDialog))
        asked.form.country.setCurrentIndex(asked.form.country.findData("CN"))
        asked.form.first_year.setValue(2026)
        asked.form.last_year.setValue(2026)
        assert not asked.form.warning.isVisible()
        asked.form.last_year.setValue(2060)
        asked.form.first_year.setValue(2060)
        assert "2060" in asked.form.warning.text()
        asked.form.first_year.setValue(2026)
        asked.form.last_year.setValue(2026)
        click(qtbot, asked.keep)

    before = workspace.undo_stack.count()
    for _ in range(2):
        QTimer.singleShot(0, dialog, choose)
        click(qtbot, dialog.form.holidays)
        row = stored(dialog)
        assert row.holiday_set == "CN"
        assert sum((one.finish - one.start).days + 1 for one in row.calendar.exceptions) == 28
    assert workspace.undo_stack.count() == before + 1
    worked = [one for one in row.calendar.exceptions if one.hours]
    assert date(2026, 2, 14) in {one.start for one in worked}
    assert {one.name for one in worked} == {"Make-up working day"}


def test_close_keeps_and_escape_leaves(dialog: CalendarDialog, qtbot: QtBot) -> None:
    qtbot.keyClick(dialog.months, Key.Key_Space)
    assert dialog._close.text() == "Apply and close"
    qtbot.keyClick(dialog.months, Key.Key_Escape)
    assert not dialog.isVisible()
    assert stored(dialog).calendar.exceptions == ()
    dialog.show()
    click(qtbot, dialog._close)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert len(stored(dialog).calendar.exceptions) == 1


def test_an_idle_calendar_is_refused_and_stays_as_a_draft(dialog: CalendarDialog, qtbot: QtBot) -> None:
    for line in dialog.week.lines.values():
        line.setText("off")
        line.editingFinished.emit()
    click(qtbot, dialog.form.apply)
    assert "no working time" in dialog.form.error.text()
    click(qtbot, dialog.form.discard)
    assert dialog.draft == stored(dialog).calendar


def test_the_menu_of_days_and_the_keys_of_lists(dialog: CalendarDialog, qtbot: QtBot) -> None:
    menu = dialog.days.menu()
    assert [action.text() for action in menu.actions()] == [
        "Worked 8-12, 13-17",
        "Not worked",
        "As usual",
        "Type hours…",
    ]
    menu.actions()[1].trigger()
    assert hours_on(dialog, TUESDAY) == "()"
    menu.actions()[2].trigger()
    assert dialog.draft is not None
    assert dialog.draft.exceptions == ()
    click(qtbot, dialog.tabs["exceptions"])
    dialog.form.exceptions.setFocus()
    qtbot.keyClick(dialog.form.exceptions, Key.Key_Insert)
    assert len(dialog.draft.exceptions) == 1
    dialog.form.exceptions.setFocus()
    qtbot.keyClick(dialog.form.exceptions, Key.Key_Delete)
    assert dialog.draft.exceptions == ()


def test_a_calendar_that_is_only_looked_at_says_what_it_would_do(
    dialog: CalendarDialog, workspace: Workspace, qtbot: QtBot
) -> None:
    other = workspace.attempt(Message("add_calendar"), calendars.create, "Short", dialog._project_id).result
    dialog.load(int(str(other)))
    assert dialog.form.effect.text() == "If the project used it: The plan: no date changes."
    line = dialog.week.lines[1]
    line.setText("8-12")
    line.editingFinished.emit()
    click(qtbot, dialog.form.apply)
    assert "the finish goes from" in dialog.form.effect.text()


def test_the_calendars_of_all_plans_begin_empty(
    workspace: Workspace, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    dialog = CalendarDialog(workspace, PlanCache(), None)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.form.name.text() == "No calendars yet"
    assert not dialog.form.holidays.isEnabled()
    qtbot.keyClick(dialog.months, Key.Key_Space)
    assert dialog.draft is None
    monkeypatch.setattr(QInputDialog, "getText", lambda *a, **k: ("Company", True))
    click(qtbot, dialog.form.add)
    assert dialog.form.name.text() == "Company"
    assert stored(dialog, "Company").project_id is None
    dialog.months.go_to(TUESDAY)
    qtbot.keyClick(dialog.months, Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.form.effect.text() == "No plan uses this calendar yet.", timeout=3000)


def test_a_store_that_is_only_read_is_looked_at(
    dialog: CalendarDialog, workspace: Workspace, project_id: int, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Workspace, "can_edit", property(lambda self: False))
    seen = CalendarDialog(workspace, PlanCache(), project_id)
    qtbot.addWidget(seen)
    seen.show()
    seen.months.setFocus()
    seen.months.go_to(TUESDAY)
    qtbot.keyClick(seen.months, Key.Key_Space)
    assert seen.draft == stored(dialog).calendar
    for button in (seen.form.add, seen.form.rename, seen.form.holidays, seen.form.set_hours, seen.form.apply):
        assert not button.isEnabled()
