"""Reading MS Project's XML: what is kept, what is listed, what is refused."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.plan import Plan, PlanBaseline, PlanLink
from pmo_desktop.interchange.mspdi import read_plan
from pmo_desktop.interchange.xml import parse
from pmo_desktop.texts import of

SAMPLE = Path(__file__).with_name("house.xml").read_text(encoding="utf-8")


def changed(old: str, new: str) -> bytes:
    assert old in SAMPLE
    return SAMPLE.replace(old, new, 1).encode()


def said(content: bytes) -> str:
    with pytest.raises(PmoError) as refused:
        read_plan(content)
    return of("en").say(refused.value)


@pytest.fixture(scope="module")
def sample() -> Plan:
    return read_plan(SAMPLE.encode())


def test_the_projects_own_settings_are_read(sample: Plan) -> None:
    assert (sample.name, sample.currency, sample.calendar_uid) == ("House", "EUR", 1)
    assert sample.plan_start == datetime(2026, 1, 5, 8)
    assert sample.data_date == datetime(2026, 2, 1, 17)
    assert (sample.minutes_per_day, sample.critical_slack, sample.default_start) == (420, 840, 450)
    assert not sample.honours_constraints
    assert sample.extra["ExtendedAttributes"][0]["Alias"] == "Owner"


def test_calendars_are_read_whole(sample: Plan) -> None:
    site, ann = sample.calendars
    assert site.days[0] == ()
    assert site.days[1] == ((1320, 1440),)
    assert site.days[2] == ((480, 720), (780, 1020))
    assert site.exceptions[0].finish == date(2026, 12, 26)
    assert site.weeks[0].days[5] == ()
    assert (ann.base, ann.is_base) == (1, False)


def test_a_task_is_read_field_by_field(sample: Plan) -> None:
    task = sample.tasks[1]
    assert (task.uid, task.name, task.wbs, task.outline_level) == (3, "Dig & pour", "1", 1)
    assert (task.duration, task.kind, task.estimated) == (990, "fixed_duration", True)
    assert (task.constraint, task.constraint_date) == ("SNET", datetime(2026, 1, 7, 8))
    assert (task.deadline, task.percent_complete, task.remaining_duration) == (datetime(2026, 3, 1, 17), 25, 720)
    assert (task.cost, task.work, task.notes) == (123456, 1200, "  keep my\n spaces ")
    assert task.custom == {"188743731": "Site manager"}
    assert task.extra["Hyperlink"] == "there"
    assert "EarlyStart" not in task.extra
    assert sample.tasks[2].elapsed


def test_the_dates_of_manual_tasks_are_inputs_and_those_of_others_are_not(sample: Plan) -> None:
    assert sample.tasks[3].manual_start == datetime(2026, 4, 3, 8)
    assert sample.tasks[3].manual_finish == datetime(2026, 4, 2, 17)
    assert sample.tasks[1].manual_start is None


def test_links_resources_assignments_and_baselines_are_read(sample: Plan) -> None:
    assert sample.links == (PlanLink(3, 4, "SS", 480, "elapsed", 8), PlanLink(4, 5, "FS", 50, "percent", 19))
    ann, sand, permit = sample.resources
    assert (ann.max_units, ann.standard_rate, ann.cost_per_use, ann.calendar_uid) == (0.5, 8550, 250, 2)
    assert (sand.kind, permit.kind) == ("material", "cost")
    first, second = sample.assignments
    assert (first.resource_uid, first.units, first.work, first.delay, first.contour) == (1, 0.5, 480, 60, 6)
    assert second.resource_uid is None
    assert sample.baselines[0] == PlanBaseline(3, 0, datetime(2026, 1, 5, 8), datetime(2026, 1, 6, 17), 960, 960, 999)
    assert sample.baselines[1].number == 10


def test_what_was_not_understood_is_listed_and_kept(sample: Plan) -> None:
    assert sample.unknown == {"Project.MoonPhase": 1, "Task.Colour": 1}
    assert sample.extra["MoonPhase"] == "full"
    assert sample.tasks[1].extra["Colour"] == "red"
    assert [message.id for message in sample.problems] == ["mspdi_link_left_out", "mspdi_assignment_left_out"]
    texts = of("en")
    assert "77" in texts.say(sample.problems[0])
    assert sample.extra["BlankRows"] == 1


@pytest.mark.parametrize(
    ("old", "new", "row", "field"),
    [
        ("<Deadline>2026-03-01T17:00:00", "<Deadline>tbc", "Dig & pour", "Deadline"),
        ("<Duration>PT16H30M0S", "<Duration>-PT16H30M0S", "Dig & pour", "Duration"),
        ("<Duration>PT16H30M0S", "<Duration>two days", "Dig & pour", "Duration"),
        ("<Duration>PT48H0M0S", "<Duration>PT99999999999999H0M0S", "Cure", "Duration"),
        ("<ConstraintType>4", "<ConstraintType>9", "Dig & pour", "ConstraintType"),
        ("<PercentComplete>25", "<PercentComplete>nan", "Dig & pour", "PercentComplete"),
        (
            "<OutlineLevel>1</OutlineLevel><Manual>",
            "<OutlineLevel>-4</OutlineLevel><Manual>",
            "By hand",
            "OutlineLevel",
        ),
        ("<UID>5</UID>", "", "By hand", "UID"),
        ("<UID>5</UID>", "<UID>five</UID>", "By hand", "UID"),
        ("<Type>3</Type>", "<Type>7</Type>", "Cure", "Type"),
        ("<MaxUnits>0.5", "<MaxUnits>inf", "Ann", "MaxUnits"),
        ("<StartDate>2026-01-05", "<StartDate>2026-13-05", "Project", "StartDate"),
        ("<DefaultStartTime>07:30:00", "<DefaultStartTime>early", "Project", "DefaultStartTime"),
        ("<FromTime>22:00:00", "<FromTime>25:99:00", "Site", "FromTime"),
    ],
)
def test_a_value_that_cannot_be_read_names_its_row_and_field(old: str, new: str, row: str, field: str) -> None:
    sentence = said(changed(old, new))
    assert row in sentence
    assert field in sentence


def test_rows_with_the_same_key_are_refused() -> None:
    assert "By hand" in said(changed("<UID>5</UID>", "<UID>4</UID>"))


def test_harmless_faults_are_put_right_and_listed() -> None:
    plan = read_plan(changed("<PercentComplete>25", "<PercentComplete>250"))
    assert plan.tasks[1].percent_complete == 100
    assert "mspdi_value_clamped" in {message.id for message in plan.problems}
    plan = read_plan(changed("<BaseCalendarUID>1</BaseCalendarUID>", "<BaseCalendarUID>55</BaseCalendarUID>"))
    assert plan.calendars[1].base is None


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "xml_not_xml"),
        (b"not xml at all", "xml_not_xml"),
        (b"<html><body>Sorry</body></html>", "mspdi_not_a_project"),
        (b"PK\x03\x04 a zip", "xml_not_xml"),
        (b"<Project xmlns='http://schemas.microsoft.com/project'><Tasks><Task>", "xml_truncated"),
        (b"<a><b></a></b>", "xml_broken"),
        (b"<project name='x'/>", "mspdi_not_a_project"),
        (b"<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>", "xml_has_dtd"),
        ("<!DOCTYPE a [<!ENTITY x 'y'>]><a>&x;</a>".encode("utf-16"), "xml_has_dtd"),
        (b"<?xml version='1.0' encoding='klingon'?><a/>", "xml_"),
        (b"<a>" * 90_000 + b"</a>" * 90_000, "xml_too_deep"),
    ],
)
def test_what_is_not_a_plan_is_refused_with_a_sentence(content: bytes, message: str) -> None:
    with pytest.raises(PmoError) as refused:
        read_plan(content)
    assert refused.value.message_id.startswith(message)
    assert of("en").say(refused.value)


def test_an_entity_bomb_does_not_go_off() -> None:
    bomb = b"<!DOCTYPE l [" + b"".join(
        b'<!ENTITY l%d "%s">' % (number, b"&l%d;" % (number - 1) * 10) for number in range(1, 10)
    )
    with pytest.raises(PmoError, match="xml_has_dtd"):
        parse(bomb + b"]><l>&l9;</l>")


def test_a_file_that_is_missing_or_a_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(PmoError, match="import_file_missing"):
        read_plan(tmp_path / "none.xml")
    with pytest.raises(PmoError, match="import_file_is_folder"):
        read_plan(tmp_path)
    (tmp_path / "plan.xml").write_bytes(SAMPLE.encode())
    assert read_plan(tmp_path / "plan.xml").name == "House"


def test_a_file_that_is_too_big_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("pmo_desktop.interchange.xml.LARGEST", 1000)
    (tmp_path / "plan.xml").write_bytes(SAMPLE.encode())
    with pytest.raises(PmoError, match="import_file_too_big"):
        read_plan(tmp_path / "plan.xml")


def day(number: int, minutes: int, *, hours: tuple[str, str] = ("08", "17")) -> str:
    start, finish = (f"2026-01-{number:02}T{hour}:00:00" for hour in hours)
    return (
        f"<TimephasedData><Type>1</Type><UID>1</UID><Start>{start}</Start><Finish>{finish}</Finish><Unit>2</Unit>"
        f"<Value>PT{minutes // 60}H{minutes % 60}M0S</Value></TimephasedData>"
    )


@pytest.mark.parametrize(
    ("days", "splits"),
    [
        ([day(5, 480), day(6, 480), day(7, 480)], ()),
        ([day(5, 480), day(6, 0), day(7, 480), day(8, 480)], ((480, 480),)),
        ([day(5, 240), day(6, 0), day(7, 480), day(8, 480), day(9, 240, hours=("08", "12"))], ((240, 720),)),
        ([day(5, 480), day(6, 0), day(7, 0), day(8, 480), day(9, 0), day(12, 480)], ((480, 960), (960, 480))),
        ([day(5, 100), day(6, 0), day(7, 480), day(8, 480)], ()),  # does not add up to the duration
    ],
)
def test_the_gaps_of_a_split_task_are_found_in_its_daily_work(
    days: list[str], splits: tuple[tuple[int, int], ...]
) -> None:
    content = f"""<Project xmlns="http://schemas.microsoft.com/project"><StartDate>2026-01-05T08:00:00</StartDate>
    <Tasks><Task><UID>1</UID><Name>T</Name><Duration>PT24H0M0S</Duration></Task></Tasks>
    <Assignments><Assignment><UID>1</UID><TaskUID>1</TaskUID><ResourceUID>-65535</ResourceUID>{"".join(days)}
    </Assignment></Assignments></Project>"""
    assert read_plan(content.encode()).tasks[0].splits == splits
