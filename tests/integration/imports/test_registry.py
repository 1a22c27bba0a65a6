"""A registry from a file: matched, shown, and only then written, as one step."""

from __future__ import annotations

from datetime import date

import pytest

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.persistence.store import Store
from pmo_desktop.persistence.tables import Task
from pmo_desktop.services import imports
from pmo_desktop.services.queries.registry import ProjectRow, registry

from ..services.world import dump
from .conftest import LABEL, Read, apply, preview

MONTH = """Project No;项目名称 / Name;PM;Status;BL end;FC end;Budget (k€);EAC (k€);% done;Sponsor;Phase;Cost centre
P-101;ERP Finance;A. Keller;Green;30/04/2027;28/05/2027;8,400;8,820;62%;R. Lang;Build;4410
P-104;Data Centre;Li W.;amber;26/02/2027;26/02/2027;5,200;5,110;78%;Zhou H.;Build;4412
P-148;Outage System;;RED;31/03/2028;tbc;12,600;14,740;41%;;Plan;4390
"""


def rows_of(store: Store) -> dict[str, ProjectRow]:
    with store.read() as session:
        return {row.code: row for row in registry(session, include_archived=True).rows}


def test_nothing_is_written_before_the_last_step(store: Store, read: Read) -> None:
    before = dump(store)
    shown = preview(store, read(MONTH))
    assert shown.counts == {"new": 3, "update": 0, "unchanged": 0, "skipped": 0}
    assert dump(store) == before


def test_every_matched_column_arrives_as_its_type(store: Store, read: Read) -> None:
    assert apply(store, preview(store, read(MONTH))) == imports.Imported(3, 0, 0, 0)
    row = rows_of(store)["P-101"]
    assert (row.name, row.manager, row.sponsor, row.stage) == ("ERP Finance", "A. Keller", "R. Lang", "deliver")
    assert (row.baseline_finish, row.finish) == (date(2027, 4, 30), date(2027, 5, 28))
    assert (row.budget, row.forecast, row.currency) == (8_400_000_00, 8_820_000_00, "EUR")
    assert (row.overall, row.percent_complete) == ("G", 62)
    assert rows_of(store)["P-148"].overall == "R"


def test_one_undo_takes_the_whole_import_back_and_redo_brings_it_again(store: Store, read: Read) -> None:
    before = dump(store)
    shown = preview(store, read(MONTH))
    change = store.write(LABEL, lambda session: imports.apply(session, shown))
    after = dump(store)
    store.revert(change.seq, "undo")
    assert dump(store) == before
    store.revert(change.seq, "redo")
    assert dump(store) == after


def test_the_same_file_again_changes_nothing(store: Store, read: Read) -> None:
    apply(store, preview(store, read(MONTH)))
    shown = preview(store, read(MONTH))
    assert shown.counts == {"new": 0, "update": 0, "unchanged": 3, "skipped": 0}
    assert store.write(LABEL, lambda session: imports.apply(session, shown)).rows == ()


def test_only_what_changed_is_an_update(store: Store, read: Read) -> None:
    apply(store, preview(store, read(MONTH)))
    shown = preview(store, read(MONTH.replace("28/05/2027", "18/06/2027").replace("amber", "red")))
    changed = {row.key: dict(row.values) for row in shown.rows if row.state == "update"}
    assert changed == {"P-101": {"finish": date(2027, 6, 18)}, "P-104": {"rag_overall": "R"}}


def test_dates_that_come_from_a_plan_are_kept_and_told(store: Store, read: Read) -> None:
    apply(store, preview(store, read(MONTH)))
    key = rows_of(store)["P-101"].id
    store.write(LABEL, lambda session: session.add(Task(project_id=key, position=1024, name="Build")))
    shown = preview(store, read(MONTH.replace("28/05/2027", "18/06/2027").replace("amber", "red")))
    assert {row.key: dict(row.values) for row in shown.rows if row.state == "update"} == {"P-104": {"rag_overall": "R"}}
    assert ("import_note_planned", 1) in [(note.id, note.count) for note in shown.notes]


def test_an_empty_cell_leaves_the_current_value(store: Store, read: Read) -> None:
    apply(store, preview(store, read(MONTH)))
    apply(store, preview(store, read(MONTH.replace("A. Keller", "").replace("62%", ""))))
    row = rows_of(store)["P-101"]
    assert (row.manager, row.percent_complete) == ("A. Keller", 62)


def test_a_cell_that_is_no_date_is_named_with_its_row_and_left_empty(store: Store, read: Read) -> None:
    shown = preview(store, read(MONTH))
    (problem,) = shown.problems
    assert (problem.number, problem.field, problem.text, problem.is_new) == (4, "finish", "tbc", True)
    assert problem.message.id == "import_cell_date"
    assert problem.message.values["column"] == "FC end"
    apply(store, shown)
    assert rows_of(store)["P-148"].finish is None


def test_problems_are_fixed_on_the_spot(store: Store, read: Read) -> None:
    apply(store, preview(store, read(MONTH.replace("tbc", "2028-03-31"))))
    table = read(MONTH)
    (problem,) = preview(store, table).problems
    assert problem.current == date(2028, 3, 31)
    place = (problem.row, problem.column)

    def fixed(fix: imports.Fix) -> object:
        values = preview(store, table, fixes={place: fix}).rows[problem.row].values
        return values.get("finish", "as it was")

    assert fixed(imports.Fix("keep")) == "as it was"
    assert fixed(imports.Fix("empty")) is None
    assert fixed(imports.Fix("text", "30/06/2028")) == date(2028, 6, 30)
    assert preview(store, table, fixes={place: imports.Fix("skip")}).rows[problem.row].state == "skipped"
    # A typed value that is no better is a problem still.
    assert len(preview(store, table, fixes={place: imports.Fix("text", "soon")}).problems) == 1


def test_columns_nobody_knows_are_listed_and_kept_when_wanted(store: Store, read: Read) -> None:
    table = read(MONTH)
    assert preview(store, table).unknown == ("Cost centre",)
    with store.read() as session:
        specs = imports.targets(session, "registry")
    at = table.header.index("Cost centre")
    shown = preview(store, table, change=lambda matching: matching.with_field(table, specs, at, imports.NEW))
    assert shown.unknown == ()
    apply(store, shown)
    assert list(rows_of(store)["P-101"].custom.values()) == ["4410"]
    # Next month the field is there and matched by its name.
    again = preview(store, table)
    assert again.unknown == ()
    assert again.counts["unchanged"] == 3


def test_a_saved_matching_is_used_again_by_name(store: Store, read: Read) -> None:
    table = read(MONTH)
    with store.read() as session:
        specs = imports.targets(session, "registry")
        matching = imports.match(table, "registry", specs).with_field(table, specs, table.header.index("PM"), "sponsor")
    for name in ("Monthly", "MONTHLY"):
        store.write(LABEL, lambda session, name=name: imports.save_matching(session, name, matching))  # type: ignore[misc]
    with store.read() as session:
        saved = imports.load(session, "registry")
        assert list(saved) == ["MONTHLY"]
        again = imports.from_json(saved["MONTHLY"], table, "registry", specs)
    assert {column.header: column.field for column in again.columns} == {
        column.header: column.field for column in matching.columns
    }
    store.write(LABEL, lambda session: imports.delete_matching(session, "MONTHLY", "registry"))
    with store.read() as session:
        assert imports.load(session, "registry") == {}


@pytest.mark.parametrize(
    ("saved", "message"),
    [
        ([], "import_map_shape"),
        ({"columns": {"Project No": "nothing like it"}}, "import_map_field"),
        ({"columns": {"Nowhere": "code"}}, "import_map_column"),
    ],
)
def test_a_saved_matching_that_does_not_fit_is_refused_with_a_sentence(
    store: Store, read: Read, saved: object, message: str
) -> None:
    table = read(MONTH)
    with store.read() as session, pytest.raises(PmoError, match=message):
        imports.from_json(saved, table, "registry", imports.targets(session, "registry"))


def test_codes_are_given_to_rows_without_one_and_repeats_are_left_out(store: Store, read: Read) -> None:
    table = read("Project No,Project,Budget\nP-7,One,10\nP-7,One,10\np-7,Other,11\n,Two,12\n,Three,\n")
    shown = preview(store, table)
    assert shown.counts == {"new": 3, "update": 0, "unchanged": 0, "skipped": 2}
    assert [problem.message.id for problem in shown.problems] == ["import_cell_repeated"]
    assert [note.id for note in shown.notes] == ["import_note_repeated"]
    apply(store, shown)
    assert {row.name for row in rows_of(store).values()} == {"One", "Two", "Three"}
    assert len(rows_of(store)) == 3


def test_without_an_id_column_rows_are_known_by_their_name(store: Store, read: Read) -> None:
    apply(store, preview(store, read("Project,Budget\nOne,10\nTwo,20\n")))
    shown = preview(store, read("Project,Budget\none,11\nThree,30\n"))
    assert [row.state for row in shown.rows] == ["update", "new"]


def test_a_row_without_a_name_is_left_out_and_told(store: Store, read: Read) -> None:
    shown = preview(store, read("Project No,Project,Budget\nP-1,,10\nP-2,Two,20\n"))
    assert shown.counts["skipped"] == 1
    assert [problem.message.id for problem in shown.problems] == ["import_cell_required"]


def test_a_file_without_names_and_ids_is_refused(store: Store, read: Read) -> None:
    with pytest.raises(PmoError, match="import_no_title_column"):
        preview(store, read("Budget,Finish\n1,2027-01-31\n"))


def test_programmes_that_are_new_are_added_once(store: Store, read: Read) -> None:
    table = read("Project No,Project,Programme\nP-1,One,Digital\nP-2,Two,digital\nP-3,Three,Assets\n")
    shown = preview(store, table)
    assert [(note.id, note.count) for note in shown.notes] == [("import_note_programmes", 2)]
    apply(store, shown)
    assert [row.programme for row in rows_of(store).values()] == ["Digital", "Digital", "Assets"]
    assert preview(store, table).counts["unchanged"] == 3


def test_dates_that_do_not_tell_their_order_are_guessed_and_said_so(store: Store, read: Read) -> None:
    table = read("Project No,Project,Finish\nP-1,One,03/04/2027\n")
    shown = preview(store, table)
    assert [note.id for note in shown.notes] == ["import_note_day_first"]
    assert shown.rows[0].values["finish"] == date(2027, 4, 3)
    other = preview(store, table, change=lambda matching: matching.with_reading(2, day_first=False))
    assert other.notes == ()
    assert other.rows[0].values["finish"] == date(2027, 3, 4)


def test_one_date_tells_the_order_of_its_column(store: Store, read: Read) -> None:
    shown = preview(store, read("Project No,Project,Finish\nP-1,One,03/04/2027\nP-2,Two,12/31/2027\n"))
    assert [row.values["finish"] for row in shown.rows] == [date(2027, 3, 4), date(2027, 12, 31)]
    assert shown.notes == ()


def test_a_text_that_is_too_long_is_shortened_and_told(store: Store, read: Read) -> None:
    shown = preview(store, read(f"Project No,Project,Manager\nP-1,One,{'x' * 300}\n"))
    assert [problem.message.id for problem in shown.problems] == ["import_cell_long"]
    assert len(str(shown.rows[0].values["manager"])) == 200


def test_hostile_text_is_kept_as_text(store: Store, read: Read) -> None:
    hostile = "<b>&$ =cmd|'/c calc'!A0 ‮ 龙 😀"
    apply(store, preview(store, read(f'Project No,Project,Manager\n"{hostile}","{hostile}","{hostile}"\n')))
    (row,) = rows_of(store).values()
    kept = " ".join(hostile.replace("‮", "").split())
    assert " ".join(row.name.split()) == kept
    assert row.code.startswith("<b>&$")
