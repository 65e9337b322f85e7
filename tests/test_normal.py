"""The normal distribution of our own against scipy's, and its doctests."""

import doctest

import numpy as np
import pytest
from scipy.special import ndtr, ndtri

from sunrack import normal
from sunrack.study.copula import loading, mixed


def test_shares_are_those_of_scipy():
    z = np.concatenate([np.linspace(-37, 9, 20001), [-1e-9, 0.0, 1e-300, np.inf]])
    np.testing.assert_allclose(normal.below(z), ndtr(z), rtol=1e-12, atol=0)
    near = z[z > -8]
    np.testing.assert_allclose(normal.below(near), ndtr(near), rtol=3e-14, atol=0)
    assert normal.below(-np.inf) == 0 and np.isnan(normal.below(np.nan))


def test_scores_are_those_of_scipy():
    u = np.concatenate(
        [np.logspace(-300, -1, 5001), np.linspace(1e-6, 1 - 1e-6, 20001), 1 - np.logspace(-16, -3, 1001)]
    )
    u = np.concatenate([u, [2.0**-54, 1 - 2.0**-53]])
    np.testing.assert_allclose(normal.score(u), ndtri(u), rtol=3e-15, atol=1e-15)


def test_the_ends_have_infinite_scores_and_what_is_no_share_has_none():
    assert normal.score([0, 1]).tolist() == [-np.inf, np.inf] and normal.score(0.5) == 0
    assert np.isnan(normal.score([-1, 2, np.nan])).all()


def test_there_and_back():
    u = np.linspace(0.001, 0.999, 999)
    np.testing.assert_allclose(normal.below(normal.score(u)), u, rtol=1e-14)


@pytest.mark.parametrize("correlation", [0.1, 0.5, 0.9])
def test_draws_of_a_group_are_those_of_scipy(correlation):
    common, own = np.random.default_rng(7).random((2, 4096))
    share = loading(correlation)
    scores = np.sqrt(share) * ndtri(common) + np.sqrt(1 - share) * ndtri(own)
    np.testing.assert_allclose(mixed(common, own, correlation), ndtr(scores), rtol=1e-13)


def test_the_examples_are_true():
    found = doctest.testmod(normal)
    assert found.attempted == 2 and not found.failed
