"""The calculator's states: every view, card, table and panel, and the trouble a person can meet in it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Callable
from functools import partial
from itertools import product
from pathlib import Path

import msgspec
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QWidget

from models.scenario.scenario import Currency
from models.state.app_state import Place
from tests.screens.scene import Scene
from ui.charts.tradeoff import Reading
from ui.main_window import MainWindow
from ui.tabs.calculator_share_tuning import TuningCard
from ui.tabs.calculator_tab import CalculatorTab
from ui.widgets.fold import Fold

Step = Callable[[CalculatorTab], None]
FIRST_LOOK = 0.5
"""Seconds for what comes from idle slices; charts, maps and answers from threads are waited for."""
FLEET = "name,kind,amount,duration_s,memory_mb\nthumbnails,requests,2000000,0.4,512\nreports,jobs,900,60,2048\n"
TUNING = [(128, 2400.0), (256, 1190.0), (512, 580.0), (1024, 300.0), (1536, 232.0), (3008, 225.0)]


def scenes() -> list[Scene]:
    """Every state, at the usual text size and at 200 %."""
    steps: dict[str, tuple[Step, ...]] = {
        "calculator": (),
        "calculator_bill": (partial(_open, "lambda"),),
        "calculator_bill_unfit": (partial(_open, "lightsail"),),
        "calculator_duration": (partial(_example, "nightly_batch"), partial(_view, "duration")),
        "calculator_tradeoff": (partial(_example, "nightly_batch"), partial(_view, "tradeoff")),
        "calculator_tradeoff_read": (partial(_example, "genomics"), partial(_view, "tradeoff"), _read),
        "calculator_tradeoff_tables": (partial(_example, "nightly_batch"), partial(_view, "tradeoff"), _as_tables),
        "calculator_tradeoff_requests": (partial(_view, "tradeoff"),),
        "calculator_tradeoff_always_on": (partial(_example, "blog"), partial(_view, "tradeoff")),
        "calculator_starts": (partial(_example, "k8s"), partial(_show, "timeline")),
        "calculator_always_on": (partial(_example, "blog"),),
        "calculator_tables": (_tables,),
        "calculator_groups": (_groups,),
        "calculator_wrong_input": (_wrong,),
        "calculator_ranges": (_ranges,),
        "calculator_currency": (_currency, partial(_open, "ec2")),
        "calculator_insight": (partial(_show, "insight"),),
        "calculator_timeline": (partial(_example, "genomics"), partial(_show, "timeline")),
        "calculator_pair": (_pair,),
        "calculator_pair_unfit": (_pair, _unfit),
        "calculator_tuning": (_tuning,),
        "calculator_tuning_table": (_tuning, _tuning_table),
        "calculator_tuning_paste": (_paste,),
        "calculator_damaged_file": (_damaged,),
        "calculator_fleet": (_fleet,),
    }
    looks = product((("", 1.0), ("_200", 2.0)), steps.items())
    return [
        Scene(f"{name}{end}", Place("calculator"), partial(_prepare, done), scale, FIRST_LOOK)
        for (end, scale), (name, done) in looks
    ]


def _prepare(steps: tuple[Step, ...], window: MainWindow) -> None:
    tab = window.tabs.currentWidget()
    assert isinstance(tab, CalculatorTab)
    _arrive(tab)
    for step in steps:
        step(tab)
        _arrive(tab)


def _arrive(tab: CalculatorTab) -> None:
    """Wait for charts, maps and answers, and for their places."""
    tab.curve.ensure()
    tab.curve.settle()
    tab.map.ensure()
    for part in (tab.map, tab.tradeoff, tab.insight):
        part.finish()
    if tab.pair.card is not None:
        tab.pair.card.finish()
    tab.share.wait()
    if tab.share.panel.card is not None and hasattr(tab.share.panel.card, "wait"):
        tab.share.panel.card.wait()
    for _ in range(3):
        QCoreApplication.processEvents()


def _open(service: str, tab: CalculatorTab) -> None:
    tab.ranking.open_row(service)


def _example(wanted: str, tab: CalculatorTab) -> None:
    known = [one.id for one in tab.presenter.examples()]
    tab.presenter.choose_example(next(one for one in known if wanted in one))


def _view(name: str, tab: CalculatorTab) -> None:
    tab.views[name].click()


def _read(tab: CalculatorTab) -> None:
    chart = tab.tradeoff.card.chart if tab.tradeoff.card is not None else None
    assert chart is not None
    chart.setFocus(Qt.FocusReason.TabFocusReason)
    chart.read_at(Reading(0, 0))


def _as_tables(tab: CalculatorTab) -> None:
    card = tab.tradeoff.card
    assert card is not None
    for switch in (card.switch, card.ways.switch):
        switch.setChecked(True)


def _tables(tab: CalculatorTab) -> None:
    for card in (tab.curve, tab.map):
        card._switch.setChecked(True)


def _groups(tab: CalculatorTab) -> None:
    for fold in tab.form.findChildren(Fold):
        if not fold.is_open:
            fold.head.click()
    QCoreApplication.processEvents()
    bar = tab.form.scroll.verticalScrollBar()
    bar.setValue(bar.maximum())


def _wrong(tab: CalculatorTab) -> None:
    field = tab.form.inputs.fields["memory_mb"]
    field.edit.setText("12 GBB")
    field.edit.textEdited.emit("12 GBB")


def _ranges(tab: CalculatorTab) -> None:
    tab.context.state.ranges = {"amount": (100_000.0, 3_000_000.0), "duration_s": (0.6, 2.4)}
    tab.ranking.open_row("lambda")


def _currency(tab: CalculatorTab) -> None:
    tab.context.state.currency = Currency("MXN", 18.42)


def _show(name: str, tab: CalculatorTab) -> None:
    target: QWidget = tab.insight if name == "insight" else tab.insight.timeline
    bar = tab.scroll.verticalScrollBar()
    bar.setValue(target.mapTo(tab.scroll.body, target.rect().topLeft()).y())


def _pair(tab: CalculatorTab) -> None:
    tab.pair.desk.pin()
    more = msgspec.structs.replace(tab.presenter.workload, amount=4_000_000.0, memory_mb=2048.0)
    tab.presenter.adopt(more, tab.presenter.options)
    tab.ranking.open_row("lambda")
    tab.pair.show_card()


def _unfit(tab: CalculatorTab) -> None:
    tab.presenter.set_value("duration_s", 3600.0)


def _tuning(tab: CalculatorTab) -> None:
    stats = [
        {"value": memory, "averageDuration": ms, "averagePrice": ms * 2.1e-9 * memory / 128}
        for memory, ms in TUNING
    ]
    machine = {"executionCost": 0.00045, "lambdaCost": 0.0005252}
    tab.share.open_any(_file("tuning.json", json.dumps({"results": {"stats": stats, "stateMachine": machine}})))


def _tuning_table(tab: CalculatorTab) -> None:
    card = tab.share.panel.card
    assert isinstance(card, TuningCard)
    card.switch.click()


def _paste(tab: CalculatorTab) -> None:
    tab.share.imports.ask_tuning_text()
    tab.share.imports.open_tuning_text("https://lambda-power-tuning.show/")


def _file(name: str, text: str) -> Path:
    path = Path(tempfile.mkdtemp()) / name
    path.write_text(text, encoding="utf-8")
    return path


def _damaged(tab: CalculatorTab) -> None:
    raw = {"format": "compute-atlas-scenario", "version": 1, "workload": {"amount": -3, "memoria": 12}}
    tab.share.open_scenario(_file("semana.json", json.dumps(raw)))


def _fleet(tab: CalculatorTab) -> None:
    tab.share.imports.open_fleet(_file("fleet.csv", FLEET + "broken,requests,many,1,512\n"))
