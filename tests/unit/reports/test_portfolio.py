"""The portfolio timeline on paper: every line, heads on every page, the same bytes for the same data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest

from pmo_desktop import texts
from pmo_desktop.charts.timeline import Point, Segment, TimelineLine
from pmo_desktop.charts.timeline_links import Arrow
from pmo_desktop.domain.worktime import to_instant
from pmo_desktop.reports.portfolio import PortfolioTimeline, PrintedLine, PrintedLink, render_portfolio

from .reading import sizes, text_of

START = to_instant(datetime(2026, 1, 5, 8))
DAY = 1440


def pages_of(pdf: bytes, folder: Path) -> list[str]:
    """Return the text of each page."""
    return text_of(pdf, folder, "-layout").split("\f")[:-1]


HOSTILE = "<b>&amp;$x^2$ =cmd|' /C calc'!A0\u202e\x00\x07 😀 龙" + "x" * 300


def timeline(projects: int, *, links: int = 0, name: str = "Project") -> PortfolioTimeline:
    """Return programmes of ten projects with two phases and a gate each."""
    lines = []
    for number in range(projects):
        if number % 10 == 0:
            group = TimelineLine("group", f"Programme {number // 10}", START, START + 400 * DAY, slip=3)
            lines.append(PrintedLine("", group))
        end = START + (100 + number % 50) * DAY
        line = TimelineLine(
            "project",
            f"{name} {number}",
            START,
            end,
            (START, end - 5 * DAY),
            40,
            "R",
            5,
            (Segment(START, START + 60 * DAY, 100, "Design"), Segment(START + 60 * DAY, end, 10, "Build")),
            (Point(START + 60 * DAY, "G2", "Gate 2", START + 55 * DAY),),
            ("project", number),
        )
        lines.append(PrintedLine(f"P-{number:03d}", line))
    arrows = (Arrow(1, START + 60 * DAY, 2, START, "FS", "broken", ("dependency", 1)),) if projects > 1 else ()
    found = tuple(
        PrintedLink(
            f"DP-{at}", f"Data {at}", "P-1 Gate", "", "broken" if at % 2 else "ok", -4 if at % 2 else 20, None, None
        )
        for at in range(links)
    )
    return PortfolioTimeline("Meridian", "By programme", date(2026, 11, 20), tuple(lines), arrows, found)


def test_every_project_is_printed_once_and_programmes_go_on_over_pages(tmp_path: Path) -> None:
    pdf = render_portfolio(timeline(45, links=3), texts.of("en"))
    pages = pages_of(pdf, tmp_path)
    assert min(sizes(pdf, tmp_path)) >= 7, "nothing is set below seven points"
    whole = "\n".join(pages)
    assert len(pages) == 4
    for number in range(45):
        assert whole.count(f"P-{number:03d}") == 1
    assert "Programme 1 (continued)" in whole
    assert "Design" in pages[0]
    assert all("2026" in page for page in pages[:3])
    assert all(f"{number}/4" in page.replace(" ", "") for number, page in enumerate(pages, start=1))
    assert "1 dependency between projects does not hold; 45 of 45 projects finish later than planned" in (
        " ".join(pages[0].split())
    )
    assert "Broken: comes 4 days too late" in pages[-1]
    assert "somebody outside" in pages[-1]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_same_data_give_the_same_bytes(language: str) -> None:
    data = timeline(12, links=2)
    assert render_portfolio(data, texts.of(language)) == render_portfolio(data, texts.of(language))
    assert render_portfolio(data, texts.of(language)) != render_portfolio(replace(data, view="All"), texts.of(language))


def test_user_text_is_text(tmp_path: Path) -> None:
    data = timeline(3, name=HOSTILE)
    link = PrintedLink("DP-1", HOSTILE, HOSTILE, HOSTILE, "tight", 2, None, None)
    data = replace(data, organisation=HOSTILE, view=HOSTILE, links=(link,))
    whole = "".join(pages_of(render_portfolio(data, texts.of("zh_CN")), tmp_path))
    assert "<b>" in whole


def test_nothing_to_show_is_a_page_too(tmp_path: Path) -> None:
    empty = PortfolioTimeline("", "All", date(2026, 11, 20), ())
    assert len(pages_of(render_portfolio(empty, texts.of("en")), tmp_path)) == 1
    undated = replace(empty, lines=(PrintedLine("P-1", TimelineLine("project", "No dates")),))
    assert "No dates" in pages_of(render_portfolio(undated, texts.of("en")), tmp_path)[0]


def test_each_page_is_told_and_an_error_of_the_listener_stops_the_work() -> None:
    told: list[tuple[int, int]] = []
    render_portfolio(timeline(45), texts.of("en"), "Letter", lambda done, total: told.append((done, total)))
    assert told == [(at, len(told)) for at in range(len(told))]

    def stop(done: int, total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        render_portfolio(timeline(45), texts.of("en"), "A4", stop)
