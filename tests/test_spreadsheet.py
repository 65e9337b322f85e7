"""The workbook: its formulas give the model's results in a spreadsheet program, and what a user wrote stays text."""

import csv
import io
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import numpy as np
import pytest
from support.command import mistake
from support.extremes import COLD, ENDS
from support.formulas import Computed

import sunrack as sr
from sunrack.drawing import number as drawn_number
from sunrack.drawing.words import entry_unit
from sunrack.spreadsheet import workbook
from sunrack.spreadsheet.model import live_model
from sunrack.study.engine import evaluate
from sunrack.trace import OPERATIONS
from sunrack.trace.spreadsheet import KNOWN

SHEETS = ["Verdict", "Inputs", "Results", "Stacks", "Sources", "Fixed", "Constants", "Model"]
CHANGED = {  # inputs of five rooms, by factors
    "launch.price": 0.5, "cost.price_level": 1.3, "thermal.areal_mass": 0.8, "orbit.altitude": 1.25,
    "ground.texas.power_price": 1.4,
}  # fmt: skip
RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode" oor:op="fuse"><value>0</value></prop></item></oor:items>"""
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
OFFICE = shutil.which("soffice")
SPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@pytest.fixture(scope="module")
def book():
    return workbook()


@pytest.fixture(scope="module")
def live():
    return live_model(sr.load())


def part(content, name):
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return archive.read(name).decode()


def cells(content, sheet):
    """Cell → (formula or None, what is shown) of a sheet."""
    strings = [
        "".join(one.itertext())
        for one in ElementTree.fromstring(part(content, "xl/sharedStrings.xml")).iter(f"{SPACE}si")
    ]
    found = {}
    for one in ElementTree.fromstring(part(content, f"xl/worksheets/sheet{SHEETS.index(sheet) + 1}.xml")).iter(
        f"{SPACE}c"
    ):
        formula, value = one.find(f"{SPACE}f"), one.findtext(f"{SPACE}v")
        shown = strings[int(value)] if one.get("t") == "s" else value
        found[one.get("r")] = (None if formula is None else formula.text, shown)
    return found


def rows_of(content, sheet, column):
    """Row by the text in a column."""
    return {shown: int(at[1:]) for at, (_, shown) in cells(content, sheet).items() if re.fullmatch(rf"{column}\d+", at)}


def changed(content, numbers):
    """The workbook with other numbers in cells of the inputs, as a reader types them."""
    name = f"xl/worksheets/sheet{SHEETS.index('Inputs') + 1}.xml"
    rows, text = rows_of(content, "Inputs", "B"), part(content, name)
    for key, number in numbers.items():
        text, count = re.subn(rf'(<c r="C{rows[key]}"[^>]*><v>)[^<]*(</v>)', rf"\g<1>{number!r}\g<2>", text)
        assert count == 1, key
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(target, "w") as new:
        for one in old.namelist():
            new.writestr(one, text if one == name else old.read(one))
    return target.getvalue()


def entered(case, live, factors):
    """Inputs of a case times factors: the numbers that a reader types, by key; and all inputs of the model, in SI."""
    values, numbers = case.values(), {}
    design = {key: values[key].si for key in live.program.keys if key in values}
    for key, factor in factors.items():
        _, scale, offset = entry_unit(values[key].unit)
        numbers[key] = (values[key].si * factor - offset) / scale
        design[key] = numbers[key] * scale + offset
    return numbers, {key: np.array([one]) for key, one in {**design, **live.fixed}.items()}


def computed(content, folder):
    """Result → number as LibreOffice computes the sheet of results."""
    (folder / "profile" / "user").mkdir(parents=True)
    (folder / "profile" / "user" / "registrymodifications.xcu").write_text(RECALCULATE)
    (folder / "x.xlsx").write_bytes(content)
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        OFFICE,
        profile,
        "--headless",
        "--convert-to",
        EVERY_SHEET,
        "--outdir",
        str(folder),
        str(folder / "x.xlsx"),
    ]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    with (folder / "x-Results.csv").open(encoding="utf-8", newline="") as lines:
        return {row[0]: row[1] for row in csv.reader(lines)}


def test_every_operation_that_can_be_recorded_has_a_formula():
    from sunrack.trace.flat import KNOWN as FLAT

    assert set(OPERATIONS) == FLAT
    elementwise = {name for name, one in OPERATIONS.items() if one.elementwise}
    assert elementwise <= KNOWN


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("factors", [{}, CHANGED], ids=["as shipped", "five inputs changed"])
def test_a_spreadsheet_program_computes_what_the_model_computes(book, live, factors, tmp_path):
    numbers, design = entered(sr.load(), live, factors)
    found = computed(changed(book, numbers), tmp_path)
    right = live.program.play(design)
    walked = evaluate(sr.load(), {key: one for key, one in design.items() if key not in live.fixed}).to_dict()
    moved = 0
    for name in live.results:
        if name not in walked:
            continue
        wanted = float(np.ravel(right[name])[0])
        if not np.isfinite(wanted):
            continue
        assert float(found[name]) == pytest.approx(wanted, rel=1e-9, abs=1e-9), name
        moved += abs(wanted / live.values[name] - 1) > 1e-6 if live.values[name] else 0
        if name not in live.partly and not name.endswith((".margin", ".passed", "eclipse_days", "sizing_day")):
            # tolerance: orbits are read from a chart, whose array sizes are within 2e-4
            assert wanted == pytest.approx(float(np.ravel(walked[name]["value"])[0]), rel=1e-3, abs=1e-6), name
    assert moved > 100 if factors else moved == 0


NO_FIT = {"launch.payload": 0.01, "launch.price": 0.5, "cost.price_level": 1.3, "rack.mass": 1.1, "thermal.areal_mass": 0.8}  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize(
    ("changes", "factors"),
    [({}, {}), ({}, CHANGED), (COLD, CHANGED), ({}, NO_FIT), *((one, {}) for one in ENDS.values())],
    ids=["as shipped", "five inputs changed", "infeasible", "made infeasible", *ENDS],
)
def test_formulas_computes_what_the_model_computes(changes, factors):
    """Independent: the package `formulas` computes every live result from the cells that are written."""
    case = sr.load().but(changes)
    part_that_lives = live_model(case)
    numbers, design = entered(case, part_that_lives, factors)
    content = changed(workbook(case), numbers)
    cell, rows = Computed({one: cells(content, one) for one in SHEETS}), rows_of(content, "Results", "A")
    right = part_that_lives.program.play(design)
    compared = moved = 0
    for name in part_that_lives.results:
        if name not in rows:
            continue
        compared += 1
        found, wanted = cell("Results", f"B{rows[name]}"), float(np.ravel(right[name])[0])
        if np.isfinite(wanted):
            assert found == pytest.approx(wanted, rel=1e-9, abs=1e-9), name
            moved += bool(part_that_lives.values[name]) and abs(wanted / part_that_lives.values[name] - 1) > 1e-6
        else:
            assert found == drawn_number(wanted), name
    assert compared > 500 and (moved > 100 or changes or not factors)
    shown = [
        text for one in SHEETS if one not in ("Constants", "Model", "Fixed") for _, text in cells(content, one).values()
    ]
    assert not [
        text for text in shown if re.fullmatch(r"[-+]?(nan|inf|#.*|Err:.*|.*E\+[4-9]\d)", str(text), re.IGNORECASE)
    ]


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize(
    ("changes", "factors"),
    [(COLD, {}), (COLD, CHANGED), ({}, NO_FIT)],
    ids=["infeasible", "changed", "made infeasible"],
)
def test_infinite_and_undefined_results_are_words_in_a_spreadsheet_program(changes, factors, tmp_path):
    case = sr.load().but(changes)
    part_that_lives = live_model(case)
    numbers, design = entered(case, part_that_lives, factors)
    found = computed(changed(workbook(case), numbers), tmp_path)
    right = part_that_lives.program.play(design)
    words = 0
    for name in part_that_lives.results:
        if name in found:
            wanted = float(np.ravel(right[name])[0])
            if np.isfinite(wanted):
                assert float(found[name]) == pytest.approx(wanted, rel=1e-9, abs=1e-9), name
            else:
                words += 1
                assert found[name] == drawn_number(wanted), name
    assert words > 20 and "infinite" in found.values()
    stacks = (tmp_path / "x-Stacks.csv").read_text(encoding="utf-8")
    assert "#" not in stacks and "Err:" not in stacks and "E+7" not in stacks


@pytest.mark.slow
def test_the_headline_results_are_live(live):
    for name in (
        "cost.per_gpu_hour", "ground.texas.per_gpu_hour", "compare.texas.cost_ratio", "compare.texas.net_present_value",
        "cost.fleet_capital", "mass.wet", "power.array_area", "thermal.radiator_area",
    ):  # fmt: skip
        assert name in live.results
    assert "compare.texas.net_present_value" in live.partly  # its waits are outcomes of a long list
    assert "mass.wet" not in live.partly


def test_the_sheets_hold_every_input_result_and_source(book):
    names = re.findall(r'<sheet name="(\w+)"', part(book, "xl/workbook.xml"))
    assert names == SHEETS
    assert {*sr.load().values()} <= {*rows_of(book, "Inputs", "B")}
    assert {*sr.compare().to_dict()} <= {*rows_of(book, "Results", "A")}
    assert "nvidia-gb200-guide-2025" in rows_of(book, "Sources", "A")
    laws = {shown for at, (_, shown) in cells(book, "Model").items() if at.startswith("A")}
    assert "finance.capital_recovery_factor" in laws


def test_what_cannot_be_live_says_so(book):
    rows, found = rows_of(book, "Inputs", "B"), cells(book, "Inputs")
    assert found[f"J{rows['orbit.local_time']}"][1].startswith("not live: the year of eclipses")
    assert found[f"J{rows['orbit.altitude']}"][1] == "live from 400 to 1,200 km"
    rows, found = rows_of(book, "Results", "A"), cells(book, "Results")
    assert found[f"E{rows['cost.internal_rate_of_return']}"][1] == "not live: as written"
    assert found[f"E{rows['compare.texas.net_present_value']}"][1].startswith("partly live")


def test_a_workbook_has_no_links_and_no_scripts(book):
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        names = archive.namelist()
        assert not [
            one for one in names if "external" in one.lower() or "vba" in one.lower() or "hyperlink" in one.lower()
        ]
        assert b"hyperlink" not in b"".join(archive.read(one) for one in names if "sheet" in one)


@pytest.mark.slow
def test_what_the_user_wrote_is_text_in_a_cell():
    hostile = '=HYPERLINK("x","y")\x1b[31m<script>' + "x" * 40_000
    case = sr.load({"launch": {"price": {"value": "600 USD/kg", "why": "=1+1"}}})
    content = workbook(replace(case, title=hostile, name=hostile))
    formula, shown = cells(content, "Verdict")["A1"]
    assert formula is None and shown.startswith('=HYPERLINK("x","y") [31m<script>') and len(shown) <= 32_000
    row = rows_of(content, "Inputs", "B")["launch.price"]
    assert cells(content, "Inputs")[f"I{row}"] == (None, "=1+1")


def test_the_same_scenario_gives_the_same_workbook(book):
    assert workbook() == book


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "xlsx"], "a workbook needs a file"),
        (["-o", "x.xlsx", "--section", "mass"], "holds every section"),
        (["-o", "x.xls"], ".xlsx"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(run, words, said):
    assert mistake(run("report", *words), said)


@pytest.mark.slow
def test_the_command_writes_the_workbook(run, tmp_path):
    place = tmp_path / "x.xlsx"
    code, out, err = run("report", "rack-gb200", "-o", str(place))
    assert (code, out) == (0, "")
    assert err.startswith("wrote ")
    assert rows_of(place.read_bytes(), "Inputs", "B")
