"""From the map's grids to what the chart draws. Brings numpy along: import it once the chart library is there."""

from __future__ import annotations

from ui.charts.map_areas import Ahead, MapAreas
from ui.charts.map_names import AreaLabel
from ui.charts.map_patterns import Area
from ui.charts.map_picture import MapData
from ui.presenters.calculator_map import MapMaker
from ui.presenters.calculator_map_grid import MapGrid


def data_of(grid: MapGrid) -> MapData:
    """Winners and frontiers."""
    return MapData(grid.winner, grid.areas, grid.lines)


def labels_of(maker: MapMaker, grid: MapGrid) -> dict[Area, AreaLabel]:
    """The name of every area, and of the one where nothing fits."""
    areas = (*grid.areas, ())
    return {area: AreaLabel(area, maker.name(area), tuple(map(maker.glyph, area))) for area in areas}


def painted_ahead(areas: MapAreas, grid: MapGrid) -> Ahead | None:
    """A fine grid as a picture, painted beside the window: its many lines would hold the window up."""
    return areas.painted_ahead(data_of(grid))
