"""The table of Sobol's sequence that ships is the one that scipy has; beyond its end the refusal is loud."""

import numpy as np
import pytest
from scipy.stats import qmc

from sunrack.study.directions import AT_ONCE, BITS, KNOWN, directions
from sunrack.study.sampling import _places
from sunrack.study.uniform import PLACES


@pytest.mark.parametrize("group", [0, 1, 5, KNOWN // AT_ONCE - 1])
def test_directions_are_those_of_scipy(group):
    """Independent: points of scipy's sequence at powers of two."""
    made = qmc.Sobol(AT_ONCE * (group + 1), scramble=False, bits=BITS)
    for bit, ours in enumerate(directions(group, 14).T):
        made.fast_forward((1 << bit) - made.num_generated)
        assert np.array_equal(ours, np.rint(made.random(1)[0, -AT_ONCE:] * 2**BITS).astype(np.uint64))


def test_every_key_and_its_second_place_are_in_the_table():
    assert max(max(one.values()) for one in _places()) + PLACES < KNOWN
    with pytest.raises(ValueError):
        directions(KNOWN // AT_ONCE, 10)
