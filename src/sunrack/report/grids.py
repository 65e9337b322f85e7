"""A sweep on the screen: its points where they are few, else where each result is least and most; or as CSV or JSON."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from sunrack import markup
from sunrack.drawing import Block, Heading, Table, Text, as_text
from sunrack.drawing.words import INFINITE, UNDEFINED, number
from sunrack.report.calendar import clock
from sunrack.scenario import key_rules
from sunrack.units import to_si

if TYPE_CHECKING:
    import xarray

FEW = 40  # points that are shown one by one


def as_words(grid: xarray.Dataset, width: int | None = 80, colour: bool = False) -> str:
    """The points, or a summary of many."""
    return as_text(blocks(grid, width), width, colour)


def blocks(grid: xarray.Dataset, width: int | None = None) -> list[Block]:
    """The points, or a summary of many; results beside each other as far as `width` has room."""
    return points(grid, width) if size(grid) <= FEW else summary(grid)


def size(grid: xarray.Dataset) -> int:
    """Points of a grid."""
    return math.prod(grid.sizes.values())


def points(grid: xarray.Dataset, width: int | None = 80) -> list[Block]:
    """A row a point; results that do not fit beside each other stand in tables of their own."""
    places = _Places(grid)
    along = [places.at(point) for point in range(size(grid))]
    keys = [_column(str(key), _unit(one), [place[str(key)] for place in along]) for key, one in grid.coords.items()]
    results = [
        _column(str(name), _unit(one), [_said(x) for x in one.values.ravel()]) for name, one in grid.data_vars.items()
    ]
    tables: list[Block] = []
    for part in _fitting(keys, results, width):
        head, *rows = zip(*keys, *part, strict=True)
        align = "".join("r" if one[1] or _numeric(one[2]) else "l" for one in [*keys, *part])
        tables.append(Table(head, rows, align))
    return tables


def summary(grid: xarray.Dataset) -> list[Block]:
    """Each result's least, median and most, and where."""
    places, rows, where, words = _Places(grid), [], [], []
    for name, one in grid.data_vars.items():
        values = one.values.ravel()
        if values.dtype.kind in "USO":
            said, counts = np.unique(values.astype(str), return_counts=True)
            words.append(
                Text(
                    f"{name}: "
                    + ", ".join(f"{said[k]} {100 * counts[k] / values.size:.3g} %" for k in np.argsort(-counts))
                )
            )
            continue
        built = np.flatnonzero(np.isfinite(values))
        few = values[built] if built.size else np.array([np.nan])
        rows.append(
            [
                str(name),
                _unit(one),
                *(number(float(x), 4) for x in (few.min(), np.median(few), few.max())),
                f"{100 * built.size / values.size:.3g} %",
            ]
        )
        if built.size:
            where.append([str(name), places.said(int(built[np.argmin(few)])), places.said(int(built[np.argmax(few)]))])
    over = ", ".join(f"{key} ({length:,})" for key, length in grid.sizes.items())
    blocks: list[Block] = [Heading(f"{size(grid):,} points over {over}")]
    if rows:
        blocks.append(Table(["Result", "Unit", "Minimum", "Median", "Maximum", "Finite"], rows, "llrrrr"))
    if where:
        blocks.append(Table(["Result", "Minimum at", "Maximum at"], where, wrap=[1, 2]))
    return blocks + words


def as_csv(grid: xarray.Dataset) -> str:
    """A row a point: coordinates, then results, with their units in the head."""
    columns = [*grid.coords, *grid.data_vars]
    frame = (
        grid.reset_coords().to_dataframe().reset_index()[columns]
        if "point" in grid.dims
        else grid.to_dataframe().reset_index()[columns]
    )
    frame.columns = [f"{name} [{_unit(grid[name])}]" if _unit(grid[name]) else str(name) for name in columns]
    return str(frame.to_csv(index=False, na_rep="nan", lineterminator="\n"))


def as_json(grid: xarray.Dataset) -> str:
    """Coordinates and results with their units, nested along the dimensions; strict JSON, null where there is no
    number."""
    content = {
        **{str(key): said for key, said in grid.attrs.items()},
        "dimensions": {str(key): length for key, length in grid.sizes.items()},
        "coordinates": {
            str(key): {"unit": _unit(one), "values": _plain(one.values)} for key, one in grid.coords.items()
        },
        "results": {
            str(name): {"unit": _unit(one), "values": _plain(one.values)} for name, one in grid.data_vars.items()
        },
    }
    return markup.as_json(content)


def coordinate(key: str, value: Any, unit: str) -> str:
    """A coordinate as people write it, without its unit: 06:00 for a time of day."""
    if isinstance(value, str):
        return value
    if key_rules(key).get("clock"):
        scale, offset, _ = to_si(unit)
        return clock(float(value) * scale + offset)
    return f"{value:.6g}"


class _Places:
    """Where a point lies, in words."""

    def __init__(self, grid: xarray.Dataset):
        self.grid, self.shape = grid, tuple(grid.sizes.values())

    def at(self, point: int) -> dict[str, str]:
        """Its coordinates."""
        spot = dict(zip(self.grid.sizes, np.unravel_index(point, self.shape), strict=True))
        return {
            str(key): coordinate(str(key), one.values[spot[one.dims[0]]], _unit(one))
            for key, one in self.grid.coords.items()
        }

    def said(self, point: int) -> str:
        """Its coordinates in a row, with units."""
        return ", ".join(f"{key} {value} {self._unit(key, value)}".strip() for key, value in self.at(point).items())

    def _unit(self, key: str, value: str) -> str:
        return "" if ":" in value else _unit(self.grid[key])


def _unit(one: Any) -> str:
    return str(one.attrs.get("units", ""))


def _said(value: Any) -> str:
    return value if isinstance(value, str) else number(float(value), 4)


def _column(name: str, unit: str, cells: Sequence[str]) -> list[str]:
    return [name, "" if cells and ":" in cells[0] else unit, *cells]


def _fitting(keys: list[list[str]], results: list[list[str]], width: int | None) -> list[list[list[str]]]:
    """The results in groups, each of which fits beside the keys."""
    if width is None:
        return [results]
    room = width - sum(_width(one) + 2 for one in keys)
    groups: list[list[list[str]]] = []
    for one in results:
        if groups and sum(_width(other) + 2 for other in [*groups[-1], one]) - 2 <= room:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _width(column: list[str]) -> int:
    return max(map(len, column))


def _plain(values: Any) -> Any:
    """Nested lists, null where there is no number."""
    plain = values.astype(object)
    if values.dtype.kind not in "USO":
        plain[~np.isfinite(values)] = None
    return plain.tolist()


def _numeric(cell: str) -> bool:
    return cell[:1].isdigit() or cell in (UNDEFINED, INFINITE)
