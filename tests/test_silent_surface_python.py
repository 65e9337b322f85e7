"""The Python surface says what it holds: results by name, ratios without odd units, pages in a notebook, help and completion."""

from importlib.resources import files

import pytest
from support.command import process

import sunrack as sr
from sunrack.catalogue import Unknown
from sunrack.cli import COMMANDS, GROUPS, completions


@pytest.fixture(scope="module")
def c():
    return sr.compare()


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("mass.wett", "mass.wet"),
        ("compare.texs.cost_ratio", "compare.texas.cost_ratio"),
        ("orbit.day_beta", "orbit.mean_beta"),
        ("mass.ledger.rack", ""),
        ("mass", ""),
        ("mass.to_dict", ""),
        ("scenario.name", ""),
        (1, ""),
        ("", ""),
    ],
)
def test_fault_20_a_result_that_there_is_not_is_told(c, name, nearest):
    for ask in (c.result, c.__getitem__):
        with pytest.raises(Unknown, match="is not a result") as told:
            ask(name)
        assert nearest in str(told.value)


def test_fault_19_every_result_is_a_quantity_by_its_name(c):
    """Property: each result by name has the number and the dimension that `to_dict` gives."""
    for name, row in c.to_dict().items():
        got = c[name]
        assert (got if isinstance(got, str) else got.magnitude) == row["value"], name
    assert c["mass.wet"].to("t").magnitude == pytest.approx(c.design.mass.wet.to("kg").magnitude / 1000)
    assert str(c["link.isl_margin"]).endswith("dB") and c["launch.binding_limit"] == "mass"


def test_fault_19_frame_and_reprs(c):
    frame = c.to_frame()
    assert list(frame.columns) == ["value", "unit"] and frame.loc["mass.wet", "value"] == c.result("mass.wet")
    assert list(frame.index) == list(c.to_dict())
    assert len(repr(c)) < 400 and len(repr(c.design)) < 100
    html = c._repr_html_()
    assert html.count("<table>") == 3 and "<pre>" not in html and "Cost per GPU-hour sold" in html


def test_fault_19_every_answer_shows_itself(c):
    case = c.scenario
    shown = [
        c,
        c.design,
        c.design.mass,
        c.against["texas"],
        sr.report(c),
        sr.regions(case, regions=["texas", "india"]),
        sr.calendar(case),
        sr.breakeven(case, "launch.price"),
        sr.when(case, last=2030),
        sr.sensitivity(case, "mass.wet"),
        sr.summarise(sr.sample(case, 16)),
    ]
    for one in shown:
        html = one._repr_html_()
        assert "<table>" in html or "<p>" in html, type(one)
        assert len(repr(one)) < 6000, type(one)


@pytest.mark.slow
def test_fault_19_pages_are_those_of_the_commands(run):
    assert str(sr.report("rack-gb200")) == run("report", "rack-gb200").out
    assert str(sr.regions(by="time")) == run("regions", "--by", "time").out
    assert str(sr.calendar(year=2030)) == run("calendar", "--year", "2030").out
    assert sr.report().to_dict()["schema"] == "sunrack.report/1"
    assert [row["region"] for row in sr.regions(regions=["texas"]).to_dict()] == ["texas"]
    with pytest.raises(Unknown, match='Did you mean "time"'):
        sr.regions(by="tme")


def test_fault_19_report_is_a_function_whatever_was_imported_first():
    said = "import sunrack.report, sunrack as sr; print(repr(sr.report())[:7])"
    assert process(code=said).stdout.strip() == "<report"


def test_fault_20_ratios_have_no_units():
    from test_link_cluster import gang

    assert gang().rack_fabric_share.unitless and gang().ground_network_share.unitless
    for room in ("link", "power", "thermal", "launch", "cost"):
        answer = getattr(sr.design(), room)
        for name, field in answer.__dataclass_fields__.items():
            content = getattr(answer, name)
            if field.metadata.get("unit") == "" and hasattr(content, "units"):
                assert content.unitless, (room, name)


def test_fault_11_types_are_shipped():
    assert files("sunrack").joinpath("py.typed").is_file()


def test_fault_17_help_has_groups_examples_and_no_python_types(run):
    helped = run("--help").out
    assert all(f"{title}:" in helped for title in GROUPS) and "..." not in helped.replace("[ARGS]...", "")
    assert len(COMMANDS) == sum(len(entries) for entries in GROUPS.values())
    assert all(one.examples and all(line.split()[0] == name for line in one.examples) for name, one in COMMANDS.items())
    for name in COMMANDS:
        page = run(name, "--help").out
        assert "list[str]" not in page and "Examples:" in page and "sunrack " + name in page, name


def test_fault_17_names_complete():
    assert completions.scenarios("rack-100kw-c") == ["rack-100kw-claimed"]
    assert completions.regions("tex") == ["texas"]
    assert "orbit.altitude=" in completions.changes("orbit.alt") and "power.cell=" in completions.changes("power.ce")
    assert completions.keys("launch.price") == ["launch.price", "launch.price_year"]
    assert completions.results("mass.we") == ["mass.wet"]
    assert completions.words("table", "md", "json")("m") == ["md"]


def test_fault_19_a_comparison_lists_its_results(c):
    assert "mass.wet" in c and "mass.wett" not in c
    assert list(c) == list(c.to_dict()) == list(dict(c))
    assert dict(c)["mass.wet"] == c["mass.wet"]


@pytest.mark.parametrize("last", ["2030", None, float("nan"), 2030.5, True])
def test_a_last_year_that_is_none_is_refused(last):
    with pytest.raises(ValueError, match="calendar year"):
        sr.when(last=last)


def test_what_is_no_sample_and_what_is_no_comparison_is_refused():
    for bad in (5, None, sr.sweep("rack-100kw", {"rack.derate": [0.9]}, ["mass.wet"])):
        with pytest.raises(ValueError, match='over "draw"'):
            sr.summarise(bad)
    with pytest.raises(ValueError, match="what compare gave"):
        sr.findings(5)


def test_a_fraction_of_a_year_is_shown_as_it_was_written():
    with pytest.raises(sr.ScenarioError, match=r"not 2028\.5"):
        sr.load({"orbit.year": 2028.5})


@pytest.mark.parametrize("rows", ["x", -1, 2.5, True, None])
def test_rows_of_a_sensitivity_are_asked_for_even_where_they_are_not_drawn(rows):
    with pytest.raises(ValueError, match="the rows must be a whole number"):
        sr.sensitivity(n=rows)


def test_a_table_where_a_number_belongs_is_called_a_table():
    with pytest.raises(sr.ScenarioError, match="a table"):
        sr.load().but({"orbit.altitude": {"value": {"value": "3 km"}}})


@pytest.mark.parametrize(
    ("asked", "example"),
    [
        (lambda names: sr.report(sections=names), "heat"),
        (lambda names: sr.report(region=names), "texas"),
        (lambda names: sr.regions(region=names), "texas"),
        (lambda names: sr.explore(sliders=names), "launch.price"),
        (lambda names: sr.sample(n=64, results=names), "mass.wet"),
    ],
)
def test_what_is_no_list_of_names_is_told(asked, example):
    for wrong in (5, b"heat", {"heat": 1}):
        with pytest.raises(ValueError, match=rf'must be a list of names, for example \["{example}"\]'):
            asked(wrong)
    with pytest.raises(ValueError, match=f'must be text, for example "{example}"'):
        asked([5])


def test_one_name_stands_for_a_list_of_one():
    assert [one.key for one in sr.explore(sliders="launch.price").sliders] == ["launch.price"]
    assert str(sr.report(sections="heat")) == str(sr.report(sections=["heat"]))
