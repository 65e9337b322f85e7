"""How a result came about: a tree of laws and arithmetic, down to the scenario's values and their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from sunrack.catalogue import Unknown, near, records, the_place
from sunrack.comparison import Comparison
from sunrack.explanation import drawn
from sunrack.explanation.leaves import described
from sunrack.explanation.moves import moves
from sunrack.explanation.recording import Recording, recording
from sunrack.names import REGIONAL, Name
from sunrack.scenario import Scenario, load
from sunrack.section import plain
from sunrack.trace.encoded import encoded, encoded_array, recomputed
from sunrack.trace.explanation import Graph, Node
from sunrack.units.laws import LAWS
from sunrack.values import Value
from sunrack.verdict import compare

DEPTH = 3
TOLERANCE = 1e-12  # relative, between a result and what its explanation gives


class Unexplained(RuntimeError):
    """An explanation does not give the result that it explains. This is a fault of the package."""


@dataclass(frozen=True, eq=False, repr=False)
class Explanation:
    """One result of one design, taken apart.

    Args:
        case: The scenario.
        name: Of the result.
        depth: How many levels stand below the result; None for all, down to the scenario's values.
        recording: The recorded walk.
    """

    case: Scenario
    name: str
    depth: int | None
    recording: Recording

    def __post_init__(self) -> None:
        found, told = np.ravel(self.recompute())[0], self.value
        same = str(found) == told if isinstance(told, str) else _is_close(plain(found, self._scale), told)
        if not same:
            raise Unexplained(f"the explanation of {self.name} gives {found}, but the result is {told}")

    @property
    def value(self) -> Any:
        """The result, in its unit."""
        return self.recording.results[self.name]["value"]

    @property
    def unit(self) -> str:
        """The unit of the result."""
        return str(self.recording.results[self.name]["unit"])

    @cached_property
    def _scale(self) -> str:
        return self.graph.unit(self.name)

    @cached_property
    def graph(self) -> Graph:
        """The named values of the walk, those of the result's own region first."""
        return self.recording.graph(Name.parse(self.name).region)

    @cached_property
    def levels(self) -> dict[int, int]:
        """The slots that are shown, each with its level below the result."""
        root = self.graph.slot(self.name)
        return {} if root is None else self.graph.levels(root, self.depth)

    @cached_property
    def nodes(self) -> list[Node]:
        """The nodes that are shown, the result's own first."""
        return [self.graph.node(slot) for slot in self.levels]

    @cached_property
    def values(self) -> dict[str, Value]:
        """The numbers of the scenario."""
        return self.case.values()

    @cached_property
    def labels(self) -> dict[int, str]:
        """A name of its own for each slot that is shown."""
        results, taken = self.recording.results, set[str]()
        found: dict[int, str] = {}
        for node in self.nodes:
            text = self.name if not found else node.text
            if node.kind == "input" and text in results and found:
                text = f"{text} (input)"
            label, count = text, 1
            while label in taken:
                count += 1
                label = f"{text} #{count}"
            taken.add(label)
            found[node.slot] = label
        return found

    def is_cut(self, node: Node) -> bool:
        """Whether what is below a node is not shown."""
        return not node.is_leaf and self.depth is not None and self.levels[node.slot] >= self.depth

    @cached_property
    def moved(self) -> dict[int, dict[str, float]]:
        """By how many per cent each node that is cut moves, for each input that is 1 % larger."""
        return moves(self.recording, [node.slot for node in self.nodes if self.is_cut(node)])

    def si(self, node: Node) -> Any:
        """The value of a node as the walk holds it."""
        return self.recording.values[node.slot]

    def shown_unit(self, node: Node) -> str:
        """The unit that a node is shown in: that of the input or result that it is, else one of its kind."""
        if node.key:
            return self.values[node.key].unit
        si = self.si(node)
        if node.text in self.recording.results or np.asarray(si).dtype.kind not in "fiu":
            return node.unit
        return self.recording.kinds.unit(node.slot, si, node.unit, self.unit)

    def recompute(self) -> Any:
        """The result worked out from the nodes and leaves that are shown, in SI."""
        return recomputed(self._data(self._bones))

    def to_dict(self) -> dict[str, Any]:
        """The explanation as JSON holds it: every node by name, each behind those that it follows from."""
        head = {"result": self.name, "value": self.value, "unit": self.unit, "scenario": self.case.name}
        return head | self._data(lambda node: self._bones(node) | self._flesh(node))

    def _data(self, row: Callable[[Node], dict[str, Any]]) -> dict[str, Any]:
        if not self.nodes:
            return {"root": self.name, "nodes": {self.name: {"kind": "constant", "si": encoded_array(self.value)}}}
        return {"root": self.name, "nodes": {self.labels[one.slot]: row(one) for one in self._order()}}

    def _order(self) -> list[Node]:
        """The nodes, each behind those that it follows from."""
        order: dict[int, Node] = {}
        ahead = [(self.nodes[0], False)]
        while ahead:
            node, ready = ahead.pop()
            if ready or self.is_cut(node):
                order.setdefault(node.slot, node)
            elif node.slot not in order:
                ahead.append((node, True))
                ahead += [(self.graph.node(slot), False) for slot in node.children if slot not in order]
        return list(order.values())

    def _bones(self, node: Node) -> dict[str, Any]:
        """What a node's value is worked out from."""
        if node.is_leaf or self.is_cut(node):
            return {"kind": node.kind if node.is_leaf else "cut", "si": encoded_array(self.si(node))}
        if node.call is None:
            return {"kind": node.kind, "steps": encoded(node.term, self.labels.__getitem__)}
        arguments = {key: encoded(one, self.labels.__getitem__) for key, one in node.arguments}
        part = {} if node.call.part is None else {"part": node.call.part}
        return {"kind": node.kind, "law": node.call.law, "arguments": arguments, **part}

    def _flesh(self, node: Node) -> dict[str, Any]:
        """What a reader wants to know of it besides."""
        unit = self.shown_unit(node)
        row = {"value": _in_unit(self.si(node), unit), "unit": unit, "about": node.about}
        row["si"] = encoded_array(self.si(node))
        if node.key:
            return row | {"key": node.key} | described(self.values[node.key])
        if self.is_cut(node):
            return row | {"moved_by": self.moved.get(node.slot, {})}
        if node.kind == "law" and node.call is not None:
            law = LAWS[node.call.law]
            return row | {"equation": law.equation, "law_source": law.source}
        return row | ({"expression": drawn.expression(self, node)} if node.kind == "expression" else {})

    def __str__(self) -> str:
        return drawn.as_text(self)

    def __repr__(self) -> str:
        return f"<Explanation of {self.name}: {drawn.shown_value(self, None)}, {len(self.nodes)} values>"

    def _repr_html_(self) -> str:
        return drawn.as_html(self)

    def to_markdown(self) -> str:
        """The tree as nested lists of Markdown."""
        return drawn.as_markdown(self)

    def to_mermaid(self) -> str:
        """The first three levels as a flowchart in the language of mermaid."""
        return drawn.as_mermaid(self)


def explain(c: Any, name: str, *, depth: int | None = DEPTH) -> Explanation:
    """How a result came about, down to the scenario's values and their sources.

    >>> import sunrack as sr
    >>> print(sr.explain(sr.compare(), "rack.power", depth=1))
    rack.power: 100 kW (input of the scenario) [primary: nvidia-gb200-guide-2025]

    Args:
        c: A `Comparison`, or a scenario as `compare` takes it.
        name: Of a result, such as "cost.per_gpu_hour"; `sunrack.results()` lists them. "compare.cost_ratio" is that of
            the region that the answer is about.
        depth: How many levels to show below the result; None for all.
    Raises:
        Unknown: There is no such result, with the nearest name; a KeyError and a ValueError.
        ValueError: These are arrays of designs, or a depth below 1.
        Unexplained: The explanation does not give the result, which is a fault of ours.
    """
    if depth is not None and (isinstance(depth, bool) or not isinstance(depth, int) or depth < 1):
        raise ValueError(f"depth must be a whole number of at least 1, or None for all levels, not {depth!r}")
    if isinstance(c, Comparison) and c.shape:
        raise ValueError(f"an explanation is about one design, and these are arrays of the shape {c.shape}")
    case = c.scenario if isinstance(c, Comparison) else load(c)
    made = recording(case)
    parsed = Name.parse(str(name))
    if parsed.room == "compare" and not parsed.region:  # of the region that the answer is about, as in a study
        region = (c if isinstance(c, Comparison) else compare(case)).answer_region
        name = str(parsed._replace(region=region))
    if not isinstance(name, str) or name not in made.results:
        raise Unknown(_unknown(str(name)[:60], parsed, case, made.results))
    return Explanation(case, name, depth, made)


def _unknown(name: str, parsed: Name, case: Scenario, known: Iterable[str]) -> str:
    """Why there is no such result: its region is not compared, or no result has that name."""
    region = parsed.region if parsed.room in REGIONAL else ""
    if region in records("regions") and region not in case.ground.regions:
        why = f"{case.name} compares no site in {the_place(region)}"
        return f'"{name}" is not a result, because {why}. Add --region {region}'
    return f'"{name}" is not a result{near(name, known) or "."} List all with: sunrack results'


def _is_close(one: Any, other: Any) -> bool:
    return bool(np.allclose(one, other, rtol=TOLERANCE, atol=0.0, equal_nan=True))


def _in_unit(si: Any, unit: str) -> Any:
    array = np.asarray(si)
    if array.dtype.kind in "US":
        return str(array.ravel()[0]) if array.size == 1 else array.tolist()
    number = plain(array.astype(float), unit)
    return encoded_array(np.ravel(number)[0] if array.size == 1 else number)
