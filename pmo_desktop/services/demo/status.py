"""The sample's status reports: what was said of a project in each period, with the figures of that day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from ...domain.rag import DIMENSIONS
from .content import Content, demo_uid, minor
from .plans import DemoPlan

NO_REPORT: Final = "-"
NOT_RATED: Final = "N"
LINES: Final = 3
"""Achievements of a past period that are told."""


@dataclass(frozen=True)
class Reporter:
    """Writes the reports of one project."""

    content: Content
    project: Mapping[str, Any]
    plan: DemoPlan

    def finish(self, at: int) -> date:
        """Return the finish that was forecast in period number `at`: the promised one and the slip of that day."""
        finish = date.fromisoformat(self.project["baseline"]) + timedelta(days=self.project["slips"][at])
        while finish.weekday() > 4:
            finish -= timedelta(days=1)
        return finish

    def facts(self, at: int) -> dict[str, object]:
        """Return what fills the placeholders of the texts of period number `at`."""
        t, currency = self.content.texts, self.content.currency
        baseline = date.fromisoformat(self.project["baseline"])
        finish = self.finish(at)
        over = (minor(self.project["forecasts"][at]) or 0) - (minor(self.project["budget"]) or 0)
        return {
            "finish": t.date(finish),
            "baseline": t.date(baseline),
            "slip": abs((finish - baseline).days),
            "over": t.short_money(over, currency),
        }

    def rows(self, project_id: int, period_ids: Sequence[int]) -> list[dict[str, object]]:
        """Return one row for each period in which the project was reported."""
        overall: str = self.project["rag"]["overall"]
        return [
            self._row(at, project_id, period_id) for at, period_id in enumerate(period_ids) if overall[at] != NO_REPORT
        ]

    def _row(self, at: int, project_id: int, period_id: int) -> dict[str, object]:
        ratings: Mapping[str, str] = self.project["rag"]
        overall = ratings["overall"][at]
        usual = overall if overall in "CN" else "G"
        letters = {name: ratings[name][at] if name in ratings else usual for name in DIMENSIONS}
        if overall in "CN":
            letters = dict.fromkeys(DIMENSIONS, overall)
        return {
            "uid": demo_uid("status_update", self.project["code"], at),
            "project_id": project_id,
            "period_id": period_id,
            **{name: "" if letter in (NOT_RATED, NO_REPORT) else letter for name, letter in letters.items()},
            **self._words(at),
            "finish": self.finish(at),
            "forecast": minor(self.project["forecasts"][at]),
            "percent_complete": self.plan.percent_on(self.content.periods[at]),
            "author": self.content.person(self.project["manager"]),
            "updated_at": self._moment(at),
        }

    def _words(self, at: int) -> dict[str, object]:
        data_date = self.content.periods[at]
        is_current = at == len(self.content.periods) - 1
        facts = self.facts(at)
        words: dict[str, object] = {"reason": "", "next_step": "", "next_owner": "", "next_due": None}
        for first, last, reason, step, owner, days in self.project["words"]:
            if first <= data_date.month <= last:
                words = {
                    "reason": self.content.say(reason, **facts),
                    "next_step": self.content.say(step, **facts),
                    "next_owner": self.content.person(owner),
                    "next_due": data_date + timedelta(days=days),
                }
        if is_current:
            now = self.project["now"]
            names = {"achieved": "achieved", "not_achieved": "missed", "planned": "planned", "ask": "ask"}
            return words | {name: self.content.say(now[key], **facts) for name, key in names.items()}
        before = self.content.periods[at - 1] if at else data_date - timedelta(days=28)
        after = self.content.periods[at + 1]
        done = self.plan.finished_between(before, data_date)[:LINES]
        coming = self.plan.starting_between(data_date, after)[:LINES]
        return words | {"achieved": "\n".join(done), "not_achieved": "", "planned": "\n".join(coming), "ask": ""}

    def _moment(self, at: int) -> datetime:
        turn = int(self.project["code"].rpartition("-")[2])
        day = self.content.periods[at] - timedelta(days=turn % 3)
        return datetime.combine(day, time(9 + turn % 8, turn * 7 % 60))
