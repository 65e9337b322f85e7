"""Read-only dictionaries and lists: what scenarios and catalogues hand out, so that nobody changes what others read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NoReturn

from sunrack.markup import rows_of, table

_WORDS = "is read-only: copy it with dict() or list(), or make another scenario with case.but(...)"

_FEW, _LONGEST = 12, 400  # entries, and letters, of a repr that shows all


class Frozen(dict[Any, Any]):
    """A dictionary that cannot be changed; it equals, pickles and writes to JSON as any other, and a long one
    prints its keys."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(f"this table {_WORDS}")

    __setitem__ = __delitem__ = __ior__ = _refuse
    clear = pop = popitem = setdefault = update = _refuse

    def __repr__(self) -> str:
        whole = super().__repr__() if len(self) <= _FEW else ""
        if whole and len(whole) <= _LONGEST:
            return whole
        names = ", ".join(str(key) for key in list(self)[:_FEW])
        return f"<table of {len(self)}: {names}{', …' if len(self) > _FEW else ''}>"

    def _repr_html_(self) -> str:
        return table(["key", "content"], rows_of(self))

    def __reduce__(self) -> Any:
        return Frozen, (dict(self),)

    def __copy__(self) -> Frozen:
        return self

    def __deepcopy__(self, memo: Any) -> Frozen:
        return self


class FrozenList(list[Any]):
    """A list that cannot be changed; it equals, prints, pickles and writes to JSON as any other."""

    def _refuse(self, *_: Any, **__: Any) -> NoReturn:
        raise TypeError(f"this list {_WORDS}")

    __setitem__ = __delitem__ = __iadd__ = __imul__ = _refuse
    append = clear = extend = insert = pop = remove = reverse = sort = _refuse

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(tuple(self))

    def __reduce__(self) -> Any:
        return FrozenList, (list(self),)

    def __copy__(self) -> FrozenList:
        return self

    def __deepcopy__(self, memo: Any) -> FrozenList:
        return self


class Same:
    """A read-only content as the key of a cache, by identity: sooner than by content, and 1 is not true."""

    __slots__ = ("content",)

    def __init__(self, content: Frozen) -> None:
        self.content = content

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.content is other.content

    def __hash__(self) -> int:
        return id(self.content)


def frozen(content: Any) -> Any:
    """The same tables and lists, read-only all the way down; other contents as they are."""
    if isinstance(content, (Frozen, FrozenList)):
        return content
    if isinstance(content, Mapping):
        return Frozen({key: frozen(part) for key, part in content.items()})
    if isinstance(content, (list, tuple)) and not hasattr(content, "_fields"):
        return FrozenList([frozen(part) for part in content])
    return content
