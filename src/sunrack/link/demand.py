"""What the work asks of the links, and by how much they give it."""

from __future__ import annotations

import numpy as np

from sunrack.units import BitPerSecond, Ratio, law


@law
def rate_margin(mesh: BitPerSecond, ground: BitPerSecond, need: BitPerSecond, ground_share: Ratio) -> Ratio:
    """Rate there is over rate needed, where all of the traffic crosses the mesh and a share of it comes down.

        m = min(R_mesh / N, R_ground / (g N))

    Args:
        mesh: Rate of all terminals together [bit/s].
        ground: Rate down to the ground [bit/s].
        need: Rate that the work needs [bit/s].
        ground_share: Share of it that goes to or comes from the ground [-].
    Returns:
        Margin as a ratio [-]; at least 1 where the links serve.

    Source: wertz-larson-1999, ch. 13.
    """
    down = np.where(ground_share > 0, ground / (np.where(ground_share > 0, ground_share, 1.0) * need), np.inf)
    return np.minimum(mesh / need, down)
