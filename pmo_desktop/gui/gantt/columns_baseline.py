"""The columns that compare a plan with its baselines, and with what was issued."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from ...domain.plan import PlanBaseline
from ...services.queries.plan import PlanView
from ...services.queries.plan_issued import Issued
from ...texts import Texts
from ..models.columns import Column
from .column_kinds import date_column, duration_column, hours_column, slip_tone
from .rows import PlanRow


def baseline_columns(t: Texts, view: PlanView) -> Iterator[Column]:
    """Yield dates, amounts and variances of every baseline that was set, and the slip against what was issued.

    Those without a number follow the baseline that the plan is compared with.
    """
    yield from _of_one(t, None)
    for number in view.baselines:
        yield from _of_one(t, number)
    for issued in view.issued:
        yield from _of_issued(t, issued)


def _of_issued(t: Texts, issued: Issued) -> Iterator[Column]:
    def then(row: PlanRow) -> date | None:
        return issued.finish.get(row.id)

    yield Column(
        f"slip:{issued.key}", t("Slip since pack {number}, d", number=issued.title), "days", 84, hidden=True,
        get=lambda r: _since(r, then(r)), tone=lambda r, v: slip_tone(v),
    )  # fmt: skip
    yield date_column(t, f"issued:{issued.key}", t("Finish in pack {number}", number=issued.title), then)


def _of_one(t: Texts, number: int | None) -> Iterator[Column]:
    """Yield the columns of one baseline; None is the one that is compared with."""
    key = "baseline" if number is None else f"baseline{number}"
    name = t("Baseline") if number is None else t("Baseline {number}", number=str(number))

    def frozen(row: PlanRow) -> PlanBaseline | None:
        chosen = row.view.frozen if number is None else row.view.frozen_by_number.get(number, {})
        return chosen.get(row.row)

    def of(field: str) -> Any:
        return lambda r: None if (item := frozen(r)) is None else getattr(item, field)

    def moved(field: str, now: Any) -> Any:
        def get(row: PlanRow) -> Any:
            item, value = frozen(row), now(row)
            then = None if item is None else getattr(item, field)
            return None if then is None or value is None else value - then

        return get

    yield date_column(t, f"{key}_start", t("{baseline}: start", baseline=name), of("start"))
    yield date_column(t, f"{key}_finish", t("{baseline}: finish", baseline=name), of("finish"))
    yield duration_column(t, f"{key}_duration", t("{baseline}: duration", baseline=name), of("duration"))
    yield hours_column(t, f"{key}_work", t("{baseline}: work", baseline=name), of("work"))
    yield _money(t, f"{key}_cost", t("{baseline}: cost", baseline=name), of("cost"))
    if number is not None:
        yield Column(
            f"{key}_slip", t("{baseline}: slip, d", baseline=name), "days", 84, hidden=True,
            get=lambda r: r.view.slip(r.row, number), tone=lambda r, v: slip_tone(v),
        )  # fmt: skip
    yield Column(
        f"{key}_start_variance", t("{baseline}: start moved, d", baseline=name), "days", 84, hidden=True,
        get=lambda r: None if (item := frozen(r)) is None or item.start is None or (now := r.view.start(r.row)) is None
        else now.toordinal() - item.start.toordinal(),
    )  # fmt: skip
    yield duration_column(
        t, f"{key}_duration_variance", t("{baseline}: duration grown", baseline=name), moved("duration", _duration)
    )
    yield hours_column(t, f"{key}_work_variance", t("{baseline}: work grown", baseline=name), moved("work", _work))
    yield _money(t, f"{key}_cost_variance", t("{baseline}: cost grown", baseline=name), moved("cost", _cost), True)


def _duration(row: PlanRow) -> int | None:
    return row.view.schedule.duration[row.row] if row.view.schedule else None


def _work(row: PlanRow) -> int | None:
    return row.view.schedule.work[row.row] if row.view.schedule else None


def _cost(row: PlanRow) -> int | None:
    return row.view.schedule.cost[row.row] if row.view.schedule else None


def _since(row: PlanRow, then: date | None) -> int | None:
    now = row.view.finish(row.row)
    return None if then is None or now is None else now.toordinal() - then.toordinal()


def _money(t: Texts, key: str, title: str, get: Any, signed: bool = False) -> Column:
    return Column(
        key, title, "money", 104, hidden=True, get=get,
        shown=lambda r, v: t.money(v, r.currency if r else "", signed=signed),
    )  # fmt: skip
