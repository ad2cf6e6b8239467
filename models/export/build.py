"""The calculator's screen as a document: the rows, lines and words shown, with the figures of the estimates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from models import formats
from models.content.display import Display
from models.cost.results import Estimate, LineItem
from models.export.document import Block, Cell, Column, Document, Kind, Paragraph, Rate, Row, Same, Table
from models.export.screen import CurveShown, DetailShown, LineShown, RowShown
from models.state.currency import Currency
from models.texts import Money, Texts, pick

PRICES = "prices"
RANKED = "ranked"


class Screen(msgspec.Struct, frozen=True, kw_only=True):
    """What is on the calculator's screen, in its order and language.

    `inputs`: label and value of every input shown. `rows`: the list; `opened`: the rows whose lines go along.
    `estimates`: what the rows were made from; None in the duration view, where `seconds` has the time behind each
    row. With both, the list tells cost and time, and `times` has the time as shown. `spans`: lowest and highest
    total by service, USD a month, where inputs are uncertain. `curve` comes with its figures, one row of
    `curve_values` for each of its rows (None: no figure), and with the unit of each column of figures. `code`: the
    scenario code, if it is to be printed.
    """

    title: str
    subtitle: str
    rows: Sequence[RowShown]
    opened: Sequence[DetailShown] = ()
    estimates: Mapping[str, Estimate] | None = None
    seconds: Mapping[str, float] = {}
    spans: Mapping[str, tuple[float, float]] = {}
    times: Mapping[str, str] = {}
    inputs: Sequence[tuple[str, str]] = ()
    curve: CurveShown | None = None
    curve_title: str = ""
    curve_values: Sequence[Sequence[float | None]] = ()
    curve_units: Sequence[str] = ()
    currency: Currency | None = None
    code: str = ""


def screen_document(screen: Screen, display: Display, more: Iterable[Table] = ()) -> Document:
    """The whole screen as a document; `more` tables (a comparison, a fleet) follow."""
    t, texts = display.texts.t, display.texts
    blocks: list[Block] = []
    if screen.inputs:
        blocks.append(inputs_table(texts, screen.inputs))
    bills = [bill_table(display, detail, _estimate(screen, detail.service)) for detail in screen.opened]
    blocks.append(ranked_table(texts, screen, {bill.id for bill in bills}))
    blocks += bills
    if screen.curve is not None:
        blocks.append(curve_table(texts, screen))
    blocks += more
    used = [_estimate(screen, detail.service) for detail in screen.opened if detail.lines]
    if any(estimate is not None for estimate in used):
        blocks.append(prices_table(display, [estimate for estimate in used if estimate is not None]))
    if screen.code:
        blocks.append(Paragraph(t("export.code", code=screen.code)))
    rate = None
    if screen.currency is not None and screen.estimates is not None:
        found = screen.currency
        label = t("export.rate", currency=found.code)
        rate = Rate(found.code, found.rate, label)
    return Document(screen.title, screen.subtitle, texts.language, tuple(blocks), rate, t("export.sheet.summary"))


def inputs_table(texts: Texts, inputs: Sequence[tuple[str, str]]) -> Table:
    """Every input with its value as the form shows it."""
    columns = (Column("input", texts.t("export.column.input")), Column("value", texts.t("export.column.value")))
    rows = tuple(Row((Cell(label), Cell(value))) for label, value in inputs)
    return Table("inputs", texts.t("export.inputs"), columns, rows, texts.t("export.sheet.summary"))


def ranked_table(texts: Texts, screen: Screen, bills: set[str]) -> Table:
    """The list: place, service, total, reason; those that do not fit at the end as on screen."""
    t = texts.t
    columns = [Column("place", t("export.column.place"), "number"), Column("service", t("export.column.service"))]
    if screen.estimates is None:
        columns += _time_columns(texts)
        if any(row.between for row in screen.rows):
            columns.append(Column("between", t("range.export.between")))
    else:
        columns.append(Column("total", t("export.column.total"), "money"))
        if screen.currency is not None:
            label = t("export.column.converted", currency=screen.currency.code)
            columns.append(Column("converted", label, "money", converted="total"))
        if screen.spans:
            columns += [Column(end, t(f"range.export.{end}"), "money") for end in ("low", "high")]
        if screen.times:
            columns += _time_columns(texts)
    columns.append(Column("reason", t("export.column.reason")))
    rows, place = [], 0
    for row in screen.rows:
        place += row.rank == "ranked"
        number = Cell(formats.number(place, texts.language), float(place)) if row.rank == "ranked" else Cell("")
        figures = _times(screen, row) if screen.estimates is None else _amounts(texts, screen, row, bills)
        rows.append(Row((number, Cell(row.name), *figures, Cell(row.reason)), row.service))
    notes = (t("range.export.note"),) if screen.spans and screen.estimates is not None else ()
    sheet = t("export.sheet.summary")
    return Table(RANKED, t("export.ranked"), tuple(columns), tuple(rows), sheet, notes=notes)


def bill_table(display: Display, detail: DetailShown, estimate: Estimate | None) -> Table:
    """An opened row: its lines with figures where there is a bill, else with the words shown."""
    t = display.texts.t
    sheet = t("export.sheet.bills")
    intro = "\n".join(part for part in (detail.sizing, *detail.broken) if part)
    notes = tuple(part for part in (*detail.under_total, *detail.warnings, detail.rounding) if part)
    if estimate is None:
        columns = tuple(Column(name, t(f"export.column.{name}")) for name in ("line", "time", "how", "origin"))
        rows = [Row((Cell(x.label), Cell(x.amount), Cell(x.formula), Cell(x.origin))) for x in detail.lines]
        if detail.total:
            rows.append(Row((Cell(detail.total_label), Cell(detail.total), Cell(""), Cell("")), "total", "band"))
        return Table(f"bill:{detail.service}", detail.title, columns, tuple(rows), sheet, intro, notes)
    pairs = zip(detail.lines, estimate.lines if detail.lines else (), strict=True)
    lines = [_line(display, shown, line, str(i)) for i, (shown, line) in enumerate(pairs)]
    if detail.total:
        amount = Cell(detail.total, estimate.total)
        cells = (Cell(detail.total_label), Cell(""), Cell(""), Cell(""), amount, *(Cell("") for _ in range(3)))
        lines.append(Row(cells, "total", "total"))
    return Table(
        f"bill:{detail.service}", detail.title, _bill_columns(display.texts), tuple(lines), sheet, intro, notes
    )


def prices_table(display: Display, estimates: Sequence[Estimate]) -> Table:
    """Every price used, once, with its source and date; lines of the bills hold the same figures."""
    t, texts = display.texts.t, display.texts
    columns = (
        Column("id", t("export.column.id")),
        Column("price", t("export.column.price"), "price", editable=True),
        Column("unit", t("export.column.unit")),
        Column("source", t("export.column.source")),
        Column("as_of", t("export.column.as_of")),
        Column("basis", t("export.column.basis")),
        Column("address", t("export.column.address")),
    )
    rows: dict[str, Row] = {}
    for line in (line for estimate in estimates for line in estimate.lines):
        if price_row(line) in rows:
            continue
        record = display.catalog.source(line.source)
        title = pick(record.title, texts.language) if record else line.source
        basis = f"cost.basis.{line.basis}"
        cells = (
            Cell(line.price_id),
            Cell(_price(texts, line), line.unit_price),
            Cell(_per(texts, line.unit)),
            Cell(title),
            Cell(display.date(line.as_of) if line.as_of else ""),
            Cell(texts.t(basis) if texts.raw(basis) is not None else line.basis),
            Cell(record.address if record else ""),
        )
        rows[price_row(line)] = Row(cells, price_row(line))
    notes = (t("export.prices_note"),)
    return Table(PRICES, t("export.prices"), columns, tuple(rows.values()), t("export.sheet.prices"), "", notes)


def curve_table(texts: Texts, screen: Screen) -> Table:
    """The table of the curve, with figures where the screen gives them."""
    curve = screen.curve
    if curve is None:
        raise ValueError("no curve on this screen")
    values = screen.curve_values or [[None] * len(row) for row in curve.rows]
    figures = bool(screen.curve_values)
    units = screen.curve_units or [""] * len(curve.header)
    first, *others = (f"{name} ({unit})" if unit else name for name, unit in zip(curve.header, units, strict=True))
    kind: Kind = "money" if units[-1] in ("", "USD") else "number"
    columns = [Column("x", first, "number" if figures else "text")]
    columns += [Column(f"y{i}", name, kind if figures else "text") for i, name in enumerate(others)]
    rows = tuple(
        Row(tuple(Cell(text, value) for text, value in zip(row, numbers, strict=True)))
        for row, numbers in zip(curve.rows, values, strict=True)
    )
    return Table("curve", screen.curve_title, tuple(columns), rows, texts.t("export.sheet.curve"))


def _estimate(screen: Screen, service: str) -> Estimate | None:
    return None if screen.estimates is None else screen.estimates[service]


def _time_columns(texts: Texts) -> list[Column]:
    seconds = Column("seconds", texts.t("export.column.seconds"), "number")
    return [Column("time", texts.t("export.column.time")), seconds]


def _amounts(texts: Texts, screen: Screen, row: RowShown, bills: set[str]) -> list[Cell]:
    estimate = _estimate(screen, row.service)
    if estimate is None or not row.total:
        empty = (screen.currency is not None) + 2 * bool(screen.spans) + 2 * bool(screen.times)
        return [Cell(row.total)] + [Cell("")] * empty
    bill = f"bill:{row.service}"
    same = Same(bill, "total", "amount") if bill in bills and estimate.lines else None
    cells = [Cell(row.total, estimate.total, same)]
    if screen.currency is not None:
        converted = screen.currency.money(estimate.total)
        cells.append(Cell(texts.value(converted), converted.value))
    if screen.spans:
        ends = screen.spans.get(row.service)
        cells += [Cell("")] * 2 if ends is None else [Cell(texts.value(Money(end)), end) for end in ends]
    return cells + (_time(screen, row.service, screen.times.get(row.service, "")) if screen.times else [])


def _times(screen: Screen, row: RowShown) -> list[Cell]:
    cells = _time(screen, row.service, row.total)
    return cells + [Cell(row.between)] * any(one.between for one in screen.rows)


def _time(screen: Screen, service: str, shown: str) -> list[Cell]:
    seconds = screen.seconds.get(service)
    return [Cell(shown), Cell("" if seconds is None else f"{seconds:.15g}", seconds)]


def _bill_columns(texts: Texts) -> tuple[Column, ...]:
    t = texts.t
    return (
        Column("line", t("export.column.line")),
        Column("quantity", t("export.column.quantity"), "number"),
        Column("price", t("export.column.price"), "price"),
        Column("unit", t("export.column.unit")),
        Column("amount", t("export.column.amount"), "money", product=("quantity", "price"), summed=True),
        Column("formula", t("export.column.formula")),
        Column("numbers", t("export.column.numbers")),
        Column("origin", t("export.column.origin")),
    )


def _line(display: Display, shown: LineShown, line: LineItem, row_id: str) -> Row:
    texts = display.texts
    label = f"{shown.label} ({shown.companion})" if shown.companion else shown.label
    cells = (
        Cell(label),
        Cell(formats.number(float(f"{line.quantity:.9g}"), texts.language), line.quantity),
        Cell(_price(texts, line), line.unit_price, Same(PRICES, price_row(line), "price")),
        Cell(_per(texts, line.unit)),
        Cell(shown.amount, line.amount),
        Cell(shown.formula),
        Cell(shown.numbers),
        Cell(shown.origin),
    )
    return Row(cells, row_id)


def price_row(line: LineItem) -> str:
    """The row of a line's price in `prices_table`."""
    return f"{line.price_id}@{line.unit_price!r}"


def _price(texts: Texts, line: LineItem) -> str:
    return formats.number(float(f"{line.unit_price:.9g}"), texts.language)


def _per(texts: Texts, unit: str) -> str:
    key = f"price_unit.{unit}"
    return texts.t(key) if unit and texts.raw(key) is not None else unit
