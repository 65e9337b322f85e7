"""An explanation as data that JSON holds, and its result worked out again from that data alone.

A node is a mapping with its "kind". A leaf and a node that was cut hold "si"; a law and a function hold "arguments",
terms by name; an expression holds "steps", a term. A term is a number, a word, {"ref": name of a node},
{"array": …} or {"op": name, "takes": [terms], "named": {…}}.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from sunrack.trace.marks import FUNCTIONS
from sunrack.trace.operations import OPERATIONS
from sunrack.trace.terms import Apply, Ref, Term
from sunrack.units.domains import inside
from sunrack.units.laws import LAWS

_FAR = {"inf": np.inf, "-inf": -np.inf, "nan": np.nan}


def encoded_array(array: Any) -> Any:
    """An array or number as nested lists; what is not finite as text."""
    whole = np.asarray(array)
    if whole.dtype.kind == "f" and not np.isfinite(whole).all():
        flat = [one if np.isfinite(one) else str(one) for one in whole.ravel().tolist()]
        return np.array(flat, dtype=object).reshape(whole.shape).tolist()
    return whole.tolist()


def decoded_array(content: Any) -> Any:
    """The array of nested lists."""
    array = np.asarray(content, dtype=object)
    if any(one in _FAR for one in array.ravel().tolist() if isinstance(one, str)):
        return np.array([_FAR.get(one, one) for one in array.ravel().tolist()], dtype=float).reshape(array.shape)
    return np.asarray(content)


def encoded(term: Term, name: Callable[[int], str]) -> Any:
    """A term as data; `name` gives the name of a slot's node."""
    if type(term) is Ref:
        return {"ref": name(term.slot)}
    if type(term) is Apply:
        takes = [encoded(one, name) for one in term.takes]
        return {"op": term.op, "takes": takes, "named": {key: _plain(one) for key, one in term.named}}
    if term is None or isinstance(term, (bool, str)):
        return term
    data = encoded_array(term)
    return {"array": data} if isinstance(data, (list, str)) else data


def recomputed(data: Mapping[str, Any]) -> Any:
    """The result of an explanation, as an array in SI, from the leaves and the nodes that it shows.

    Args:
        data: With "root", the name of the result's node, and "nodes" by name, each behind those that it follows from.
    """
    values: dict[str, Any] = {}
    with np.errstate(all="ignore"), inside():
        for name, node in data["nodes"].items():
            if "si" in node and node["kind"] not in ("law", "function", "expression"):
                values[name] = decoded_array(node["si"])
            elif node["kind"] == "expression":
                values[name] = _value(node["steps"], values)
            else:
                values[name] = _called(node, values)
    return values[data["root"]]


def _called(node: Mapping[str, Any], values: Mapping[str, Any]) -> Any:
    arguments = {key: _value(one, values) for key, one in node["arguments"].items()}
    if node["kind"] == "law":
        return LAWS[node["law"]].si(**arguments)
    answer, part = FUNCTIONS[node["law"]](*arguments.values()), node.get("part")
    return answer if part is None else getattr(answer, part) if isinstance(part, str) else answer[part]


def _value(term: Any, values: Mapping[str, Any]) -> Any:
    if not isinstance(term, Mapping):
        return term
    if "ref" in term:
        return values[term["ref"]]
    if "array" in term:
        return decoded_array(term["array"])
    takes = [_value(one, values) for one in term["takes"]]
    return OPERATIONS[term["op"]].function(*takes, **{key: _unplain(one) for key, one in term["named"].items()})


def _plain(one: Any) -> Any:
    """An argument that is no array: a slice, `...` and a tuple are written as mappings."""
    if isinstance(one, slice):
        return {"slice": [one.start, one.stop, one.step]}
    if one is Ellipsis:
        return {"all": True}
    return {"tuple": [_plain(part) for part in one]} if isinstance(one, tuple) else one


def _unplain(one: Any) -> Any:
    if not isinstance(one, Mapping):
        return one
    if "slice" in one:
        return slice(*one["slice"])
    return Ellipsis if "all" in one else tuple(_unplain(part) for part in one["tuple"])
