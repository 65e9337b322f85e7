"""One vocabulary: every command at every width, in every form, to a file, a pipe and standard output, from standard input."""

import io
import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.command import Terminal, mistake, process

import sunrack as sr
from sunrack.cli import COMMANDS, build
from sunrack.drawing import Heading, Table, Text, as_text
from sunrack.drawing.forms import rows_as_csv
from sunrack.scenario import shipped, shipped_text
from sunrack.scenario.lines import lines_in

OWN = '[launch]\nprice = "321 USD/kg"\n'
ANSWERS = {  # a quick question to every command that answers with blocks
    "report": ("report", "--section", "heat"),
    "compare": ("compare", "rack-100kw", "rack-gb200"),
    "calendar": ("calendar",),
    "regions": ("regions", "--region", "texas", "--region", "india"),
    "breakeven": ("breakeven", "launch.price", "--against", "texas"),
    "frontier": ("frontier", "launch.price", "cost.price_level", "--values", "100 USD/kg,200 USD/kg"),
    "when": ("when", "--against", "texas", "--last", "2030"),
    "sweep": ("sweep", "--over", "orbit.altitude=600 km:700 km:2", "--result", "mass.wet"),
    "sample": ("sample", "-n", "32", "--result", "mass.wet"),
    "sensitivity": ("sensitivity", "--result", "mass.wet"),
    "sources": ("sources", "orbit"),
    "catalogue": ("catalogue", "coatings"),
    "reconcile": ("reconcile", "semianalysis-2026"),
    "claims": ("claims",),
}
# Asked in tests of their own: forms of their own, no scenario, or studies of many seconds (test_optimum, test_parity).
OWN_FORMS = ("explain", "schema", "results", "init", "check", "optimize", "parity", "figure", "explore")
every = pytest.mark.parametrize("words", ANSWERS.values(), ids=ANSWERS)
SCENARIO_OF = {
    "sources": ("sources", "launch.price", "-"),
    "catalogue": None,
    "compare": ("compare", "-", "rack-100kw"),
}


def test_every_command_is_asked():
    assert {*ANSWERS, *OWN_FORMS} == {*COMMANDS}


# ---------------------------------------------------------------- widths and pipes


def tokens(text):
    """Words and numbers, without the colons of "name: value" lines and the rules below heads."""
    return {word.rstrip(":") for word in text.split() if not re.fullmatch(r"[-#:▁▂▃▄▅▆▇█|]+", word)}


@pytest.mark.slow
@every
def test_no_width_cuts_a_word_a_number_or_a_url(run, words):
    whole = run(*words, columns=400).out
    for columns in (20, 40, 60, 80, 200):
        told = run(*words, columns=columns)
        assert told.code == 0, told.err
        if columns >= 60 or words[0] != "calendar":  # whose table of weeks is shorter where it has no room
            broken = tokens(told.out) - tokens(whole)
            assert not broken, broken
        limit = max(columns, 20)
        for line in told.out.splitlines():
            longest = max(map(len, line.split()), default=0)
            assert len(line) <= limit or longest > min(24, limit - 12), (columns, line)


def test_below_60_columns_a_table_is_lines_of_names_and_values():
    table = Table(["region", "cost, USD", "note"], [["texas", "-423,000", "a b"], ["india", "12.5", ""]], "lrl")
    assert as_text([table], 40) == (
        "region: texas\n  cost, USD: -423,000\n  note: a b\n\nregion: india\n  cost, USD: 12.5\n"
    )
    assert as_text([Table(["", ""], [["Altitude", "650 km"], ["Drag", "3 m/s/year"]])], 40) == (
        "Altitude: 650 km\nDrag: 3 m/s/year\n"
    )
    assert as_text([table], 60).splitlines()[0].split() == ["region", "cost,", "USD", "note"]


def test_a_table_that_has_no_room_for_its_words_is_lines_too():
    row = ["x" * 30, "y" * 30, "z" * 30]
    assert as_text([Table(["a", "b", "c"], [row])], 80) == f"a: {row[0]}\n  b: {row[1]}\n  c: {row[2]}\n"
    assert as_text([Table(["a", "b", "c"], [row])], 100).splitlines()[-1] == "  ".join(row)


def test_nothing_is_wrapped_where_there_is_no_width():
    long = "word " * 60
    blocks = [Heading("Title"), Text(long.strip()), Table(["a"], [[long.strip()]], wrap=[0])]
    assert max(map(len, as_text(blocks, None).splitlines())) == len(long.strip())


@every
def test_a_pipe_and_a_file_are_not_wrapped(run, words, monkeypatch, tmp_path):
    path = tmp_path / "x.txt"
    told = run(*words, "-o", str(path), columns=40)
    assert told.code == 0 and told.out == "" and f"wrote {path}" in told.err
    wide = run(*words, columns=4000).out
    assert tokens(path.read_text(encoding="utf-8")) == tokens(wide)


def test_a_pipe_is_not_wrapped():
    told = process("sources", "rack.mass")
    import os

    environment = {name: one for name, one in os.environ.items() if name != "COLUMNS"}
    environment["PYTHONPATH"] = str(Path(sr.__file__).parents[1])
    free = subprocess.run(
        [sys.executable, "-m", "sunrack", "sources", "rack.mass"],
        capture_output=True, text=True, encoding="utf-8", env=environment, timeout=60, check=True,
    ).stdout  # fmt: skip
    assert max(map(len, free.splitlines())) > 100 > 80 >= max(map(len, told.stdout.splitlines()))


# -------------------------------------------------------------------------- colour


@pytest.mark.parametrize("words", [("report", "--section", "heat"), ("catalogue", "coatings")])
def test_colour_on_a_terminal_or_by_force_and_never_in_a_file(run, words, monkeypatch, tmp_path):
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    assert "\x1b" not in run(*words, TERM="xterm").out
    assert "\x1b" in run(*words, screen=Terminal(), TERM="xterm").out
    path = tmp_path / "x.txt"
    run(*words, "-o", str(path), screen=Terminal(), TERM="xterm", FORCE_COLOR="1")
    assert "\x1b" not in path.read_text(encoding="utf-8")
    assert "\x1b" in run(*words, FORCE_COLOR="1").out
    assert "\x1b" not in run(*words, FORCE_COLOR="0").out
    assert "\x1b" not in run(*words, screen=Terminal(), FORCE_COLOR="1", NO_COLOR="1").out


# -------------------------------------------------------------- forms and endings


@pytest.mark.slow
@every
def test_the_ending_of_the_file_chooses_the_form(run, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("x.json", "x.md", "x.html", "X.HTM", "x.txt"):
        told = run(*words, "-o", name)
        assert told.code == 0 and told.out == "", told.err
    text = {one.name: one.read_text(encoding="utf-8") for one in tmp_path.iterdir()}
    assert json.loads(text["x.json"]) is not None
    assert "**" in text["x.md"] or "## " in text["x.md"] or "| ---" in text["x.md"]
    assert text["x.html"].startswith("<!doctype html>") and text["x.html"] == text["X.HTM"]
    assert not text["x.txt"].startswith(("<", "{", "[", "|"))
    assert run(*words, "-o", "y.txt", "--format", "json", "-q") == (0, "", "")
    assert json.loads(Path("y.txt").read_text(encoding="utf-8")) == json.loads(text["x.json"])


@every
def test_an_unknown_ending_or_form_is_refused_before_the_work(run, words, tmp_path, monkeypatch):
    import sunrack.scenario as scenario

    monkeypatch.setattr(scenario, "load", None)  # whatever comes after is work
    for name in ("x.doc", "x", "x.json.bak"):
        assert mistake(run(*words, "-o", str(tmp_path / name)), "must end in .txt, .md, .json", name)
    assert mistake(run(*words, "--format", "docx"), '--format "docx" is not one of text, md, json')
    assert mistake(run(*words, "-o", str(tmp_path / "no" / "x.json")), "there is no folder")
    assert list(tmp_path.iterdir()) == []


@every
def test_a_hyphen_is_standard_output(run, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    told = run(*words, "-o", "-")
    assert told.code == 0 and told.out == run(*words).out and "wrote" not in told.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.slow
@every
def test_table_is_an_old_word_for_text(run, words):
    assert run(*words, "--format", "table").out == run(*words, "--format", "text").out == run(*words).out


@pytest.mark.parametrize(
    "name", ["regions", "breakeven", "when", "frontier", "sources", "catalogue", "sweep", "calendar"]
)
def test_rows_as_csv(run, name):
    import csv

    told = run(*ANSWERS[name], "--format", "csv")
    rows = list(csv.reader(io.StringIO(told.out)))
    assert told.code == 0 and len(rows) > 1 and len({len(row) for row in rows}) == 1


def test_nested_rows_become_columns():
    assert rows_as_csv([{"a": 1, "b": {"c": [1, 2]}}, {"a": 2, "d": "x,y"}]) == 'a,b.c,d\n1,1; 2,\n2,,"x,y"\n'


def test_the_endings_of_stores_are_those_that_the_study_knows():
    from sunrack.cli.outputs import STORES
    from sunrack.study.store import FORMS

    assert tuple(FORMS) == STORES


# ----------------------------------------------------------------- standard input


@pytest.mark.parametrize("name", [name for name in ANSWERS if name != "catalogue"])
def test_a_hyphen_is_standard_input(run, name, monkeypatch):
    words = ANSWERS[name]
    arguments = {
        "sources": ("sources", "launch.price", "-"),
        "compare": ("compare", "-", "rack-100kw"),
        "reconcile": (*words, "--scenario", "-"),
    }
    asked = arguments.get(name, (*words, "-"))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(OWN.encode())))
    told = run(*asked, "--format", "json")
    assert told.code == 0, told.err
    if name not in ("calendar", "sensitivity", "sweep", "sample", "when"):  # where the price of a launch shows
        plain = ("rack-100kw" if one == "-" else one for one in asked)
        assert told.out != run(*plain, "--format", "json").out
    monkeypatch.setattr(sys, "stdin", io.StringIO('[launch]\n\nprice = "5 kg"\n'))
    assert mistake(run(*asked), "Error: standard input: 1 problem", "line 3  launch.price  has the unit kg")


def test_standard_input_is_read_once(run):
    assert mistake(run("compare", "-", "-"), "is given twice")
    assert mistake(run("check", "-", "-"), "is given twice")


# -------------------------------------------------------------------------- check


@pytest.fixture
def files(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("good.toml").write_text('[rack]\n# light\nmass = "5 kg"\n')
    Path("bad.toml").write_text('title = "x"\n[orbit]\naltitud = "650 km"\n\n[ground.texas]\npue = 0.5\n')
    return "good.toml", "bad.toml"


def test_check_takes_many_files_and_tells_lines_on_standard_output(run, files):
    told = run("check", *files, "rack-gb200")
    assert told.code == 2 and told.err == ""
    assert "good.toml is valid" in told.out and "line 3  rack.mass  warning: 5 kg is outside" in told.out
    assert 'line 3  orbit.altitud     Unknown key. Did you mean "altitude"?' in told.out
    assert "line 6  ground.texas.pue  must be at least 1, not 0.5" in told.out and "rack-gb200 is valid" in told.out
    assert run("check", "rack-gb200", "-q") == (0, "", "")
    assert run("check", "good.toml", "--set", "rack.mass=1400 kg").out.strip().endswith("1 of them yours")


def test_check_in_the_forms_of_machines(run, files):
    rows = json.loads(run("check", *files, "--format", "json").out)
    assert [(row["file"], row["line"], row["level"]) for row in rows] == [
        ("good.toml", 3, "warning"), ("bad.toml", 3, "error"), ("bad.toml", 6, "error"),
    ]  # fmt: skip
    lines = run("check", *files, "--format", "github").out.splitlines()
    assert lines[1].startswith("::error file=bad.toml,line=3,title=orbit.altitud::Unknown key.")
    Path("a,b:c%.toml").write_text("[orbitt]\n")
    said = run("check", "a,b:c%.toml", "--format", "github").out
    assert said.startswith("::error file=a%2Cb%3Ac%25.toml,line=1,title=orbitt::")
    assert (
        run("check", *files, "-o", "found.json", "-q").code == 2 and json.loads(Path("found.json").read_text()) == rows
    )


def test_a_report_of_a_file_tells_the_line_too(run, files):
    assert mistake(run("report", "bad.toml"), "Error: bad.toml: 2 problems", "line 3  orbit.altitud ")
    with pytest.raises(sr.ScenarioError) as caught:
        sr.load("bad.toml")
    assert caught.value.lines == {"orbit.altitud": 3, "ground.texas.pue": 6}


@pytest.mark.parametrize("name", shipped())
def test_the_line_of_every_key_holds_the_key(name):
    """Independent: each line that is found has the key's last part, and every key that TOML reads is found."""
    import tomllib

    text = shipped_text(name)
    lines, rows = lines_in(text), text.splitlines()
    for room, table in tomllib.loads(text).items():
        for key in table if isinstance(table, dict) else ():
            assert key in rows[lines[f"{room}.{key}"] - 1]


def test_lines_of_odd_spellings():
    text = 'a = """x\n[b]\n"""\n[ground."texas" . x]\nk = [1,\n 2, "]"] # = \nz.q = {a=1, b="="}\n\'w\' = 1'
    found = lines_in(text)
    assert found["a"] == 1 and found["ground.texas.x"] == 4 and found["ground.texas.x.k"] == 5
    assert found["ground.texas.x.z.q"] == 7 and found["ground.texas.x.w"] == 8 and "b" not in found


# -------------------------------------------------------------- keys of all regions


@pytest.mark.slow
def test_a_star_sets_a_key_of_all_regions(run):
    case = sr.load().but({"ground.*.power_price": "0.02 USD/kWh", "ground.texas.power_price": "0.01 USD/kWh"})
    prices = {key.split(".")[1]: value for key, value in case.values().items() if key.endswith(".power_price")}
    assert set(prices) == set(case.sites) and prices.pop("texas").si == pytest.approx(0.01 / 3.6e6)
    assert [one.si for one in prices.values()] == [pytest.approx(0.02 / 3.6e6)] * len(prices)
    both = run("report", "--set", "ground.*.power_price=0.02 USD/kWh", "--region", "all", "--format", "json").out
    rows = [row for row in json.loads(both)["values"] if row["key"].endswith(".power_price")]
    assert len(rows) > 15 and all("0.02" in str(row) for row in rows)
    by_file = sr.load({"ground": {"*": {"power_price": "0.02 USD/kWh"}}})
    assert by_file["ground.texas.power_price"].m == pytest.approx(0.02)


def test_a_part_of_a_record_for_one_region_goes_over_what_all_have():
    case = sr.load().but({"ground.*.grid_wait": "4 years", "ground.texas.grid_wait.low": "3 years"})
    texas = case.sites["texas"]["grid_wait"]
    assert texas.quantity.to("year").m == pytest.approx(4) and texas.in_unit(texas.low).to("year").m == pytest.approx(3)


@pytest.mark.parametrize(("change", "said"), [
    ("ground.*.power_pric=1 USD/kWh", 'Unknown key of a region. Did you mean "power_price"?'),
    ("ground.grid_wait=5 years", "Did you mean ground.texas.grid_wait? For all regions: ground.*.grid_wait"),
    ("grid_wait=5 years", '"grid_wait" needs its section.\n  Did you mean ground.texas.grid_wait? For all regions: ground.*.'),
    ("ground.lead=5 months", "Did you mean ground.on-site-gas.lead?"),
])  # fmt: skip
def test_a_key_of_regions_that_stands_alone_is_told_where_it_belongs(run, change, said):
    assert mistake(run("report", "--set", change), said, "Error: ")


# --------------------------------------------------------------------- warnings


def test_an_implausible_value_is_warned_of_in_every_command(run):
    told = run("sources", "rack.mass", "--set", "rack.mass=5 kg")
    assert told.code == 0 and told.err == (
        "Warning: rack.mass: 5 kg is outside the cited range 1315 kg to 1551 kg (baker-2026)\n"
    )
    assert run("sources", "rack.mass", "--set", "rack.mass=5 kg", "-q").err == ""
    assert run("sources", "orbit.altitude", "--set", "orbit.altitude=1400 km").err == "", "a choice of the design"


# -------------------------------------------------------------------- old spellings


def test_old_spellings_still_work_and_are_not_shown(run):
    new = run("sample", "-n", "32", "--only", "launch.price", "--input", "launch.price", "--result", "mass.wet")
    assert new.code == 0 and new == run(
        "sample", "-n", "32", "--key", "launch.price", "--with", "launch.price", "--result", "mass.wet"
    )
    assert run("regions", "--by", "worth").out == run("regions", "--by", "npv").out
    assert run("catalog", "cells").out == run("catalogue", "cells").out
    assert run("sources", "orbit", "--scenario", "rack-gb200").out == run("sources", "orbit", "rack-gb200").out
    helps = {name: run(name, "--help").out for name in COMMANDS}
    for old in ("--key", "--with", "worth", "catalog ", "--scenario", "table, md"):
        shown = [name for name, text in helps.items() if old in text]
        # the argument of `reconcile` is what others published, so that its scenario is an option
        assert shown == (["reconcile"] if old == "--scenario" else []), old
        assert old not in run("--help").out


# -------------------------------------------------------------------------- help

ARCHAIC = (
    r"at will|if left out|guesses first|comes even|\bdear\b|meddl|\bmend|\bbears?\b|let fall|as it stands|\bworth\b|"
    r"of which|that which|but that one|is sound|is told|\banew\b|whatever|\bships?\b|shipped|stance|screen\b|"
    r"those are|known are|none of ours|names no|<str>|<list"
)


@pytest.mark.parametrize("columns", [40, 80, 200])
@pytest.mark.parametrize("name", COMMANDS)
def test_help_in_plain_english_with_defaults_examples_and_groups(run, name, columns):
    told = run(name, "--help", columns=columns)
    text = " ".join(told.out.split())
    assert told.code == 0 and not re.search(ARCHAIC, text), re.search(ARCHAIC, text)
    assert "Examples:" in text and "Exit status: 0 success, 2 invalid input, 130 interrupted." in text
    assert "Arguments:" in text and "Output:" in text
    assert all(len(line) <= 80 for line in told.out.split("Examples:")[0].splitlines())
    assert "built-\n" not in told.out


def test_every_option_has_a_sentence_and_its_default():
    """Property: each parameter's help is a sentence; an option with a value says what holds without it."""
    import typer.main

    group = typer.main.get_command(build())
    for name, command in group.commands.items():
        for one in command.params:
            if getattr(one, "hidden", False):
                continue
            assert one.help and one.help[0].isupper() | one.help[0].islower() and one.help.endswith("."), (
                name,
                one.name,
            )
            if one.param_type_name == "option" and one.metavar and one.name not in ("set_", "over"):
                assert isinstance(one.show_default, str) or one.default is not None, (name, one.name)


def _tells(node):
    import ast

    if isinstance(node, ast.Call):
        name = getattr(node.func, "attr", getattr(node.func, "id", ""))
        return name in ("append", "tell", "_refused") or name.endswith(("Error", "Mistake", "Unknown", "_Unusable"))
    return isinstance(node, ast.Raise) or (
        isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") in ("words", "said", "wrong", "mend")
    )


def test_no_message_of_the_source_is_archaic():
    """Property: the strings of raised errors, of collected problems and of refusals, read from the source itself."""
    import ast

    found = []
    for path in sorted(Path(sr.__file__).parent.rglob("*.py")):
        if path.parent.name in ("report", "findings") or path.name == "sentences.py":  # pages have tests of their own
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if _tells(node):
                for part in ast.walk(node):
                    if (
                        isinstance(part, ast.Constant)
                        and isinstance(part.value, str)
                        and re.search(ARCHAIC, part.value)
                    ):
                        found.append(f"{path.name}:{part.lineno}: {part.value}")
    assert not found, "\n".join(found)
