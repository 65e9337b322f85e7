"""Sourced records out of seeds/: what ships, with its range, year, source and why; and the sources themselves."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

from sunrack import markup
from sunrack.frozen import Frozen, frozen
from sunrack.values import Value

Content = TypeVar("Content")
SEEDS = files("sunrack.seeds")
KINDS = (
    "racks", "cells", "arrays", "batteries", "radiators", "coatings", "coolants", "terminals", "vehicles", "buses",
    "workloads",
    "regions", "sizes", "generators", "jurisdictions", "projects", "world", "dated",
)  # fmt: skip


class Shelf(Mapping[str, dict[str, Any]]):
    """The tables of a TOML file by name, each read when first asked for: a report needs few of the many that ship."""

    def __init__(self, text: str) -> None:
        parts = re.split(r"^\[([\w.-]+)\]$", text, flags=re.MULTILINE)
        self._texts = dict(zip(parts[1::2], parts[2::2], strict=True))
        self._tables: dict[str, dict[str, Any]] = {}

    def __repr__(self) -> str:
        return markup.listing(f"<{len(self)} entries>", [(name, str(self[name].get("title", ""))) for name in self])

    def _repr_html_(self) -> str:
        return markup.table(["entry", "title"], [(name, self[name].get("title", "")) for name in self])

    def __getitem__(self, name: str) -> dict[str, Any]:
        """The table of that name."""
        if name not in self._tables:
            self._tables[name] = frozen(tomllib.loads(self._texts[name]))
        return self._tables[name]

    def __contains__(self, name: object) -> bool:
        """Whether there is such a table, without reading it."""
        return name in self._texts

    def __iter__(self) -> Iterator[str]:
        """The names."""
        return iter(self._texts)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._texts)


@cache
def records(kind: str) -> Mapping[str, dict[str, Any]]:
    """Every record of a catalogue, raw and read-only, by name: {"silicon": {"title": …, "efficiency": {value, …}}}.

    Raises:
        Unknown: No such catalogue, with the nearest name.
    """
    if kind not in KINDS:
        raise Unknown(f'"{kind}" is not a catalogue. Choose from {", ".join(KINDS)}{near(kind, KINDS)}')
    return Shelf((SEEDS / "catalogue" / f"{kind}.toml").read_text(encoding="utf-8"))


def title(kind: str, name: str) -> str:
    """The title of a record, such as "Chat serving, streamed"; the name itself where no such record ships.

    Args:
        kind: One of `KINDS`.
        name: The name of a record, or one of the user's own.
    """
    return str(records(kind)[name].get("title", name)) if name in records(kind) else name


def place(region: str) -> str:
    """A region as sentences name it: "Northern Virginia". A region of the user's own keeps its name.

    Args:
        region: Its key, such as n-virginia.
    """
    return re.split(r" \(|, ", title("regions", region))[0]


def the_place(region: str) -> str:
    """A region inside a sentence, with its article: "the Netherlands", "Texas".

    Args:
        region: Its key.
    """
    name = place(region)
    return f"the {name}" if region in records("regions") and name.startswith(_WITH_ARTICLE) else name


_WITH_ARTICLE = ("Netherlands", "Pacific", "United")


@cache
def sources() -> Mapping[str, dict[str, Any]]:
    """Every source by key: title, author, year, url or doi, tier (primary, secondary, weak)."""
    return Shelf((SEEDS / "sources.toml").read_text(encoding="utf-8"))


def tier(source: str) -> str:
    """How far a source is to be trusted: primary, secondary, weak, guess, or yours."""
    if source in ("assumption", "your scenario"):
        return "guess" if source == "assumption" else "yours"
    return str(sources()[source]["tier"]) if source in sources() else "weak"


def near(word: Any, known: Any) -> str:
    """The words '. Did you mean "x"?' where something known is near, else nothing."""
    names = [str(name) for name in known if str(name) != str(word)]
    likeness, _, best = max(((*_likeness(str(word), name), name) for name in names), default=(0.0, 0.0, ""))
    return f'. Did you mean "{best}"?' if likeness >= _NEAR else ""


def near_record(word: Any, kind: str, known: Any) -> str:
    """As `near`, where the title of a record names it too: "Northern Virginia" is near to `n-virginia`."""
    text, shipped = str(word).strip().lower(), records(kind)
    titled = [name for name in shipped if name in known and len(text) > 3 and text in shipped[name]["title"].lower()]
    return f'. Did you mean "{titled[0]}"?' if len(titled) == 1 else near(word, known)


_NEAR = 0.7


def _likeness(word: str, name: str) -> tuple[float, float]:
    """How like a name a word is, from 0 to 1: as its misspelling, its last part or another part; and letter by
    letter."""
    word, name = (text.lower().replace("-", "_") for text in (word, name))
    whole = _ratio(word, name)
    (head, _, tail), (front, _, last) = word.rpartition("."), name.rpartition(".")
    same = _ratio(tail, last)
    if not head:
        inside = 0.8 if len(word) >= 4 and word in name else 0.0
        return max(whole, 0.95 * same, inside), whole
    place = 1.0 if front == head or front.startswith(f"{head}.") else _ratio(head, front.rpartition(".")[2])
    elsewhere = 0.75 if tail == last and len(tail) >= 4 else 0.0
    return max(min(max(place, _ratio(head, front)), same), elsewhere), whole


def _ratio(a: str, b: str) -> float:
    swapped = 0.8 if len(a) > 2 and sorted(a) == sorted(b) else 0.0  # cvs for csv
    return max(difflib.SequenceMatcher(None, a, b).ratio(), swapped)


class Unknown(KeyError, ValueError):
    """A name that there is not, in words; a key and a value both, so that who expects either is told."""

    def __str__(self) -> str:
        return str(self.args[0])


def by_word(options: Mapping[str, Content], word: Any, what: str) -> Content:
    """What stands for a word in a table of options.

    Args:
        options: By word.
        word: One of its keys.
        what: What the word chooses, for the sentence: "shadow".
    Raises:
        Unknown: Another word, with the nearest one.
    """
    if not isinstance(word, str) or word not in options:
        given = str(word)[:60]
        raise Unknown(f'"{given}" is not a known {what}. Choose from {", ".join(options)}{near(given, options)}')
    return options[word]


def is_yes(word: Any, key: str) -> bool:
    """Whether a key that asks for yes or no says yes.

    Raises:
        Unknown: Another word.
    """
    return by_word({"yes": True, "no": False}, word, f"answer to {key}")


@cache
def price_index() -> dict[int, float]:
    """Consumer prices in the United States by year (1982-84 = 100).

    Source: bls-cpi-u.
    """
    table = tomllib.loads((SEEDS / "price_index.toml").read_text(encoding="utf-8"))
    return Frozen({int(year): float(level) for year, level in table["index"].items()})


def moved(money: Value, year: int) -> Value:
    """A price of `money.year` in money of `year`, by the price index; what is no price, or bears no year, is unchanged.

    Raises:
        ValueError: The index does not reach one of the years.
    """
    own = money.moved_to or money.year
    if not money.is_money or own is None or own == year:
        return money
    index = price_index()
    for one in (own, year):
        if one not in index:
            raise ValueError(f"the price index runs from {min(index)} to {max(index)} and does not reach {one}")
    return money.times(index[year] / index[own], year)
