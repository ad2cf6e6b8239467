"""What the tests of exports share: the calculator's screen as its presenter shows it, in either language."""

from __future__ import annotations

from models.content.catalog import Catalog
from models.content.display import Display
from models.cost.engine import estimate_all
from models.cost.examples import load_examples
from models.cost.options import Options
from models.cost.price_book import load_price_book
from models.cost.workload import Workload
from models.export.build import Screen, screen_document
from models.export.document import Document
from models.state.currency import Currency
from models.texts import Texts
from ui.presenters.calculator_answer import CostAnswer

REGION = "us-east-1"
CATALOG = Catalog()
DISPLAYS = {
    language: Display(CATALOG, Texts(language), lambda: load_price_book(REGION)) for language in ("es", "en")
}
EXAMPLES = [example.workload for example in load_examples()]


def answer_of(workload: Workload, language: str, options: Options | None = None) -> CostAnswer:
    """The cost view of a workload."""
    estimates = estimate_all(workload, load_price_book(REGION), options or Options())
    return CostAnswer(DISPLAYS[language], estimates)


def screen_of(
    workload: Workload, language: str, options: Options | None = None, currency: Currency | None = None
) -> Screen:
    """The calculator with every row opened."""
    estimates = estimate_all(workload, load_price_book(REGION), options or Options())
    answer = CostAnswer(DISPLAYS[language], estimates)
    return Screen(
        title="Costo | mensual" if language == "es" else "Monthly | cost",
        subtitle=f"{REGION}, 2026-09-19",
        rows=answer.rows(),
        opened=[answer.detail(row.service) for row in answer.rows()],
        estimates={one.service: one for one in estimates},
        inputs=[("Peticiones", "3 000 000 al mes"), ("Memoria", "1 GB")],
        currency=currency,
        code="CA1-AHgD-6bK0",
    )


def document_of(
    workload: Workload, language: str, options: Options | None = None, currency: Currency | None = None
) -> Document:
    """The same as a document."""
    return screen_document(screen_of(workload, language, options, currency), DISPLAYS[language])
