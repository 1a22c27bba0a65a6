"""What can be done to a plan, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.services.commands import baselines, plan, plan_links, plan_rows
from pmo_desktop.services.planning import save_plan
from tests.integration.plan.conftest import START, Book, small_plan


def refusal(book: Book, *call: Any, **kwargs: Any) -> PmoError:
    """Return why a command was refused, having seen that nothing changed."""
    before = book.plan()
    with pytest.raises(PmoError) as caught:
        book.do(*call, **kwargs)
    assert book.plan() == before
    return caught.value


def test_a_new_plan_tells_the_registry_when_it_starts_and_finishes(book: Book) -> None:
    project = book.project()
    assert (project.start, project.finish) == (date(2026, 3, 2), date(2026, 3, 27))


def test_a_row_is_added_before_another_on_its_level(book: Book) -> None:
    book.do(plan_rows.add_tasks, book.project_id, ["Review"], before=book.id("Approved"))
    assert book.outline()[:4] == [("1", "Design"), ("1.1", "Blueprint"), ("1.2", "Review"), ("1.3", "Approved")]


def test_many_rows_in_one_place_make_the_outline_number_itself_anew(book: Book) -> None:
    for at in range(15):
        book.do(plan_rows.add_tasks, book.project_id, [f"Row {at}"], before=book.id("Approved"))
    assert [name for _, name in book.outline()][2:17] == [f"Row {at}" for at in range(15)]


def test_the_first_row_of_an_empty_project_gives_the_plan_a_start(book: Book) -> None:
    book.do(plan_rows.delete_tasks, book.ids("Design", "Build"))
    assert book.plan().tasks == ()
    book.do(plan_rows.add_tasks, book.project_id, ["A", "B"])
    assert [number for number, _ in book.outline()] == ["1", "2"]


def test_deleting_a_summary_deletes_what_belongs_to_it_and_its_links(book: Book) -> None:
    book.do(plan_rows.delete_tasks, [book.id("Build")])
    assert [name for _, name in book.outline()] == ["Design", "Blueprint", "Approved"]
    assert len(book.plan().links) == 1


def test_a_block_moves_with_its_children(book: Book) -> None:
    book.do(plan_rows.move_tasks, [book.id("Build")], book.id("Design"))
    assert [name for _, name in book.outline()] == [
        "Build", "Code", "Test", "Done", "Design", "Blueprint", "Approved",
    ]  # fmt: skip


def test_a_block_cannot_move_into_itself(book: Book) -> None:
    assert refusal(book, plan_rows.move_tasks, [book.id("Build")], book.id("Test")).message_id == "move_into_itself"


def test_rows_move_up_and_down_among_their_neighbours(book: Book) -> None:
    book.do(plan_rows.move_by, [book.id("Test")], -1)
    assert [name for _, name in book.outline()][3:6] == ["Build", "Test", "Code"]
    book.do(plan_rows.move_by, [book.id("Design")], 1)
    assert [name for _, name in book.outline()][:2] == ["Build", "Test"]
    before = book.outline()
    book.do(plan_rows.move_by, [book.id("Build")], -1)
    assert book.outline() == before


def test_indent_and_outdent_are_each_others_reverse(book: Book) -> None:
    book.do(plan_rows.add_tasks, book.project_id, ["Docs"], before=book.id("Test"))
    before = book.outline()
    book.do(plan_rows.indent, [book.id("Docs")])
    assert ("2.1.1", "Docs") in book.outline()
    book.do(plan_rows.outdent, [book.id("Docs")])
    assert book.outline() == before
    assert refusal(book, plan_rows.indent, [book.id("Design")]).message_id == "indent_impossible"
    assert refusal(book, plan_rows.outdent, [book.id("Design")]).message_id == "outdent_impossible"


def test_a_row_does_not_come_to_belong_to_the_task_it_follows(book: Book) -> None:
    assert refusal(book, plan_rows.indent, [book.id("Test")]).message_id == "move_would_loop"


def test_predecessors_are_typed_by_row_or_wbs(book: Book) -> None:
    book.do(plan.set_task, [book.id("Test")], {"predecessors": "5SS+1d; 1.1"})
    links = {(x.predecessor, x.kind, x.lag) for x in book.plan().links if x.successor == book.id("Test")}
    assert links == {(book.id("Code"), "SS", 480), (book.id("Blueprint"), "FS", 0)}
    book.do(plan.set_task, [book.id("Test")], {"predecessors": ""})
    assert not [x for x in book.plan().links if x.successor == book.id("Test")]


def test_a_loop_is_refused_with_the_chain_of_its_tasks(book: Book) -> None:
    error = refusal(book, plan.set_task, [book.id("Code")], {"predecessors": "6"})
    assert error.message_id == "link_would_loop"
    assert error.values["chain"] == "2.1 → 2.2 → 2.1"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("99", "row_unknown"),
        ("4.7.1", "row_unknown"),
        ("<b>", "links_bad"),
        ("6", "link_to_itself"),
        ("5FS+1000000d", "duration_too_long"),
        ("5FS+99999999999999999999999999d", "duration_too_long"),
        ("1;" * 5000, "links_bad"),
    ],
)
def test_predecessors_that_mean_nothing_are_refused(book: Book, text: str, reason: str) -> None:
    assert refusal(book, plan.set_task, [book.id("Test")], {"predecessors": text}).message_id == reason


def test_selected_tasks_are_linked_in_order_and_unlinked(book: Book) -> None:
    book.do(plan_rows.add_tasks, book.project_id, ["A", "B", "C"])
    chain = book.ids("A", "B", "C")
    assert book.do(plan_links.link_in_order, chain).result == 2
    assert book.do(plan_links.link_in_order, chain).result == 0
    assert book.do(plan_links.unlink, chain).result == 2


@pytest.mark.parametrize(
    ("typed", "minutes"), [("3", 1440), ("3d 4h", 1680), ("2w", 4800), ("1.5 天", 720), (960, 960)]
)
def test_a_duration_is_typed(book: Book, typed: object, minutes: int) -> None:
    book.do(plan.set_task, [book.id("Code")], {"duration": typed})
    assert book.schedule()[book.id("Code")].duration == minutes


def test_an_elapsed_duration_counts_nights_and_weekends(book: Book) -> None:
    book.do(plan.set_task, [book.id("Blueprint")], {"duration": "1ew"})
    dates = book.schedule()[book.id("Blueprint")]
    assert (dates.finish - dates.start).days == 7


def test_a_typed_start_holds_the_task_back_and_an_empty_one_frees_it(book: Book) -> None:
    book.do(plan.set_task, [book.id("Code")], {"start": "2026-04-01"})
    assert book.schedule()[book.id("Code")].start == datetime(2026, 4, 1, 8)
    book.do(plan.set_task, [book.id("Code")], {"start": ""})
    assert book.schedule()[book.id("Code")].start == datetime(2026, 3, 9, 8)


def test_a_typed_finish_sets_the_duration(book: Book) -> None:
    book.do(plan.set_task, [book.id("Code")], {"finish": date(2026, 3, 13)})
    dates = book.schedule()[book.id("Code")]
    assert (dates.duration, dates.finish) == (2400, datetime(2026, 3, 13, 17))
    error = refusal(book, plan.set_task, [book.id("Code")], {"finish": date(2026, 3, 1)})
    assert error.message_id == "finish_before_start"


def test_progress_brings_actual_dates_and_takes_them_away(book: Book) -> None:
    task_id = book.id("Blueprint")
    book.do(plan.set_task, [task_id], {"percent_complete": "40%"})
    task = book.plan().tasks[1]
    assert (task.actual_start, task.remaining_duration) == (datetime(2026, 3, 2, 8), 1440)
    book.do(plan.set_task, [task_id], {"percent_complete": 100})
    assert book.plan().tasks[1].actual_finish == datetime(2026, 3, 6, 17)
    book.do(plan.set_task, [task_id], {"percent_complete": 0})
    assert book.plan().tasks[1].actual_start is None


def test_a_summary_is_computed(book: Book) -> None:
    for values in ({"duration": "3d"}, {"start": "2026-04-01"}, {"finish": "2026-04-01"}, {"percent_complete": 5}):
        assert refusal(book, plan.set_task, [book.id("Build")], values).message_id == "summary_is_computed"


def test_hostile_names_are_kept_as_text(book: Book) -> None:
    name = "=cmd|' /C calc'!A0 <b>&amp; $x$ 你好 🚀\x00\u202e\n2"
    book.do(plan.set_task, [book.id("Code")], {"name": name})
    assert book.plan().tasks[4].name == "=cmd|' /C calc'!A0 <b>&amp; $x$ 你好 🚀 2"
    assert refusal(book, plan.set_task, [book.id("Test")], {"name": "x" * 10_000}).message_id == "value_too_long"


def test_the_whole_plan_shifts_to_another_start(book: Book) -> None:
    book.do(plan.set_task, [book.id("Code")], {"start": "2026-04-01", "deadline": "2026-05-01"})
    book.do(plan.shift_plan, book.project_id, date(2026, 3, 9))
    code = book.plan().tasks[4]
    assert (code.constraint_date, code.deadline) == (datetime(2026, 4, 8, 8), datetime(2026, 5, 8, 17))
    assert book.project().start == date(2026, 3, 9)


def test_a_baseline_freezes_dates_and_is_cleared(book: Book) -> None:
    book.do(baselines.set_baseline, book.project_id, 0)
    book.do(plan.set_task, [book.id("Code")], {"duration": "20d"})
    frozen = {row.task_uid: row for row in book.plan().baselines}
    assert frozen[book.id("Done")].finish == datetime(2026, 3, 27, 17)
    assert book.project().baseline_finish == date(2026, 3, 27)
    assert book.project().finish == date(2026, 4, 10)
    assert book.do(baselines.clear_baseline, book.project_id, 0).result == 7
    assert book.project().baseline_finish is None
    assert refusal(book, baselines.set_baseline, book.project_id, 11).message_id == "baseline_unknown"


def test_people_are_assigned_by_name(book: Book) -> None:
    book.do(plan.assign, book.id("Code"), ["Li Wei", "Chen Yu"])
    assert [row.name for row in book.plan().resources] == ["Li Wei", "Chen Yu"]
    assert book.plan().tasks[4].owner == "Li Wei"
    book.do(plan.assign, book.id("Code"), ["Chen Yu"])
    assert len(book.plan().assignments) == 1


def test_a_data_date_is_the_end_of_its_day(book: Book) -> None:
    book.do(plan.set_data_date, book.project_id, date(2026, 3, 6))
    assert book.plan().data_date == datetime(2026, 3, 6, 17)


def test_a_date_at_the_end_of_time_is_a_sentence(book: Book) -> None:
    book.do(plan.set_task, [book.id("Code")], {"duration": "100w"})
    error = refusal(book, plan.set_task, [book.id("Code")], {"start": datetime(9999, 12, 30, 8)})
    assert error.message_id in ("task_date_out_of_range", "date_out_of_range")


def test_tasks_that_are_gone_are_told(book: Book) -> None:
    for command, args in (
        (plan_rows.delete_tasks, ([4711],)),
        (plan.set_task, ([4711], {"name": "x"})),
        (plan_links.add_link, (4711, 4712)),
        (plan_rows.indent, ([],)),
    ):
        assert refusal(book, command, *args).message_id == "task_gone"


def test_a_block_sets_many_cells_and_adds_rows_as_one_change(book: Book) -> None:
    change = book.do(
        plan.set_cells,
        [(book.id("Code"), {"duration": "3d"}), (book.id("Test"), {"name": "Check", "owner": "Li"})],
        [{"name": "Party", "duration": "1d", "predecessors": "7"}],
    )
    assert isinstance(change.result, list)
    tasks = {task.name: task for task in book.plan().tasks}
    assert (tasks["Code"].duration, tasks["Check"].owner, tasks["Party"].duration) == (1440, "Li", 480)
    assert any(link.successor == tasks["Party"].uid for link in book.plan().links)
    error = refusal(book, plan.set_cells, [(book.id("Code"), {"duration": "tbc"})], [{"name": "x"}])
    assert error.message_id == "duration_bad"


def test_an_outline_of_fifty_levels_is_the_deepest(book: Book) -> None:
    ids = book.do(plan_rows.add_tasks, book.project_id, [f"L{level}" for level in range(60)], level=1).result
    assert isinstance(ids, list)
    for at in range(1, 50):
        book.do(plan_rows.indent, ids[at:])
    error = refusal(book, plan_rows.indent, ids[49:])
    assert error.message_id in ("indent_impossible", "outline_too_deep")
    assert max(task.outline_level for task in book.plan().tasks) == 50
    assert book.outline()[-1][0].count(".") >= 40


def test_a_task_with_very_many_predecessors_is_linked_and_scheduled(book: Book) -> None:
    ids = book.do(plan_rows.add_tasks, book.project_id, [f"P{at}" for at in range(900)], duration=480).result
    assert isinstance(ids, list)
    text = ";".join(str(8 + at) for at in range(899))
    book.do(plan.set_task, [ids[-1]], {"predecessors": text[:1999].rpartition(";")[0]})
    assert len([link for link in book.plan().links if link.successor == ids[-1]]) > 300


def test_dates_of_other_centuries_are_kept_or_refused_with_a_sentence(book: Book) -> None:
    for typed in ("1900-01-01", "2200-12-31"):
        book.do(plan.set_task, [book.id("Code")], {"deadline": typed})
        assert book.plan().tasks[4].deadline is not None
    assert refusal(book, plan.set_task, [book.id("Code")], {"start": "tbc"}).message_id == "value_not_date"
    assert refusal(book, plan.set_task, [book.id("Code")], {"start": "31.02.2027"}).message_id == "value_not_date"


GONE = 999_999
ON_NOTHING: list[tuple[Callable[..., object], tuple[object, ...]]] = [
    (plan.set_task, ([GONE], {"name": "x"})),
    (plan.set_cells, ([(GONE, {"name": "x"})],)),
    (plan.move_task, (GONE, START)),
    (plan.shift_plan, (GONE, START.date())),
    (plan.set_data_date, (GONE, None)),
    (plan.assign, (GONE, ["Li"])),
    (plan_rows.add_tasks, (GONE, ["x"])),
    (plan_rows.delete_tasks, ([GONE],)),
    (plan_rows.move_tasks, ([GONE], None)),
    (plan_rows.move_by, ([GONE], 1)),
    (plan_rows.indent, ([GONE],)),
    (plan_rows.outdent, ([GONE],)),
    (plan_links.link_in_order, ([GONE, GONE + 1],)),
    (plan_links.unlink, ([GONE],)),
    (plan_links.add_link, (GONE, GONE + 1)),
    (plan_links.set_link, (GONE, "FS", 0)),
    (plan_links.delete_link, (GONE,)),
    (plan_links.set_predecessors, (GONE, "1")),
    (baselines.set_baseline, (GONE,)),
    (baselines.clear_baseline, (GONE,)),
    (save_plan, (GONE, small_plan())),
]


@pytest.mark.parametrize(("command", "arguments"), ON_NOTHING, ids=lambda item: getattr(item, "__name__", ""))
def test_what_is_gone_is_refused_in_words(
    book: Book, command: Callable[..., object], arguments: tuple[object, ...]
) -> None:
    with pytest.raises(PmoError) as refused:
        book.do(command, *arguments)
    assert refused.value.message_id in ("task_gone", "project_gone", "link_gone")


def test_one_task_of_several_that_is_gone_is_refused(book: Book) -> None:
    for command in (plan_links.link_in_order, plan_links.unlink, plan_rows.indent):
        with pytest.raises(PmoError) as refused:
            book.do(command, [book.id("Code"), GONE])
        assert refused.value.message_id == "task_gone"
