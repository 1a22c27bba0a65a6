"""A plan on paper, read back from the PDF: sheets, names, sizes of letters, and that nothing is a picture."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pypdfium2  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]
import pytest

from pmo_desktop import texts
from pmo_desktop.charts.gantt import GanttRows
from pmo_desktop.domain.errors import PmoError
from pmo_desktop.domain.worktime import to_instant
from pmo_desktop.reports.timeline import render_timeline
from pmo_desktop.reports.timeline_layout import (
    TIMELINE_PAPERS,
    PrintedTimeline,
    TimelineData,
    TimelineOptions,
    TimelineRow,
)
from pmo_desktop.services.commands import baselines
from pmo_desktop.services.planning_cache import PlanCache
from pmo_desktop.services.printing import collect_timeline, print_timeline, timeline_of
from pmo_desktop.services.queries.plan import plan_view
from tests.integration.plan.conftest import Book

START = datetime(2026, 3, 2, 8)


def made(count: int, name: str = "Task {row}", **more: Any) -> TimelineData:
    """Return a plan of so many rows, a summary before every nine, with links, a baseline and a data date."""
    rows, start, finish, shape = [], [], [], []
    for row in range(count):
        begin = START + timedelta(days=row * 2)
        end = begin + timedelta(days=0 if row % 10 == 9 else 8, hours=9)
        is_summary = row % 10 == 0
        rows.append(
            TimelineRow(
                str(row + 1),
                name.format(row=row + 1),
                1 if is_summary else 2,
                is_summary,
                begin.date(),
                end.date(),
                3,
                "Anna",
            )
        )
        start.append(to_instant(begin))
        finish.append(to_instant(end))
        shape.append("summary" if is_summary else "milestone" if row % 10 == 9 else "task")
    bars = GanttRows(
        start, finish, shape, [40] * count, [row % 3 == 0 for row in range(count)],  # type: ignore[arg-type]
        frozen={row: (start[row] - 4000, finish[row] - 4000) for row in range(count)},
        links=[(row, row + 1, "FS") for row in range(1, count - 1) if row % 10 not in (0, 9)],
        late=[at + 20_000 for at in finish],
    )  # fmt: skip
    values: dict[str, Any] = {
        "title": "Billing <b>& co", "subtitle": "P-1", "organisation": "Meridian", "rows": tuple(rows), "bars": bars,
        "data_date": datetime(2026, 4, 20, 17), "baseline": 0,
    }  # fmt: skip
    return TimelineData(**(values | more))


def printed(data: TimelineData, language: str = "en", **options: Any) -> PrintedTimeline:
    return render_timeline(data, texts.of(language), TimelineOptions(**options))


class Read:
    """What is in a PDF: the text of each page, and the sizes of its letters."""

    def __init__(self, pdf: bytes) -> None:
        self._document = pypdfium2.PdfDocument(io.BytesIO(pdf))
        self.pages = [page.get_textpage() for page in self._document]

    def text(self, page: int) -> str:
        return str(self.pages[page].get_text_range()).replace("\r\n", "\n")

    def sizes(self, page: int) -> set[float]:
        sheet = self.pages[page]
        return {round(raw.FPDFText_GetFontSize(sheet, at), 2) for at in range(sheet.count_chars())} - {0.0, 1.0}

    def pictures(self) -> int:
        return sum(1 for page in self._document for part in page.get_objects() if part.type == raw.FPDF_PAGEOBJ_IMAGE)

    def size(self, page: int) -> tuple[float, float]:
        return self._document[page].get_size()  # type: ignore[no-any-return]

    def close(self) -> None:
        for page in self.pages:
            page.close()
        self._document.close()


@pytest.fixture
def read() -> Iterator[Any]:
    opened: list[Read] = []

    def open_pdf(pdf: bytes) -> Read:
        opened.append(Read(pdf))
        return opened[-1]

    yield open_pdf
    for one in opened:
        one.close()


@pytest.mark.parametrize("landscape", [True, False])
@pytest.mark.parametrize("paper", list(TIMELINE_PAPERS))
def test_every_paper_holds_every_row_once_on_each_sheet_across(read: Any, paper: Any, landscape: bool) -> None:
    made_pdf = printed(made(60), paper=paper, landscape=landscape, wide=2, high=2)
    pages = read(made_pdf.pdf)
    assert len(pages.pages) == made_pdf.pages == made_pdf.wide * made_pdf.high
    width, height = TIMELINE_PAPERS[paper]
    assert pages.size(0) == pytest.approx((height, width) if landscape else (width, height), abs=0.1)
    for row in range(1, 61):
        named = re.compile(rf"\bTask {row}\b")
        found = [page for page in range(made_pdf.pages) if named.search(pages.text(page))]
        assert len({page // made_pdf.wide for page in found}) == 1, f"row {row} is on one line of sheets"
        assert len(found) == made_pdf.wide, f"row {row} is on each sheet across"


@pytest.mark.parametrize("paper", ["A4", "A0", "Letter"])
@pytest.mark.parametrize(("wide", "high"), [(1, 1), (3, 1), (1, 5), (1, 0)])
def test_no_letter_is_below_seven_points(read: Any, paper: Any, wide: int, high: int) -> None:
    pdf = printed(made(90), paper=paper, wide=wide, high=high, slack=True)
    pages = read(pdf.pdf)
    for page in range(pdf.pages):
        assert min(pages.sizes(page)) >= 7.0


def test_what_does_not_fit_gets_more_sheets_and_says_so() -> None:
    crowded = printed(made(200), high=1)
    assert crowded.high > 1
    assert crowded.more_than_asked
    roomy = printed(made(200), paper="A0", high=1, landscape=False)
    assert (roomy.high, roomy.more_than_asked) == (1, False)


def test_time_is_split_without_gaps_and_named_on_every_sheet(read: Any) -> None:
    pdf = printed(made(30), wide=3, first=date(2026, 3, 1), last=date(2026, 5, 31))
    pages = read(pdf.pdf)
    texts_of = [pages.text(page) for page in range(pdf.pages)]
    assert pdf.wide == 3
    for text in texts_of:
        assert "2026" in text
        assert "Sheet" in text
    assert "01 Mar 2026 to" in texts_of[0]
    ends = [text.split(" to ")[1][:11] for text in texts_of[:3]]
    begins = [text.split(" to ")[0][-11:] for text in texts_of[:3]]
    assert begins[1:] == ends[:2]


def test_a_legend_says_what_the_signs_mean(read: Any) -> None:
    text = read(printed(made(30), slack=True).pdf).text(0)
    for word in ("Critical task", "Summary", "Milestone", "Baseline 0", "Total float", "Data date"):
        assert word in text
    plain = read(printed(made(30), critical=False, baseline=False).pdf).text(0)
    assert "Critical task" not in plain
    assert "Baseline" not in plain


def test_everything_is_vectors(read: Any) -> None:
    assert read(printed(made(30)).pdf).pictures() == 0


def test_the_same_plan_gives_the_same_bytes() -> None:
    assert printed(made(30)).pdf == printed(made(30)).pdf
    assert printed(made(30)).pdf != printed(made(30), "zh_CN").pdf


def test_no_text_leaves_its_sheet_and_long_names_end_in_an_ellipsis(read: Any) -> None:
    pdf = printed(made(20, "A very long name that goes on and on " * 6 + "{row}"), wide=2)
    assert pdf.shortened == 20
    pages = read(pdf.pdf)
    assert "…" in pages.text(0)
    for page in range(pdf.pages):
        width, height = pages.size(page)
        sheet = pages.pages[page]
        for at in range(0, sheet.count_chars(), 7):
            left, bottom, right, top = sheet.get_charbox(at)
            assert -1 <= left <= right <= width + 1
            assert -1 <= bottom <= top <= height + 1


@pytest.mark.parametrize(
    "name", ["<b>{row}", "=cmd|{row}", "شرکت {row}", "🦕 {row}", "\x07{row}\x00", "", "任务{row}" * 40]
)
def test_hostile_names_are_printed_as_they_are(name: str) -> None:
    assert printed(made(12, name)).pages == 1
    assert printed(made(12, name), "zh_CN").pages == 1


def test_a_plan_of_one_row_and_a_range_without_any_bar_are_printed() -> None:
    assert printed(made(1)).pages == 1
    assert printed(made(5), first=date(2031, 1, 1), last=date(2031, 1, 2)).pages == 1


def test_a_stored_plan_is_written_to_a_file(book: Book, tmp_path: Path, read: Any) -> None:
    book.do(baselines.set_baseline, book.project_id, 0)
    with book.store.read() as session:
        data = collect_timeline(session, PlanCache(), book.project_id)
    path = tmp_path / "plan.pdf"
    pdf = print_timeline(data, path, language="zh_CN", options=TimelineOptions())
    assert path.read_bytes() == pdf.pdf
    text = read(pdf.pdf).text(0)
    for name in ("Design", "Blueprint", "Code", "Test", "Done"):
        assert name in text
    assert "基线 0" in text
    with book.store.read() as session:
        some = timeline_of(session, plan_view(session, PlanCache(), book.project_id), rows=[0, 1])
    assert [row.name for row in some.rows] == ["Design", "Blueprint"]
    with pytest.raises(PmoError), book.store.read() as session:
        collect_timeline(session, PlanCache(), 999)
