"""The standard normal distribution over arrays, without the import of scipy, which costs a page a tenth of a second."""

from __future__ import annotations

from typing import Any

import numpy as np

_STEP = 0.5
_NODES = (np.arange(13) + 0.5) * _STEP  # beyond the last one e^(−t²) is below 1e-18
_WEIGHTS = np.exp(-(_NODES**2))


def below(z: Any) -> Any:
    """Share of a standard normal distribution below z.

        Φ(z) = erfc(x) / 2,  x = −z / √2
        erfc(x) = 2 h x e^(−x²) / π · Σ e^(−t²) / (t² + x²) + 2 / (1 + e^(2 π x / h)),  t = (k + ½) h, x ≥ 0

    Args:
        z: Standard normal scores, a number or an array.
    Returns:
        Probabilities between 0 and 1, of the shape of z.

    The sum is the midpoint rule of an integral over all numbers, with the pole that it steps over added; with h = ½ its
    error is e^(−π²/h²), which is below 1e-17 of the result. Rounding leaves 2e-14 of the result where z is above -8,
    and 1e-12 down to -37.
    Source: Hunter and Regan 1972, Mathematics of Computation 26, pages 539 to 541.

    >>> float(below(0.0))
    0.5
    """
    tail = _tail(np.abs(z))
    return np.where(np.asarray(z) < 0, tail, 1 - tail)


def _tail(z: Any) -> Any:
    """Share above z, which is not negative; exact in relation to itself, far out too."""
    x = np.minimum(np.asarray(z, float) / np.sqrt(2), 28.0)  # beyond it the share is less than the least number
    square = x * x
    total = sum(weight / (node**2 + square) for weight, node in zip(_WEIGHTS, _NODES, strict=True))
    smooth = _STEP * x * np.exp(-square) / np.pi * total
    return smooth + np.where(x < np.pi / _STEP, 1 / (1 + np.exp(2 * np.pi * x / _STEP)), 0.0)


def score(share: Any) -> Any:
    """The standard normal score below which a share lies: the inverse of `below`.

        z = q A(0.180625 − q²),  q = u − ½,                   |q| ≤ 0.425
        z = ± B(r − 1.6) or ± C(r − 5),  r = √(−ln min(u, 1 − u)),  beyond: B to r = 5

    A, B and C are quotients of polynomials of the seventh degree.

    Args:
        share: u, probabilities between 0 and 1, a number or an array.
    Returns:
        Scores of the shape of the shares; −∞ at 0, ∞ at 1 and not a number outside.

    Good to 1e-15 of the score.
    Source: Wichura 1988, Applied Statistics 37, pages 477 to 484 (algorithm AS 241, PPND16).

    >>> float(score(0.5))
    0.0
    """
    u = np.asarray(share, float)
    q = u - 0.5
    with np.errstate(all="ignore"):  # beyond 0 and 1 it is not used
        z = np.atleast_1d(q * _quotient(0.180625 - q * q, *_MIDDLE))
    outside = np.atleast_1d(~(np.abs(q) <= 0.425))
    z[outside] = _outer(np.atleast_1d(u)[outside], np.atleast_1d(q)[outside])
    return z.reshape(u.shape)[()]


def _outer(u: Any, q: Any) -> Any:
    """The scores of shares that are far from a half."""
    with np.errstate(divide="ignore", invalid="ignore"):
        r = np.sqrt(-np.log(np.minimum(u, 1 - u)))  # infinite at an end, and not a number beyond
        z = _quotient(np.minimum(r, 5.0) - 1.6, *_TAIL)
        far = r > 5
        z[far] = _quotient(r[far] - 5, *_FAR)
    z[r == np.inf] = np.inf
    return np.copysign(z, q)


def _quotient(x: Any, over: tuple[float, ...], under: tuple[float, ...]) -> Any:
    """The quotient of two polynomials, their coefficients from the highest power down."""
    return _polynomial(x, over) / _polynomial(x, under)


def _polynomial(x: Any, coefficients: tuple[float, ...]) -> Any:
    total = np.multiply(x, coefficients[0])
    for one in coefficients[1:-1]:
        total += one
        total *= x
    return total + coefficients[-1]


_MIDDLE = (
    (
        2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
        13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.3871328727963666080,
    ),
    (
        5226.4952788528545610, 28729.085735721942674, 39307.895800092710610, 21213.794301586595867,
        5394.1960214247511077, 687.18700749205790830, 42.313330701600911252, 1.0,
    ),
)  # fmt: skip
_TAIL = (
    (
        7.7454501427834140764e-4, 2.27238449892691845833e-2, 0.241780725177450611770, 1.27045825245236838258,
        3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734,
    ),
    (
        1.05075007164441684324e-9, 5.475938084995344946e-4, 1.51986665636164571966e-2, 0.148103976427480074590,
        0.689767334985100004550, 1.67638483018380384940, 2.05319162663775882187, 1.0,
    ),
)  # fmt: skip
_FAR = (
    (
        2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3, 2.65321895265761230930e-2,
        0.296560571828504891230, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720,
    ),
    (
        2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
        1.48753612908506148525e-2, 0.136929880922735805310, 0.599832206555887937690, 1.0,
    ),
)  # fmt: skip
