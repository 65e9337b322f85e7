"""A recorded walk as a graph of named values, each with what gave it: a law, a function shown whole, or a term.

A law is one node, and never its inside. Arithmetic between laws is cut where a value has a name: that of a result,
else that of a local variable. Steps that change a shape alone belong to the term around them. Of a choice between two
branches the graph holds the branch that the design takes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np

from sunrack.trace.marks import FUNCTIONS
from sunrack.trace.parts import Argument, Call, Name, Slot, Step
from sunrack.trace.program import Program
from sunrack.trace.terms import SHAPING, Apply, Ref, Term, is_plain, refs, shapes_only

_RANKS = ("low", "high", "result", "local", "argument")  # which name comes first
_CHOSEN = {"minimum": np.less_equal, "fmin": np.less_equal, "maximum": np.greater_equal, "fmax": np.greater_equal}


@dataclass(frozen=True, kw_only=True, eq=False)
class Node:
    """A named value and what gave it.

    Args:
        slot: Of the value in the program.
        kind: "input", "low", "high" (the end of an input's range), "law", "function", "expression" or "constant".
        text: Its name; more than one node may bear it.
        unit, about: As it was named.
        key: Of an input, or of the input that it is an end of.
        call: Of a law or function: which one, and its arguments.
        arguments: Terms by the names of the arguments.
        term: Of an expression.
    """

    slot: int
    kind: str
    text: str
    unit: str = ""
    about: str = ""
    key: str = ""
    call: Call | None = None
    arguments: tuple[tuple[str, Term], ...] = ()
    term: Term = None

    @cached_property
    def children(self) -> tuple[int, ...]:
        """Slots of the values that it follows from, each once."""
        terms = (self.term, *(one for _, one in self.arguments))
        return tuple(dict.fromkeys(slot for term in terms for slot in refs(term)))

    @property
    def is_leaf(self) -> bool:
        """Whether nothing stands below it."""
        return self.kind in ("input", "low", "high", "constant")


@dataclass(frozen=True, eq=False)
class Graph:
    """The named values of a program.

    Args:
        program: With its marks.
        values: Of every slot, for one design.
        opaque: Calls of functions that are no steps: their answers are inputs of the program.
        context: Prefixes of names that come first where a value has several.
    """

    program: Program
    values: Mapping[int, Any]
    opaque: Mapping[int, Call] = field(default_factory=dict)
    context: tuple[str, ...] = ()
    _nodes: dict[int, Node] = field(default_factory=dict)

    @cached_property
    def _made(self) -> dict[int, Step]:
        return {step.slot: step for step in self.program.steps}

    @cached_property
    def _inputs(self) -> dict[int, Any]:
        return {one.slot: one for one in self.program.inputs if one.slot not in self.opaque}

    @cached_property
    def _constants(self) -> dict[int, Any]:
        return {one.slot: one.value for one in self.program.constants}

    @cached_property
    def _names(self) -> dict[int, list[Name]]:
        named: dict[int, list[Name]] = {}
        for one in self.program.names:
            named.setdefault(one.slot, []).append(one)
        return {slot: sorted(several, key=lambda one: _RANKS.index(one.rank)) for slot, several in named.items()}

    @cached_property
    def _answers(self) -> dict[int, Call]:
        """The call that gave a slot, the outermost where several did."""
        found: dict[int, Call] = dict(self.opaque)
        for call in self.program.calls:
            if type(call.answer) is not Slot or any(_number(one) >= call.answer.number for _, one in call.args):
                continue  # an answer that was there before an argument came from elsewhere
            known = found.get(call.answer.number)
            if known is None or (known.parent is not None and call.parent is None):
                found[call.answer.number] = call
        return found

    def slot(self, name: str) -> int | None:
        """The slot of a result; None where no input moves it."""
        return self._results.get(name)

    def unit(self, name: str) -> str:
        """The unit of a result as it was named."""
        slot = self._results.get(name)
        several = () if slot is None else self._names[slot]
        return next((one.unit for one in several if one.text == name), "")

    @cached_property
    def _results(self) -> dict[str, int]:
        return {one.text: one.slot for one in self.program.names if one.rank == "result"}

    def node(self, slot: int) -> Node:
        """The node of a slot."""
        if slot not in self._nodes:
            self._nodes[slot] = self._node(slot)
        return self._nodes[slot]

    def levels(self, root: int, depth: int | None = None) -> dict[int, int]:
        """The slots of the nodes down to a depth, in the order of their levels, with the least level of each."""
        levels, ahead = {root: 0}, [root]
        for slot in ahead:
            if depth is not None and levels[slot] >= depth:
                continue
            for child in self.node(slot).children:
                if child not in levels:
                    levels[child] = levels[slot] + 1
                    ahead.append(child)
        return levels

    def _node(self, slot: int) -> Node:
        name = self._name(slot)
        text, unit, about = (name.text, name.unit, name.about) if name else ("", "", "")
        if slot in self._inputs:
            one = self._inputs[slot]
            return Node(slot=slot, kind="input", text=one.key, unit=one.unit, key=one.key)
        if name and name.rank in ("low", "high"):
            return Node(slot=slot, kind=name.rank, text=text, unit=unit, key=text.removesuffix(f".{name.rank}"))
        if slot in self._answers:
            call = self._answers[slot]
            args = tuple((key, self._argument(one)) for key, one in call.args)
            kind = "function" if call.law in FUNCTIONS else "law"
            return Node(
                slot=slot, kind=kind, text=text or _short(call), unit=unit, about=about, call=call, arguments=args
            )
        if slot in self._constants:
            return Node(slot=slot, kind="constant", text=text, unit=unit, about=about, term=self._constants[slot])
        term = self._step(slot)
        if (same := self._same(slot, term)) is not None:  # only the shape or a choice lies between the two
            return replace(same, slot=slot, text=text or same.text, unit=unit or same.unit, about=about or same.about)
        return Node(slot=slot, kind="expression", text=text or f"step {slot}", unit=unit, about=about, term=term)

    def _same(self, slot: int, term: Term) -> Node | None:
        """The node that a term merely repeats in the same shape, unless it is a leaf."""
        while type(term) is Apply and shapes_only(term):
            term = term.takes[0]
        if type(term) is not Ref or np.shape(self.values[term.slot]) != np.shape(self.values[slot]):
            return None
        same = self.node(term.slot)
        return None if same.is_leaf else same

    def _name(self, slot: int) -> Name | None:
        several = self._names.get(slot, ())
        return next((one for one in several if one.text.startswith(self.context)), next(iter(several), None))

    def _is_node(self, slot: int) -> bool:
        """Whether a slot is shown by itself: a leaf, an answer, or a value with a name and numbers of its own."""
        if slot in self._inputs or slot in self._answers:
            return True
        if slot not in self._names or slot in self._constants:
            return False
        rank = self._names[slot][0].rank
        return rank in ("low", "high", "result") or not self._shapes_only(self._made[slot])

    def _argument(self, one: Argument) -> Term:
        return self._term(one.number) if type(one) is Slot else one

    def _term(self, slot: int) -> Term:
        if slot in self._constants:
            return self._constants[slot]
        return Ref(slot) if self._is_node(slot) else self._step(slot)

    def _step(self, slot: int) -> Term:
        step = self._made[slot]
        if step.op == "where" and (branch := self._branch(step)) is not None:
            return branch
        takes = tuple(self._argument(one) for one in step.takes)
        return Apply(step.op, takes, step.named, self._winner(step))

    def _branch(self, step: Step) -> Term:
        """The branch of a choice that all of this design takes, in the choice's shape; None where it takes both."""
        held = np.asarray(self._value(step.takes[0]))
        if not (held.all() or not held.any()):
            return None
        taken = step.takes[1] if held.all() else step.takes[2]
        term = self._argument(taken)
        if np.shape(self._value(taken)) != step.shape:
            term = Apply("broadcast_to", (term,), (("shape", step.shape),))
        return term

    def _winner(self, step: Step) -> int | None:
        """Which of two numbers a minimum or maximum took."""
        chosen = _CHOSEN.get(step.op)
        if chosen is None:
            return None
        one, other = (np.asarray(self._value(taken)) for taken in step.takes)
        if one.size != 1 or other.size != 1 or one.dtype.kind not in "biuf" or bool((one == other).all()):
            return None
        return 0 if bool(chosen(one, other).all()) else 1

    def _value(self, one: Argument) -> Any:
        return self.values[one.number] if type(one) is Slot else one

    @staticmethod
    def _shapes_only(step: Step) -> bool:
        return step.op in SHAPING or (step.op == "getitem" and is_plain(dict(step.named)["index"]))


def _number(one: Argument) -> int:
    return one.number if type(one) is Slot else -1


def _short(call: Call) -> str:
    name = call.law.rpartition(".")[2]
    return name if call.part is None else f"{name}.{call.part}"
