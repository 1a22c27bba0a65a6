"""Colours keep their contrast, and the status marks stay apart for readers who see colours differently."""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import combinations

import pytest

from pmo_desktop.domain.tokens import DARK, LIGHT

THEMES = {"light": LIGHT, "dark": DARK}

Color = tuple[float, float, float]

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
DEFICIENCIES: Mapping[str, tuple[Color, Color, Color]] = {
    "normal": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protan": (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    ),
    "deutan": (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    ),
    "tritan": (
        (1.255528, -0.076749, -0.178779),
        (-0.078411, 0.930809, 0.147602),
        (0.004733, 0.691367, 0.303900),
    ),
}

PRIMARY = ("surface", "app", "sidebar", "subtle", "hover", "selected")
PAIRS = [
    *((7.0, "text", back) for back in PRIMARY),
    *((4.5, "text2", back) for back in ("surface", "app", "sidebar", "selected")),
    *((4.5, "text3", back) for back in PRIMARY),
    *((4.5, "accentText", back) for back in ("surface", "app", "accentSoft")),
    (4.5, "onAccent", "accent"),
    (4.5, "onAccent", "accentHover"),
    (3.0, "accent", "surface"),
    (3.0, "focus", "app"),
    (3.0, "focus", "surface"),
    (3.0, "lineStrong", "surface"),
    (3.0, "lineStrong", "app"),
    *((4.5, f"rag{letter}text", f"rag{letter}soft") for letter in "GARCN"),
    *((4.5, f"rag{letter}text", "surface") for letter in "GAR"),
    *((4.5, f"rag{letter}on", f"rag{letter}") for letter in "GARC"),
    *((3.0, mark, "surface") for mark in ("ragG", "ragAstroke", "ragR", "ragN", "ragC")),
    *((3.0, mark, "surface") for mark in ("ink", "plan", "fc", "barDone", "critDone", "today")),
    *((3.0, f"c{number}", "surface") for number in range(1, 6)),
    (4.5, "toastText", "toast"),
    (4.5, "toastAction", "toast"),
]


def linear(value: str) -> Color:
    red, green, blue = (int(value[start : start + 2], 16) / 255 for start in (1, 3, 5))
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (red, green, blue))  # type: ignore[return-value]


def luminance(value: str) -> float:
    red, green, blue = linear(value)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the ratio of WCAG 2."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def seen(value: str, deficiency: str) -> Color:
    """Return a colour in CIE Lab as somebody with that deficiency sees it."""
    rgb = linear(value)
    changed = [
        min(max(sum(a * b for a, b in zip(row, rgb, strict=True)), 0.0), 1.0) for row in DEFICIENCIES[deficiency]
    ]
    red, green, blue = changed
    x = (0.4124564 * red + 0.3575761 * green + 0.1804375 * blue) / 0.95047
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = (0.0193339 * red + 0.1191920 * green + 0.9503041 * blue) / 1.08883
    fx, fy, fz = (t ** (1 / 3) if t > 216 / 24389 else (24389 / 27 * t + 16) / 116 for t in (x, y, z))
    return 116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)


def difference(one: Color, other: Color) -> float:
    """Return CIEDE2000 (Sharma, Wu and Dalal 2005)."""
    l1, a1, b1 = one
    l2, a2, b2 = other
    mean = (math.hypot(a1, b1) + math.hypot(a2, b2)) / 2
    g = 0.5 * (1 - math.sqrt(mean**7 / (mean**7 + 25**7)))
    a1, a2 = a1 * (1 + g), a2 * (1 + g)
    c1, c2 = math.hypot(a1, b1), math.hypot(a2, b2)
    h1, h2 = (math.degrees(math.atan2(b, a)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    dl, dc = l2 - l1, c2 - c1
    dh = 2 * math.sqrt(c1 * c2) * math.sin(math.radians(turn / 2))
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    wrap = 360 if abs(h1 - h2) > 180 else 0
    hm = h1 + h2 if c1 * c2 == 0 else ((h1 + h2 + wrap) / 2) % 360
    t = (
        1
        - 0.17 * math.cos(math.radians(hm - 30))
        + 0.24 * math.cos(math.radians(2 * hm))
        + 0.32 * math.cos(math.radians(3 * hm + 6))
        - 0.20 * math.cos(math.radians(4 * hm - 63))
    )
    sl = 1 + 0.015 * (lm - 50) ** 2 / math.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    rt = -2 * math.sqrt(cm**7 / (cm**7 + 25**7)) * math.sin(math.radians(60 * math.exp(-(((hm - 275) / 25) ** 2))))
    return math.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * dc / sc * dh / sh)


def smallest(theme: Mapping[str, str], names: tuple[str, ...], deficiency: str) -> float:
    return min(difference(seen(theme[a], deficiency), seen(theme[b], deficiency)) for a, b in combinations(names, 2))


def test_the_colour_difference_agrees_with_published_values() -> None:
    # Pairs 1, 7 and 17 of the data set that Sharma, Wu and Dalal published with their paper.
    assert difference((50, 2.6772, -79.7751), (50, 0, -82.7485)) == pytest.approx(2.0425, abs=1e-4)
    assert difference((50, 0, 0), (50, -1, 2)) == pytest.approx(2.3669, abs=1e-4)
    assert difference((50, 2.5, 0), (73, 25, -18)) == pytest.approx(27.1492, abs=1e-4)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("least", "front", "back"), PAIRS)
def test_text_and_marks_have_contrast(theme: str, least: float, front: str, back: str) -> None:
    colors = THEMES[theme]
    assert contrast(colors[front], colors[back]) >= least


def test_both_themes_name_the_same_roles() -> None:
    assert list(LIGHT) == list(DARK)


@pytest.mark.parametrize(
    ("theme", "expected"),
    [
        ("light", {"normal": 44, "protan": 21, "deutan": 17, "tritan": 35}),
        ("dark", {"normal": 35, "protan": 17, "deutan": 17, "tritan": 29}),
    ],
)
def test_green_amber_and_red_stay_apart_for_every_eye(theme: str, expected: Mapping[str, int]) -> None:
    for deficiency, floor in expected.items():
        found = smallest(THEMES[theme], ("ragG", "ragA", "ragR"), deficiency)
        assert found >= floor - 0.5, (deficiency, found)


@pytest.mark.parametrize("theme", THEMES)
def test_the_lightness_of_the_marks_keeps_its_order_in_greyscale(theme: str) -> None:
    amber, green, red = (seen(THEMES[theme][name], "normal")[0] for name in ("ragA", "ragG", "ragR"))
    assert amber > green + 12
    assert green > red + 12


@pytest.mark.parametrize(("theme", "least"), [("light", 20), ("dark", 17)])
def test_chart_categories_stay_apart_for_every_eye(theme: str, least: float) -> None:
    names = ("c1", "c2", "c3", "c4", "c5")
    assert min(smallest(THEMES[theme], names, deficiency) for deficiency in DEFICIENCIES) >= least - 0.5
