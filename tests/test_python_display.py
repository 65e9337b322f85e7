"""Python as a notebook and an editor see it: short reprs, tables that escape, keywords as the command's, real types."""

import dataclasses
import pickle
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest

import sunrack as sr
from sunrack.catalogue import Unknown, records
from sunrack.drawing.canvas import Canvas, Word
from sunrack.drawing.svg import as_svg
from sunrack.explorer import Explorer
from sunrack.explorer.sliders import Slider
from sunrack.findings import SECTIONS
from sunrack.report.figures import FIGURES, draw
from sunrack.report.figures.plotted import plotted
from sunrack.study.parity_answer import Parity, Turn
from sunrack.units import Quantity

HOSTILE = '<script>alert("x")</script>&'
WORST = f'=HYPERLINK("http://x.example","y") \x1b[31m<img src=x onerror=alert(1)> {HOSTILE} ' + "x" * 10_000


@pytest.fixture(scope="module")
def c():
    return sr.compare()


@pytest.fixture(scope="module")
def shown(c):
    case, found = c.scenario, sr.findings(c)
    sensitivity, when = sr.sensitivity(case, "mass.wet"), sr.when(case, last=2030)
    summary = sr.summarise(sr.sample(case, 16))
    even = sr.breakeven(case, "launch.price")
    rooms = [getattr(c.design, room) for room in ("orbit", "power", "thermal", "link", "mass", "launch", "cost")]
    return [
        case, case.raw, case.sites, case.homes, *case.sections().values(), *case.values().values(),
        c, c.design, *rooms, *c.ground.values(), *c.against.values(), c.clock, c.verdict, *c.checks,
        found, found.heat, found.money, found.ground, found.zoning,
        sensitivity, *sensitivity.drivers, *sr.sensitivity(case).deciders, when, *when.paths.values(),
        summary, *summary.results, *summary.odds, even, *even.crossings.values(),
        sr.report(c, sections=["heat"]), sr.calendar(case), sr.thermal.radiator_area, records("cells"),
        records("cells")["silicon"],
    ]  # fmt: skip


def test_every_public_object_is_short_and_shows_itself(shown):
    """Property: a repr is at most a screen, 24 lines of 120 columns; a notebook gets HTML without a control character."""
    for one in shown:
        lines = repr(one).splitlines()
        assert len(lines) <= 24 and max(map(len, lines)) <= 420, (type(one), repr(one))
        assert "object at 0x" not in repr(one)
        page = one._repr_html_()
        assert page.startswith("<") and "\x1b" not in page, type(one)
    assert len(repr(sr.LAWS)) < 200 and "laws" in repr(sr.LAWS)


class Elements(HTMLParser):
    """The elements of a page and the names of their attributes; and its text."""

    def __init__(self, page):
        super().__init__()
        self.tags, self.attributes, self.text = set(), set(), ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attributes):
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attributes}

    def handle_data(self, data):
        self.text += data


OURS = {"table", "thead", "tbody", "tr", "th", "td", "div", "p", "strong", "br", "h3", "code", "b", "pre", "details", "summary"}  # fmt: skip
KNOWN = {"style", "scope", "role", "tabindex", "aria-label", "open"}


@pytest.fixture(scope="module")
def hostile():
    """A scenario whose name, texts, sources and region hold markup, control characters and ten thousand letters."""
    price = {"value": "1 USD/kg", "why": WORST}
    case = sr.load({"title": WORST, "about": WORST, "launch": {"price": price}, "ground": {"mine": {"base": "texas"}}})
    object.__setattr__(case, "name", WORST)
    return sr.compare(case)


@pytest.mark.slow
def test_what_a_user_wrote_is_text_in_every_display(hostile):
    case, found = hostile.scenario, sr.findings(hostile)
    slider = Slider(key="launch.price", title=WORST, unit=WORST, scale=1, offset=0, low=0, high=1, logarithmic=False, guess=True)  # fmt: skip
    turn = Turn(WORST, (WORST,), (WORST,), (WORST,), WORST, own=True)
    numbers = dict.fromkeys([one.name for one in dataclasses.fields(Parity)], 1.0)  # to find one takes too long
    answer = numbers | {"case": case, "region": "texas", "kind": "possible", "shortest": (turn,), "answer": (WORST,)}
    shown = [
        case, case.raw, *case.sections().values(), *case.values().values(), hostile, hostile.design, hostile.clock,
        *hostile.ground.values(), *hostile.against.values(), hostile.verdict, *hostile.checks,
        found, *(found[one] for one in SECTIONS), sr.report(hostile, full=True), sr.calendar(case), sr.regions(case),
        sr.summarise(sr.sample(case, 16), case), sr.sensitivity(case, "mass.wet"), sr.when(case, last=2030),
        sr.breakeven(case, "launch.price"), sr.partials(case, of=["mass.wet"], wrt=["launch.price"]),
        sr.explain(hostile, "launch.cost_per_satellite", depth=2), sr.claims(case),
        sr.reconcile("semianalysis-2026", case, steps=False), Explorer(WORST, (slider,)), Parity(**answer),
    ]  # fmt: skip
    for one in shown:
        page = one._repr_html_()
        read = Elements(page)
        assert read.tags <= OURS and read.attributes <= KNOWN, (type(one), read.tags - OURS, read.attributes - KNOWN)
        assert "\x1b" not in page and "\x1b" not in repr(one), type(one)
        assert not re.search(r"(?<![-\w])(background|color)\s*:", page), type(one)  # light or dark is the notebook's
    assert WORST.replace("\x1b", "?") in Elements(case._repr_html_()).text


def test_what_a_user_wrote_is_text_in_figures(hostile):
    """Ourselves: alt texts and words of figures, alone, in the page and of matplotlib."""
    for name in FIGURES:
        image = ElementTree.fromstring(as_svg(draw(sr.findings(hostile), name), alone=True))
        tags = {one.tag.rpartition("}")[2] for one in image.iter()}
        assert tags <= {"svg", "style", "defs", "pattern", "path", "rect", "text", "polyline", "polygon"}, name
        assert "\x1b" not in "".join(image.itertext()) + image.attrib["aria-label"]
    canvas = Canvas(100, 20, alt=WORST, marks=[Word(0, 10, WORST)])
    image, text = ElementTree.fromstring(as_svg(canvas, alone=True)), WORST.replace("\x1b", "?")
    assert image.attrib["aria-label"] == text and [one.text for one in image if one.tag.endswith("text")] == [text]
    made = plotted(Canvas(100, 20, alt=WORST, title=HOSTILE))._repr_html_()
    assert Elements(made).tags == {"img"} and Elements(made).attributes == {"alt", "style", "src"}


@pytest.mark.parametrize("name", ["x.html", "x.md", "x.json", "x.txt"])
def test_a_page_saves_itself_by_its_ending(tmp_path, name, run):
    path = tmp_path / name
    page = sr.regions(region=["texas", "india"], output=path)
    assert run("regions", "--region", "texas", "--region", "india", "-o", str(tmp_path / f"c{name}")).code == 0
    assert path.read_text(encoding="utf-8").lower() == (tmp_path / f"c{name}").read_text(encoding="utf-8").lower()
    assert isinstance(page, type(sr.calendar(year=2030)))
    with pytest.raises(ValueError, match=r"must end in \.txt, \.md, \.json or \.html"):
        page.save(tmp_path / "x.doc")
    with pytest.raises(ValueError, match="is not one of text, md, json, html"):
        page.save(tmp_path / "x.md", "docx")
    with pytest.raises(OSError, match="there is no folder"):
        page.save(tmp_path / "no" / "x.md")


def test_a_scenario_by_its_keys():
    case = sr.load()
    assert case["orbit.altitude"] == sr.Q("650 km") and case["launch.vehicle"] == "starship-2029"
    assert case["ground.regions"] == tuple(case.ground.regions) and "orbit.altitude" in case
    assert set(case.values()) <= set(case.keys())
    assert all(isinstance(case[key], Quantity) for key in case.values())
    with pytest.raises(Unknown, match=r'is not a key of the scenario\. Did you mean "orbit\.altitude"'):
        case["orbit.altitud"]
    frame = case.to_frame()
    assert frame.loc["orbit.altitude", "value"] == 650 and list(frame.index) == list(case.values())


def test_a_scenario_is_a_key_of_a_dictionary_and_survives_its_toml(tmp_path):
    case = sr.load().but({"launch.price": "200 USD/kg", "ground.*.pue": "1.3"})
    path = tmp_path / "x.toml"
    path.write_text(case.to_toml(), encoding="utf-8")
    again = sr.load(path)
    assert again == case and hash(again) == hash(case) and {case: 1}[again] == 1
    assert set(case.diff("rack-100kw")) == {"launch.price", *(f"ground.{site}.pue" for site in case.sites)}


def test_keywords_are_those_of_the_command_and_old_ones_still_hold():
    over = {"orbit.altitude": "600 km:700 km:2"}
    new, old = sr.sweep(None, over, results=["mass.wet"]), sr.sweep(None, over, outputs=["mass.wet"])
    assert new.equals(old)
    draws = sr.sample(None, 16, results="mass.wet", only="launch.price")
    assert draws.equals(sr.sample(None, 16, outputs="mass.wet", keys="launch.price"))
    assert sr.sensitivity(None, result="mass.wet").now == sr.sensitivity(None, output="mass.wet").now
    assert sr.breakeven(None, "launch.price", region="india") == sr.breakeven(None, "launch.price", against="india")
    with pytest.raises(ValueError, match="results and outputs are two names of one argument"):
        sr.sweep(None, over, results=["mass.wet"], outputs=["mass.dry"])


def test_the_block_of_the_interface_runs():
    """Ourselves: what `interface.md` promises of Python, as it is written there."""
    import numpy as np

    from sunrack import Q

    case = sr.load()
    case = case.but(orbit={"altitude": "1400 km"})
    c = sr.compare(case)
    assert c.design.thermal.radiator_area.to("ft^2").m > 100 and c.to_dict()["thermal.radiator_area"]["unit"] == "m²"
    assert c.ground["texas"] and c.verdict and c["mass.wet"].check("[mass]") and len(c.to_frame()) > 200
    grid = sr.sweep(
        case, over={"orbit.altitude": Q(np.linspace(500, 1400, 3), "km")}, outputs=["cost.per_gpu_hour", "mass.wet"]
    )
    assert grid["mass.wet"].attrs["units"] == "kg" and grid.sizes == {"orbit.altitude": 3}
    assert sr.sample(case, n=16, seed=1).sizes == {"draw": 16}
    assert sr.sensitivity(case, output="compare.cost_ratio").now > 1
    assert sr.breakeven(case, "launch.price", region="n-virginia").region == "n-virginia"
    assert sr.orbit.eclipse_fraction(altitude=Q("650 km"), beta=Q("60 deg")).m >= 0
    assert sr.findings(c, "heat").to_dict() and case.to_toml() and case.diff(sr.load())


SCRIPT = """
import sunrack as sr
from sunrack import Q

case = sr.load()
reveal_type(case.but(orbit={"altitude": "1400 km"}))
reveal_type(sr.compare(case))
reveal_type(Q("650 km"))
reveal_type(sr.thermal.radiator_area(heat=Q("114 kW"), panel=Q("314 K"), sink=Q("201 K"), emissivity=0.8))
reveal_type(sr.thermal.radiator_area)
reveal_type(sr.sweep(case, {"orbit.altitude": "500 km:600 km:3"}, results="mass.wet"))
reveal_type(sr.sample(case, 16, only="launch.price", output="x.nc"))
reveal_type(sr.breakeven(case, "launch.price", region="n-virginia"))
reveal_type(sr.report(case))
sr.thermal.radiator_area(heat=Q("114 kW"), pannel=Q("314 K"), sink=Q("201 K"), emissivity=0.8)
"""
TYPES = [
    "sunrack.scenario.Scenario",
    "sunrack.comparison.Comparison",
    "pint.*Quantity",
    "pint.*Quantity",
    r"sunrack.units.laws.Law\[.*heat: .*panel: .*sink: .*emissivity: .*faces: .*=",
    "xarray.*Dataset",
    "pathlib.*Path",
    "sunrack.study.crossing.Breakeven",
    "sunrack.report.pages.Page",
]


@pytest.mark.slow
def test_a_type_checker_sees_real_types(tmp_path):
    """Independent: mypy on a user's script."""
    pytest.importorskip("mypy")
    (tmp_path / "user.py").write_text(SCRIPT)
    (tmp_path / "mypy.ini").write_text("[mypy]\nfollow_imports = silent\n")
    import os

    folder = Path(sr.__file__).parents[1]  # where it is installed, mypy finds it by itself
    told = subprocess.run(
        [sys.executable, "-m", "mypy", "user.py", "--cache-dir", str(tmp_path / "cache")],
        cwd=tmp_path,
        env={**os.environ, **({} if folder.name == "site-packages" else {"MYPYPATH": str(folder)})},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    ).stdout
    seen = re.findall(r'Revealed type is "(.*)"', told)
    assert len(seen) == len(TYPES), told
    for found, wanted in zip(seen, TYPES, strict=True):
        assert re.search(wanted, found), (found, wanted)
    assert told.count("error:") == 1 and 'Unexpected keyword argument "pannel"' in told


def test_the_rooms_of_a_design_give_each_result_in_the_unit_that_it_is_shown_in():
    """Independent: the attribute and the row of `to_dict` hold the same number, so c.design.cost.per_gpu_hour is not
    in USD/year and power.battery_mass is not in J kg/Wh."""
    c = sr.compare()
    owners = {"orbit": c.design.orbit, "power": c.design.power, "thermal": c.design.thermal, "link": c.design.link}
    owners |= {"launch": c.design.launch, "cost": c.design.cost, "ground.texas": c.ground["texas"]}
    rows, seen = c.to_dict(), 0
    for prefix, owner in owners.items():
        for one in dataclasses.fields(owner):
            content, row = getattr(owner, one.name), rows.get(f"{prefix}.{one.name}")
            if row and hasattr(content, "magnitude"):
                assert content.magnitude == pytest.approx(row["value"], rel=1e-12), (prefix, one.name)
                seen += 1
    assert seen > 100
    assert f"{c.ground['texas'].per_gpu_hour:.2f~P}" == "2.00 USD/h"


@pytest.mark.parametrize("name", ["report", "regions", "calendar"])
def test_a_page_goes_to_another_process_and_back(name):
    page = getattr(sr, name)()
    back = pickle.loads(pickle.dumps(page))
    assert str(back) == str(page) and back.to_dict() == page.to_dict()
