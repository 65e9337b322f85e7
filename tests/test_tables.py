"""Truth of reading tables: numpy's own interpolation within them, straight lines beyond."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sunrack.tables import Grid, Stair, pick


@given(
    st.lists(st.floats(-1e3, 1e3, allow_subnormal=False), min_size=2, max_size=12, unique_by=lambda x: round(x)),
    st.lists(st.floats(-2e3, 2e3, allow_subnormal=False), min_size=1, max_size=20),
)
def test_independent_cells_are_those_of_numpy(entries, at):
    """At entries, between them and beyond: 1e-9 of numpy's interpolation, and of the outermost lines."""
    axis = np.sort(entries)
    if np.diff(axis).min() < 0.6:
        return
    row, at = np.sin(axis), np.concatenate([at, axis])
    cell, share = Grid(axis).place(at)
    read = row[cell] + share * (row[cell + 1] - row[cell])
    inside = (at >= axis[0]) & (at <= axis[-1])
    assert read[inside] == pytest.approx(np.interp(at[inside], axis, row), abs=1e-9)
    last = row[-1] + (row[-1] - row[-2]) * (at - axis[-1]) / (axis[-1] - axis[-2])
    assert read[at > axis[-1]] == pytest.approx(last[at > axis[-1]], rel=1e-9, abs=1e-9)
    assert Grid(axis).read(row, at) == pytest.approx(read, rel=1e-9, abs=1e-9)


@given(
    st.lists(st.integers(1, 9), min_size=1, max_size=9),
    st.floats(0.1, 30.0),
    st.lists(st.floats(-1.0, 2.0, allow_subnormal=False), min_size=1, max_size=20),
)
def test_independent_entries_at_whole_steps(widths, step, at):
    """Entries that lie on the edges of bins, as a table's heights do: the same."""
    axis = 7.0 + step * np.cumsum([0, *widths])
    row, at = np.sin(axis), np.concatenate([axis[0] + (axis[-1] - axis[0]) * np.array(at), axis])
    inside = (at >= axis[0]) & (at <= axis[-1])
    read = Grid(axis).read(row, at)
    assert read[inside] == pytest.approx(np.interp(at[inside], axis, row), abs=1e-9)
    line = row[0] + (row[1] - row[0]) * (at - axis[0]) / (axis[1] - axis[0])
    assert read[at < axis[0]] == pytest.approx(line[at < axis[0]], rel=1e-9, abs=1e-9)


def test_nan_stays_nan_and_close_entries_are_refused():
    cell, share = Grid([0.0, 1.0, 5.0]).place([np.nan, 0.5])
    assert np.isnan(share[0]) and share[1] == 0.5 and cell[1] == 0
    assert np.isnan(Grid([0.0, 1.0, 5.0]).read([0.0, 2.0, 3.0], np.nan))
    with pytest.raises(ValueError, match="closer than the bins"):
        Grid([0.0, 1e-9, 1.0])


@given(
    st.lists(st.floats(-1e3, 1e3, allow_subnormal=False), min_size=1, max_size=40),
    st.lists(st.floats(-2e3, 2e3, allow_subnormal=False), min_size=1, max_size=20),
)
def test_independent_steps_of_a_stair_are_those_of_a_search(edges, at):
    """Numbers on an edge, next to one, between and beyond, edges close together or equal: numpy's binary search."""
    edges = np.sort(edges)
    at = np.concatenate([at, edges, np.nextafter(edges, -np.inf), np.nextafter(edges, np.inf), [-1e308, 1e308]])
    assert np.array_equal(Stair(edges).below(at), np.searchsorted(edges, at, side="right"))


def test_places_beyond_a_table_are_refused_or_take_its_ends():
    table = np.array([[1.0, 2.0], [3.0, 4.0]])
    with pytest.raises(IndexError):
        pick(table, np.array([0, 9]))
    assert np.array_equal(pick(table, np.array([0, 9]), mode="clip"), [1.0, 4.0])
    assert np.array_equal(pick(table, np.array([-1, 1]), axis=0, mode="clip"), table)
    assert Stair([1.0, 2.0]).below(np.array([np.nan, 1.5])).tolist() == [2, 1]
    assert pick(np.array(["a", "b"]), 1) == "b"
