"""Public holidays of countries and their parts, from the `holidays` library; it is loaded when first asked.

Some countries trade days: a holiday is made longer by working on a Saturday or Sunday near it (China, Hungary, Vietnam
and others). Such days are known for the years in which the government has announced them; for later years the library
knows the holidays only, and `unannounced` says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from ..domain.errors import PmoError

if TYPE_CHECKING:
    from holidays import HolidayBase

FIRST_YEAR: Final = 1990
LAST_YEAR: Final = 2100
MOST_YEARS: Final = 30


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that differs from its week. `works` is True for a weekend day that is worked on instead of another."""

    day: date
    name: str
    works: bool = False


@dataclass(frozen=True, slots=True)
class HolidaySet:
    """The holidays of some years.

    Attributes:
        unannounced: years whose traded days are not known yet, in countries that trade days.
    """

    code: str
    days: tuple[Holiday, ...]
    unannounced: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Country:
    """A country that the library knows. `parts` are (code, name) of its states or provinces."""

    code: str
    name: str
    parts: tuple[tuple[str, str], ...]


@cache
def countries(language: str) -> tuple[Country, ...]:
    """Return the countries that holidays are known of, by name in a language of ours."""
    from babel import Locale
    from holidays import list_supported_countries

    names = Locale.parse(language).territories
    found = [
        Country(code, names.get(code, code), tuple((part, part) for part in parts))
        for code, parts in list_supported_countries(include_aliases=False).items()
        if len(code) == 2
    ]
    return tuple(sorted(found, key=lambda country: country.name))


def parts_of(code: str) -> tuple[tuple[str, str], ...]:
    """Return (code, name) of the parts of a country that have holidays of their own."""
    days = _days(code, "", (), None)
    names = {part: name for name, part in getattr(days, "subdivisions_aliases", {}).items()}
    return tuple((part, names.get(part, part)) for part in getattr(days, "subdivisions", ()))


def split_code(code: str) -> tuple[str, str]:
    """Return country and part of a set's code: `DE-BY` is Bavaria, `CN` the whole country."""
    country, _, part = code.partition("-")
    return country, part


def holidays_of(code: str, years: Iterable[int], language: str) -> HolidaySet:
    """Return the public holidays of a set in some years, named in a language where the library can.

    Raises:
        PmoError: there is no such set, no year, or too many.
    """
    wanted = tuple(sorted(set(years)))
    if not wanted or len(wanted) > MOST_YEARS or wanted[0] < FIRST_YEAR or wanted[-1] > LAST_YEAR:
        raise PmoError("holiday_years_bad", first=str(FIRST_YEAR), last=str(LAST_YEAR), most=MOST_YEARS)
    country, part = split_code(code)
    days = _days(country, part, wanted, language)
    found = {day: Holiday(day, name) for day, name in sorted(days.items()) if day.year in wanted}
    worked: set[date] = getattr(days, "weekend_workdays", set())
    found.update((day, Holiday(day, "", works=True)) for day in worked if day.year in wanted)
    unannounced: tuple[int, ...] = ()
    if getattr(days, "has_substituted_holidays", False):
        known = getattr(days, "special_public_holidays", {})
        unannounced = tuple(year for year in wanted if year not in known)
    return HolidaySet(code, tuple(found[day] for day in sorted(found)), unannounced)


def _days(country: str, part: str, years: tuple[int, ...], language: str | None) -> HolidayBase:
    import holidays

    options: dict[str, Any] = {"years": years, "expand": False}
    if part:
        options["subdiv"] = part
    try:
        plain = holidays.country_holidays(country, **{**options, "years": ()})
        spoken = plain.supported_languages
        wanted = next((name for name in _languages(language) if name in spoken), None) if language else None
        if wanted is not None:
            options["language"] = wanted
        return holidays.country_holidays(country, **options)
    except (NotImplementedError, AttributeError, KeyError) as error:
        raise PmoError("holiday_set_unknown", code=f"{country}-{part}" if part else country) from error


def _languages(language: str) -> tuple[str, ...]:
    """Return the library's languages for one of ours, best first."""
    if language.startswith("zh"):
        return ("zh_CN", "zh_TW", "en_US", "en_GB", "en")
    return ("en_GB", "en_US", "en")
