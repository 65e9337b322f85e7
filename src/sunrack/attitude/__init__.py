"""How the satellite flies: one choice that fixes what the array, each radiator face and the air see.

The array always faces the Sun. The radiator is flat, and the choice is where its faces look:

- `ram-wake`: edge-on to the Sun, its normal as near the velocity as that allows. Both faces work and see the Earth on
  their horizon, 0.24 of the view at 650 km; the air meets it broadside.
- `zenith-nadir`: edge-on to the Sun, its normal as near the vertical as that allows. Both faces work, one looks at deep
  space and one down at the Earth, so that their mean view of it, 0.38 to 0.41 at 650 km, is the larger; the air meets
  it nearly edge-on. Less drag is bought with more radiator.
- `anti-sun`: behind the array and parallel to it, facing away from the Sun ("always points to deep space").
  One face works, and it has the Earth in 0.24 to 0.32 of its view; the air meets it as it meets the array. It touches
  the array's back, and the cells there are hotter.

Where the parts are, and so what a radiator's face sees of the array, is the drawing in `layout.py`.
"""

from sunrack.attitude.facing import BEHIND_ARRAY, Attitude, Facing, face, see
from sunrack.attitude.views import (
    POINTS,
    array_ahead,
    back_albedo,
    back_view,
    edge_albedo,
    edge_view,
    nadir_view,
    ram_ahead,
    sun_on_edge,
    upright_ahead,
)

__all__ = [
    "BEHIND_ARRAY",
    "POINTS",
    "Attitude",
    "Facing",
    "array_ahead",
    "back_albedo",
    "back_view",
    "edge_albedo",
    "edge_view",
    "face",
    "nadir_view",
    "ram_ahead",
    "see",
    "sun_on_edge",
    "upright_ahead",
]
