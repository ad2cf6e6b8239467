"""The window onto the canvas: zoom, fit, pan, steps by key, and the walk over the parts."""

from __future__ import annotations

from math import floor

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from ui.diagram.items import NodeItem
from ui.diagram.scene import DiagramScene

LEAST, MOST = 0.25, 4.0
FIT_MOST = 1.6
FIT_GRAIN = 0.05
STEP = 1.25
SLOP = 6
BY_KEY = (
    Qt.FocusReason.TabFocusReason,
    Qt.FocusReason.BacktabFocusReason,
    Qt.FocusReason.ShortcutFocusReason,
)
STEP_KEYS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_PageUp: -1,
    Qt.Key.Key_Backspace: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_PageDown: 1,
    Qt.Key.Key_Space: 1,
}


class DiagramView(QGraphicsView):
    """Shows a DiagramScene. Zoom is a factor of the drawing's own size; `fitting` follows the window.

    `step_requested` carries -1 or 1, `end_requested` 0 or -1; `node_chosen` a node id ("" for none), `node_opened`
    a node to open; `zoom_changed` the new factor.
    """

    step_requested = Signal(int)
    end_requested = Signal(int)
    node_chosen = Signal(str)
    node_opened = Signal(str)
    zoom_changed = Signal(float)

    def __init__(self, scene: DiagramScene, parent: QWidget | None = None) -> None:
        super().__init__(scene, parent)
        self._canvas = scene
        self._port = QWidget()  # our own: asking Qt for it makes PySide load every widget class there is
        self.setViewport(self._port)
        self.fitting = True
        self._least_fit = LEAST
        self._ringed = False
        self._order: tuple[str, ...] = ()
        self._chosen = ""
        self._grip: QPoint | None = None
        self._pressed: NodeItem | None = None
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setCacheMode(QGraphicsView.CacheModeFlag.CacheBackground)  # a thousand dots, drawn once per zoom
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setResizeAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def zoom(self) -> float:
        """The factor the drawing is shown at."""
        return self.transform().m11()

    @property
    def chosen(self) -> str:
        """The node the keyboard is on; empty for none."""
        return self._chosen

    def fit(self) -> None:
        """Show the whole drawing, and keep doing so when the window changes."""
        self._least_fit = LEAST
        self._fit_now()

    def fit_readable(self, least: float) -> None:
        """As `fit`, but not smaller than `least`: what then lies outside is followed from step to step."""
        self._least_fit = max(LEAST, least)
        self._fit_now()

    def follow(self) -> None:
        """Bring what the step highlights into view when the drawing is larger than the window."""
        seen = self.mapToScene(self._port.rect()).boundingRect()
        active = [item for item in self._canvas.nodes.values() if item.in_front]
        area = QRectF()
        for item in active:
            area = area.united(item.mapRectToScene(item.boundingRect()))
        if not area.isEmpty() and not seen.contains(area):
            self._apply(self.zoom, area.center())

    def _fit_now(self) -> None:
        self.fitting = True
        area, room = self._content(), self._port.size()
        if area.isEmpty() or room.isEmpty():
            return
        scale = min(room.width() / area.width(), room.height() / area.height(), FIT_MOST)
        scale = floor(scale / FIT_GRAIN) * FIT_GRAIN
        self._apply(max(self._least_fit, scale), area.center())
        self.follow()

    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, 120)

    def zoom_by(self, factor: float, at: QPoint | None = None) -> None:
        """Zoom in or out, keeping the point under `at` (the middle by default) in place."""
        self.zoom_to(self.zoom * factor, at)

    def zoom_to(self, scale: float, at: QPoint | None = None) -> None:
        """Show the drawing at a factor between 0.25 and 4."""
        self.fitting = False
        at = at if at is not None else self._port.rect().center()
        anchor = self.mapToScene(at)
        scale = max(LEAST, min(MOST, scale))
        middle = QPointF(self._port.rect().center() - at)
        self._apply(scale, anchor + middle / scale)

    def set_order(self, order: tuple[str, ...]) -> None:
        """The nodes that can be walked now; the chosen one stays if it is still there."""
        self._order = order
        if self._chosen and self._chosen not in order:
            self.choose("")

    def choose(self, node_id: str) -> None:
        """Put the keyboard on a node, or on none."""
        changed, self._chosen = node_id != self._chosen, node_id
        for name, item in self._canvas.nodes.items():
            if item.focused != (name == node_id):
                item.focused = name == node_id
                item.update()
        if node_id:
            self._reveal(self._canvas.nodes[node_id])
        if changed:
            self.node_chosen.emit(node_id)

    def announce(self, text: str) -> None:
        """Tell assistive technology what the keyboard is on; Qt sends the event with the description."""
        self.setAccessibleDescription(text)

    def resizeEvent(self, event: QResizeEvent) -> None:
        middle = self.mapToScene(QRectF(QPointF(0, 0), event.oldSize()).center().toPoint())
        super().resizeEvent(event)
        if self.fitting:
            self._fit_now()
        elif event.oldSize().isValid():
            self._apply(self.zoom, middle)

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(STEP ** (event.angleDelta().y() / 120), event.position().toPoint())
        else:
            self._pan(event.angleDelta())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._ringed = False
            self._grip = event.position().toPoint()
            item = self.itemAt(self._grip)
            self._pressed = item if isinstance(item, NodeItem) else None
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grip is None:
            super().mouseMoveEvent(event)
            return
        point = event.position().toPoint()
        if self._pressed is not None and (point - self._grip).manhattanLength() < SLOP:
            return
        self._pressed = None
        self._port.setCursor(Qt.CursorShape.ClosedHandCursor)
        self._pan(point - self._grip)
        self._grip = point

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None
        self._port.unsetCursor()
        pressed, self._pressed = self._pressed, None
        if pressed is not None and event.button() == Qt.MouseButton.LeftButton:
            self.choose(pressed.frame.node.id)
            self.node_opened.emit(pressed.frame.node.id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._ringed = True
        if not (event.modifiers() & ~self._plain()) and self._on_key(Qt.Key(event.key()), event):
            event.accept()
            return
        event.ignore()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks the nodes and then leaves."""
        return self._walk(1 if forward else -1) or super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._ringed = event.reason() in BY_KEY
        self._port.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._port.update()

    def drawForeground(self, painter: QPainter, rect: QRectF) -> None:
        """The focus ring of the canvas itself, when the keyboard came by key and no node has it."""
        if self.hasFocus() and self._ringed and not self._chosen:
            painter.save()
            painter.resetTransform()
            painter.setPen(self._canvas.focus_pen())
            painter.drawRoundedRect(QRectF(self._port.rect()).adjusted(2, 2, -2, -2), 6, 6)
            painter.restore()

    @staticmethod
    def _plain() -> Qt.KeyboardModifier:
        return Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier

    def _on_key(self, key: Qt.Key, event: QKeyEvent) -> bool:
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if key in STEP_KEYS:
            self.step_requested.emit(-1 if key == Qt.Key.Key_Space and shifted else STEP_KEYS[key])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.end_requested.emit(0 if key == Qt.Key.Key_Home else -1)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            return self._walk(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._chosen:
            self.node_opened.emit(self._chosen)
        elif key == Qt.Key.Key_Escape and self._chosen:
            self.choose("")
        elif event.text() in ("+", "-", "=", "0"):
            self._zoom_key(event.text())
        else:
            return False
        return True

    def _zoom_key(self, text: str) -> None:
        if text == "0":
            self.fit()
        else:
            self.zoom_by(1 / STEP if text == "-" else STEP)

    def _walk(self, way: int) -> bool:
        """Go to the next or previous node; False at either end."""
        here = (
            self._order.index(self._chosen)
            if self._chosen in self._order
            else (-1 if way > 0 else len(self._order))
        )
        there = here + way
        if not 0 <= there < len(self._order):
            self.choose("")
            return False
        self.choose(self._order[there])
        return True

    def _content(self) -> QRectF:
        return self._canvas.sceneRect()

    def _apply(self, scale: float, center: QPointF) -> None:
        """One way to set zoom and position: the scene rectangle is what fills the window around `center`."""
        self.resetTransform()
        self.scale(scale, scale)
        width, height = self._port.width() / scale, self._port.height() / scale
        content = self._content()
        x = _kept(center.x(), content.left(), content.right(), width)
        y = _kept(center.y(), content.top(), content.bottom(), height)
        self.setSceneRect(QRectF(x - width / 2, y - height / 2, width, height))
        self.zoom_changed.emit(scale)
        self._port.update()

    def _pan(self, by: QPoint) -> None:
        center = self.mapToScene(self._port.rect()).boundingRect().center()
        self._apply(self.zoom, center - QPointF(by) / self.zoom)

    def _reveal(self, item: NodeItem) -> None:
        """Bring a node into view when zoom has put it outside."""
        area = item.mapRectToScene(item.boundingRect())
        seen = self.mapToScene(self._port.rect()).boundingRect()
        if not seen.contains(area):
            self._apply(self.zoom, area.center())


def _kept(center: float, low: float, high: float, room: float) -> float:
    """A centre from which the drawing cannot be lost: in the middle if it fits, else not past its edges."""
    if high - low <= room:
        return (low + high) / 2
    return max(low + room / 2, min(high - room / 2, center))
