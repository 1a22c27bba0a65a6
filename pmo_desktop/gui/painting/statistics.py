"""Statistical plots with matplotlib: drawn in the theme's colours and the bundled fonts, exported as picture or SVG.

matplotlib is loaded when the first plot is drawn, not at start-up: it takes longer than the window.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QColor

from ...domain.calibration import Bin
from ...domain.worktime import to_instant, to_moment
from ...scheduling.simulation.responses import Gain
from ...scheduling.simulation.run import Simulation
from ...texts import Texts
from ..fonts import CHINESE, CHINESE_FILES, LATIN, LATIN_FILES
from ..theme import Theme

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BINS = 40
FIRST_DAY = datetime(1970, 1, 1)
"""From which matplotlib counts days."""
NAME_LENGTH = 38
LEAST_BARS = 8


@dataclass(frozen=True)
class Ink:
    """What a plot is drawn with."""

    theme: Theme
    texts: Texts

    def color(self, token: str) -> Any:
        """Return a token as matplotlib takes colours."""
        color: QColor = self.theme.color(token)
        return color.redF(), color.greenF(), color.blueF(), color.alphaF()


@cache
def _load_fonts() -> None:
    from matplotlib import font_manager

    folder = resources.files("pmo_desktop") / "_generated" / "fonts"
    for name in (*LATIN_FILES, *CHINESE_FILES):
        with resources.as_file(folder / name) as path:
            font_manager.fontManager.addfont(str(path))


def new_figure(ink: Ink) -> Figure:
    """Return an empty figure in the theme's colours."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    _load_fonts()
    families = [CHINESE, LATIN] if ink.texts.is_chinese else [LATIN, CHINESE]
    # Text stays text in an exported SVG; a minus is a minus in both fonts.
    mpl.rcParams.update({"font.family": families, "svg.fonttype": "none", "axes.unicode_minus": True})
    return Figure(facecolor=ink.color("surface"), layout="constrained")


def draw_finish(figure: Figure, ink: Ink, before: Simulation, after: Simulation) -> None:
    """Draw when the plan ends: a histogram, the S-curve before and after responses, the planned date and P80."""
    from matplotlib.dates import AutoDateLocator
    from matplotlib.ticker import FuncFormatter

    t = ink.texts
    axes = _axes(figure, ink)
    top = _curves(axes, ink, _dates(before.sorted_finish), _dates(after.sorted_finish), after is not before)
    axes.xaxis.set_major_locator(AutoDateLocator(minticks=3, maxticks=7))  # type: ignore[no-untyped-call]
    epoch = FIRST_DAY.date()
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: t.date(epoch + timedelta(days=round(value)))))
    for instant, name, token in (
        (before.planned_finish, t("Plan"), "focus"),
        (to_instant(before.finish_by(0.8)), "P80", "text"),
    ):
        words = f"{name} {t.date(to_moment(round(instant)).date())}"
        _mark(top, ink, float(_dates(instant)), words, token)


def draw_cost(figure: Figure, ink: Ink, before: Simulation, after: Simulation, currency: str) -> None:
    """Draw what the plan costs: a histogram, the S-curve before and after responses, the planned cost and P80."""
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    t = ink.texts
    axes = _axes(figure, ink)
    top = _curves(axes, ink, before.sorted_cost, after.sorted_cost, after is not before)
    axes.xaxis.set_major_locator(MaxNLocator(6))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: t.short_money(round(value), currency)))
    for value, name, token in ((before.planned_cost, t("Plan"), "focus"), (before.cost_spread.p80, "P80", "text")):
        _mark(top, ink, value, f"{name} {t.short_money(round(value), currency)}", token)


def draw_both(figure: Figure, ink: Ink, result: Simulation, currency: str, confidence: float) -> None:
    """Draw days against money, with the share of iterations that keep both at a confidence."""
    from matplotlib.ticker import FuncFormatter

    t = ink.texts
    axes = _axes(figure, ink)
    points = result.points()
    days, money = result.contingency(confidence).days + result.planned_days, result.contingency(confidence).cost
    kept = [point[0] <= days and point[1] <= money for point in points]
    colors = [ink.color("barDone") if inside else ink.color("ragR") for inside in kept]
    axes.scatter([x for x, _ in points], [y for _, y in points], s=9, c=colors, linewidths=0, alpha=0.7)
    axes.axvline(days, color=ink.color("text"), linewidth=1, linestyle=(0, (4, 3)))
    axes.axhline(money, color=ink.color("text"), linewidth=1, linestyle=(0, (4, 3)))
    axes.scatter([result.planned_days], [result.planned_cost], s=60, marker="D", color=ink.color("focus"), zorder=5)
    share = t.percent(result.joint_confidence(days, money))
    axes.set_title(t("{share} keep both P80 values", share=share), color=ink.color("text"), fontsize=10, loc="left")
    axes.set_xlabel(t("Finish, working days from the start"), color=ink.color("text2"), fontsize=9)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: t.short_money(round(value), currency)))


def draw_reliability(figure: Figure, ink: Ink, curve: Sequence[Bin]) -> None:
    """Draw what was said against what came true; on the diagonal both are the same."""
    from matplotlib.ticker import PercentFormatter

    t = ink.texts
    axes = _axes(figure, ink)
    axes.plot([0, 1], [0, 1], color=ink.color("text3"), linewidth=1, linestyle=(0, (4, 3)))
    axes.plot([point.said for point in curve], [point.came_true for point in curve], color=ink.color("barDone"),
              linewidth=2, marker="o", markersize=7)  # fmt: skip
    for point in curve:
        words = t.n("{count} risk", "{count} risks", point.count)
        axes.annotate(words, (point.said, point.came_true), xytext=(8, -4), textcoords="offset points", fontsize=9,
                      color=ink.color("text2"))  # fmt: skip
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(PercentFormatter(1.0))
    axes.set_xlim(-0.02, 1.12)
    axes.set_ylim(-0.04, 1.06)
    axes.set_xlabel(t("Probability as it was said first"), color=ink.color("text2"), fontsize=9)
    axes.set_ylabel(t("Share that came true"), color=ink.color("text2"), fontsize=9)


def draw_tornado(figure: Figure, ink: Ink, gains: Sequence[Gain], title: str) -> None:
    """Draw bars of days, the longest on top: what each thing adds to the P80 finish."""
    rows = [(gain.name, gain.days_at) for gain in gains]
    _bars(figure, ink, rows, title)


def draw_tasks(figure: Figure, ink: Ink, result: Simulation, most: int = 12) -> None:
    """Draw the tasks that the finish hangs on: their sensitivity index."""
    rows = [(task.name, task.sensitivity) for task in result.tasks[:most] if task.sensitivity >= 0.005]
    _bars(figure, ink, rows, ink.texts("Schedule sensitivity index"))


def _bars(figure: Figure, ink: Ink, rows: Sequence[tuple[str, float]], title: str) -> None:
    t = ink.texts
    axes = _axes(figure, ink)
    shown = list(reversed(rows))
    names = [name if len(name) <= NAME_LENGTH else name[: NAME_LENGTH - 1] + "…" for name, _ in shown]
    values = [value for _, value in shown]
    axes.barh(range(len(shown)), values, color=[ink.color("barDone" if value >= 0 else "ragG") for value in values],
              height=0.62)  # fmt: skip
    # Few bars stay as thick as many.
    axes.set_ylim(len(shown) - max(len(shown), LEAST_BARS) - 0.6, len(shown) - 0.4)
    # A name is a user's text: `$` in it must not begin a formula.
    axes.set_yticks(range(len(shown)), [name.replace("$", r"\$") for name in names])
    axes.tick_params(axis="y", labelcolor=ink.color("text"), length=0)
    axes.axvline(0, color=ink.color("text3"), linewidth=1)
    axes.set_title(title, color=ink.color("text"), fontsize=10, loc="left")
    reach = max((abs(value) for value in values), default=1.0) or 1.0
    axes.set_xlim(min(0.0, *values, 0.0) - 0.1 * reach, max(0.0, *values, 0.0) + 0.16 * reach)
    for at, value in enumerate(values):
        words = t.number(value, 1 if abs(value) >= 1 else 2)
        side = "left" if value >= 0 else "right"
        axes.annotate(words, (value, at), xytext=(4 if value >= 0 else -4, 0), textcoords="offset points",
                      va="center", ha=side, fontsize=9, color=ink.color("text2"))  # fmt: skip


def _axes(figure: Figure, ink: Ink) -> Axes:
    axes = figure.add_subplot()
    axes.set_facecolor(ink.color("surface"))
    for side in ("top", "right", "left"):
        axes.spines[side].set_visible(False)
    axes.spines["bottom"].set_color(ink.color("line"))
    axes.tick_params(colors=ink.color("text2"), labelsize=9)
    return axes


def _curves(axes: Axes, ink: Ink, before: Any, after: Any, with_after: bool) -> Axes:
    """Draw a histogram and the share that is reached, and return the axes of the share, which lie on top."""
    from matplotlib.ticker import PercentFormatter

    t = ink.texts
    axes.hist(before, bins=BINS, color=ink.color("prev"), linewidth=0)
    axes.set_yticks([])
    curve = axes.twinx()
    for spine in curve.spines.values():
        spine.set_visible(False)
    count = len(before)
    shares = [(place + 1) / count for place in range(count)]
    step = max(1, count // 600)
    curve.plot(before[::step], shares[::step], color=ink.color("barDone"), linewidth=2, label=t("As it stands"))
    if with_after:
        curve.plot(after[::step], shares[::step], color=ink.color("ragGtext"), linewidth=2, linestyle=(0, (5, 2)),
                   label=t("After the responses"))  # fmt: skip
    curve.set_ylim(0, 1.02)
    curve.yaxis.set_major_formatter(PercentFormatter(1.0))
    curve.tick_params(colors=ink.color("text2"), labelsize=9, length=0)
    curve.grid(axis="y", color=ink.color("line"), linewidth=0.6)
    curve.set_axisbelow(True)
    legend = curve.legend(loc="lower right", fontsize=9, frameon=False)
    for text in legend.get_texts():
        text.set_color(ink.color("text2"))
    return curve


def _mark(axes: Axes, ink: Ink, value: float, words: str, token: str) -> None:
    axes.axvline(value, color=ink.color(token), linewidth=1.4)
    top = 0.98 if token == "text" else 0.88
    axes.annotate(words, (value, top), xycoords=("data", "axes fraction"), xytext=(5, 0), textcoords="offset points",
                  fontsize=9, color=ink.color(token), va="top",
                  bbox={"facecolor": ink.color("surface"), "edgecolor": "none", "pad": 1.5})  # fmt: skip


def _dates(instants: Any) -> Any:
    """Return instants as matplotlib counts dates: in days from 1970."""
    return instants / 1440.0 + (to_moment(0) - FIRST_DAY).days
