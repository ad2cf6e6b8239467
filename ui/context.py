"""AppContext: what every view is given, instead of globals."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from models.content.catalog import Catalog
from models.content.display import Display
from models.figures import Figures
from models.state.app_state import AppState
from models.texts import Texts

if TYPE_CHECKING:
    from models.cost.price_book import PriceBook
    from ui.theme.manager import Theme


@dataclass(slots=True)
class AppContext:
    """One object made by `ui.app` and handed down.

    `open_link` takes a page id, `diagram:<id>`, `compare:<service>`, `calc:<example>@<service>`, `tab:<id>` or
    `fact:<id>`; `prices()` is the price book of the current region, read on first use.
    """

    state: AppState
    catalog: Catalog
    texts: Texts
    display: Display
    theme: Theme
    prices: Callable[[], PriceBook]
    open_link: Callable[[str], None] = field(default=lambda link: None)
    figures: Figures = field(init=False)
    """What the current workload costs and takes, for every view beside the calculator."""

    def __post_init__(self) -> None:
        self.figures = Figures(self.state, self.prices)

    @property
    def t(self) -> Callable[..., str]:
        """Short for `texts.t`."""
        return self.texts.t
