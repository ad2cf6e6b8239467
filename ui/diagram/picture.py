"""A still picture of one step, for tests, screen shots and exports."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from models.diagrams.loader import load
from models.diagrams.plan import make_plan
from models.diagrams.words import catalog_words
from ui.context import AppContext
from ui.diagram.look import Look, font_measure
from ui.diagram.scene import DiagramScene

LARGEST = 1.6


def render(diagram_id: str, step: int, size: QSize, context: AppContext) -> QImage:
    """Step `step` (0-based) of a diagram in the context's language and theme, fitted into `size` px."""
    context.figures.load()
    words = catalog_words(context.catalog, context.prices, context.state.region, context.figures)
    plan = make_plan(load(diagram_id), font_measure(), words)
    scene = DiagramScene(make_look(context))
    scene.show_frame(plan, plan.frame(context.texts.language, step))
    image = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(context.theme.color("background"))
    painter = QPainter(image)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    scene.render(
        painter, QRectF(image.rect()), fitted(scene.sceneRect(), size), Qt.AspectRatioMode.KeepAspectRatio
    )
    painter.end()
    return image


def make_look(context: AppContext) -> Look:
    """The look of the context's theme, with the glyphs of its services."""

    def glyph(service: str) -> str:
        return context.catalog.service(service).glyph if context.catalog.has(service) else "?"

    return Look(context.theme, glyph)


def fitted(area: QRectF, size: QSize) -> QRectF:
    """The part of the canvas that fills a picture of `size` with all of `area` in its middle."""
    scale = min(size.width() / area.width(), size.height() / area.height(), LARGEST)
    width, height = size.width() / scale, size.height() / scale
    return QRectF(area.center().x() - width / 2, area.center().y() - height / 2, width, height)
