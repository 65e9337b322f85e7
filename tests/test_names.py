"""Dotted names in their parts, and no circle of imports among the modules of the study and the command line."""

import ast
from pathlib import Path

import pytest

import sunrack as sr
from sunrack.names import Name


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("mass.wet", ("mass", "", "wet")),
        ("power.ledger.bus", ("power", "", "ledger.bus")),
        ("ground.texas.grid_wait", ("ground", "texas", "grid_wait")),
        ("compare.n-virginia.cost_ratio", ("compare", "n-virginia", "cost_ratio")),
        ("compare.cost_ratio", ("compare", "", "cost_ratio")),
        ("ground.regions", ("ground", "", "regions")),
        ("clock.luck", ("clock", "", "luck")),
        ("orbit", ("orbit", "", "")),
        ("", ("", "", "")),
    ],
)
def test_a_name_and_its_parts(text, parts):
    name = Name.parse(text)
    assert tuple(name) == parts and str(name) == text
    assert name.is_regional == (parts[0] in ("ground", "compare"))


def test_every_key_and_result_is_its_parts():
    case = sr.load()
    for text in (*case.values(), *sr.compare(case).to_dict()):
        name = Name.parse(text)
        assert str(name) == text
        assert bool(name.region) == (text.startswith(("ground.", "compare.")) and text.count(".") > 1)


def test_a_result_of_one_region_along_an_axis_of_regions():
    """The result of the region that is named, for every region of the axis."""
    over = {"ground.regions": ["texas", "india"], "ground.texas.power_price": "0.03 USD/kWh:0.1 USD/kWh:2"}
    found = sr.sweep(None, over, ["compare.cost_ratio", "ground.texas.per_gpu_hour"])
    known = sr.sweep(None, {key: over[key] for key in list(over)[1:]}, ["ground.texas.per_gpu_hour"])
    for number in range(2):
        assert found["ground.texas.per_gpu_hour"][number].values.tolist() == known.to_array().values[0].tolist()


def test_the_modules_of_study_and_cli_import_in_one_direction():
    """By the imports of each file, those inside functions and those for types too; a package stands for its __init__."""
    root = Path(sr.__file__).parent
    files = {one for part in ("study", "cli") for one in (root / part).rglob("*.py")} - {root / "study/__init__.py"}
    modules = {
        ".".join(("sunrack", *one.relative_to(root).with_suffix("").parts)).removesuffix(".__init__"): one
        for one in files
    }

    def imports(file):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                full = [f"{node.module}.{one.name}" for one in node.names]
                yield from (one if one in modules else node.module for one in full)

    left = {name: {one for one in imports(file) if one in modules and one != name} for name, file in modules.items()}
    while free := [name for name, needs in left.items() if not needs & left.keys()]:
        for name in free:
            del left[name]
    assert not left, f"these modules import each other: {left}"
