"""Exports hold the ranges and the second currency the screen shows, and say which inputs are uncertain."""

from __future__ import annotations

import pytest

from models import formats
from models.export import text
from models.export.csv_text import table_to_csv
from models.state.currency import Currency
from models.texts import LANGUAGES
from tests.ui.test_calculator_presenter import make
from ui.presenters.calculator_options import OptionDesk
from ui.presenters.calculator_share import ShareDesk


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_has_both_ends_the_currency_and_the_uncertain_inputs(language):
    presenter = make(language=language)
    presenter.steps.set_range("amount", (1e5, 9e6), "range:amount")
    presenter.steps.set_range("duration_s", (0.5, 1000.0), "range:duration_s")
    presenter.steps.set_currency(Currency("PEN", 3.75), "currency")
    document = ShareDesk(presenter).document("cost", "ec2")
    table, spans = document.table("ranked"), presenter.spans()
    for row, shown in zip(table.rows, presenter.answer().rows(), strict=True):
        low, high = (row.cells[table.index(end)] for end in ("low", "high"))
        if not shown.total:
            assert (low.value, high.value) == (None, None)
            continue
        span = spans[row.id]
        assert (low.value, high.value) == (span.low, span.high)
        assert low.text == formats.money(span.low, language) and high.text == formats.money(span.high, language)
    assert table.notes and b"9000000" not in table_to_csv(table, language)
    inputs = {row.cells[0].text: row.cells[1].text for row in document.table("inputs").rows}
    amount = inputs[presenter.field("amount").label]
    assert formats.number(1e5, language) in amount and formats.number(9e6, language) in amount
    bill = document.table("bill:ec2")
    detail = presenter.answer().detail("ec2")
    assert set(detail.under_total) <= set(bill.notes)
    markdown = text.to_markdown(document)
    assert all(line in markdown for line in detail.under_total)
    assert presenter.display.texts.missing == set()


def test_without_uncertain_inputs_nothing_is_added_and_times_have_no_ranges_of_cost():
    presenter = make()
    assert "low" not in [column.id for column in ShareDesk(presenter).document("cost").table("ranked").columns]
    presenter.steps.set_range("amount", (1e5, 9e6), "range:amount")
    table = ShareDesk(presenter).document("duration").table("ranked")
    assert "low" not in [column.id for column in table.columns] and table.notes == ()
    shown = {row.service: row.between for row in presenter.answer("duration").rows()}
    assert any(shown.values())
    assert {row.id: row.cells[table.index("between")].text for row in table.rows} == shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_inputs_of_an_export_name_every_option_that_was_changed(language):
    presenter = make(language=language)
    before = len(ShareDesk(presenter).inputs())
    options = OptionDesk(presenter)
    options.choose("eks_mode", "auto")
    options.choose("on_premises", True)
    options.set_number("root_gb", "30")
    options.set_instance("m7g.large")
    options.add_extra()
    rows = dict(ShareDesk(presenter).inputs()[before:])
    t = presenter.display.texts.t
    assert rows[t("options.field.eks_mode")] == t("options.value.eks_mode.auto")
    assert rows[t("options.field.root_gb")] == "30 GB" and rows[t("options.field.instance_type")] == "m7g.large"
    assert rows[t("options.chip.on_premises")] == t("share.yes") and len(rows) == 5
    assert presenter.display.texts.missing == set()
