"""The second currency as the form takes it: a code and a rate, both typed by the person. Qt-free."""

from __future__ import annotations

from models import formats
from models.errors import InputError
from models.state.currency import CODE, HIGHEST_RATE, Currency
from ui.presenters.calculator import CalculatorPresenter


class CurrencyInputs:
    """Reads code and rate, and keeps the last currency that could be while something is wrong."""

    def __init__(self, presenter: CalculatorPresenter) -> None:
        self._presenter = presenter

    def texts(self) -> tuple[str, str]:
        """Code and rate as they stand; empty without a second currency."""
        found = self._presenter.state.currency
        if found is None:
            return "", ""
        return found.code, formats.number(float(f"{found.rate:.9g}"), self._presenter.language)

    def set_texts(self, code: str, rate: str, left: bool = False) -> tuple[str, str]:
        """Take what was typed. Returns what is wrong with the code and with the rate; then nothing changes.

        Both empty means none. What is only half typed is not wrong before the field is `left`.
        """
        code, rate = code.strip().upper(), rate.strip()
        if not code and not rate:
            self._put(None)
            return "", ""
        wrong = self._wrong_code(code, left), self._wrong_rate(rate, left)
        if not any(wrong) and CODE.fullmatch(code) and rate:
            self._put(Currency(code, formats.parse_number(rate, self._presenter.language)))
        return wrong

    def remove(self) -> None:
        """No second currency, as one step."""
        self._presenter.seal()
        self._put(None)
        self._presenter.seal()

    def _put(self, currency: Currency | None) -> None:
        self._presenter.steps.set_currency(currency, "currency")

    def _wrong_code(self, code: str, left: bool) -> str:
        t = self._presenter.display.texts.t
        if code == "USD":
            return t("range.currency.error.usd")
        if CODE.fullmatch(code):
            return ""
        if not code:
            return t("range.currency.error.code_missing") if left else ""
        beginning = len(code) < 3 and code.isascii() and code.isalpha()
        return "" if beginning and not left else t("range.currency.error.code")

    def _wrong_rate(self, rate: str, left: bool) -> str:
        presenter = self._presenter
        t = presenter.display.texts.t
        if not rate:
            return t("range.currency.error.rate_missing") if left else ""
        try:
            Currency("XXX", formats.parse_number(rate, presenter.language)).validate()
        except ValueError:
            return presenter.display.texts.error(InputError("calc.error.number", text=rate))
        except InputError:
            return t("range.currency.error.rate", bound=HIGHEST_RATE)
        return ""
