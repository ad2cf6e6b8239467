"""The canvas: items of one plan, moved from step to step by one short animation."""

from __future__ import annotations

from PySide6.QtCore import QEasingCurve, QObject, QPointF, QRectF, QVariantAnimation
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QGraphicsScene

from models.diagrams.plan import Frame, Plan
from ui.diagram.edges import EdgeItem
from ui.diagram.items import DiagramItem, GroupItem, NodeItem
from ui.diagram.look import Look

CHANGE_MS = 200
FLOW_MS = 240
NEXT_FLOW_MS = 170
DOT_GAP = 24
DOT = 1.1


class DiagramScene(QGraphicsScene):
    """Shows frames of one plan at a time. `animated` off jumps to the end of every change."""

    def __init__(self, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._look = look
        self.animated = True
        self.nodes: dict[str, NodeItem] = {}
        self._groups: dict[str, GroupItem] = {}
        self._edges: dict[str, EdgeItem] = {}
        self._plan: Plan | None = None
        self._flows: list[EdgeItem] = []
        self._clock = QVariantAnimation(self)
        self._clock.valueChanged.connect(self._on_clock_ticked)

    def show_frame(self, plan: Plan, frame: Frame) -> None:
        """Show a frame: of the same plan by moving there, of another plan at once."""
        fresh = plan is not self._plan
        if fresh:
            self._fill(plan, frame)
        changed = fresh or self._begin(frame)
        self._flows = self._ordered_flows(frame)
        self._clock.stop()
        if fresh or not self.animated or not changed:
            self._finish()
            return
        total = max(CHANGE_MS, FLOW_MS + NEXT_FLOW_MS * (len(self._flows) - 1) if self._flows else 0)
        self._clock.setStartValue(0.0)
        self._clock.setEndValue(float(total))
        self._clock.setDuration(total)
        self._clock.setEasingCurve(QEasingCurve.Type.Linear)
        self._clock.start()

    def repaint_all(self) -> None:
        """Paint again after a change of colours."""
        self.invalidate()
        self.update()

    def focus_pen(self) -> QPen:
        """The pen of a focus ring."""
        return self._look.pen(self._look.color("focus"), 2)

    @property
    def moving(self) -> bool:
        """Whether a change is still being animated."""
        return self._clock.state() == QVariantAnimation.State.Running

    def drawBackground(self, painter: QPainter, rect: QRectF) -> None:
        painter.fillRect(rect, self._look.color("background"))
        painter.setPen(self._look.pen(self._look.color("line_strong"), DOT * 1.4))
        left, top = int(rect.left() // DOT_GAP) * DOT_GAP, int(rect.top() // DOT_GAP) * DOT_GAP
        columns, rows = int(rect.width() // DOT_GAP) + 3, int(rect.height() // DOT_GAP) + 3
        if columns * rows < 20_000:
            painter.drawPoints(
                [QPointF(left + i * DOT_GAP, top + j * DOT_GAP) for i in range(columns) for j in range(rows)]
            )

    def _fill(self, plan: Plan, frame: Frame) -> None:
        self.clear()
        self._plan = plan
        depth = {group.id: len(plan.diagram.around(group.id)) for group in plan.diagram.groups}
        self._groups = {g.group.id: GroupItem(self._look, g, depth[g.group.id]) for g in frame.groups}
        self._edges = {e.edge.id: EdgeItem(self._look, e) for e in frame.edges}
        self.nodes = {n.node.id: NodeItem(self._look, n) for n in frame.nodes}
        for item in self._items():
            self.addItem(item)
        self.setSceneRect(QRectF(0, 0, *frame.size))
        self._begin(frame)

    def _items(self) -> list[DiagramItem]:
        return [*self._groups.values(), *self._edges.values(), *self.nodes.values()]

    def _begin(self, frame: Frame) -> bool:
        """Hand every item its new record; whether any of them differs."""
        changed = False
        for group in frame.groups:
            item: DiagramItem = self._groups[group.group.id]
            changed |= item.frame != group  # type: ignore[attr-defined]
            self._groups[group.group.id].frame = group
            item.begin(group.visible, group.emphasis)
        for node in frame.nodes:
            changed |= self.nodes[node.node.id].frame != node
            self.nodes[node.node.id].frame = node
            self.nodes[node.node.id].begin(node.visible, node.emphasis)
        for edge in frame.edges:
            arrow = self._edges[edge.edge.id]
            changed |= arrow.frame != edge
            arrow.frame = edge
            arrow.begin(edge.visible, edge.emphasis)
            strong = edge.emphasis == "active" and edge.flow < 0
            arrow.run_to(1.0 if strong else 0.0)
        return changed

    def _ordered_flows(self, frame: Frame) -> list[EdgeItem]:
        moving = sorted((edge for edge in frame.edges if edge.flow >= 0 and edge.visible), key=lambda e: e.flow)
        return [self._edges[edge.edge.id] for edge in moving]

    def _finish(self) -> None:
        for item in self._items():
            item.blend_to(1.0)
        for arrow in self._flows:
            arrow.run_to(1.0)

    def _on_clock_ticked(self, value: object) -> None:
        now = float(value)  # type: ignore[arg-type]
        if now >= self._clock.duration():
            self._finish()
            return
        part = _eased(now / CHANGE_MS)
        for item in self._items():
            item.blend_to(part)
        for index, arrow in enumerate(self._flows):
            arrow.run_to(_eased((now - index * NEXT_FLOW_MS) / FLOW_MS))


def _eased(part: float) -> float:
    """0..1 with a soft start and end."""
    part = max(0.0, min(1.0, part))
    return part * part * (3 - 2 * part)
