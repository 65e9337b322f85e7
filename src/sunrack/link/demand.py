"""What the work asks of the links, and by how much they give it."""

from __future__ import annotations

import numpy as np

from sunrack.units import BitPerSecond, Ratio, Share, SignedBitPerSecond, law


@law
def rate_margin(rate: SignedBitPerSecond, need: BitPerSecond) -> Ratio:
    """Rate there is over rate needed.

        m = max(R, 0) / N

    Args:
        rate: Rate that the links carry of one kind of traffic; below zero where other traffic takes more than there
            is [bit/s].
        need: Rate that the work needs of it [bit/s].
    Returns:
        Margin as a ratio [-]; at least 1 where the links serve, infinite where nothing is needed.

    Source: wertz-larson-1999, ch. 13.
    """
    asked = need > 0
    return np.where(asked, np.maximum(rate, 0) / np.where(asked, need, 1.0), np.inf)


@law
def scarcest_need(
    up: BitPerSecond,
    down: BitPerSecond,
    mesh: BitPerSecond,
    inward: BitPerSecond,
    out: BitPerSecond,
    racks: BitPerSecond,
) -> BitPerSecond:
    """Need of the one kind of traffic, of three, that the links serve least.

        N of min(R_up / N_in, R_down / N_out, (R_mesh − max(N_in, N_out)) / N_racks)

    Args:
        up: Rate that comes up from the ground [bit/s].
        down: Rate that goes down to the ground [bit/s].
        mesh: Rate of all lasers of the satellite together, each way [bit/s].
        inward: Rate that the work needs from the ground [bit/s].
        out: Rate that the work needs to the ground [bit/s].
        racks: Rate that the work needs between satellites, each way, over lasers that its users leave free [bit/s].
    Returns:
        That need [bit/s].

    Source: wertz-larson-1999, ch. 13.
    """
    of_in, of_out = rate_margin.si(up, inward), rate_margin.si(down, out)
    of_racks = rate_margin.si(mesh - np.maximum(inward, out), racks)
    users = np.where(of_in < of_out, inward, out)
    return np.where(of_racks < np.minimum(of_in, of_out), racks, users)


@law
def access_margin(seen: Share, need: Share) -> Ratio:
    """By how much the share of time that a path is there is enough: time it may be missing over time it is.

        m = (1 − a_N) / (1 − a) where a ≥ a_N, else a / a_N

    Args:
        seen: Share of time that there is a path [-].
        need: Share of time that the work needs one [-].
    Returns:
        Margin as a ratio [-]; at least 1 where it is enough, infinite where nothing is needed or nothing is missing.

    Source: wertz-larson-1999, ch. 13.
    """
    missing, asked = 1 - seen, need > 0
    enough = np.where(missing > 0, (1 - need) / np.where(missing > 0, missing, 1.0), np.inf)
    return np.where(asked, np.where(seen >= need, enough, seen / np.where(asked, need, 1.0)), np.inf)
