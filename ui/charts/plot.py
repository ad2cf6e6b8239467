"""The bare plot: one view with its axes around it, without the menus and buttons of a tool for exploring data."""

from __future__ import annotations

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGraphicsGridLayout, QGraphicsView, QSizePolicy

pg.setConfigOption("exitCleanup", False)  # our charts end with their window; nothing is left to clean up
TOP = 10  # pixels above the view, for the upper half of the topmost figure


class Plot(pg.GraphicsView):
    """A view box with an axis at the left, at the bottom and at the right. Shows one fixed range; never zooms."""

    def __init__(self, left: pg.AxisItem, bottom: pg.AxisItem, right: pg.AxisItem) -> None:
        super().__init__(background=None)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        # Nearly everything moves at once: one plain repaint is cheaper than clipping to many small regions.
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.box = pg.ViewBox(enableMenu=False, enableMouse=False, defaultPadding=0.0)
        self.box.disableAutoRange()
        frame = pg.GraphicsWidget()
        grid = QGraphicsGridLayout(frame)
        grid.setContentsMargins(0, TOP, 0, 0)
        grid.setSpacing(0)
        grid.addItem(left, 0, 0)
        grid.addItem(self.box, 0, 1)
        grid.addItem(right, 0, 2)
        grid.addItem(bottom, 1, 1)
        grid.setColumnStretchFactor(1, 100)
        grid.setRowStretchFactor(0, 100)
        for axis in (left, bottom, right):
            axis.linkToView(self.box)
        self.setCentralItem(frame)
        self.viewport().setMouseTracking(True)

    def add(self, item: pg.GraphicsObject, z: float) -> None:
        """Put an item into the view at a height."""
        item.setZValue(z)
        self.box.addItem(item, ignoreBounds=True)

    def remove(self, item: pg.GraphicsObject) -> None:
        """Take an item out of the view."""
        self.box.removeItem(item)

    def fit(self, xs: tuple[float, float], ys: tuple[float, float]) -> bool:
        """Show a range; False when it is shown already, so that nothing is laid out again."""
        wanted = [list(xs), list(ys)]
        if self.box.state["targetRange"] == wanted:
            return False
        self.box.setRange(xRange=xs, yRange=ys, padding=0)
        return True
