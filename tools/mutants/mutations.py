"""Which small changes of the code are tried: cosmic-ray's operators, fewer of them, and one of our own.

Left out are changes that fail at once in any test (`+` to `<<`) and changes of decorators (a removed `@cache` changes no number).
"""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import Any, NamedTuple

import parso
from cosmic_ray.ast import ast_nodes, get_ast
from cosmic_ray.ast.ast_query import ASTQuery
from cosmic_ray.mutating import mutate_code
from cosmic_ray.operators.operator import Operator
from cosmic_ray.plugins import get_operator

_CORE = """
AddNot NumberReplacer ReplaceAndWithOr ReplaceOrWithAnd ReplaceTrueWithFalse ReplaceFalseWithTrue ReplaceBreakWithContinue ReplaceContinueWithBreak
ZeroIterationForLoop ReplaceUnaryOperator_Delete_Not ReplaceUnaryOperator_Delete_Invert ReplaceUnaryOperator_USub_UAdd
ReplaceBinaryOperator_Add_Sub ReplaceBinaryOperator_Sub_Add ReplaceBinaryOperator_Mul_Div ReplaceBinaryOperator_Div_Mul
ReplaceBinaryOperator_Pow_Mul ReplaceBinaryOperator_FloorDiv_Div ReplaceBinaryOperator_Mod_Div ReplaceBinaryOperator_BitAnd_BitOr
ReplaceBinaryOperator_BitOr_BitAnd ReplaceComparisonOperator_Lt_LtE ReplaceComparisonOperator_Lt_GtE ReplaceComparisonOperator_LtE_Lt
ReplaceComparisonOperator_LtE_Gt ReplaceComparisonOperator_Gt_GtE ReplaceComparisonOperator_Gt_LtE ReplaceComparisonOperator_GtE_Gt
ReplaceComparisonOperator_GtE_Lt ReplaceComparisonOperator_Eq_NotEq ReplaceComparisonOperator_NotEq_Eq ReplaceComparisonOperator_Is_IsNot
ReplaceComparisonOperator_IsNot_Is
""".split()

_PAIRS = ["minimum maximum", "min max", "floor ceil", "sin cos", "any all", "argmin argmax", "first last", "low high"]
_OTHER = {one: other for pair in map(str.split, _PAIRS) for one, other in (pair, pair[::-1])}
_CALLED = {"minimum", "maximum", "min", "max", "floor", "ceil", "sin", "cos", "any", "all", "argmin", "argmax"}


class SwapNames(Operator):
    """`np.minimum` becomes `np.maximum`, `value.low` becomes `value.high`, and so on."""

    def mutation_positions(self, node: Any) -> Any:
        if node.type == "name" and node.value in _OTHER and (node.value in _CALLED) == _is_called(node):
            before = node.get_previous_leaf()
            if node.value in _CALLED or (before is not None and before.value == "."):
                yield node.start_pos, node.end_pos

    def mutate(self, node: Any, index: int) -> Any:
        return parso.python.tree.Name(_OTHER[node.value], node.start_pos, prefix=node.prefix)

    @classmethod
    def examples(cls) -> Any:
        return ()


def _is_called(node: Any) -> bool:
    after = node.get_next_leaf()
    return after is not None and after.value == "("


class Mutant(NamedTuple):
    """One change: its file below src/sunrack, the function it stands in, the operator, and which of its places."""

    path: str
    function: str
    operator: str
    occurrence: int
    line: int

    @property
    def key(self) -> str:
        return f"{self.path}:{self.function}:{self.operator}:{self.occurrence}"


def is_declaration(source: Path, mutant: Mutant) -> bool:
    """Whether the line says only how a dataclass compares and shows itself, or the operator is the bare star of a signature."""
    line = source.read_text(encoding="utf-8").splitlines()[mutant.line - 1].strip()
    return line.startswith("@dataclass") or ("_Mul_" in mutant.operator and ("*, " in line or line == "*,"))


def operator_of(name: str) -> Any:
    return SwapNames() if name == "SwapNames" else get_operator(f"core/{name}")()


def mutants_of(source: Path, path: str) -> list[Mutant]:
    """Every change of one file."""
    text = source.read_text(encoding="utf-8")
    lines, tree, found = text.splitlines(), get_ast(text), []
    nodes = list(ast_nodes(tree))
    for name in (*_CORE, "SwapNames"):
        operator, occurrence = operator_of(name), -1
        for node in nodes:
            for start, _ in operator.mutation_positions(node):
                occurrence += 1
                if "TYPE_CHECKING" in lines[start[0] - 1] or ("Bit" in name and _is_annotation(node)):
                    continue
                function = ASTQuery(node).get_definition_name() or ""
                found.append(Mutant(path, function, name, occurrence, start[0]))
    return found


def _is_annotation(node: Any) -> bool:
    """Whether an operator stands in a type, which changes no number."""
    while node is not None and node.type not in ("suite", "file_input"):
        if node.type in ("annassign", "tfpdef", "param", "funcdef"):
            return True
        node = node.parent
    return False


def changed(text: str, mutant: Mutant) -> str | None:
    """The text of the file with the change; None where the change does nothing."""
    new: str | None = mutate_code(text, operator_of(mutant.operator), mutant.occurrence)
    return None if new == text else new


def difference(old: str, new: str) -> list[str]:
    """The lines that differ, `- old` and `+ new`."""
    compared = difflib.unified_diff(old.splitlines(), new.splitlines(), lineterm="", n=0)
    return [f"{line[0]} {line[1:].strip()}" for line in compared if line[:1] in "+-" and line[:3] not in ("+++", "---")]
