"""What the Diagrams tab shows and does: the list, the chosen diagram, its steps, the walk over its parts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.content.catalog import Catalog
from models.cost.price_book import PriceBook
from models.diagrams.describe import connections, describe, name_of
from models.diagrams.loader import diagram_ids, load
from models.diagrams.metrics import Measure
from models.diagrams.plan import Frame, NodeFrame, Plan, make_plan
from models.diagrams.schema import Diagram
from models.diagrams.words import Words, catalog_words, live_references
from models.errors import ContentError
from models.figures import Figures
from models.state.app_state import AppState, Place
from models.texts import Texts, pick

READING_MS = 62
"""Milliseconds given to each letter of a sentence while the steps play: about 190 words a minute."""
LEAST_MS = 3000


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the list."""

    id: str
    title: str
    steps: str


@dataclass(frozen=True, slots=True)
class StepView:
    """The panel under the canvas."""

    number: int
    total: int
    heading: str
    sentence: str
    names: tuple[str, ...]


class DiagramsPresenter:
    """Reads the files once, lays a diagram out on first visit, and moves the state.

    `measure` gives text widths in px; `prices` the price book of the chosen region; `figures` those of the current
    workload, without which labels that follow it say that they are still being worked out.
    """

    def __init__(
        self,
        state: AppState,
        catalog: Catalog,
        texts: Texts,
        measure: Measure,
        prices: Callable[[], PriceBook] | None = None,
        *,
        figures: Figures | None = None,
    ) -> None:
        self._state = state
        self._catalog = catalog
        self._texts = texts
        self._measure = measure
        self._prices = prices
        self._figures = figures
        self._plans: dict[tuple[str, str], Plan] = {}
        self._words: dict[str, Words] = {}
        self._shown: tuple[tuple[object, ...], Frame] | None = None
        self._living: dict[str, bool] = {}
        self.problems: list[ContentError] = []
        self._diagrams = self._read()
        if self._diagrams and state.diagram not in self._diagrams:
            state.diagram, state.diagram_step = next(iter(self._diagrams)), 0
        self._keep_step_inside()

    def entries(self) -> tuple[Entry, ...]:
        """The diagrams in the order of the list."""
        language = self._texts.language
        return tuple(
            Entry(d.id, pick(d.title, language), self._texts.t("diagrams.steps", count=len(d.steps)))
            for d in self._diagrams.values()
        )

    @property
    def diagram(self) -> Diagram | None:
        """The chosen diagram; None when no file could be read."""
        return self._diagrams.get(self._state.diagram)

    @property
    def step(self) -> int:
        """The current step, from 0."""
        return self._state.diagram_step

    @property
    def last(self) -> int:
        """The last step, from 0."""
        return len(self.diagram.steps) - 1 if self.diagram else 0

    def title(self) -> str:
        """The title of the chosen diagram."""
        return pick(self.diagram.title, self._texts.language) if self.diagram else ""

    def summary(self) -> str:
        """One sentence about the chosen diagram."""
        return self.words().text(self.diagram.summary, self._texts.language) if self.diagram else ""

    def choose(self, diagram_id: str) -> bool:
        """Show a diagram from its first step; False for an unknown one. The shown one keeps its step."""
        if diagram_id not in self._diagrams:
            return False
        if diagram_id != self._state.diagram:
            self._state.diagram_step = 0
            self._state.diagram = diagram_id
        self._state.go(Place("diagrams", diagram_id))
        return True

    def adopt(self, diagram_id: str) -> None:
        """Show what a link or the history asked for."""
        if diagram_id in self._diagrams and diagram_id != self._state.diagram:
            self._state.diagram_step = 0
            self._state.diagram = diagram_id

    def go_to(self, step: int) -> bool:
        """Move to a step, the nearest that exists; whether that changed anything."""
        wanted = max(0, min(step, self.last))
        changed = wanted != self.step
        self._state.diagram_step = wanted
        return changed

    def plan(self) -> Plan | None:
        """The layout of the chosen diagram for the chosen region, computed once."""
        diagram = self.diagram
        if diagram is None:
            return None
        key = (diagram.id, self._state.region)
        if key not in self._plans:
            self._plans[key] = make_plan(diagram, self._measure, self.words())
        return self._plans[key]

    def frame(self) -> Frame | None:
        """What the canvas shows now; the same object until something changes."""
        plan = self.plan()
        now = (self._state.diagram, self._state.region, self._texts.language, self.step, self._standing())
        if plan is not None and (self._shown is None or self._shown[0] != now):
            self._shown = now, plan.frame(self._texts.language, self.step)
        return self._shown[1] if plan is not None and self._shown is not None else None

    def words(self) -> Words:
        """The words of the chosen region: its name and prices, and the facts."""
        region = self._state.region
        if region not in self._words:
            self._words[region] = catalog_words(self._catalog, self._prices, region, self._figures)
        return self._words[region]

    @property
    def follows(self) -> bool:
        """Whether the chosen diagram has figures of the current workload."""
        diagram = self.diagram
        if diagram is None:
            return False
        if diagram.id not in self._living:
            self._living[diagram.id] = bool(live_references(diagram))
        return self._living[diagram.id]

    @property
    def waiting(self) -> bool:
        """Whether figures of the current workload are wanted and the engine is not loaded yet."""
        return self._figures is not None and self.follows and not self._figures.ready

    def standing(self) -> str:
        """On what workload and region the figures stand; empty for a diagram without any."""
        if self._figures is None or not self.follows:
            return ""
        if not self._figures.ready:
            return self._texts.t("diagrams.stand_waiting")
        name, region = self._figures.name(self._texts.language), self._state.region
        if not name:
            return self._texts.t("diagrams.stand_on_own", region=region)
        return self._texts.t("diagrams.stand_on", name=name, region=region)

    def _standing(self) -> object:
        """What the figures of the chosen diagram depend on."""
        if self._figures is None or not self.follows or not self._figures.ready:
            return None
        return self._figures.key(), self._state.quotas

    def step_view(self) -> StepView | None:
        """Heading, sentence and names of the steps in the current language."""
        diagram = self.diagram
        if diagram is None:
            return None
        names = tuple(self._of(step.title) for step in diagram.steps)
        step = diagram.steps[self.step]
        heading = self._texts.t(
            "diagrams.step_title", number=self.step + 1, total=len(names), title=names[self.step]
        )
        return StepView(self.step + 1, len(names), heading, self._of(step.text), names)

    def sentences(self) -> tuple[str, ...]:
        """The sentences of all steps, so that room can be kept for the longest."""
        return tuple(self._of(step.text) for step in self.diagram.steps) if self.diagram else ()

    def reading_time(self, view: StepView | None = None) -> int:
        """Milliseconds that the current step stays while the steps play."""
        view = view or self.step_view()
        return max(LEAST_MS, READING_MS * len(view.sentence)) if view else LEAST_MS

    def description(self) -> str:
        """The chosen diagram as plain text, and on what its figures stand."""
        diagram = self.diagram
        if diagram is None:
            return ""
        text = describe(diagram, self._texts.language, self.words(), self._texts)
        standing = self.standing()
        return f"{text}\n{standing}\n" if standing else text

    def walk(self) -> tuple[str, ...]:
        """The parts that can be seen now, in the order the file names them."""
        frame = self.frame()
        return tuple(node.node.id for node in frame.nodes if node.visible) if frame else ()

    def part(self, node_id: str) -> str:
        """A part in words: name, caption, units, group and connections with their direction."""
        frame, diagram = self.frame(), self.diagram
        node = next((node for node in frame.nodes if node.node.id == node_id), None) if frame else None
        if node is None or diagram is None:
            return ""
        language, words, t = self._texts.language, self.words(), self._texts.t
        sentences = [self._name(node)]
        around = diagram.parent(node_id)
        if around is not None:
            sentences.append(t("diagrams.part_group", name=name_of(diagram, around.id, language, words)))
        met = connections(diagram, node_id, language, words, self._texts)
        return " ".join([*sentences, *(met or [t("diagrams.part_alone")])])

    def page_of(self, node_id: str) -> str:
        """The page a part opens; empty for none."""
        node = self.diagram.node(node_id) if self.diagram else None
        return node.service if node and node.service and self._catalog.has(node.service) else ""

    def _name(self, node: NodeFrame) -> str:
        lines = [" ".join(text.lines) for text in node.texts]
        t = self._texts.t
        caption = ", ".join(lines[1:])
        key = "diagrams.part" if caption else "diagrams.part_plain"
        said = t(key, name=lines[0], caption=caption)
        states = [unit.state for unit in node.units]
        if states:
            said += " " + t("diagrams.units", on=states.count("on"), places=len(states))
        for state in ("new", "bad"):
            if state in states:
                said += " " + t(f"diagrams.units_{state}", **{state: states.count(state)})
        return said

    def _of(self, text: dict[str, str]) -> str:
        return self.words().text(text, self._texts.language)

    def _keep_step_inside(self) -> None:
        self._state.diagram_step = max(0, min(self._state.diagram_step, self.last))

    def _read(self) -> dict[str, Diagram]:
        found: list[Diagram] = []
        for diagram_id in diagram_ids():
            try:
                found.append(load(diagram_id))
            except ContentError as error:
                self.problems.append(error)
        return {diagram.id: diagram for diagram in sorted(found, key=lambda diagram: (diagram.order, diagram.id))}
