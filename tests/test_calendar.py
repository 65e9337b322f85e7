"""`sunrack calendar`: the year told in words, by week, by day and drawn; against the sampled years and other calendars."""

import csv
import datetime
import json
import socket
import subprocess
import sys

import numpy as np
import pytest
from conftest import TRUTH

from sunrack import load, orbit
from sunrack.cli import main
from sunrack.findings.calendar import calendar
from sunrack.report import calendar as told

SAMPLED = json.loads((TRUTH / "eclipse_2027.json").read_text())


@pytest.fixture
def run(monkeypatch, capsys):
    """The command with its exit code, what it says and what it complains of."""

    def one(*words, columns="80"):
        monkeypatch.setattr(sys, "argv", ["sunrack", "calendar", *words])
        monkeypatch.setenv("COLUMNS", columns)
        code = 0
        try:
            main()
        except SystemExit as stop:
            code = stop.code or 0
        out, err = capsys.readouterr()
        return code, out, err

    return one


def year(**but):
    return calendar(load().but({f"orbit.{key}": content for key, content in but.items()}))


@pytest.mark.parametrize("row", SAMPLED["rows"], ids=lambda row: f"{row['altitude_km']} km, {row['ltan_h']} h")
def test_rows_by_day_against_the_sampled_year(row):
    """Published: eclipse_2027.json: the days of the rows give its days, longest eclipse and sunlit fraction, each in its tolerance."""
    allowed = SAMPLED["tolerance"]
    for shadow in ("cylinder", "umbra", "penumbra"):
        days = told.rows(
            year(altitude=f"{row['altitude_km']} km", local_time=f"{row['ltan_h']} hour", shadow=shadow, year=2027)
        )
        minutes = np.array([day["eclipse_min"] for day in days])
        assert len(days) == 365 and (minutes > 0).sum() == pytest.approx(row[shadow]["days"], abs=allowed["days"])
        assert minutes.max() == pytest.approx(row[shadow]["max_min"], abs=allowed["max_min"])
        assert np.mean([day["sunlit_fraction"] for day in days]) == pytest.approx(
            row[shadow]["sunlit"], abs=allowed["sunlit"]
        )
        assert np.abs([day["beta_deg"] for day in days]).min() == pytest.approx(
            row["beta_abs_min_deg"], abs=0.2
        )  # noons only


def test_the_first_lines_answer(run):
    """Published: eclipse_2027.json, 650 km at 06:00: 96.16 %, 88 days, 19.75 min, on the day of the December solstice."""
    code, out, err = run()
    assert code == 0 and err == ""
    first = out.splitlines()
    assert first[0].startswith("Sunlit fraction in 2027 at 650 km, 06:00: 96.16 %")
    assert first[1] == "Eclipses occur on 88 days: 8 November to 3 February, over New Year."
    assert first[2].startswith("The longest eclipse lasts 19.75 min, on 21 December 2027. There are 1,278")
    assert "lowest eclipse-free altitude at 06:00 is 1,391" in " ".join(first)


@pytest.mark.parametrize("columns", ["80", "200", "60", "40", "30", "20"])
@pytest.mark.parametrize(
    "but", [[], ["--set", "orbit.local_time=12:00"], ["--set", "orbit.altitude=1400 km"], ["--year", "2028"]]
)
def test_it_fits_the_terminal(run, columns, but):
    """Property: no line is wider than the terminal or 100 columns, none is coloured, 52 weeks are there."""
    _, out, _ = run(*but, columns=columns)
    assert max(len(line) for line in out.splitlines()) <= min(100, int(columns))
    assert "\x1b" not in out
    assert sum(line[:3] in told.SHORT and line[4:6].strip().isdigit() for line in out.splitlines()) == 52


def test_a_year_without_eclipse_says_so(run):
    """Published: eclipse_2027.json at 1400 km: none in the cylinder, 16 days and 3.85 min of penumbra."""
    code, out, _ = run("--set", "orbit.altitude=1400 km")
    assert code == 0
    assert out.startswith("There is no eclipse in 2027 at 1400 km, 06:00")
    assert "part of the Sun is hidden (penumbra) on 16 days, for up to 3.85 min" in " ".join(out.split())
    assert json.loads(run("--set", "orbit.altitude=1400 km", "--format", "json")[1])["seasons"] == []


def test_no_altitude_frees_a_noon_orbit(run):
    """Property: the Sun crosses the plane of a noon orbit, so no height clears the shadow; eclipses come every day."""
    out = " ".join(run("--set", "orbit.local_time=12:00")[1].split())
    assert "every day of 2027" in out and "At a local time of 12:00 there are eclipses at every altitude" in out


def test_an_altitude_without_such_an_orbit(run, tmp_path):
    """Property: an answer, exit 0: words, an empty table, nulls; nothing is drawn."""
    far = ("--set", "orbit.altitude=7000 km")
    code, out, err = run(*far)
    assert (
        code == 0
        and err == ""
        and out.startswith(
            "No sun-synchronous orbit is possible at 7000 km: circular sun-synchronous orbits\nend at 5,974 km."
        )
    )
    code, out, err = run(*far, "--format", "csv", "--plot", str(tmp_path / "none.png"))
    assert code == 0 and out.split() == [",".join(told.COLUMNS)] and "no days" in err and not list(tmp_path.iterdir())
    content = json.loads(run(*far, "--format", "json")[1])
    assert (
        content["exists"] is False
        and content["days"] == []
        and content["results"]["orbit.sunlit_fraction"]["value"] is None
    )


def test_csv_and_json_agree(run, tmp_path):
    """Independent: the two forms hold the same rows; the results are those of `orbit.solve`; 366 days in a leap year."""
    file = tmp_path / "year.csv"
    code, out, err = run("--year", "2028", "--format", "csv", "--output", str(file))
    assert code == 0 and out == "" and err == f"wrote {file}\n"
    with file.open() as text:
        table = list(csv.DictReader(text))
    content = json.loads(run("--year", "2028", "--format", "json", "--quiet")[1])
    assert len(table) == 366 and table[59]["date"] == "2028-02-29"
    assert [{name: cell if name == "date" else float(cell) for name, cell in row.items()} for row in table] == content[
        "days"
    ]
    assert content["results"]["orbit.eclipse_days"]["value"] == sum(row["eclipse_min"] > 0 for row in content["days"])


def test_dates_by_astropy_without_network(monkeypatch):
    """Independent: Python's own calendar, at the bounds and in between; no socket is opened."""
    monkeypatch.setattr(socket, "socket", lambda *_, **__: pytest.fail("went to the network"))
    for one in (1950, 1999, 2000, 2027, 2028, 2100):
        first, after = datetime.date(one, 1, 1), datetime.date(one + 1, 1, 1)
        assert orbit.dates(one) == [str(first + datetime.timedelta(days=k)) for k in range((after - first).days)]


@pytest.mark.parametrize(("form", "start"), [("png", b"\x89PNG"), ("svg", b"<?xml"), ("pdf", b"%PDF")])
def test_the_figure(run, tmp_path, form, start):
    """Property: a file of the form named, told on stderr, and the words still on stdout."""
    file = tmp_path / f"year.{form.upper()}"
    code, out, err = run("--plot", str(file))
    assert code == 0 and out.startswith("Sunlit fraction") and err == f"wrote {file}\n"
    assert file.read_bytes().startswith(start) and [one.name for one in tmp_path.iterdir()] == [file.name]


MISTAKES = [
    (["--year", "1949"], "at least 1950"),
    (["--year", "2101"], "at most 2100"),
    (["--year", "next"], "is not a calendar year. Example: --year 2027"),
    (["--year", "2027.5"], "is not a calendar year"),
    (["--format", "cvs"], "Did you mean"),
    (["--plot", "year.txt"], ".png, .svg or .pdf"),
    (["--plot", "no/such/folder/year.png"], "cannot be written"),
    (["--plot", "year.svg", "--output", "year.svg"], "name the same file"),
    (["--plot", "year.png", "--output", "no/such/folder/year.txt"], "cannot be written"),
    (["--set", "orbit.altitude=650"], "needs"),
    (["--set", "orbit.local_time=25:00"], "not a time of day"),
    (["nowhere.toml"], "does not exist"),
]


@pytest.mark.parametrize(("words", "said"), MISTAKES, ids=lambda one: " ".join(one) if isinstance(one, list) else "")
def test_mistakes_are_told_and_leave_nothing(run, tmp_path, monkeypatch, words, said):
    """Property: exit 2, a sentence, no traceback, no file, nothing on stdout."""
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*words)
    assert code == 2 and said in err and "Traceback" not in err and out == "" and not list(tmp_path.iterdir())


def test_drift_is_what_the_moved_orbit_meets(run):
    """Independent: the year solved at the two local times the plane drifts to; the worse of them is told."""
    c = year()
    moved = c.path.local_time_drift.to("min/year").magnitude * 5 / 60
    inclination = orbit.sun_synchronous_inclination.si(650e3)
    both = orbit.solve_year(650e3, inclination, (6 + moved * np.array([-1, 1])) * 3600, 2027.0)
    worse = int(np.argmax(both.mean_fraction))
    minutes = both.longest_fraction[worse] * orbit.nodal_period.si(650e3, inclination) / 60
    assert f"a year has {both.eclipse_days[worse]:.0f} days with eclipses of up to {minutes:.1f} min" in " ".join(
        run()[1].split()
    )
    assert "through dawn, noon and midnight" in " ".join(run("--set", "orbit.inclination_error=5 deg")[1].split())


def test_heavy_libraries_come_late():
    """Property: the report takes no astropy, the calendar's words no matplotlib."""
    look = "import sys; from sunrack.report import calendar as t; from sunrack.findings.calendar import calendar; from sunrack import load, compare; from sunrack.report import as_text, page; "
    look += "as_text(page(compare(load()))); assert 'astropy' not in sys.modules; t.as_words(calendar(load())); "
    look += "assert 'astropy' in sys.modules and 'matplotlib' not in sys.modules"
    assert subprocess.run([sys.executable, "-W", "error", "-c", look], capture_output=True, text=True).stderr == ""
