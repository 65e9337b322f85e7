"""The door of a law: quantities in and out, bare SI numbers where a study has opened it."""

from __future__ import annotations

import difflib
import html
import inspect
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, Generic, ParamSpec, cast

import numpy as np

from sunrack.units.docstrings import docstring
from sunrack.units.domains import Domain, inside, is_inside, within
from sunrack.units.door import in_si, is_bare_number, is_quantity
from sunrack.units.floats import float64
from sunrack.units.text import UnitError, example

if TYPE_CHECKING:
    from sunrack.units.naming import Measured

_open: ContextVar[bool] = ContextVar("sunrack_bare", default=False)


class Laws(dict[str, "Law[...]"]):
    """Every law by its name."""

    def __repr__(self) -> str:
        return f"<{len(self)} laws: {', '.join(list(self)[:3])}, …>"


_watcher: ContextVar[Callable[[Law[...], Any, Any], Any] | None] = ContextVar("sunrack_watcher", default=None)
LAWS = Laws()
_DOUBLE = np.dtype(float)


@contextmanager
def bare() -> Iterator[None]:
    """Open the door of every law: inside, laws take and give bare SI numbers. Only a study that has passed once with
    quantities does this."""
    token = _open.set(True)
    try:
        with np.errstate(all="ignore"), inside():  # once for all laws inside
            yield
    finally:
        _open.reset(token)


@contextmanager
def closed() -> Iterator[None]:
    """Close the door again: inside, laws take and give quantities, even where `bare` has opened it around them."""
    token = _open.set(False)
    try:
        with np.errstate(all="ignore"):
            yield
    finally:
        _open.reset(token)


def is_bare() -> bool:
    """Whether the door is open: bare SI numbers are in use."""
    return _open.get()


@contextmanager
def watched(watcher: Callable[[Law[...], Any, Any], Any]) -> Iterator[None]:
    """Inside, every law hands its call to `watcher`, which calls `law.function` and gives back the answer.

    Args:
        watcher: Takes the law, its arguments by place and its arguments by name: bare SI numbers or arrays.
    """
    token = _watcher.set(watcher)
    try:
        yield
    finally:
        _watcher.reset(token)


Arguments = ParamSpec("Arguments")
_PLAIN = (float, int)


class Law(Generic[Arguments]):
    """One equation with its units. Call it with quantities; `.si` is the same law on bare SI floats or arrays."""

    __name__: str
    __module__: str
    __wrapped__: Callable[..., Any]

    def __init__(self, function: Callable[Arguments, Any]) -> None:
        self.function: Callable[..., Any] = function
        self.name = f"{function.__module__.removeprefix('sunrack.')}.{function.__name__}"
        self.__name__, self.__doc__, self.__module__ = function.__name__, function.__doc__, function.__module__
        self.__wrapped__ = function
        self._parameters: dict[str, tuple[str, Any]] | None = None
        self._domains: dict[str, Domain] | None = None
        self.validities: tuple[Any, ...] = ()  # what it says that it is valid for, by `units.validity.valid`
        LAWS[self.name] = self

    def __reduce__(self) -> str:
        return self.__name__  # a law is pickled and copied by its name

    def __repr__(self) -> str:
        return f"<law {self.name}{inspect.signature(self.function)}>"

    def _repr_html_(self) -> str:
        head = f"{self.name}{inspect.signature(self.function)}"
        return f"<p><code>{html.escape(head)}</code></p><pre>{html.escape(self._docstring())}</pre>"

    def si(self, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Any:
        """The bare law: SI floats, arrays or lists in, SI out; what cannot be built is inf or nan, never an exception.

        Where an argument is outside its domain the answer is nan.
        """
        return self._si(args, kwargs)

    def _si(self, given: tuple[Any, ...], named: dict[str, Any]) -> Any:
        if _open.get():  # inside a walk, where `bare` has told numpy what to ignore
            return self._bare(*map(_entered, given), **{name: _entered(one) for name, one in named.items()})
        try:
            args = tuple(_widened(one) for one in given)
            kwargs = {name: _widened(one) for name, one in named.items()}
        except UnitError as problem:
            raise UnitError(f"{self.name}: an argument {problem}") from None
        with np.errstate(all="ignore"):
            if is_inside():
                return self._bare(*args, **kwargs)
            if any(_is_truth(one) for one in (*args, *kwargs.values())):
                raise UnitError(f"{self.name}: an argument is true or false, not a number")
            return within(self._bare, self.domains, args, kwargs)

    def _bare(self, *args: Any, **kwargs: Any) -> Any:
        floats = [np.float64(a) if type(a) in _PLAIN else a for a in args] if args else args
        for name, content in kwargs.items():
            if type(content) in _PLAIN:
                kwargs[name] = np.float64(content)
        watcher = _watcher.get()
        return self.function(*floats, **kwargs) if watcher is None else watcher(self, floats, kwargs)

    @property
    def equation(self) -> str:
        """The equation as the docstring writes it, in one line."""
        return " ".join(self._docstring().split("\n\n")[1].split())

    @property
    def source(self) -> str:
        """Where the equation is from: a source's key and the place in it."""
        return self._said("Source")

    @property
    def validity(self) -> str:
        """What the equation is valid for."""
        return self._said("Valid")

    def _docstring(self) -> str:
        return docstring(self.function)

    def _said(self, word: str) -> str:
        """What the docstring says behind a word at the start of a line, up to the next such line, without the last
        stop."""
        found = re.search(rf"^{word}:?\s(.*?)(?=^\w+: |\n\n|\Z)", self._docstring(), re.MULTILINE | re.DOTALL)
        return " ".join(found[1].split()).removesuffix(".") if found else ""

    @property
    def parameters(self) -> dict[str, tuple[str, Any]]:
        """Each argument's SI unit, as text and as pint's unit; the answer's under "return"."""
        if self._parameters is None:
            from sunrack.units.naming import unit_of

            hints = self._annotations()
            self._order = tuple(self.domains)
            shown = hints["return"][2:]  # (unit, domain) or (unit, domain, unit shown)
            self._shown = unit_of(shown[0]) if shown else None
            self._parameters = {name: (hint[0], unit_of(hint[0])) for name, hint in hints.items()}
        return self._parameters

    @property
    def domains(self) -> dict[str, Domain]:
        """The numbers that each argument may be, in SI, in the order of the arguments."""
        if self._domains is None:
            code, hints = self.function.__code__, self._annotations()
            names = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
            found = {name: one for name in names for one in hints.get(name, ()) if isinstance(one, Domain)}
            if missing := [name for name in names if name not in found]:
                raise TypeError(
                    f"{self.name}: {missing[0]} declares no domain; annotate it with a word of the vocabulary"
                )
            self._domains = found
        return self._domains

    def _annotations(self) -> dict[str, tuple[Any, ...]]:
        """Unit, domain and, where there is one, unit shown of each argument and of the answer ("return").

        Annotations are words of the vocabulary: looked up, not evaluated, since typing takes 50 times as long.
        """
        words = self.function.__globals__
        return {
            name: (words[word] if isinstance(word, str) else word).__metadata__
            for name, word in self.function.__annotations__.items()
        }

    def __call__(self, *args: Arguments.args, **kwargs: Arguments.kwargs) -> Measured:
        """The law with its door: quantities in, a quantity out; bare SI where a study has opened it."""
        if _open.get():
            return cast("Measured", self._bare(*args, **kwargs))
        from sunrack.units.naming import Quantity

        units = self.parameters
        if len(args) > len(self._order):
            raise TypeError(f"{self.name} takes {len(self._order)} arguments, not {len(args)}")
        given = dict(zip(self._order, args, strict=False))
        if twice := given.keys() & kwargs.keys():
            raise TypeError(f"{self.name}: {sorted(twice)[0]} is given twice")
        given |= kwargs
        unknown = given.keys() - set(self._order)
        if unknown:
            name = sorted(unknown)[0]
            near = difflib.get_close_matches(name, self._order, n=1)
            raise TypeError(f"{self.name} has no argument {name}" + (f". Did you mean {near[0]}?" if near else ""))
        with np.errstate(all="ignore"):  # an answer beyond what a float holds is inf, and silent
            answer = self._si((), {name: self._enter(name, value, *units[name]) for name, value in given.items()})
            quantity: Measured = Quantity(answer, units["return"][1])
            return quantity if self._shown is None else quantity.to(self._shown)

    def _enter(self, name: str, value: Any, text: str, unit: Any) -> Any:
        if is_quantity(value) and value._units == unit._units:
            return _widened(value.magnitude)
        if not text and type(value) is float:
            return value
        if text and is_bare_number(value) and not isinstance(value, (list, tuple)):
            number = example(text).split()[0]
            raise UnitError(f"{self.name}: {name} is bare; it needs a unit, for example Q({number}, {text!r})")
        try:
            return in_si(value, text, finite=False)
        except UnitError as problem:
            raise UnitError(f"{self.name}: {name} {problem}") from None


def _entered(content: Any) -> Any:
    """As `_widened`, soonest for what a walk mostly gives."""
    kind = type(content)
    if kind is np.float64 or (kind is np.ndarray and content.dtype is _DOUBLE):
        return content
    return _widened(content)


def _widened(content: Any) -> Any:
    """Bare numbers of any real kind as float64, since a law computes in nothing less; arrays of other libraries stay
    theirs."""
    if type(content) in (float, np.float64):
        return content
    if _is_truth(content):
        return content  # one law may hand a mask to the next; from outside `si` refuses it
    if type(content) is np.ndarray:
        return content if content.dtype == float else float64(content)
    if not is_bare_number(content):
        raise UnitError("has a unit; .si takes bare SI numbers, the law itself takes quantities")
    if (
        hasattr(content, "__array_ufunc__")
        and hasattr(content, "astype")
        and not isinstance(content, np.ndarray | np.generic)
    ):
        return content if getattr(content, "dtype", float) in (float,) else content.astype(float)
    return float64(content)


def _is_truth(content: Any) -> bool:
    return isinstance(content, bool) or getattr(content, "dtype", None) in (bool,)


def law(function: Callable[Arguments, Any]) -> Law[Arguments]:
    """Make a function of annotated SI numbers a law: units at its door, `.si` behind it, its name in the list.

    A study records the walk and plays the record. So a law uses functions of numpy on its arguments, reads no number of
    an array (no `if`, `float()`, loop, mask or cache by number: use `np.where`), writes into no array of which a view
    may exist, and gives the same answer for the same numbers. The docstring of `sunrack.trace` has the whole list.
    """
    return Law(function)


def magnitude(value: Any, si: str) -> Any:
    """A quantity's bare number in the SI unit `si`; a bare number is taken to be that already."""
    return in_si(value, si, finite=False) if hasattr(value, "dimensionality") else value


def minimum(a: Any, b: Any) -> Any:
    """Elementwise smaller of two values of one dimension, in both modes."""
    return cast(Any, np.minimum(a, b))


def maximum(a: Any, b: Any) -> Any:
    """Elementwise larger of two values of one dimension, in both modes."""
    return cast(Any, np.maximum(a, b))
