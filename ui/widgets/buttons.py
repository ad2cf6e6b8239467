"""Buttons that paint themselves from tokens: push buttons, chips, tab buttons, lists. All take the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFocusEvent, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QComboBox, QSizePolicy, QWidget

from ui.theme.icons import icon_pixmap
from ui.theme.manager import FontRole, Theme
from ui.widgets.fields import paint_outline


class PaintedButton(QAbstractButton):
    """Common ground: theme, font role, hover and a visible focus ring."""

    role: FontRole = "body"
    pad_x, pad_y = 12, 6

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._ring = False
        self.setText(text)
        theme.set_role(self, self.role)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font(self.widest_role()))
        width = metrics.horizontalAdvance(self.text()) + 2 * self._theme.px(self.pad_x)
        return QSize(width + 2, metrics.height() + 2 * self._theme.px(self.pad_y))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def widest_role(self) -> FontRole:
        """The role whose width is reserved (a chip that turns bold must not jump)."""
        return self.role

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._ring = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as the space bar does: by itself Qt leaves that to the desktop it runs on."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if not event.isAutoRepeat():
                self.click()
            return
        super().keyPressEvent(event)

    def paint_focus(self, painter: QPainter, radius: float) -> None:
        """The focus ring, inside the widget so that nothing clips it; a click with the mouse needs none."""
        if self.hasFocus() and self._ring:
            painter.setPen(QPen(self._theme.color("focus"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), radius, radius)


class Button(PaintedButton):
    """A push button: outlined, `primary` filled, or `quiet` without outline; may carry an icon of ours."""

    def __init__(
        self, theme: Theme, text: str = "", icon: str = "", kind: str = "outline", parent: QWidget | None = None
    ) -> None:
        self._icon, self._kind = icon, kind
        super().__init__(theme, text, parent)

    def set_icon_name(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.update()

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        if not self._icon:
            return size
        side = self._theme.px(16)
        if not self.text():
            return QSize(max(size.height(), side + 2 * self._theme.px(8)), size.height())
        return QSize(size.width() + side + self._theme.px(6), size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        hot = self.underMouse() and self.isEnabled()
        ink = "text" if self.isEnabled() else "muted"
        checked = self.isCheckable() and self.isChecked()
        if self._kind == "primary":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.color("accent" if self.isEnabled() else "line_strong"))
            ink = "on_accent" if self.isEnabled() else "text"
        elif checked:
            painter.setPen(QPen(theme.color("accent"), 1))
            painter.setBrush(theme.color("accent_tint"))
        else:
            quiet = self._kind == "quiet"
            painter.setPen(Qt.PenStyle.NoPen if quiet else QPen(theme.color("control_line"), 1))
            painter.setBrush(
                theme.color("accent_tint" if hot else "surface") if hot or not quiet else Qt.BrushStyle.NoBrush
            )
        painter.drawRoundedRect(area, 6, 6)
        self._paint_label(painter, ink)
        self.paint_focus(painter, 6)

    def _paint_label(self, painter: QPainter, ink: str) -> None:
        theme, area = self._theme, QRectF(self.rect())
        painter.setFont(self.font())
        painter.setPen(theme.color(ink))
        if not self._icon:
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter, self.text())
            return
        side, gap = theme.px(16), theme.px(6) if self.text() else 0
        width = side + gap + painter.fontMetrics().horizontalAdvance(self.text())
        left = (area.width() - width) / 2
        pixmap = icon_pixmap(self._icon, theme.color(ink), side, self.devicePixelRatioF())
        painter.drawPixmap(round(left), round((area.height() - side) / 2), pixmap)
        painter.drawText(area.adjusted(left + side + gap, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text())


class Chip(PaintedButton):
    """A rounded on/off choice; a chosen one is tinted, bold and ticked by its outline, never by colour alone."""

    role: FontRole = "label"
    pad_x, pad_y = 12, 4

    def __init__(
        self, theme: Theme, text: str = "", checkable: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(theme, text, parent)
        self.setCheckable(checkable)

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        font = self._theme.font("label")
        font.setWeight(font.Weight.DemiBold)
        width = QFontMetrics(font).horizontalAdvance(self.text()) + 2 * self._theme.px(self.pad_x)
        return QSize(width + self._theme.px(16) if self.isCheckable() else width + 2, size.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        area = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        on, radius = self.isChecked(), self.height() / 2 - 1
        painter.setPen(QPen(theme.color("accent" if on else "control_line"), 1))
        painter.setBrush(theme.color("accent_tint" if on or self.underMouse() else "surface"))
        painter.drawRoundedRect(area, radius, radius)
        font = self.font()
        font.setWeight(font.Weight.DemiBold if on else font.Weight.Normal)
        painter.setFont(font)
        painter.setPen(theme.color("accent" if on else "text" if self.isEnabled() else "muted"))
        text_area = QRectF(self.rect())
        if on:
            side = theme.px(12)
            width = side + 4 + painter.fontMetrics().horizontalAdvance(self.text())
            left = (text_area.width() - width) / 2
            pixmap = icon_pixmap("check", theme.color("accent"), side, self.devicePixelRatioF())
            painter.drawPixmap(round(left), round((self.height() - side) / 2), pixmap)
            painter.drawText(
                text_area.adjusted(left + side + 4, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, self.text()
            )
        else:
            painter.drawText(text_area, Qt.AlignmentFlag.AlignCenter, self.text())
        self.paint_focus(painter, radius)


class TabButton(PaintedButton):
    """A heading of the window: quiet text, underlined when chosen."""

    pad_x, pad_y = 14, 14

    def __init__(self, theme: Theme, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(theme, text, parent)
        self.setCheckable(True)
        self.setAutoExclusive(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, theme = QPainter(self), self._theme
        on = self.isChecked()
        font = self.font()
        painter.setFont(font)
        painter.setPen(theme.color("text" if on or self.underMouse() else "muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
        if on:
            painter.fillRect(0, self.height() - 2, self.width(), 2, theme.color("accent"))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint_focus(painter, 4)


class Select(QComboBox):
    """A drop-down list dressed as a field, with an arrow in the ink of the theme."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        theme.set_role(self, "body")

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._theme.font("body"))
        words = (self.itemText(index) for index in range(self.count()))
        width = max((metrics.horizontalAdvance(text) for text in words), default=0)
        return QSize(width + self._theme.px(38), self._theme.px(32))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme, painter = self._theme, QPainter(self)
        paint_outline(painter, QRectF(self.rect()), theme, enabled=self.isEnabled(), focused=self.hasFocus())
        painter.setFont(self.font())
        painter.setPen(theme.color("text" if self.isEnabled() else "muted"))
        side, pad = theme.px(12), theme.px(9)
        room = self.rect().adjusted(pad, 0, -side - pad - 4, 0)
        text = painter.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)
        arrow = icon_pixmap("down", theme.color("muted"), side, self.devicePixelRatioF())
        painter.drawPixmap(self.width() - side - pad, (self.height() - side) // 2, arrow)
