"""Two scenarios side by side for an export: every service, one line by line, what causes its difference."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from models import formats
from models.cost.results import Estimate, LineItem
from models.export.build import PRICES, RANKED, price_row
from models.export.document import Cell, Column, Row, Same, Table
from models.scenario.difference import LinePair, ServicePair, compare, compare_all, has_total
from models.scenario.difference_causes import Causes, Change, causes, changes
from models.scenario.difference_words import PairWords
from models.scenario.scenario import Scenario
from models.texts import Texts

Name = Callable[[str], str]
Told = Callable[[Change], tuple[str, str]]


def pair_tables(
    a: Scenario, b: Scenario, service: str, texts: Texts, name: Name, *, told: Told | None = None
) -> tuple[Table, ...]:
    """The tables of A and B: all services, the lines of `service`, its causes.

    `name` calls a service by its name, `told` an input that differs by its name and both values.

    Totals are those of the lines below, and B's others those of the ranked table, so that they follow them where
    the format calculates.
    """
    words = PairWords(texts)
    tell = told or partial(_in_words, words)
    one, differ = compare(a, b, service), changes(a, b)
    tables = [_services((a, b), one, words, name, tell)]
    if one.comparable:
        tables.append(_lines(one, words, name))
        shared = causes(a, b, service, differ)
        if shared is not None:
            tables.append(_causes(shared, words, name, tell))
    return tuple(tables)


def _services(
    sides: tuple[Scenario, Scenario], opened: ServicePair, words: PairWords, name: Name, tell: Told
) -> Table:
    """Both totals of every service and the difference, in B's order; what differs stands above."""
    t = words.t
    columns = (
        Column("service", t("pair.head.service")),
        Column("total_a", t("pair.export.total_a"), "money"),
        Column("total_b", t("pair.export.total_b"), "money"),
        Column("difference", t("pair.export.difference"), "money", minus=("total_b", "total_a")),
    )
    intro = [
        t("pair.cli.side", side=side, name=one.name or t("pair.own"), region=one.region)
        for side, one in zip("AB", sides, strict=True)
    ]
    intro += [": ".join(tell(change)) for change in changes(*sides)]
    rows = tuple(_service(pair, pair.service == opened.service, words, name) for pair in compare_all(*sides))
    title, sheet = t("pair.export.table"), t("pair.export.sheet")
    return Table("pair", title, columns, rows, sheet, "\n".join(intro))


def _service(pair: ServicePair, opened: bool, words: PairWords, name: Name) -> Row:
    a, b = words.totals(pair)
    before, after = None, Same(RANKED, pair.service, "total")
    if opened and pair.comparable:  # its lines stand below and say more
        before, after = (Same("pair:lines", "total", f"total_{side}") for side in "ab")
    difference = _signed(pair.cents, words) if pair.comparable else Cell("–")
    cells = (Cell(name(pair.service)), _total(a, pair.a, before), _total(b, pair.b, after), difference)
    return Row(cells, pair.service)


def _total(text: str, one: Estimate, same: Same | None) -> Cell:
    return Cell(text, one.total, same) if has_total(one) else Cell(text)


def _lines(pair: ServicePair, words: PairWords, name: Name) -> Table:
    """Every line with both quantities, prices and amounts, the parts of the difference and the sentence."""
    t = words.t
    columns = [Column("line", t("pair.head.line"))]
    for side in ("a", "b"):
        columns += [
            Column(f"quantity_{side}", t(f"pair.export.quantity_{side}"), "number"),
            Column(f"price_{side}", t(f"pair.export.price_{side}"), "price"),
            Column(
                f"total_{side}",
                t(f"pair.export.total_{side}"),
                "money",
                product=(f"quantity_{side}", f"price_{side}"),
                summed=True,
            ),
        ]
    columns += [
        Column("difference", t("pair.export.difference"), "money", minus=("total_b", "total_a"), summed=True),
        Column("why", t("pair.export.why")),
    ]
    rows = [_line(line, words, str(i)) for i, line in enumerate(pair.lines)]
    rows.append(_sum(pair, words))
    title = t("pair.export.lines", name=name(pair.service))
    return Table("pair:lines", title, tuple(columns), tuple(rows), t("pair.export.sheet"))


def _line(pair: LinePair, words: PairWords, row_id: str) -> Row:
    sides = [cell for line in (pair.a, pair.b) for cell in _side(line, words)]
    return Row((Cell(words.label(pair)), *sides, _signed(pair.cents, words), Cell(words.why(pair))), row_id)


def _side(line: LineItem | None, words: PairWords) -> tuple[Cell, Cell, Cell]:
    if line is None:
        return Cell(""), Cell(""), Cell("–", 0.0)  # a figure, so that the difference can be worked out
    price = formats.number(float(f"{line.unit_price:.9g}"), words.texts.language)
    return (
        Cell(words.quantity(line), line.quantity),
        Cell(price, line.unit_price, Same(PRICES, price_row(line), "price")),
        Cell(words.money(line.amount), line.amount),
    )


def _sum(pair: ServicePair, words: PairWords) -> Row:
    totals = [Cell(words.money(one.total), one.total) for one in (pair.a, pair.b)]
    empty = Cell("")
    difference = _signed(pair.cents, words)
    cells = (Cell(words.t("calc.total")), empty, empty, totals[0], empty, empty, totals[1], difference, empty)
    return Row(cells, "total", "total")


def _signed(cents: int, words: PairWords) -> Cell:
    return Cell(words.signed(cents), cents / 100.0)


def _causes(shared: Causes, words: PairWords, name: Name, tell: Told) -> Table:
    """What each input causes, with both its values; how it was shared stands below."""
    t = words.t
    columns = (
        Column("input", t("export.column.input")),
        Column("values", t("pair.export.values")),
        Column("difference", t("pair.export.difference"), "money", summed=True),
    )
    rows = []
    for i, part in enumerate(shared.parts):
        inputs = [tell(change) for change in part.changes]
        names = ", ".join(found for found, _ in inputs)
        names = names if len(inputs) == 1 else t("pair.together", names=names)
        values = "; ".join(found for _, found in inputs)
        rows.append(Row((Cell(names), Cell(values), Cell(words.part(part), part.cents / 100.0)), str(i)))
    rows.append(Row((Cell(t("calc.total")), Cell(""), _signed(shared.cents, words)), "total", "total"))
    title = t("pair.export.causes", name=name(shared.service))
    notes = (t(f"pair.how.{shared.how}"),)
    return Table("pair:causes", title, columns, tuple(rows), t("pair.export.sheet"), "", notes)


def _in_words(words: PairWords, change: Change) -> tuple[str, str]:
    """An input as the terminal tells it."""
    a, b = (words.input_value(change, value) for value in (change.a, change.b))
    return words.input_name(change), words.t("pair.values", a=a, b=b)
