"""Colour tokens of the light and the dark theme: names are roles, not hues.

Widgets, delegates, charts and PDF pages name a token and never a literal colour. `shadow` and `scrim` carry an alpha
byte (`#rrggbbaa`); every other value is `#rrggbb`. A token may change only while `tests/unit/charts/test_tokens.py`
passes: it asks for contrast and for marks that stay apart under colour-vision deficiency.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

LIGHT: Final[Mapping[str, str]] = {
    "app": "#f5f6f8",  # window background
    "sidebar": "#eceef2",  # sidebar, menu bar, status bar
    "surface": "#ffffff",  # cards, tables, fields
    "raised": "#ffffff",  # menus, palette, popovers
    "subtle": "#f2f4f7",  # group rows, quiet chips
    "hover": "#eef1f6",  # hovered row or button
    "selected": "#e1e9fb",  # selection, window focused
    "selectedInactive": "#e8ebf0",  # selection, window not focused
    "line": "#e2e5eb",  # card and section borders (decorative)
    "divider": "#eceef2",  # row lines (decorative)
    "lineStrong": "#868e9c",  # field and checkbox borders
    "text": "#1a2030",  # primary text
    "text2": "#475063",  # secondary text, icons
    "text3": "#5d6778",  # captions, table headers, placeholders
    "disabled": "#9aa2b0",  # disabled text (exempt from AA)
    "onAccent": "#ffffff",  # text on accent fill
    "accent": "#2f55c4",  # primary button, data-date line
    "accentHover": "#2748a9",  # primary hover
    "accentPress": "#203c90",  # primary pressed
    "accentSoft": "#e6ecfb",  # active toggle, information banner
    "accentText": "#2a4db5",  # links and text buttons
    "focus": "#2f55c4",  # focus ring, 2 px
    "ragG": "#17845f",  # green mark
    "ragGstroke": "#17845f",  # green outline
    "ragGsoft": "#e2f3ec",  # green tint
    "ragGtext": "#0e5e43",  # green text
    "ragGon": "#ffffff",  # letter on green
    "ragA": "#edae1e",  # amber mark
    "ragAstroke": "#946200",  # amber outline, always drawn
    "ragAsoft": "#fdf1d3",  # amber tint
    "ragAtext": "#744c00",  # amber text
    "ragAon": "#2b1d00",  # letter on amber
    "ragR": "#a61b1b",  # red mark
    "ragRstroke": "#a61b1b",  # red outline
    "ragRsoft": "#fbe6e3",  # red tint
    "ragRtext": "#8e1717",  # red text
    "ragRon": "#ffffff",  # letter on red
    "ragC": "#5a6b85",  # complete mark
    "ragCsoft": "#e9edf3",  # complete tint
    "ragCtext": "#3d4b62",  # complete text
    "ragCon": "#ffffff",  # tick on complete
    "ragN": "#868e9c",  # not-rated ring
    "ragNsoft": "#eff1f4",  # not-rated tint
    "ragNtext": "#5a6374",  # not-rated text
    "ink": "#2b3345",  # actual, solid
    "plan": "#8c95a6",  # plan, outline
    "prev": "#c3c9d3",  # previous period, light
    "fc": "#6c7688",  # forecast, hatched
    "c1": "#2f55c4",  # category 1
    "c2": "#ba7f3b",  # category 2
    "c3": "#7c1550",  # category 3
    "c4": "#8789a9",  # category 4
    "c5": "#484315",  # category 5
    "barSummary": "#2b3345",  # Gantt summary bar
    "bar": "#8fa8e4",  # task, remaining part
    "barDone": "#2f55c4",  # task, done part
    "crit": "#c9785f",  # critical task, remaining part
    "critDone": "#a24e36",  # critical task, done part; slipped milestone
    "base": "#a7afbd",  # baseline line under a bar
    "weekend": "#f7f8fa",  # non-working time
    "today": "#2f55c4",  # data-date line
    "toast": "#242b3a",  # toast background
    "toastText": "#ffffff",  # toast text
    "toastAction": "#a9c0ff",  # toast action
    "shadow": "#1a203026",  # popover shadow
    "scrim": "#1a203047",  # behind the palette and dialogs
}
"""Token name to colour, light theme and paper."""

DARK: Final[Mapping[str, str]] = {
    "app": "#14171d",
    "sidebar": "#0f1217",
    "surface": "#1b1f27",
    "raised": "#242933",
    "subtle": "#212630",
    "hover": "#262c37",
    "selected": "#26355c",
    "selectedInactive": "#2a303b",
    "line": "#2e3440",
    "divider": "#262b35",
    "lineStrong": "#727c8d",
    "text": "#e8ebf1",
    "text2": "#b4bcca",
    "text3": "#9ba5b4",
    "disabled": "#626b7a",
    "onAccent": "#0f1528",
    "accent": "#8ba8ff",
    "accentHover": "#a3baff",
    "accentPress": "#b9cbff",
    "accentSoft": "#222e50",
    "accentText": "#a3baff",
    "focus": "#8ba8ff",
    "ragG": "#46be93",
    "ragGstroke": "#46be93",
    "ragGsoft": "#173a2f",
    "ragGtext": "#7fddb9",
    "ragGon": "#0c1a15",
    "ragA": "#ffd56b",
    "ragAstroke": "#ffd56b",
    "ragAsoft": "#43351a",
    "ragAtext": "#ffd98a",
    "ragAon": "#2b1d00",
    "ragR": "#e5554b",
    "ragRstroke": "#e5554b",
    "ragRsoft": "#4a2324",
    "ragRtext": "#ffa79f",
    "ragRon": "#160606",
    "ragC": "#93a3bd",
    "ragCsoft": "#2a3240",
    "ragCtext": "#b9c5d8",
    "ragCon": "#12161d",
    "ragN": "#7f899a",
    "ragNsoft": "#282e38",
    "ragNtext": "#a6afbe",
    "ink": "#d5dae4",
    "plan": "#7d8798",
    "prev": "#4a5260",
    "fc": "#a2abbb",
    "c1": "#8ba8ff",
    "c2": "#9f8418",
    "c3": "#f0c3cf",
    "c4": "#8982a1",
    "c5": "#c1e478",
    "barSummary": "#c5ccd9",
    "bar": "#44558a",
    "barDone": "#8ba8ff",
    "crit": "#8a4f3e",
    "critDone": "#e89a80",
    "base": "#5c6576",
    "weekend": "#181c23",
    "today": "#8ba8ff",
    "toast": "#e8ebf1",
    "toastText": "#1a2030",
    "toastAction": "#2a4db5",
    "shadow": "#00000088",
    "scrim": "#00000080",
}
"""Token name to colour, dark theme."""
