"""A row of the calculator's ranked list: painted, reused for every answer, repainted only where it differs."""

from __future__ import annotations

from PySide6.QtCore import QLineF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.presenters.calculator_words import RowView
from ui.theme.manager import Theme
from ui.widgets.basics import paint_tile
from ui.widgets.buttons import PaintedButton
from ui.widgets.fold import triangle

LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
WRAP = Qt.TextFlag.TextWordWrap
EMPTY = RowView("", "", "", "", 0.0, "", "ranked", "")
TOTAL = 112  # design pixels of a total; the list asks for more when one is wider
ALSO = 104  # design pixels of a second figure
WIDE = 600  # design pixels above which a row is one line


class RankRow(PaintedButton):
    """Tile, name, bar in the service's hue, reason, total, and the triangle that opens it."""

    step_requested = Signal(int)
    on_paper = True  # unlike other buttons it means something in a picture

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.view = EMPTY
        self._drawn = 0.0
        self.figures = 0
        """Pixels the figures of the whole list need, so that the bars of all rows end together."""
        self._heights: dict[tuple[object, ...], int] = {}
        self.refont()

    def refont(self) -> None:
        """Keep the fonts and lengths of the current text size."""
        theme = self._theme
        self._small, self._name = theme.font("label", 12.5 / 13), theme.font("strong")
        self._figure = theme.font("strong", 14.5 / 14)
        self._line, self._figure_line = QFontMetrics(self._small).height(), QFontMetrics(self._figure).height()
        self._heights.clear()
        self.update()

    def show_row(self, view: RowView, spoken: str) -> bool:
        """Show a row; True when it differs from what was shown."""
        if self.accessibleName() != spoken:
            self.setAccessibleName(spoken)
        if view == self.view:
            return False
        old, self.view = self.view, view
        self._drawn = view.share
        self._redraw(old)
        return True

    def _redraw(self, old: RowView) -> None:
        """Ask to paint what differs from `old` only: a number that moves leaves the rest of the row alone."""
        new = self.view
        moved = (old.rank, old.name, old.glyph, not old.total, not old.also) != (
            new.rank,
            new.name,
            new.glyph,
            not new.total,
            not new.also,
        )
        if moved or not self._wide(self.width()):
            self.update()
            return
        parts = self._parts(self.width(), self.height())
        for part, before, now in (
            ("bar", (old.share, old.ends), (new.share, new.ends)),
            ("reason", old.reason, new.reason),
            ("total", old.total, new.total),
            ("also", old.also, new.also),
            ("under", under(old), under(new)),
        ):
            if now != before:
                self.update(parts[part].toAlignedRect())

    @property
    def drawn(self) -> float:
        """How long the bar is drawn now, 0 to 1; its true length unless it is growing."""
        return self._drawn

    def draw_share(self, share: float) -> None:
        """Draw the bar shorter or longer than it is, while it grows."""
        if share != self._drawn:
            self._drawn = share
            self.update(self._parts(self.width(), self.height())["bar"].toAlignedRect())

    def height_for(self, width: int) -> int:
        """The height the row needs at a width."""
        view = self.view
        beside = (len(under(view)), self.figures, bool(view.also))
        key = (width, self._theme.scale, view.reason, view.rank, *beside)
        if key not in self._heights:
            if len(self._heights) > 64:
                self._heights.clear()
            self._heights[key] = self._measure(width)
        return self._heights[key]

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(320), self._theme.px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, steps = event.key(), {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_Home: -99, Qt.Key.Key_End: 99}
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif key in steps:
            self.step_requested.emit(steps[Qt.Key(key)])
        elif (key == Qt.Key.Key_Right and not self.isChecked()) or (key == Qt.Key.Key_Left and self.isChecked()):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter, view = self._theme, QPainter(self), self.view
        due, parts = event.region(), self._parts(self.width(), self.height())
        if self.underMouse() or self.isChecked():
            painter.fillRect(event.rect(), theme.color("band"))
        fits = view.rank == "ranked"
        ink = "text" if fits else "muted"
        tile, triangle_ = self._ends(parts["name"])
        if due.intersects(tile):
            painter.setOpacity(1.0 if fits else 0.7)
            paint_tile(painter, QRectF(tile), theme, view.service, view.glyph)
            painter.setOpacity(1.0)
        for part, style, text in (
            ("name", (self._name, ink, LEFT), view.name),
            ("reason", (self._small, "muted", LEFT | WRAP), view.reason),
            ("total", (self._figure, ink, RIGHT), view.total),
            ("also", (self._figure, ink, RIGHT), view.also),
            ("under", (self._small, "muted", RIGHT), "\n".join(under(view))),
        ):
            if text and due.intersects(parts[part].toAlignedRect()):
                self._text(painter, parts[part], style, text)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if fits and due.intersects(parts["bar"].toAlignedRect()):
            self._bar(painter, parts["bar"])
        if due.intersects(triangle_):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("muted"))
            middle = parts["name"].center().y()
            painter.drawPolygon(triangle(self.width() - theme.px(16), middle, theme.px(4), self.isChecked()))
        self.paint_focus(painter, 6)

    def _ends(self, name: QRectF) -> tuple[QRect, QRect]:
        """Where the tile and the triangle stand, beside the name."""
        px, side = self._theme.px, self._theme.px(24)
        tile = QRect(px(14), round(name.center().y() - side / 2), side, side)
        return tile, QRect(self.width() - px(24), tile.top(), px(16), side)

    def _text(self, painter: QPainter, area: QRectF, style: tuple[QFont, str, int], text: str) -> None:
        font, ink, how = style
        painter.setFont(font)
        painter.setPen(self._theme.color(ink))
        painter.drawText(area, how, text)

    def _bar(self, painter: QPainter, area: QRectF) -> None:
        """The bar; a cost too small for the scale still shows a sliver."""
        thick = self._theme.px(11)
        width = max(3.0, area.width() * self._drawn)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.hue(self.view.service))
        painter.drawRoundedRect(QRectF(area.left(), area.center().y() - thick / 2, width, thick), 2, 2)
        if self.view.ends is not None:
            self._whisker(painter, area, self.view.ends)

    def _whisker(self, painter: QPainter, area: QRectF, ends: tuple[float, float]) -> None:
        """From the lowest to the highest total, a line with feet over the bar, set off by the ground's colour."""
        middle, foot = area.center().y(), self._theme.px(4)
        left, right = (area.left() + 1 + (area.width() - 2) * end for end in ends)
        lines = [
            QLineF(left, middle, right, middle),
            QLineF(left, middle - foot, left, middle + foot),
            QLineF(right, middle - foot, right, middle + foot),
        ]
        for ink, thick in (("surface", 4.0), ("text", 1.6)):
            painter.setPen(QPen(self._theme.color(ink), thick))
            painter.drawLines(lines)

    def _wide(self, width: int) -> bool:
        return width >= self._theme.px(WIDE)

    def _columns(self, width: int) -> tuple[float, float, float, float]:
        """Left of the name, left of the bar, left of the reason, left of the total (one-line rows)."""
        px = self._theme.px
        name = px(48)
        bar = name + px(160)
        total = width - px(28) - max(px(TOTAL), self.figures)
        share = 0.16 if self.view.also else 0.40 if width > px(860) else 0.30
        bar_width = (total - bar) * share
        return name, bar, bar + bar_width + px(14), total

    def _parts(self, width: int, height: int) -> dict[str, QRectF]:
        px = self._theme.px
        name, bar, reason, total = self._columns(width)
        more = len(under(self.view)) * self._line
        if self._wide(width):
            top = (height - self._figure_line - more) / 2 if more else 0.0
            tall = self._figure_line if more else height
            left = reason if self.view.rank == "ranked" else bar
            right = width - px(32) if not self.view.total else total - px(8)
            also = px(ALSO) if self.view.also else 0
            return {
                "name": QRectF(name, 0, bar - name - 4, height),
                "bar": QRectF(bar, 0, reason - bar - px(14), height),
                "reason": QRectF(left, 0, right - left - also, height),
                "also": QRectF(right - also, 0, also, height),
                "total": QRectF(total, top, width - px(28) - total, tall),
                "under": QRectF(total, top + tall, width - px(28) - total, more),
            }
        line = px(34)
        figure = QFontMetrics(self._figure).horizontalAdvance(self.view.total) + px(8) if self.view.total else 0
        also = QFontMetrics(self._figure).horizontalAdvance(self.view.also) + px(14) if self.view.also else 0
        right = width - px(28)
        bar_width = (right - name) * 0.32 if self.view.rank == "ranked" else 0.0
        gap = px(12) if bar_width else 0
        low = height - line - px(2) - more
        below = QRectF(name + bar_width + gap, line - px(4), right - name - bar_width - gap, low)
        return {
            "name": QRectF(name, 0, right - figure - also - name, line),
            "bar": QRectF(name, below.top(), bar_width, below.height()),
            "reason": below,
            "also": QRectF(right - figure - also, 0, also, line),
            "total": QRectF(right - figure, 0, figure, line),
            "under": QRectF(name, below.bottom(), right - name, more),
        }

    def _measure(self, width: int) -> int:
        px, wide = self._theme.px, self._wide(width)
        area = self._parts(width, 1000)["reason"]
        bounds = QFontMetrics(self._small).boundingRect(
            0, 0, max(20, int(area.width())), 4000, WRAP, self.view.reason
        )
        more = len(under(self.view)) * self._line
        if wide:
            return max(px(32), bounds.height() + px(9), self._figure_line + more + px(9) if more else 0)
        return px(34) + max(px(12), bounds.height()) + px(6) + more

    def figures_width(self) -> int:
        """Pixels the total and what stands under it need; 0 when that is what every row has anyway."""
        small, view = QFontMetrics(self._small), self.view
        needed = QFontMetrics(self._figure).horizontalAdvance(view.total) if view.total else 0
        needed = max(needed, *(small.horizontalAdvance(text) for text in under(view)), 0)
        return needed if under(view) or needed > self._theme.px(TOTAL) else 0


def under(view: RowView) -> tuple[str, ...]:
    """What stands under a row's total: the range, the second currency, then the pinned scenario's total."""
    return tuple(text for text in (view.between, view.second, view.beside) if text)
