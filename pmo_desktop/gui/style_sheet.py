"""The application's one style sheet, filled with the tokens of a theme.

It is set on the application and never on a widget: a widget's own sheet keeps the old colours after a switch of the
theme. Rules go by class, by object name, or by the dynamic property `kind`.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Template
from typing import Final

from .fonts import Fonts

SHEET: Final = Template("""
QToolTip { background: $toast; color: $toastText; border: 0; padding: 5px 8px; }
QMainWindow, QDialog { background: $app; }

QMenuBar { background: $sidebar; color: $text2; padding: 2px 12px; border: 0; }
QMenuBar::item { padding: 4px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected, QMenuBar::item:pressed { background: $hover; color: $text; }
QMenu { background: $raised; color: $text; border: 1px solid $line; border-radius: 8px; padding: 5px; }
QMenu::item { padding: 6px 24px 6px 12px; border-radius: 5px; }
QMenu::icon { padding-left: 8px; }
QMenu { icon-size: ${icon}px; }
QMenu::item:selected { background: $selected; }
QMenu::item:disabled { color: $disabled; }
QMenu::separator { height: 1px; background: $divider; margin: 5px 8px; }

QPushButton { background: $surface; color: $text; border: 1px solid $line; border-radius: 6px; padding: 0 14px;
  min-height: ${control}px; font-weight: 500; }
QPushButton:hover { background: $hover; }
QPushButton:pressed { background: $selected; }
QPushButton:focus { border: 2px solid $focus; padding: 0 13px; min-height: ${control_focused}px; }
QPushButton:disabled { background: $subtle; color: $disabled; border-color: $line; }
QPushButton[kind="primary"] { background: $accent; color: $onAccent; border: 1px solid $accent; }
QPushButton[kind="primary"]:hover { background: $accentHover; border-color: $accentHover; }
QPushButton[kind="primary"]:pressed { background: $accentPress; border-color: $accentPress; }
QPushButton[kind="primary"]:focus { border: 2px solid $text; }
QPushButton[kind="primary"]:disabled { background: $line; color: $text3; border-color: $line; }
QPushButton[kind="ghost"] { background: transparent; color: $accentText; border: 1px solid transparent;
  padding: 0 6px; }
QPushButton[kind="ghost"]:hover { background: $hover; }
QPushButton[kind="ghost"]:focus { border: 2px solid $focus; padding: 0 5px; }
QPushButton[kind="link"] { background: transparent; color: $accentText; border: 1px solid transparent;
  padding: 0 6px; min-height: ${tool}px; }
QPushButton[kind="link"]:hover { background: $hover; }
QPushButton[kind="link"]:focus { border: 2px solid $focus; padding: 0 5px; min-height: ${link_focused}px; }
QPushButton[kind="chip"], QPushButton[kind="chip-removable"] { background: $surface; color: $text2;
  border: 1px solid $line; border-radius: 5px; padding: 0 8px; min-height: ${chip}px; font-size: ${small}px; }
QPushButton[kind="chip-removable"] { padding-right: ${chip_cross}px; text-align: left; }
QPushButton[kind="chip-removable"]:hover, QPushButton[kind="chip"]:hover { background: $hover; color: $text; }
QPushButton[kind="chip"]:focus { border: 2px solid $focus; padding: 0 7px; min-height: ${chip_focused}px; }
QPushButton[kind="chip-removable"]:focus { border: 2px solid $focus; padding: 0 ${chip_cross_focused}px 0 7px;
  min-height: ${chip_focused}px; }
QPushButton > QToolButton { min-width: ${cross}px; min-height: ${cross}px; padding: 1px; border-radius: 4px; }
QPushButton > QToolButton:focus { padding: 0; }
QPushButton[kind="choice"] { text-align: left; }
QPushButton[kind="tab"] { background: transparent; border: 0; border-bottom: 2px solid transparent; border-radius: 0;
  color: $text2; padding: 0 2px; margin: 0 10px 0 0; min-height: ${tab}px; font-weight: 500; }
QPushButton[kind="tab"]:hover { color: $text; }
QPushButton[kind="tab"]:checked { color: $text; border-bottom: 2px solid $accent; font-weight: $semibold; }
QPushButton[kind="tab"]:focus { background: $hover; }
QPushButton[kind="crumb"] { background: transparent; border: 0; color: $text3; padding: 0; min-height: 0;
  font-size: ${small}px; font-weight: 400; }
QPushButton[kind="crumb"]:hover, QPushButton[kind="crumb"]:focus { color: $accentText; text-decoration: underline; }
QPushButton[kind="door"] { text-align: left; padding: 14px 16px; border-radius: 8px; }

QToolButton { background: transparent; color: $text2; border: 1px solid transparent; border-radius: 6px; padding: 3px;
  min-width: ${tool}px; min-height: ${tool}px; }
QToolButton:hover { background: $hover; color: $text; }
QToolButton:pressed, QToolButton:checked { background: $accentSoft; color: $accentText; }
QToolButton:focus { border: 2px solid $focus; padding: 2px; }
QToolButton:disabled { color: $disabled; }
QToolButton::menu-indicator { image: none; }
QPushButton::menu-indicator { image: url($images/chevron-down.svg); width: ${arrow}px; height: ${arrow}px;
  subcontrol-origin: padding; subcontrol-position: right center; right: 2px; }
QPushButton[kind="tab"]#tab_more { text-align: left; padding-right: 6px; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QDateEdit, QComboBox { background: $surface;
  color: $text; border: 1px solid $lineStrong; border-radius: 6px; padding: 0 8px; min-height: ${field}px;
  selection-background-color: $accent; selection-color: $onAccent; }
QPlainTextEdit, QTextEdit { padding: 4px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QComboBox:focus { border: 2px solid $focus;
  padding: 0 7px; min-height: ${field_focused}px; }
QPlainTextEdit:focus, QTextEdit:focus { padding: 3px; }
QLineEdit:disabled, QPlainTextEdit:disabled, QSpinBox:disabled, QComboBox:disabled { background: $subtle;
  color: $disabled; border-color: $line; }
QLineEdit[error="true"], QComboBox[error="true"], QPlainTextEdit[error="true"] { border: 2px solid $ragRstroke; }
QLineEdit[kind="cell"], QPlainTextEdit[kind="cell"] { border: 2px solid $focus; border-radius: 3px; padding: 0 5px;
  min-height: 0; }
QLineEdit[kind="cell"][error="true"] { border: 2px solid $ragRstroke; }
QLineEdit[kind="search"] { background: $surface; border: 1px solid $line; }
QLineEdit[kind="search"]:focus { border: 2px solid $focus; }
QLineEdit[kind="palette"] { background: transparent; border: 0; font-size: ${section}px; padding: 0; }
QComboBox::drop-down { border: 0; width: ${drop}px; }
QComboBox::down-arrow { image: url($images/chevron-down.svg); width: ${arrow}px; height: ${arrow}px; }
QComboBox QAbstractItemView { background: $raised; color: $text; border: 1px solid $line; padding: 4px;
  selection-background-color: $selected; selection-color: $text; outline: 0; }
QSpinBox::up-button, QSpinBox::down-button { border: 0; width: ${spin}px; background: transparent; }
QSpinBox::up-arrow { image: url($images/chevron-up.svg); width: ${spin_arrow}px; height: ${spin_arrow}px; }
QSpinBox::down-arrow { image: url($images/chevron-down.svg); width: ${spin_arrow}px; height: ${spin_arrow}px; }

QCheckBox, QRadioButton { color: $text; spacing: 8px; }
QCheckBox::indicator { width: ${box}px; height: ${box}px; border: 1px solid $lineStrong; border-radius: 4px;
  background: $surface; }
QCheckBox::indicator:checked { background: $accent; border-color: $accent; image: url($images/check.svg); }
QCheckBox::indicator:focus { border: 2px solid $focus; width: ${box_focused}px; height: ${box_focused}px; }
QCheckBox::indicator:disabled { border-color: $line; background: $subtle; }
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $lineStrong; border-radius: 8px;
  background: $surface; }
QRadioButton::indicator:checked { border: 5px solid $accent; width: 6px; height: 6px; }

QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $prev; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 32px; }
QScrollBar::handle:horizontal { min-width: 32px; }
QScrollBar::handle:hover { background: $plan; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QScrollArea { background: transparent; border: 0; }
QAbstractScrollArea::corner { background: transparent; }
QSplitter::handle { background: transparent; }
QSplitter::handle:hover, QSplitter::handle:focus { background: $accentSoft; }

QHeaderView { background: $surface; border: 0; }
QHeaderView::section { background: $surface; color: $text3; border: 0; border-bottom: 1px solid $line; padding: 0 8px;
  font-size: ${small}px; font-weight: 500; }
QHeaderView::section:hover { background: $hover; }
QTableView, QTreeView, QListView { background: $surface; color: $text; border: 0; outline: 0; gridline-color: $divider;
  selection-background-color: $selected; selection-color: $text; }
QListWidget { border: 1px solid $line; border-radius: 6px; padding: 3px; }
QListWidget::item { padding: 5px 8px; border-radius: 5px; color: $text; }
QListWidget::item:hover { background: $hover; }
QListWidget::item:selected { background: $selected; color: $text; }
QListWidget::indicator, QTableWidget::indicator { width: ${box}px; height: ${box}px; border: 1px solid $lineStrong;
  border-radius: 4px; background: $surface; }
QListWidget::indicator:checked, QTableWidget::indicator:checked { background: $accent; border-color: $accent;
  image: url($images/check.svg); }
#palette QListWidget { border: 0; background: $raised; }
QTableCornerButton::section { background: $surface; border: 0; }

QProgressBar { background: $line; border: 0; border-radius: 3px; max-height: 6px; min-height: 6px; color: transparent; }
QProgressBar::chunk { background: $accent; border-radius: 3px; }

QStatusBar { background: $sidebar; color: $text2; border: 0; }
QStatusBar::item { border: 0; }
QStatusBar QLabel { font-size: ${small}px; color: $text2; }

QLabel { background: transparent; color: $text; }
QLabel[role="title"] { font-size: ${title}px; font-weight: $semibold; }
QLabel[role="inspector"] { font-size: ${inspector}px; font-weight: $semibold; }
QLabel[role="figure"] { font-size: ${figure}px; font-weight: $semibold; }
QLabel[role="section"] { font-size: ${section}px; font-weight: $semibold; }
QLabel[role="strong"] { font-weight: $semibold; }
QLabel[role="medium"] { font-weight: 500; }
QLabel[role="medium-quiet"] { color: $text2; font-weight: 500; }
QLabel[role="small"] { font-size: ${small}px; color: $text2; }
QLabel[role="caption"] { font-size: ${caption}px; color: $text3; font-weight: 500; }
QLabel[role="quiet"] { color: $text3; }
QLabel[role="hint"] { font-size: ${small}px; color: $text3; }
QLabel[role="error"] { font-size: ${small}px; color: $ragRtext; }
QLabel[role="warning"] { font-size: ${small}px; color: $ragAtext; }
QLabel[role="good"] { font-size: ${small}px; color: $ragGtext; }
QLabel[role="tag"] { font-size: ${small}px; color: $text2; background: $subtle; border-radius: 5px; padding: 3px 8px; }
QLabel[role="tag-accent"] { font-size: ${small}px; color: $accentText; background: $accentSoft; border-radius: 5px;
  padding: 3px 8px; font-weight: 500; }

#card, #inspectorCard { background: $surface; border: 1px solid $line; border-radius: 8px; }
#card:hover[kind="clickable"] { border-color: $plan; }
#card[selected="true"] { border: 2px solid $focus; }
#sidebar { background: $sidebar; border: 0; border-right: 1px solid $line; }
#inspector { background: $surface; border: 0; border-left: 1px solid $line; }
#plain { background: $surface; border: 0; }
#pinned { border-right: 1px solid $line; }
#divider { background: $divider; border: 0; min-height: 1px; max-height: 1px; }
#verticalDivider { background: $line; border: 0; min-width: 1px; max-width: 1px; }
#tabLine { background: $line; border: 0; min-height: 1px; max-height: 1px; }
#sidebar QPushButton { background: transparent; border: 0; border-radius: 6px; text-align: left; color: $text2;
  padding: 0 10px; font-weight: 400; min-height: ${nav}px; }
#sidebar QPushButton:hover { background: $hover; color: $text; }
#sidebar QPushButton:focus { border: 2px solid $focus; padding: 0 8px; min-height: ${nav_focused}px; }
#sidebar QPushButton#searchButton { background: $surface; border: 1px solid $line; color: $text3; }
#sidebar QPushButton#searchButton:focus { border: 2px solid $focus; }

#banner { border: 0; border-radius: 6px; margin-top: 6px; }
#banner[kind="information"] { background: $accentSoft; }
#draftBar { background: $ragAsoft; border: 2px dashed $ragA; border-radius: 8px; }
#banner[kind="warning"] { background: $ragAsoft; }
#banner[kind="error"] { background: $ragRsoft; }
#banner[kind="information"] QPushButton { color: $accentText; }
#banner[kind="warning"] QPushButton { color: $ragAtext; }
#banner[kind="error"] QPushButton { color: $ragRtext; }
#toast { background: $toast; border-radius: 8px; }
#toast QLabel { color: $toastText; }
#toast QPushButton { background: transparent; color: $toastAction; border: 0; font-weight: $semibold; padding: 0 8px; }
#toast QPushButton:focus { border: 2px solid $toastAction; padding: 0 6px; }
#palette { background: $raised; border: 1px solid $line; border-radius: 12px; }
#popover { background: $raised; border: 1px solid $line; border-radius: 8px; }
QDialogButtonBox { button-layout: 3; dialogbuttonbox-buttons-have-icons: 0; }
""")


def nav_height(fonts: Fonts) -> int:
    """Return the height of an entry of the sidebar: with large letters all of them must still find room."""
    return min(fonts.px(29), max(29, fonts.px(22)))


def style_sheet(tokens: Mapping[str, str], fonts: Fonts, images: str) -> str:
    """Return the sheet for a theme and a text size; `images` is where its small arrows are."""
    # Qt's sheets take alpha first (#aarrggbb), the tokens last.
    colors = {name: f"#{value[7:]}{value[1:7]}" if len(value) == 9 else value for name, value in tokens.items()}
    px = fonts.px
    return SHEET.substitute(
        colors,
        images=images,
        semibold=fonts.weight(600),
        control=px(30),
        control_focused=px(30) - 2,
        field=px(28),
        field_focused=px(28) - 2,
        icon=px(16),
        drop=px(24),
        arrow=px(14),
        spin=px(18),
        spin_arrow=px(11),
        box=px(15),
        box_focused=px(15) - 2,
        tool=px(22),
        link_focused=px(22) - 2,
        cross=px(14),
        chip_cross=px(18) + 8,
        chip_cross_focused=px(18) + 7,
        chip=px(24),
        chip_focused=px(24) - 2,
        tab=px(32),
        nav=nav_height(fonts),
        nav_focused=nav_height(fonts) - 4,
        small=px(12),
        caption=px(12 if fonts.is_chinese else 11),
        section=px(14),
        inspector=px(16),
        title=px(20),
        figure=px(24),
    )
