"""Shared by the tests of trace/: what is refused, and what is recorded with the right numbers."""

import numpy as np
import pytest

from sunrack.trace import Unrecordable, record

X = {"x": np.array([0.0, 1.0, 2.0, 3.0])}
OTHER = {"x": np.array([5.0, 0.5, -1.0, 0.25])}


def refused(function, words, arrays=X, other=OTHER):
    with pytest.raises(Unrecordable, match=words):
        record(function, arrays, other)


def right(function, arrays=X, other=OTHER):
    """The program gives what the function gives, on the numbers that it was recorded with and on others."""
    program, first = record(function, arrays, other)
    for one, played in ((function(dict(arrays)), first), (function(dict(other)), program.play(other))):
        for name, content in one.items():
            assert np.asarray(content).tobytes() == np.asarray(played[name]).tobytes(), name
    return program
