"""The composition root: makes every long-lived object once and connects them; nothing else does."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from .. import texts
from .clipboard import settle
from .failures import CrashReports, start_log
from .fonts import CHINESE_FILES, LATIN_FILES, Fonts, load_fonts
from .icons import Icons
from .settings import Settings, log_folder
from .theme import Choice, Theme
from .translator import installed

CHOICES: tuple[Choice, ...] = ("system", "light", "dark")


def make_application(arguments: list[str], *, all_fonts: bool = True) -> QApplication:
    """Return the process's QApplication in our base style, making it if there is none.

    Without `all_fonts` the Chinese ones, 30 MB, must be loaded before Chinese is shown.
    """
    existing = QApplication.instance()
    app = existing if isinstance(existing, QApplication) else QApplication(arguments)
    app.setApplicationName("PMO Desktop")
    # Fusion as it is: a QProxyStyle in Python is also asked about widgets that are half destroyed, and crashes.
    app.setStyle("Fusion")
    load_fonts(LATIN_FILES)
    if all_fonts:
        load_fonts(CHINESE_FILES)
    return app


class Look:
    """How the program looks and speaks: language, fonts, theme and icons, as the settings say."""

    def __init__(self, app: QApplication, settings: Settings) -> None:
        self.settings = settings
        language = settings.text("language", system_language())
        self.texts = texts.of(language if language in texts.LANGUAGES else "en")
        self._translator = installed(app, self.texts)
        self.fonts = Fonts(self.texts, max(80, min(200, settings.number("zoom", 100))) / 100)
        choice = settings.text("theme", "system")
        self.theme = Theme(app, self.fonts, next((one for one in CHOICES if one == choice), "system"))
        self.icons = Icons(self.theme)
        app.setWindowIcon(QIcon())

    def speak(self, language: str) -> None:
        """Use another language from now on; windows must be built anew."""
        self.texts = texts.of(language)
        self._translator.use(self.texts)
        self.fonts.use(self.texts, self.fonts.scale)
        self.settings.put("language", language)
        QLocale.setDefault(QLocale("zh_CN" if self.texts.is_chinese else "en_GB"))
        self.theme.apply()

    def zoom(self, percent: int) -> None:
        """Use another text size from now on; windows must be built anew."""
        percent = max(80, min(200, percent))
        self.settings.put("zoom", percent)
        self.fonts.use(self.texts, percent / 100)
        self.theme.apply()


def system_language() -> str:
    """Return the language of the user's system if we speak it, else English."""
    return "zh_CN" if QLocale.system().language() == QLocale.Language.Chinese else "en"


def has_screen(platform: str, environment: Mapping[str, str]) -> bool:
    """Return whether Qt would find a screen; where it finds none, it ends the process."""
    known = ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    return platform != "linux" or any(environment.get(name) for name in known)


def run(path: Path | None, demo: bool) -> int:
    """Open the workbench on a store, on the demo portfolio, on the last file, or on the start window."""
    from .desk import Desk

    if not has_screen(sys.platform, os.environ):
        t = texts.of(system_language())
        line = t("There is no screen to open a window on. Run “pmo-desktop --help” for what works without one.")
        sys.stderr.write(line + "\n")
        return 2
    app = make_application(sys.argv[:1], all_fonts=False)
    start_log(log_folder())
    settings = Settings()
    look = Look(app, settings)
    if look.texts.is_chinese:
        load_fonts(CHINESE_FILES)
    desk = Desk(app, look)
    reports = CrashReports(desk.show_crash, desk.show_refusal)
    reports.install()
    desk.open_first(path, demo)
    status = app.exec()
    desk.close_down()
    settle()
    reports.remove()
    return status
