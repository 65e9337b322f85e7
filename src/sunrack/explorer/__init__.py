"""One page with sliders: the model itself, recorded and played in the reader's browser without any network."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sunrack import files
from sunrack.arguments import listed
from sunrack.comparison import Comparison
from sunrack.explorer.content import content
from sunrack.explorer.page import drawn
from sunrack.explorer.sliders import Slider, chosen
from sunrack.markup import paragraph, table
from sunrack.scenario import load
from sunrack.verdict import compare

__all__ = ["Explorer", "explore"]


@dataclass(frozen=True, eq=False, repr=False)
class Explorer:
    """A page with sliders.

    Args:
        html: All of it, in one text.
        sliders: What it can change.
    """

    html: str
    sliders: tuple[Slider, ...]

    def __repr__(self) -> str:
        keys = ", ".join(one.key for one in self.sliders)
        return f"<Explorer: a page of {len(self.html) / 1000:.0f} kB with sliders for {keys}>"

    def _repr_html_(self) -> str:
        head = f"A page of {len(self.html) / 1000:.0f} kB with sliders. To open it, give explore an output file."
        rows = [(one.title, f"{one.low:,.6g}", f"{one.high:,.6g}", one.unit) for one in self.sliders]
        return paragraph(head) + table(["slider", "from", "to", "unit"], rows, "lrrl")


def explore(
    case: Any = None,
    *,
    output: str | Path | None = None,
    sliders: str | Iterable[str] | None = None,
    against: str | None = None,
) -> Explorer:
    """A self-contained page on which sliders change the scenario, and every number follows at once.

    >>> import sunrack as sr
    >>> page = sr.explore("rack-100kw", sliders=["launch.price", "cost.price_level"])
    >>> [one.key for one in page.sliders]
    ['launch.price', 'cost.price_level']

    Args:
        case: A scenario as `load` takes it, or a `Comparison`.
        output: The file to write, if any.
        sliders: Keys of numeric inputs; the ten that move the cost ratio most and the main choices if left out.
        against: The region that the page shows first; the cheapest if left out.
    Raises:
        Unknown: There is no such key or region, with the nearest name; a KeyError and a ValueError.
        ValueError: A key that cannot have a slider, or a scenario without a region.
        OSError: The file cannot be written; that is looked at first.
    """
    if output is not None and (refused := files.refusal(Path(output))):
        raise OSError(refused)
    c = case if isinstance(case, Comparison) else compare(load(case), against=against)
    if c.shape:
        raise ValueError(f"a page is about one design, and these are arrays of the shape {c.shape}")
    if not c.ground:
        raise ValueError("a page needs a region to compare with, and ground.regions is empty")
    failing = [one.slug for one in c.checks if not one.passed]
    rows = chosen(
        c.scenario, c.answer_region, None if sliders is None else listed(sliders, "sliders", "launch.price"), failing
    )
    page = Explorer(drawn(content(c, rows)), rows)
    if output is not None:
        files.write(Path(output), page.html)
    return page
