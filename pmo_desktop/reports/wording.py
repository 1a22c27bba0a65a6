"""The pack's conclusions: sentences drawn from the facts by rule, in every shape that the data can have."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from ..domain.pack import PackProject
from ..texts import Texts
from .facts import Facts
from .words import listed, number_word

LEVEL: Final = 0.005
"""A variance below this share of the budget is no news."""

NAME: Final = 48
"""Characters of a name in a title."""


@dataclass(frozen=True)
class Finding:
    """One thing to know: the point, and the figures behind it."""

    point: str
    detail: str = ""


def short_name(name: str, limit: int = NAME) -> str:
    """Return a name that leaves room for the rest of the sentence."""
    flat = " ".join(name[: 4 * limit].split())
    return flat if len(flat) <= limit else flat[: limit - 1].rstrip() + "…"


def name_of(t: Texts, project: PackProject) -> str:
    """Return what a project is called in sentences; never empty."""
    return short_name(project.name) or short_name(project.code) or t("A project without a name")


def summary_title(facts: Facts, t: Texts) -> str:
    """Return the conclusion of the whole pack."""
    if not facts.data.projects:
        return t("There are no projects in this pack")
    red, amber = len(facts.rated("R")), len(facts.rated("A"))
    if not facts.rated("R", "A", "G", "C"):
        return t("No status has been reported for this period")
    money = facts.total
    number = number_word(t, red, first=True)
    if money is None or not money.budget:
        if red:
            return t.n("{number} project is red", "{number} projects are red", red, number=number)
        return _no_red(facts, t, amber)
    if abs(money.share) < LEVEL:
        if red:
            return t.n(
                "{number} project is red; the portfolio's forecast stays within budget",
                "{number} projects are red; the portfolio's forecast stays within budget",
                red,
                number=number,
            )
        return _no_red(facts, t, amber)
    amount = t.short_money(abs(money.variance), facts.currency)
    if money.variance > 0:
        if red:
            return t.n(
                "{number} project is red and the portfolio will overrun by {amount}",
                "{number} projects are red and the portfolio will overrun by {amount}",
                red,
                number=number,
                amount=amount,
            )
        return t("No project is red, but the portfolio will overrun by {amount}", amount=amount)
    if red:
        return t.n(
            "{number} project is red; the portfolio will cost {amount} less than planned",
            "{number} projects are red; the portfolio will cost {amount} less than planned",
            red,
            number=number,
            amount=amount,
        )
    return t("No project is red, and the portfolio will cost {amount} less than planned", amount=amount)


def _no_red(facts: Facts, t: Texts, amber: int) -> str:
    if amber:
        number = number_word(t, amber)
        return t.n(
            "No project is red; {number} project needs attention",
            "No project is red; {number} projects need attention",
            amber,
            number=number,
        )
    count = len(facts.data.projects)
    return t.n("The project is on track", "All {count} projects are on track", count)


def findings(facts: Facts, t: Texts) -> list[Finding]:
    """Return three things to know: what needs the committee, what it costs, whether dates hold."""
    own = [Finding(sentence) for sentence in facts.data.summary if sentence.strip()]
    drafted = [_needs(facts, t)]
    if not facts.leaves_out("money"):
        drafted.append(_costs(facts, t))
    return [*own, *drafted, _dates(facts, t)][:3]


def _needs(facts: Facts, t: Texts) -> Finding:
    asked, red = facts.asked, facts.rated("R")
    names = listed(t, [name_of(t, project) for project in red[:3]])
    if asked:
        number = number_word(t, len(asked), first=True)
        first = next((decision.needed_by for decision in asked if decision.needed_by), None)
        if first:
            day = t.date_in_sentence(first)
            point = t.n(
                "{number} decision is needed by {day}.",
                "{number} decisions are needed, the first by {day}.",
                len(asked),
                number=number,
                day=day,
            )
        else:
            point = t.n("{number} decision is needed.", "{number} decisions are needed.", len(asked), number=number)
        titles = [short_name(decision.title, 70) for decision in asked[:2] if decision.title.strip()]
        return Finding(point, "\n".join(titles))
    if red:
        number = number_word(t, len(red), first=True)
        point = t.n("{number} project is red.", "{number} projects are red.", len(red), number=number)
        return Finding(point, t("{names}.", names=names))
    worse, better = len(facts.worse), len(facts.better)
    if facts.leaves_out("decisions"):
        return Finding(
            t("Since the last period {worse} got worse and {better} got better.", worse=worse, better=better)
        )
    if facts.data.previous_date is None:
        return Finding(t("No decision is asked for."), t("This is the first pack; changes show from the next one on."))
    return Finding(
        t("No decision is asked for."),
        t("Since the last period {worse} got worse and {better} got better.", worse=worse, better=better),
    )


def _costs(facts: Facts, t: Texts) -> Finding:
    if facts.is_mixed:
        return Finding(
            t("Costs are shown project by project."),
            t("The projects have different currencies, which are not added up."),
        )
    money = facts.total
    if money is None or not money.budget:
        return Finding(t("There is no cost forecast yet."), t("No project has both a budget and a forecast."))
    forecast, budget = (t.short_money(amount, facts.currency) for amount in (money.forecast, money.budget))
    against = t("Forecast {forecast} against a budget of {budget}.", forecast=forecast, budget=budget)
    if abs(money.share) < LEVEL:
        return Finding(t("The portfolio stays within budget."), against)
    share = t.percent(abs(money.share), 1)
    if money.variance < 0:
        return Finding(t("The portfolio will cost {share} less than budget.", share=share), against)
    biggest = max(facts.data.projects, key=lambda project: project.variance or 0)
    part = (biggest.variance or 0) / money.variance
    name = name_of(t, biggest)
    detail = t(
        "Forecast {forecast} against a budget of {budget}; {name} alone accounts for {amount}.",
        forecast=forecast,
        budget=budget,
        name=name,
        amount=t.short_money(biggest.variance or 0, facts.currency),
    )
    return Finding(
        t("The portfolio will cost {share} more than budget.", share=share), detail if part > 0.25 else against
    )


def _dates(facts: Facts, t: Texts) -> Finding:
    due, met = len(facts.due), len(facts.met)
    slipping = facts.slipping
    if not facts.data.milestones:
        return Finding(t("No milestones are planned yet."))
    if due:
        share = t.percent(met / due)
        point = t("{share} of milestones were met on time.", share=share)
        detail = t("{met} of the {due} that were promised for the last 90 days.", met=met, due=due)
    else:
        point = t("No milestone was due in the last 90 days.")
        detail = ""
    if slipping:
        worst = slipping[0]
        project = facts.projects.get(worst.project)
        more = t(
            "The latest is {milestone} of {project}, {days} days after its baseline.",
            milestone=short_name(worst.name),
            project=name_of(t, project) if project else "–",
            days=worst.slip or 0,
        )
        detail = t("{first} {second}", first=detail, second=more) if detail else more
    return Finding(point, detail)


def milestones_title(facts: Facts, t: Texts) -> str:
    """Return the conclusion of the milestone page."""
    if not facts.data.milestones:
        return t("No milestones are planned yet")
    slipping = facts.slipping
    ahead = sum(milestone.actual is None for milestone in facts.milestones)
    if not slipping:
        return t("All milestones ahead hold their dates within tolerance") if ahead else t("All milestones are reached")
    worst = slipping[0]
    project = facts.projects.get(worst.project)
    return t.n(
        "{number} milestone is more than {limit} days late; {project} slips most, by {days} days",
        "{number} milestones are more than {limit} days late; {project} slips most, by {days} days",
        len(slipping),
        number=number_word(t, len(slipping), first=True),
        limit=facts.data.tolerances.slip_red,
        project=name_of(t, project) if project else "–",
        days=worst.slip or 0,
    )


def risks_title(facts: Facts, t: Texts) -> str:
    """Return the conclusion of the risk page."""
    if not facts.threats:
        return t("No open risk has been scored yet") if facts.data.risks else t("No risks are recorded yet")
    above, before = len(facts.above), facts.above_before
    number = number_word(t, above, first=True)
    if not above:
        return t("No risk is above the appetite")
    if facts.data.previous_date is None:
        return t.n("{number} risk is above the appetite", "{number} risks are above the appetite", above, number=number)
    month = t.month(facts.data.previous_date, year=False)
    if above == before:
        return t.n(
            "{number} risk is above the appetite, as in {month}",
            "{number} risks are above the appetite, as many as in {month}",
            above,
            number=number,
            month=month,
        )
    difference = number_word(t, abs(above - before))
    if above > before:
        return t.n(
            "{number} risk is above the appetite, {difference} more than in {month}",
            "{number} risks are above the appetite, {difference} more than in {month}",
            above,
            number=number,
            difference=difference,
            month=month,
        )
    return t.n(
        "{number} risk is above the appetite, {difference} fewer than in {month}",
        "{number} risks are above the appetite, {difference} fewer than in {month}",
        above,
        number=number,
        difference=difference,
        month=month,
    )


def decisions_title(facts: Facts, t: Texts) -> str:
    """Return the conclusion of the decision page."""
    asked = facts.asked
    if not asked:
        return t("No decision is needed today; those taken since the last pack are listed below")
    number = number_word(t, len(asked))
    first = next((decision.needed_by for decision in asked if decision.needed_by), None)
    if first is None:
        return t.n(
            "We ask the committee for {number} decision",
            "We ask the committee for {number} decisions",
            len(asked),
            number=number,
        )
    day = t.date_in_sentence(first)
    return t.n(
        "We ask the committee for {number} decision by {day}",
        "We ask the committee for {number} decisions, the first by {day}",
        len(asked),
        number=number,
        day=day,
    )


def project_title(facts: Facts, project: PackProject, t: Texts) -> str:
    """Return the conclusion on one project: when it ends, and what it costs."""
    name = name_of(t, project)
    rating = facts.rating(project)
    if rating == "C":
        return _complete(facts, project, t, name)
    dates = _date_clause(facts, project, t, name)
    money = _money_clause(project, t)
    status = facts.data.status(project)
    if status and status.ask.strip() and rating == "R":
        ask = t("a decision is needed")
        if dates and money:
            return t("{dates}, and {money}; {ask}", dates=dates, money=money, ask=ask)
        return t("{dates}; {ask}", dates=dates or name, ask=ask)
    if dates and money:
        return t("{dates}, and {money}", dates=dates, money=money)
    if dates:
        return dates
    if money:
        return t("{name} has no finish date yet and {money}", name=name, money=money)
    if rating:
        return t("{name} has neither a finish date nor a forecast yet", name=name)
    return t("{name} has not reported a status for this period", name=name)


def _date_clause(facts: Facts, project: PackProject, t: Texts, name: str) -> str:
    if project.finish is None:
        return ""
    day = t.date_in_sentence(project.finish)
    slip = project.slip
    if slip is None:
        return t("{name} will finish on {day}", name=name, day=day)
    if slip > 0:
        return t.n(
            "{name} will finish {count} day late, on {day}",
            "{name} will finish {count} days late, on {day}",
            slip,
            name=name,
            day=day,
        )
    if slip < 0:
        return t.n(
            "{name} will finish {count} day early, on {day}",
            "{name} will finish {count} days early, on {day}",
            -slip,
            name=name,
            day=day,
        )
    return t("{name} will finish on time, on {day}", name=name, day=day)


def _money_clause(project: PackProject, t: Texts) -> str:
    variance, share = project.variance, project.overrun
    if variance is None:
        return ""
    if share is None or abs(share) < LEVEL:
        return t("stays within budget")
    amount = t.short_money(abs(variance), project.currency)
    if variance > 0:
        return t("will cost {amount} more than planned", amount=amount)
    return t("will cost {amount} less than planned", amount=amount)


def _complete(facts: Facts, project: PackProject, t: Texts, name: str) -> str:
    variance = project.variance
    if project.finish is None:
        return t("{name} is complete", name=name)
    day = t.date_in_sentence(project.finish)
    if variance is None or project.overrun is None or abs(project.overrun) < LEVEL:
        return t("{name} is complete since {day}", name=name, day=day)
    amount = t.short_money(abs(variance), project.currency)
    if variance < 0:
        return t("{name} is complete since {day}, {amount} under budget", name=name, day=day, amount=amount)
    return t("{name} is complete since {day}, {amount} over budget", name=name, day=day, amount=amount)
