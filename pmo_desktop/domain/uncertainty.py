"""What is not certain, as values: distributions, risk events with their responses, correlation, and a whole case.

A distribution is always on; a risk event happens with a probability and then delays each of its tasks and costs money.
Tasks and risks are referred to by key, a text that stays the same for good: random streams are drawn by it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal, cast

from .errors import PmoError
from .plan import LinkKind

DistributionKind = Literal["fixed", "uniform", "triangular", "pert", "lognormal", "discrete"]

PARAMETERS: Final[Mapping[DistributionKind, int]] = {
    "fixed": 1,
    "uniform": 2,
    "triangular": 3,
    "pert": 3,
    "lognormal": 2,
}
"""How many numbers a kind has; a discrete one has as many as it likes."""


MOST_DAYS: Final = 1e7
MOST_MONEY: Final = 1e15
MOST_FACTOR: Final = 1e6
MOST_DEVIATIONS: Final = 1e3
"""The largest numbers that are taken; a deviation is counted in means. Dates end long before."""


@dataclass(frozen=True, slots=True)
class Distribution:
    """How a number may turn out.

    Attributes:
        numbers: the value; low and high; optimistic, most likely and pessimistic; mean and standard deviation; or the
            possible values of a discrete one.
        chances: the probability of each possible value, for a discrete one.
    """

    kind: DistributionKind
    numbers: tuple[float, ...]
    chances: tuple[float, ...] = ()

    @property
    def mean(self) -> float:
        """The expected value."""
        match self.kind:
            case "uniform" | "triangular":
                return math.fsum(self.numbers) / len(self.numbers)
            case "pert":
                low, mode, high = self.numbers
                return (low + 4 * mode + high) / 6
            case "discrete":
                return math.fsum(value * chance for value, chance in zip(self.numbers, self.chances, strict=True))
            case _:
                return self.numbers[0]

    @property
    def usual(self) -> float:
        """The most likely value; the expected one where all, or none in particular, are as likely."""
        match self.kind:
            case "triangular" | "pert":
                return self.numbers[1]
            case "discrete":
                return max(zip(self.chances, self.numbers, strict=True), key=lambda pair: pair[0])[1]
            case _:
                return self.mean

    @property
    def certain(self) -> bool:
        """Whether it has only one value."""
        match self.kind:
            case "lognormal":
                return not self.numbers[1]
            case "discrete":
                return len({value for value, chance in zip(self.numbers, self.chances, strict=True) if chance}) < 2
            case _:
                return self.numbers[0] == self.numbers[-1]

    @property
    def low(self) -> float:
        """The smallest value; 0 for a lognormal one."""
        return 0.0 if self.kind == "lognormal" else min(self.numbers)

    def scaled(self, factor: float) -> Distribution:
        """Return the distribution of the number times a factor, which is not negative."""
        return Distribution(self.kind, tuple(number * factor for number in self.numbers), self.chances)


def fixed(value: float) -> Distribution:
    """Return a number that is certain."""
    return Distribution("fixed", (value,))


@dataclass(frozen=True, slots=True)
class Response:
    """What is done about a risk: what it costs, and what it sets of the risk; None leaves that as it is.

    `share_left` is what it leaves of the days of tasks that have days of their own.
    """

    key: str
    name: str
    cost: float = 0.0
    probability: float | None = None
    days: Distribution | None = None
    impact: Distribution | None = None
    factor: Distribution | None = None
    share_left: float = 1.0


@dataclass(frozen=True, slots=True)
class Hit:
    """What a risk does to one of its tasks where that is not what it does to the others; None is as with those."""

    task: str
    days: Distribution | None = None
    factor: Distribution | None = None


@dataclass(frozen=True, slots=True)
class RiskEvent:
    """A risk of the register.

    Attributes:
        probability: 0 to 1.
        days: by which each of its tasks takes longer; by which the finish is later where it has no tasks.
        cost: what it costs once, however many tasks it has.
        factor: by which the duration of each of its tasks is multiplied.
        tasks: keys of the tasks that it hits, all with the same draw but those in `hits`.
        opportunity: whether its days and cost are gained, not lost.
    """

    key: str
    name: str
    probability: float
    days: Distribution | None = None
    cost: Distribution | None = None
    factor: Distribution | None = None
    tasks: tuple[str, ...] = ()
    responses: tuple[Response, ...] = ()
    opportunity: bool = False
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Correlation:
    """Tasks whose durations go up and down together: the correlation of each pair, -1 to 1."""

    tasks: tuple[str, ...]
    rho: float


@dataclass(frozen=True, slots=True)
class CaseTask:
    """A task of a case; its duration is in days."""

    key: str
    duration: Distribution
    cost: Distribution | None = None


@dataclass(frozen=True, slots=True)
class CaseLink:
    """A dependency of a case; its lag is in days."""

    predecessor: str
    successor: str
    kind: LinkKind = "FS"
    lag: float = 0.0


@dataclass(frozen=True, slots=True)
class Case:
    """A network with what is not certain of it, on a calendar that never rests."""

    tasks: tuple[CaseTask, ...]
    links: tuple[CaseLink, ...] = ()
    risks: tuple[RiskEvent, ...] = ()
    correlation: tuple[Correlation, ...] = ()


def check_distribution(
    distribution: Distribution, name: str, *, negative: bool = False, most: float = MOST_MONEY
) -> None:
    """Raise a sentence that names `name` where a distribution can't be, or has numbers above `most`.

    With `negative`, values below 0 can be.

    Raises:
        PmoError: as said.
    """
    kind, numbers, chances = distribution.kind, distribution.numbers, distribution.chances
    wanted = PARAMETERS.get(kind, len(chances))
    if not numbers or len(numbers) != wanted:
        raise PmoError("distribution_numbers", name=name, kind=kind, wanted=wanted, found=len(numbers))
    for number in (*numbers, *chances):
        if not math.isfinite(number) or abs(number) > most:
            raise PmoError("distribution_not_finite", name=name)
    if kind == "lognormal":
        if numbers[0] <= 0 or numbers[1] < 0:
            raise PmoError("distribution_lognormal", name=name)
        if numbers[1] > MOST_DEVIATIONS * numbers[0]:
            raise PmoError("distribution_not_finite", name=name)
    elif not negative and min(numbers) < 0:
        raise PmoError("distribution_negative", name=name, value=_plain(min(numbers)))
    if kind in ("uniform", "triangular", "pert"):
        if numbers[0] > numbers[-1]:
            raise PmoError("distribution_order", name=name, low=_plain(numbers[0]), high=_plain(numbers[-1]))
        if not numbers[0] <= numbers[len(numbers) // 2] <= numbers[-1]:
            raise PmoError("distribution_mode", name=name, mode=_plain(numbers[1]))
    if kind == "discrete":
        for chance in chances:
            check_probability(chance, name)
        if abs(math.fsum(chances) - 1) > 1e-6:
            raise PmoError("distribution_chances", name=name, total=_plain(math.fsum(chances)))


def check_probability(probability: float, name: str) -> None:
    """Raise a sentence that names `name` where a probability is not one.

    Raises:
        PmoError: as said.
    """
    if not 0 <= probability <= 1:
        raise PmoError("probability_out_of_range", name=name, value=_plain(probability))


def check_risks(risks: Iterable[RiskEvent], tasks: Mapping[str, str]) -> None:
    """Raise a sentence where a risk can't be, or hits a task that is not among `tasks` (key to name).

    Raises:
        PmoError: as said.
    """
    seen: set[str] = set()
    for risk in risks:
        if risk.key in seen:
            raise PmoError("simulation_key_twice", key=risk.key)
        seen.add(risk.key)
        check_probability(risk.probability, risk.name)
        for response in risk.responses:
            if response.probability is not None:
                check_probability(response.probability, response.name)
        _check_impacts(risk.name, risk.days, risk.cost, risk.factor)
        for hit in risk.hits:
            _check_impacts(risk.name, hit.days, None, hit.factor)
        for response in risk.responses:
            _check_impacts(response.name, response.days, response.impact, response.factor)
        missing = next((task for task in risk.tasks if task not in tasks), None)
        if missing is not None:
            raise PmoError("risk_task_missing", risk=risk.name, task=missing)


def _check_impacts(
    name: str, days: Distribution | None, cost: Distribution | None, factor: Distribution | None
) -> None:
    for impact, most in ((days, MOST_DAYS), (cost, MOST_MONEY)):
        if impact is not None:
            check_distribution(impact, name, negative=True, most=most)
    if factor is not None:
        check_distribution(factor, name, most=MOST_FACTOR)


def check_correlation(groups: Sequence[Correlation], tasks: Mapping[str, str]) -> None:
    """Raise a sentence where a correlation can't be, or names a task that is not among `tasks`.

    Raises:
        PmoError: as said.
    """
    for group in groups:
        if not -1 <= group.rho <= 1:
            raise PmoError("correlation_out_of_range", value=_plain(group.rho))
        missing = next((task for task in group.tasks if task not in tasks), None)
        if missing is not None:
            raise PmoError("correlation_task_missing", task=missing)
        if len(set(group.tasks)) < len(group.tasks) or len(group.tasks) < 2:
            raise PmoError("correlation_tasks", tasks=", ".join(group.tasks))


def check_case(case: Case) -> None:
    """Raise a sentence where a case can't be simulated; loops are found later.

    Raises:
        PmoError: as said.
    """
    if not case.tasks and not case.risks:
        raise PmoError("simulation_empty")
    names: dict[str, str] = {}
    for task in case.tasks:
        if task.key in names:
            raise PmoError("simulation_key_twice", key=task.key)
        names[task.key] = task.key
        check_distribution(task.duration, task.key, most=MOST_DAYS)
        if task.cost is not None:
            check_distribution(task.cost, task.key, negative=True)
    for link in case.links:
        for end in (link.predecessor, link.successor):
            if end not in names:
                raise PmoError("case_link_missing", task=end)
        if not math.isfinite(link.lag) or abs(link.lag) > 1e9:
            raise PmoError("distribution_not_finite", name=f"{link.predecessor} → {link.successor}")
    check_risks(case.risks, names)
    check_correlation(case.correlation, names)


def _plain(number: float) -> str:
    return f"{number:.12g}"


def distribution_from(value: object, where: str) -> Distribution:
    """Return the distribution of its JSON, `{"triangular": [8, 10, 15]}` or `{"discrete": [[1, 0.5], [2, 0.5]]}`.

    Raises:
        PmoError: it is not written like that; the sentence names `where`.
    """
    if not isinstance(value, dict) or len(value) != 1:
        raise PmoError("distribution_shape", where=where)
    kind, parts = next(iter(value.items()))
    if kind not in (*PARAMETERS, "discrete"):
        raise PmoError("distribution_unknown", where=where, kind=str(kind))
    if not isinstance(parts, list):
        raise PmoError("distribution_shape", where=where)
    if kind != "discrete":
        return Distribution(cast(DistributionKind, kind), tuple(_number(part, where) for part in parts))
    if not all(isinstance(pair, list) and len(pair) == 2 for pair in parts):
        raise PmoError("distribution_shape", where=where)
    numbers = tuple(_number(pair[0], where) for pair in parts)
    return Distribution("discrete", numbers, tuple(_number(pair[1], where) for pair in parts))


def distribution_json(distribution: Distribution) -> dict[str, object]:
    """Return what `distribution_from` reads."""
    if distribution.kind != "discrete":
        return {distribution.kind: list(distribution.numbers)}
    pairs = zip(distribution.numbers, distribution.chances, strict=True)
    return {"discrete": [[value, chance] for value, chance in pairs]}


def _number(value: object, where: str) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise PmoError("case_not_number", where=where)
    try:
        return float(value)
    except OverflowError:
        raise PmoError("case_not_number", where=where) from None
