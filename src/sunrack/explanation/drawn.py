"""An explanation for people: as text, Markdown, a tree that folds in a notebook, and a flowchart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from sunrack.checks.names import NAMES
from sunrack.drawing import number, printed_unit
from sunrack.explanation.leaves import labelled
from sunrack.explanation.units import fitting
from sunrack.markup import paragraph, said
from sunrack.trace.terms import Apply, Ref, text_of
from sunrack.units import to_si
from sunrack.units.laws import LAWS, Law
from sunrack.values import printed, show

if TYPE_CHECKING:
    from sunrack.explanation import Explanation
    from sunrack.trace.explanation import Node

CHART_DEPTH = 3  # levels of a flowchart; more boxes than these show cannot be read
_MOVERS = 3  # inputs that are named where a node is cut


@dataclass(frozen=True)
class Line:
    """A node where it is met on the way down.

    Args:
        node: The node.
        level: How deep it stands.
        role: The argument of the law above that it is, where that differs from its name.
        again: Whether it is shown in full elsewhere: "above", "below" or "".
    """

    node: Node
    level: int
    role: str
    again: str


def lines(e: Explanation) -> Iterator[Line]:
    """The nodes in the order of a tree, each in full once."""
    done: set[int] = set()

    def visit(slot: int, level: int, role: str) -> Iterator[Line]:
        node = e.graph.node(slot)
        if slot in done:
            yield Line(node, level, role, "above")
        elif level > e.levels[slot] and not node.is_leaf:
            yield Line(node, level, role, "below")
        else:
            done.add(slot)
            yield Line(node, level, role, "")
            if not e.is_cut(node):
                for child in node.children:
                    yield from visit(child, level + 1, _role(e, node, child))

    if e.nodes:
        yield from visit(e.nodes[0].slot, 0, "")


def _role(e: Explanation, node: Node, child: int) -> str:
    roles = [key for key, term in node.arguments if type(term) is Ref and term.slot == child]
    label = e.labels[child]
    return ", ".join(role for role in roles if role not in (label, label.rpartition(".")[2]))


def shown_value(e: Explanation, node: Node | None) -> str:
    """A node's value to four digits, in its unit; of several numbers the median and the ends. None: the result's."""
    if node is None:
        return _with_unit(e.value if isinstance(e.value, str) else _digits(float(e.value)), e.unit)
    array = np.ravel(e.si(node))
    if array.dtype.kind in "US":
        return str(array[0]) if array.size == 1 else f"{array.size} words"
    unit = e.shown_unit(node)
    scale, offset, _ = to_si(unit)
    if array.size == 1:
        return _with_unit(_digits((float(array[0]) - offset) / scale), unit)
    low, middle, high = ((one - offset) / scale for one in np.quantile(array.astype(float), (0, 0.5, 1)))
    return _with_unit(f"{array.size} numbers: median {middle:.4g}, {low:.4g} to {high:.4g}", unit)


def _with_unit(number_: str, unit: str) -> str:
    """A number with its unit as people say it: 14 months, but 1 month."""
    said = printed(unit)
    return f"{number_} {said if number_ == '1' else printed_unit(said)}".strip()


def _digits(one: float) -> str:
    """Four digits, or the word for what is not finite."""
    return show(one, "") if np.isfinite(one) else number(one)


def expression(e: Explanation, node: Node) -> str:
    """The term of a node in words."""
    return text_of(node.term, e.labels.__getitem__)


def derived(e: Explanation, node: Node) -> str:
    """Where a node's value is from, in one line: its source, its law, its expression, or what moves it."""
    if node.kind == "input":
        return f"(input of the scenario) {labelled(e.values[node.key])}"
    if node.kind in ("low", "high"):
        return f"({node.kind} end of the range of {node.key}) {labelled(e.values[node.key])}"
    if e.is_cut(node):
        return f"… {moved_by(e, node)}"
    if node.call is None:
        return f"= {expression(e, node)}"
    if node.kind == "function":
        return f"← {node.call.law}({', '.join(_argument(e, key, term) for key, term in node.arguments)})"
    law = LAWS[node.call.law]
    given = [_given(e, law, key, term) for key, term in node.arguments if type(term) is not Ref]
    more = f", with {', '.join(given)}" if given else ""
    return f"← {law.name}: {law.equation}{more} ({law.source})"


def moved_by(e: Explanation, node: Node) -> str:
    """What moves a node that is cut, in words."""
    if np.size(e.si(node)) != 1:
        return "an array; see a greater depth"
    found = e.moved.get(node.slot, {})
    if not found:
        return "no input moves it by a small change"
    most = ", ".join(f"{key} {share:+.2f}".replace("-", "−") for key, share in list(found.items())[:_MOVERS])
    count = "1 input moves it" if len(found) == 1 else f"{len(found)} inputs move it"
    return f"{count}, in % for 1 %: {most}"


def _given(e: Explanation, law: Law[...], key: str, term: Any) -> str:
    """An argument of a law; a number with its unit."""
    unit = law.parameters[key][0]
    if type(term) is Apply or np.size(term) != 1 or not unit:
        return _argument(e, key, term)
    si = float(np.ravel(term)[0])
    shown = fitting(to_si(unit)[2], si, (e.unit, unit)) or unit
    scale, offset, _ = to_si(shown)
    return f"{key} = {_with_unit(_digits((si - offset) / scale), shown)}"


def _argument(e: Explanation, key: str, term: Any) -> str:
    if type(term) in (Ref, Apply):
        return f"{key} = {text_of(term, e.labels.__getitem__)}"
    return f"{key} = {term if isinstance(term, str) else text_of(term, e.labels.__getitem__)}"


def head(e: Explanation, line: Line) -> str:
    """The name of a node where it is met, with its role in the law above."""
    label = e.labels[line.node.slot]
    return f"{line.role} = {label}" if line.role else label


def _rest(e: Explanation, line: Line) -> str:
    return f"(shown {line.again})" if line.again else derived(e, line.node)


def as_text(e: Explanation) -> str:
    """The tree as indented lines."""
    if not e.nodes:
        return f"{e.name}: {shown_value(e, None)} (no input moves it in this scenario)"
    rows = [f"{'  ' * line.level}{head(e, line)}: {_shown(e, line)} {_rest(e, line)}" for line in lines(e)]
    return "\n".join([*_check(e), *rows])


def _check(e: Explanation) -> list[str]:
    """Of a result of a check a line with the check's title and what it asks for; of any other result none."""
    room, _, slug = e.name.rpartition(".")[0].partition(".")
    return [": ".join(NAMES[slug])] if room == "checks" and slug in NAMES else []


def _shown(e: Explanation, line: Line) -> str:
    return shown_value(e, None if line.level == 0 else line.node)


def as_markdown(e: Explanation) -> str:
    """The tree as nested lists."""
    if not e.nodes:
        return f"- `{e.name}`: {shown_value(e, None)} (no input moves it in this scenario)"
    return "\n".join(
        f"{'  ' * line.level}- `{head(e, line)}`: **{_shown(e, line)}** {_escaped(_rest(e, line))}" for line in lines(e)
    )


def _escaped(text: str) -> str:
    for sign in "\\*_[]<>|":
        text = text.replace(sign, f"\\{sign}")
    return text


def as_html(e: Explanation) -> str:
    """The tree as elements that fold."""
    rows = list(lines(e))
    if not rows:
        return paragraph(as_text(e))
    parts: list[str] = []
    open_levels: list[int] = []
    for place, line in enumerate(rows):
        while open_levels and open_levels[-1] >= line.level:
            open_levels.pop()
            parts.append("</div></details>")
        row = f"<code>{said(head(e, line))}</code>: <b>{said(_shown(e, line))}</b> {said(_rest(e, line))}"
        if place + 1 < len(rows) and rows[place + 1].level > line.level:
            state = " open" if line.level == 0 else ""
            parts.append(f'<details{state}><summary>{row}</summary><div style="margin-left: 1.5em">')
            open_levels.append(line.level)
        else:
            parts.append(f"<div>{row}</div>")
    return "\n".join([*parts, *("</div></details>" for _ in open_levels)])


def as_mermaid(e: Explanation) -> str:
    """The first levels as a flowchart: leaves rounded, laws with two walls."""
    if not e.nodes:
        return f'flowchart RL\n  n0["{_quoted(e.name)}<br/>{_quoted(shown_value(e, None))}"]'
    shown = [node for node in e.nodes if e.levels[node.slot] <= CHART_DEPTH]
    ids = {node.slot: f"n{place}" for place, node in enumerate(shown)}
    out = ["flowchart RL"]
    for place, node in enumerate(shown):
        begin, end = ("([", "])") if node.is_leaf else ("[[", "]]") if node.call else ("[", "]")
        law = f"<br/>{_quoted(node.call.law.rpartition('.')[2])}" if node.call else ""
        value = _quoted(shown_value(e, node if place else None))
        out.append(f'  {ids[node.slot]}{begin}"{_quoted(e.labels[node.slot])}<br/>{value}{law}"{end}')
    for node in shown:
        if e.levels[node.slot] < CHART_DEPTH and not e.is_cut(node):
            out += [f"  {ids[child]} --> {ids[node.slot]}" for child in node.children]
    return "\n".join(out)


def _quoted(text: str) -> str:
    """Text for a box: mermaid reads #quot; where HTML has an entity."""
    return text.replace("#", "#35;").replace('"', "#quot;").replace("<", "#lt;").replace(">", "#gt;")
