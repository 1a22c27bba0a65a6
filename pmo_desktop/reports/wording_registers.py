"""Conclusions of the pages on money, earned value, simulations, people, benefits and the logs, drawn by rule."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.earned_value import EarnedValue
from ..domain.pack import PackProject
from ..domain.pack_registers import PackBenefit, PackSimulation
from ..texts import Texts
from .facts import Facts
from .wording import LEVEL, name_of
from .words import number_word


def money_title(facts: Facts, t: Texts) -> str:
    """Return the conclusion on the portfolio's money."""
    dear = [p for p in facts.data.projects if facts.is_dear(p.overrun)]
    money = facts.total
    if facts.is_mixed or money is None or not money.budget:
        if not dear:
            return t("No project overruns its budget beyond the tolerance")
        return t.n(
            "{number} project overruns its budget beyond the tolerance",
            "{number} projects overrun their budgets beyond the tolerance",
            len(dear),
            number=number_word(t, len(dear), first=True),
        )
    amount = t.short_money(abs(money.variance), facts.currency)
    if abs(money.share) < LEVEL:
        return t("The portfolio's forecast stays within its budget")
    if money.variance < 0:
        return t("The portfolio will cost {amount} less than its budget", amount=amount)
    biggest = max(facts.data.projects, key=lambda project: project.variance or 0)
    return t(
        "The portfolio will cost {amount} more than its budget; {project} adds the most",
        amount=amount,
        project=name_of(t, biggest),
    )


def earned_title(found: Sequence[tuple[PackProject, EarnedValue]], t: Texts) -> str:
    """Return the conclusion on earned value; the project with the lowest cost index comes first in `found`."""
    project, value = found[0]
    if value.cpi is None:
        return t("Nothing was spent yet, so earned value says nothing of cost")
    if value.cpi >= 1:
        return t("Every project earns at least what it spends")
    return t(
        "Each coin that {project} spends earns {share} of planned work",
        project=name_of(t, project),
        share=t.percent(value.cpi),
    )


def simulation_title(facts: Facts, found: Sequence[PackSimulation], t: Texts) -> str:
    """Return the conclusion on the simulated plans; the least certain one comes first in `found`."""
    first = found[0]
    project = facts.projects.get(first.project)
    name = name_of(t, project) if project else "–"
    if first.confidence is None or first.finish_p80 is None:
        return t("What simulations say of finish and cost")
    return t(
        "{project} meets its planned finish with {share} confidence; {day} is safe in four of five cases",
        project=name,
        share=t.percent(first.confidence / 1000),
        day=t.date_in_sentence(first.finish_p80),
    )


def resources_title(people: int, projects: int, t: Texts) -> str:
    """Return the conclusion on over-allocated people."""
    if not people:
        return t("Nobody is asked for more than they can give in the months ahead")
    return t.n(
        "{number} resource is asked for more than it can give, in {projects} of the plans",
        "{number} resources are asked for more than they can give, in {projects} of the plans",
        people,
        number=number_word(t, people, first=True),
        projects=t.number(projects),
    )


def benefits_title(facts: Facts, found: Sequence[PackBenefit], t: Texts) -> str:
    """Return the conclusion on the benefits."""
    today = facts.data.data_date
    late = [b for b in found if b.is_open and b.due is not None and b.due < today]
    unowned = [b for b in found if b.is_open and not b.owner.strip()]
    if late:
        return t.n(
            "{number} benefit of {all} is overdue",
            "{number} benefits of {all} are overdue",
            len(late),
            number=number_word(t, len(late), first=True),
            all=t.number(len(found)),
        )
    if unowned and not facts.leaves_out("names"):
        return t.n(
            "{number} benefit has no owner",
            "{number} benefits have no owner",
            len(unowned),
            number=number_word(t, len(unowned), first=True),
        )
    done = sum(not b.is_open for b in found)
    return t("{done} of {all} benefits are realised; none is overdue", done=t.number(done), all=t.number(len(found)))


def registers_title(facts: Facts, overdue: int, t: Texts) -> str:
    """Return the conclusion on all open records of the logs."""
    if not overdue:
        return t("No open record of the logs is overdue")
    return t.n(
        "{number} open record of the logs is overdue",
        "{number} open records of the logs are overdue",
        overdue,
        number=number_word(t, overdue, first=True),
    )
