"""Qt's own texts (context menus, dialogs) and number locale in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator


class QtTexts:
    """Keeps the translator alive, which Qt does not. There is one for all windows, as there is one application."""

    _translator: QTranslator | None = None

    def use(self, language: str) -> None:
        """Make Qt speak `language`; English needs no catalogue."""
        QLocale.setDefault(QLocale(language))
        if QtTexts._translator is not None:
            QCoreApplication.removeTranslator(QtTexts._translator)
            QtTexts._translator = None
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        translator = QTranslator()
        if language != "en" and translator.load(f"qtbase_{language}", folder):
            QCoreApplication.installTranslator(translator)
            QtTexts._translator = translator
