"""Qt's own texts (context menus, dialogs) and number locale in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator


class QtTexts:
    """Keeps the translator alive; Qt does not."""

    def __init__(self) -> None:
        self._translator: QTranslator | None = None

    def use(self, language: str) -> None:
        """Make Qt speak `language`; English needs no catalogue."""
        QLocale.setDefault(QLocale(language))
        if self._translator is not None:
            QCoreApplication.removeTranslator(self._translator)
            self._translator = None
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        translator = QTranslator()
        if language != "en" and translator.load(f"qtbase_{language}", folder):
            QCoreApplication.installTranslator(translator)
            self._translator = translator
