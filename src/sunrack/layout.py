"""Where wings and radiator are on the satellite: one drawing, from which torques and views are taken.

Two equal wings face the Sun. Each begins `root` from the middle of the satellite and is `span` long and `breadth` wide.
A radiator that is edge-on to the Sun goes through the middle with its length along the Sun line: half of it on each
side of the array, or all of it behind. A radiator behind the array and parallel to it is as broad as a wing, so that it
stays in the wings' shadow.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sunrack.catalogue import by_word
from sunrack.geometry import perpendicular_view_factor

SUN, UP, AHEAD = 0, 1, 2  # axes: along the Sun line, near the vertical, near the track
_NORMAL = {"anti-sun": SUN, "zenith-nadir": UP, "ram-wake": AHEAD}
_WINGS = {"vertical": UP, "along-track": AHEAD}
_SIDES = {"both-sides": 2, "behind": 1}


@dataclass(frozen=True, kw_only=True)
class Layout:
    """The drawing: axes as SUN, UP or AHEAD; lengths [m], as quantities or bare numbers."""

    wing: int  # the axis along which the wings point
    normal: int  # the axis along which the radiator's faces look
    sides: int  # of the array on which an edge-on radiator is: 2, or 1 where all of it is behind
    root: Any
    span: Any
    breadth: Any
    aspect: Any

    @property
    def covers_back(self) -> bool:
        """Whether the radiator touches the array's back."""
        return self.normal == SUN

    @property
    def across(self) -> int:
        """The axis along the breadth of the wings."""
        return UP + AHEAD - self.wing

    def radiator(self, area: Any) -> tuple[Any, Any]:
        """Length and breadth of the radiator [m]: along the Sun line and across it, or, behind the array, along the
        wings and across them.

        Args:
            area: Planform [m²].
        """
        if self.normal == SUN:
            return area / self.breadth, self.breadth + 0 * (area / self.breadth)
        return (area * self.aspect) ** 0.5, (area / self.aspect) ** 0.5

    def array_view(self, area: Any) -> Any:
        """Share of a radiator face's view that the array fills, mean of the faces that radiate.

        Args:
            area: Planform of the radiator [m²].
        """
        length, width = self.radiator(area)
        if self.normal == SUN:
            return 0 * (width / self.breadth)  # its one face looks away from the array
        panel = {"depth": length / self.sides, "width": width}
        if self.normal == self.wing:  # a wing stands out from each face
            return perpendicular_view_factor(**panel, root=self.root, height=self.span, breadth=self.breadth)
        # the wings run along both faces, and each face sees half of their breadth
        half = {"root": 0 * self.breadth, "height": self.breadth / 2}
        to_tips = perpendicular_view_factor(**panel, **half, breadth=2 * (self.root + self.span))
        return to_tips - perpendicular_view_factor(**panel, **half, breadth=2 * self.root)

    @property
    def hangs_behind(self) -> bool:
        """Whether the middle of the radiator is behind the array's plane."""
        return self.normal != SUN and self.sides == 1

    def behind(self, area: Any) -> Any:
        """How far the middle of a radiator that hangs behind the array is from the array's plane [m].

        Args:
            area: Planform [m²].
        """
        return self.radiator(area)[0] / 2


def draw(
    *, wings: str, radiator: str, mount: str = "both-sides", root: Any = None, span: Any, breadth: Any, aspect: Any
) -> Layout:
    """The drawing of a satellite, from the words of its scenario.

    Args:
        wings: Where the wings point: along-track or vertical.
        radiator: Where the radiator's faces look: ram-wake, zenith-nadir or anti-sun.
        mount: Where an edge-on radiator is: both-sides of the array, or behind it.
        root: From the middle of the satellite to the root of a wing; nothing if left out [m].
        span, breadth: Of one wing [m].
        aspect: Length of an edge-on radiator over its breadth [-].
    """
    return Layout(
        wing=by_word(_WINGS, wings, "direction of the wings"),
        normal=by_word(_NORMAL, radiator, "attitude of the radiator"),
        sides=by_word(_SIDES, mount, "mount of the radiator"),
        root=0 * span if root is None else root,
        span=span,
        breadth=breadth,
        aspect=aspect,
    )
