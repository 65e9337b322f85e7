"""The closed list of operations that a program may hold: each has a name, a numpy function and its arguments.

Another back end writes one table with the same names, and is complete when its keys are these.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Operation:
    """One operation.

    Args:
        name: What a step calls it.
        function: From arrays, and the named arguments behind them, to an array.
        arrays: How many arrays it takes, which come first; -1 for any number of them.
        named: The other arguments in numpy's order; each is a plain number, word, slice or tuple, never an array.
        elementwise: Whether it is a ufunc, whose answer is always a new array and never a view.
    """

    name: str
    function: Callable[..., Any]
    arrays: int
    named: tuple[str, ...] = ()
    elementwise: bool = False


_ELEMENTWISE = """
add subtract multiply divide floor_divide remainder fmod power float_power negative positive absolute fabs sign
rint floor ceil trunc sqrt cbrt square reciprocal exp exp2 expm1 log log2 log10 log1p
sin cos tan arcsin arccos arctan arctan2 hypot sinh cosh tanh arcsinh arccosh arctanh degrees radians deg2rad rad2deg
maximum minimum fmax fmin greater greater_equal less less_equal equal not_equal copysign signbit heaviside
logical_and logical_or logical_xor logical_not bitwise_and bitwise_or bitwise_xor invert isfinite isinf isnan
""".split()
_REDUCED = ("add", "multiply", "maximum", "minimum", "logical_and", "logical_or")
_ALONG = ("axis", "keepdims")

# name of the numpy function, the arrays it takes, and its other arguments
_FUNCTIONS: tuple[tuple[str, int, tuple[str, ...]], ...] = (
    ("where", 3, ()),
    ("clip", 3, ()),
    ("take", 2, ("axis", "mode")),
    ("take_along_axis", 2, ("axis",)),
    ("interp", 3, ()),
    ("searchsorted", 2, ("side",)),
    *((name, 1, _ALONG) for name in ("max", "min", "sum", "prod", "mean", "any", "all", "argmax", "argmin")),
    *((name, 1, ("axis",)) for name in ("cumsum", "cumprod", "sort", "expand_dims", "squeeze", "flip")),
    ("diff", 1, ("n", "axis")),
    ("round", 1, ("decimals",)),
    ("moveaxis", 1, ("source", "destination")),
    ("swapaxes", 1, ("axis1", "axis2")),
    ("transpose", 1, ("axes",)),
    ("ravel", 1, ()),
    ("copy", 1, ()),
    ("atleast_1d", 1, ()),
    ("zeros_like", 1, ()),
    ("ones_like", 1, ()),
    ("full_like", 2, ()),
    ("broadcast_to", 1, ("shape",)),
)


def _own(name: str, arrays: int, named: tuple[str, ...], function: Callable[..., Any]) -> Operation:
    return Operation(name, function, arrays, named)


_OWN = (  # called with other arguments than numpy's function of that name
    _own("getitem", 1, ("index",), lambda array, index: array[index]),
    _own("item", 1, ("place",), lambda several, place: several[place]),  # one of several answers
    _own("astype", 1, ("dtype",), lambda array, dtype: array.astype(dtype)),
    _own("reshape", 1, ("shape",), lambda array, shape: array.reshape(shape)),
    _own("stack", -1, ("axis",), lambda *arrays, axis=0: np.stack(arrays, axis)),
    _own("concatenate", -1, ("axis",), lambda *arrays, axis=0: np.concatenate(arrays, axis)),
    _own("broadcast_arrays", -1, (), lambda *arrays: np.broadcast_arrays(*arrays)),
)

OPERATIONS: dict[str, Operation] = {
    **{name: Operation(name, getattr(np, name), getattr(np, name).nin, (), True) for name in _ELEMENTWISE},
    **{f"{name}.reduce": Operation(f"{name}.reduce", getattr(np, name).reduce, 1, ("axis",)) for name in _REDUCED},
    **{name: Operation(name, getattr(np, name), arrays, named) for name, arrays, named in _FUNCTIONS},
    **{one.name: one for one in _OWN},
}
"""Every operation by its name."""

BY_FUNCTION: dict[Any, Operation] = {
    **{getattr(np, name): OPERATIONS[name] for name in _ELEMENTWISE},
    **{getattr(np, name): OPERATIONS[name] for name, _, _ in _FUNCTIONS},
    **{getattr(np, name): OPERATIONS[name] for name in ("reshape", "stack", "concatenate", "broadcast_arrays")},
    np.amax: OPERATIONS["max"],
    np.amin: OPERATIONS["min"],
    np.around: OPERATIONS["round"],
    operator.getitem: OPERATIONS["getitem"],
}
"""The operation of a function of numpy."""
