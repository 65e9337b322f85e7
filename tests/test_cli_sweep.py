"""`sunrack sweep`. Truth: the sweep in Python, which other tests hold; what a reader must see is written here."""

import csv
import io
import json
import sys
from pathlib import Path

import numpy as np
import pytest
import xarray
from support.command import Terminal, mistake, process

import sunrack as sr
from sunrack.cli import progress as bars
from sunrack.report import grids, plots
from sunrack.study import plan
from sunrack.study.store import pieces

ALTITUDES = ("--over", "orbit.altitude=500 km:1400 km:3")
COST = ("--result", "cost.per_gpu_hour")


@pytest.fixture(autouse=True)
def folder(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def test_few_points_are_a_table(run):
    answer = run("sweep", *ALTITUDES, "--over", "orbit.local_time=06:00,10:30", *COST, "--region", "texas")
    assert answer.code == 0 and answer.err == ""
    lines = answer.out.splitlines()
    assert lines[0].split() == ["orbit.altitude", "orbit.local_time", "cost.per_gpu_hour"] and lines[2].split() == [
        "km",
        "USD/hour",
    ]
    known = sr.sweep(
        None, {"orbit.altitude": "500 km:1400 km:3", "orbit.local_time": "06:00,10:30"}, ["cost.per_gpu_hour"]
    )["cost.per_gpu_hour"]
    rows = [line.split() for line in lines[3:]]
    assert [row[:2] for row in rows] == [
        [altitude, clock] for altitude in ("500", "950", "1400") for clock in ("06:00", "10:30")
    ]
    assert np.allclose([float(row[2]) for row in rows], known.values.ravel(), rtol=5e-4)


def test_wide_tables_are_cut_to_the_screen(run):
    answer = run("sweep", *ALTITUDES, "--region", "texas")
    tables = answer.out.split("\n\n")
    assert len(tables) > 1 and all(one.startswith("orbit.altitude") for one in tables)
    assert max(map(len, answer.out.splitlines())) <= 80 and "compare.texas.cost_ratio" in answer.out


def test_many_points_are_summed_up(run):
    words = [
        "--over",
        "launch.price=1 USD/kg:1000 USD/kg:20:log",
        "--over",
        "launch.vehicle=falcon-9,starship-2029",
        "--over",
        "rack.power=90 kW:120 kW:5",
    ]
    answer = run("sweep", *words, *COST, "--result", "launch.binding_limit")
    over = {key: values for key, _, values in (word.partition("=") for word in words[1::2])}
    known = sr.sweep(None, over, ["cost.per_gpu_hour"])["cost.per_gpu_hour"]
    known = known.where(np.isfinite(known))
    least = known.where(known == known.min(), drop=True)
    said = " ".join(answer.out.split())
    assert answer.out.startswith("200 points over launch.price (20), launch.vehicle (2), rack.power (5)\n")
    assert (
        f"{float(known.min()):.4g}" in said
        and f"{float(known.median()):.4g}" in said
        and f"{float(known.max()):.4g}" in said
    )
    assert (
        "launch.price 1 USD/kg" in said
        and f"rack.power {least['rack.power'].item():g} kW" in said
        and "launch.binding_limit: mass" in said
    )
    assert max(map(len, answer.out.splitlines())) <= 80


def test_unbuildable_points_are_counted(run):
    answer = run(
        "sweep", "--over", "orbit.altitude=600 km:1400 km:25", "--over", "launch.vehicle=falcon-heavy,electron", *COST
    )
    assert answer.code == 0 and " 50 %" in answer.out
    few = run("sweep", "--over", "launch.vehicle=falcon-heavy,electron", *COST)
    assert "electron" in few.out and "infinite" in few.out
    assert run("sweep", "--over", "orbit.altitude=9000 km:9900 km:50", *COST).code == 0


def test_csv_and_json_on_the_screen(run):
    words = ("sweep", *ALTITUDES, "--over", "launch.vehicle=electron,starship-2029", *COST)
    known = sr.sweep(
        None, {"orbit.altitude": "500 km:1400 km:3", "launch.vehicle": "electron,starship-2029"}, ["cost.per_gpu_hour"]
    )["cost.per_gpu_hour"].values
    head, *rows = csv.reader(io.StringIO(run(*words, "--format", "csv").out))
    assert head == ["orbit.altitude [km]", "launch.vehicle", "cost.per_gpu_hour [USD/hour]"]
    assert [float(row[2]) for row in rows] == known.ravel().tolist()  # every digit, inf too
    told = json.loads(run(*words, "--format", "json").out)
    assert told["dimensions"] == {"orbit.altitude": 3, "launch.vehicle": 2} and told["coordinates"]["launch.vehicle"][
        "values"
    ] == ["electron", "starship-2029"]
    assert told["results"]["cost.per_gpu_hour"]["values"] == [[None, one] for one in known[:, 1]]


def test_paired(run):
    answer = run("sweep", *ALTITUDES, "--over", "launch.price=100 USD/kg,200 USD/kg,300 USD/kg", "--paired", *COST)
    assert [line.split()[:2] for line in answer.out.splitlines()[3:]] == [
        ["500", "100"],
        ["950", "200"],
        ["1400", "300"],
    ]
    head, *rows = csv.reader(
        io.StringIO(
            run("sweep", *ALTITUDES, "--over", "rack.power=90 kW:100 kW:3", "--paired", *COST, "--format", "csv").out
        )
    )
    assert head[:2] == ["orbit.altitude [km]", "rack.power [kW]"] and len(rows) == 3
    many = run(
        "sweep", "--over", "orbit.altitude=500 km:1400 km:50", "--over", "rack.power=90 kW:100 kW:50", "--paired", *COST
    )
    assert many.out.startswith("50 points over point (50)")


@pytest.mark.parametrize("form", ["nc", "csv", "zarr", "parquet"])
def test_output_by_ending(run, form):
    answer = run("sweep", *ALTITUDES, "--set", "launch.price=200 USD/kg", "-o", f"x.{form}", *COST)
    assert answer.code == 0 and answer.out == "" and answer.err.startswith(f"wrote x.{form}: 3 points, 1 result each")
    assert [one.name for one in Path().iterdir()] == [f"x.{form}"]
    again = run("sweep", *ALTITUDES, "--set", "launch.price=200 USD/kg", "-o", f"x.{form}", *COST)
    assert again.code == 0 and ("already complete" in again.err) == (form in ("zarr", "parquet"))
    assert run("sweep", *ALTITUDES, "--set", "launch.price=200 USD/kg", "-o", f"x.{form}", *COST, "--quiet").err == ""
    if form in ("zarr", "parquet"):
        other = run("sweep", *ALTITUDES, "-o", f"x.{form}", *COST)
        assert mistake(
            other, "belongs to a different study", "launch.price is 200 USD/kg", "Choose another name, or delete it"
        )


def test_output_and_plot_together(run):
    assert run("sweep", *ALTITUDES, *COST, "-o", "x.nc", "--plot", "x.svg", "--threads", "1").out == ""
    assert (
        xarray.load_dataset("x.nc").sizes == {"orbit.altitude": 3}
        and Path("x.svg").read_text().count("orbit.altitude [km]") == 1
    )


MISTAKES = [
    ([], "No input to sweep"),
    (["--over", "orbit.altitude"], 'is not KEY=VALUES. Example: --over "orbit.altitude=500 km:1400 km:50"'),
    (["--over", "orbit.altitud=500 km"], 'Did you mean "orbit.altitude"?'),
    (["--over", "orbit.altitude=500:900:3"], "orbit.altitude needs a unit"),
    (["--over", "orbit.altitude=500 kg:900 kg:3"], "orbit.altitude has the unit kg"),
    (["--over", "orbit.altitude=500 km:900 km"], "is not a range"),
    (["--over", "orbit.altitude=500 km:900 km:-3"], "is not a range"),
    (["--over", "launch.price=0 USD/kg:9 USD/kg:3:log"], 'cannot be spaced by "log"'),
    (["--over", "launch.vehicle=falcon"], 'Did you mean "falcon-9"?'),
    (["--over", "launch.price=1 USD/kg", "--over", "launch.price=2 USD/kg"], "--over gives launch.price twice"),
    (["--over", "rack.power=90 kW", "--over", "orbit.local_time=25:00"], "orbit.local_time"),
    ([*ALTITUDES, "--result", "cost.per_gpu"], 'Did you mean "cost.per_gpu_hour"?'),
    ([*ALTITUDES, "--threads", "0"], "--threads 0 must be at least 1"),
    ([*ALTITUDES, "--format", "mdx"], '--format "mdx" is not one of text, md, json, html, csv'),
    ([*ALTITUDES, "-o", "x.xyz"], "must end in .txt, .md, .json, .html, .csv, .nc, .zarr or .parquet"),
    ([*ALTITUDES, "-o", "no/x.nc"], "there is no folder no"),
    ([*ALTITUDES, "--plot", "x.gif"], "must end in .png, .svg or .pdf"),
    ([*ALTITUDES, "--plot", "no/x.png", *COST], "no/x.png cannot be written"),
    ([*ALTITUDES, "--plot", "x" * 400 + ".png"], "cannot be written"),
    ([*ALTITUDES, "-o", "x" * 400 + ".zarr"], "cannot be written"),
    ([*ALTITUDES, "--plot", "x.png", "--result", "launch.binding_limit"], "a figure needs a numeric result"),
    (
        [*ALTITUDES, "--over", "rack.power=90 kW,95 kW", "--over", "power.packing=0.8,0.9", "--plot", "x.png"],
        "a figure shows one or two inputs, not 3",
    ),
    ([*ALTITUDES, "--over", "rack.power=90 kW:95 kW", "--paired"], "is not a range"),
    ([*ALTITUDES, "--over", "rack.power=90 kW:95 kW:4", "--paired"], "paired axes must be numbers, all of one length"),
    (
        ["--over", "rack.power=90 kW:95 kW:10000", "--over", "power.packing=0.8:0.9:100000"],
        "1,000,000,000 points are too many to show",
    ),
]


@pytest.mark.parametrize(("words", "said"), MISTAKES)
def test_mistakes_in_words(run, words, said):
    assert mistake(run("sweep", *words), said) and not list(Path().iterdir())


# progress and leaving


def test_progress_on_a_terminal_only(run, monkeypatch):
    screen, now = Terminal(), [0.0]
    monkeypatch.setattr(bars.time, "monotonic", lambda: now[0])
    monkeypatch.setattr(sys, "stderr", screen)
    monkeypatch.setenv("COLUMNS", "80")
    with bars.Progress(1000) as bar:
        for points in (400, 100, 100, 100):  # 400 are of an earlier run: the rate does not count them
            bar(points)
            now[0] += 10
    drawn = [one for one in screen.getvalue().replace("\x1b[K", "").split("\r") if one]
    assert drawn[-1].endswith(" 70 %  10 points/s, 30 s left") and drawn[-1].startswith("[####") and len(drawn[-1]) < 80
    assert screen.getvalue().endswith("\r\x1b[K")
    assert (bars.Progress(0, "designs").line(now[0] + 1), bars.Progress(10).line(now[0]).startswith("[")) == (
        "0 designs  0 designs/s",
        True,
    )
    for quiet, other in ((True, Terminal()), (False, io.StringIO())):
        monkeypatch.setattr(sys, "stderr", other)
        with bars.Progress(1000, quiet=quiet) as bar:
            now[0] += 10
            bar(10)
        assert other.getvalue() == ""


@pytest.mark.parametrize(
    ("seconds", "said"), [(0.4, "0 s"), (59.6, "1 min 0 s"), (3700, "1 h 1 min"), (1e6, "12 days")]
)
def test_durations(seconds, said):
    assert bars.duration(seconds) == said


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGINT to a child")
def test_ctrl_c_leaves_what_is_written():
    code = (
        "import os, signal, sys, sunrack.study.store as store\nfrom sunrack.cli import main\n"
        "from sunrack.study.store import journal, pieces\nfrom sunrack.study import plan\nplan.GRID_POINTS = pieces.POINTS = 500\n"
        "from sunrack.cli import progress\ntold = progress.Progress.__call__\n"
        "def call(self, points):\n    told(self, points)\n    self.done > 2000 and os.kill(os.getpid(), signal.SIGINT)\n"
        "progress.Progress.__call__ = call\nsys.argv = ['sunrack', 'sweep', '--over', 'rack.power=90 kW:100 kW:90', '--over', 'power.packing=0.8:0.9:90',"
        " '--result', 'mass.wet', '-o', 'x.zarr']\nmain()"
    )
    stopped = process(code=code)
    assert stopped.returncode == 130 and stopped.stdout == ""
    assert (
        "stopped. Finished pieces are kept in x.zarr.part: run the same command again to resume" in stopped.stderr
        and "Traceback" not in stopped.stderr
    )
    lines = Path("x.zarr.part/journal").read_text().splitlines()
    assert int(lines[-1].split()[0]) >= 4


@pytest.mark.parametrize("quiet", [True, False])
def test_a_resumed_run_says_so(run, quiet, monkeypatch):
    monkeypatch.setattr(plan, "GRID_POINTS", 20)
    monkeypatch.setattr(pieces, "POINTS", 20)
    words = (
        "sweep",
        "--over",
        "rack.power=90 kW:100 kW:50",
        "--result",
        "mass.wet",
        "-o",
        "x.csv",
        *(["-q"] if quiet else []),
    )

    def stop(self, points):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(bars.Progress, "__call__", stop)
        assert run(*words).code == 130
    answer = run(*words)
    assert (
        answer.code == 0
        and answer.err.startswith("" if quiet else "resumed: 17 of 50 points were already done\nwrote x.csv")
        and (answer.err == "") == quiet
    )


@pytest.mark.slow
def test_exact_orbits(run):
    words = ("--over", "orbit.altitude=500 km:1400 km:4000", "--paired", "--result", "orbit.sunlit_fraction")
    for exact in ([], ["--exact"]):
        assert run("sweep", *words, *exact, "-o", "x.nc", "-q").code == 0
        assert (xarray.load_dataset("x.nc").attrs["orbit_errors"] == "every orbit solved") == bool(exact)


def test_help_stays_light():
    heavy = "xarray, scipy, matplotlib, pandas, zarr, pyarrow, dask"
    code = f"import sys\nfrom sunrack.cli import main\nsys.argv = ['sunrack', 'sweep', '--help']\ntry:\n    main()\nfinally:\n    print([one for one in '{heavy}'.split(', ') if one in sys.modules])"
    answer = process(code=code)
    assert answer.stdout.endswith("[]\n") and "--over KEY=VALUES" in " ".join(answer.stdout.split())


# figures


def drawn(monkeypatch, over, results=("cost.per_gpu_hour",), **more):
    """The figure of a sweep, caught as it is saved."""
    from matplotlib.figure import Figure

    caught, save = [], Figure.savefig
    monkeypatch.setattr(
        Figure, "savefig", lambda self, file, **ways: (caught.append(self), save(self, io.BytesIO(), **ways))
    )
    plots.figure(sr.sweep(None, over, list(results), **more), Path("x.png"), "png")
    return caught[0]


def test_one_key_is_a_line(monkeypatch):
    grid = sr.sweep(None, {"orbit.altitude": "500 km:1400 km:40"}, ["cost.per_gpu_hour", "mass.wet"])
    one, other = drawn(monkeypatch, {"orbit.altitude": "500 km:1400 km:40"}, ["cost.per_gpu_hour", "mass.wet"]).axes
    assert (
        one.get_xlabel() == "orbit.altitude [km]"
        and one.get_ylabel() == "cost.per_gpu_hour [USD/hour]"
        and other.get_ylabel() == "mass.wet [kg]"
    )
    assert np.array_equal(one.lines[0].get_ydata(), grid["cost.per_gpu_hour"].values) and one.get_xscale() == "linear"


def test_keys_by_name_are_lines_with_a_legend(monkeypatch):
    panel = drawn(
        monkeypatch,
        {
            "launch.price": "1 USD/kg:1000 USD/kg:40:log",
            "launch.vehicle": ["falcon-heavy", "electron", "starship-2029"],
        },
    ).axes[0]
    assert [one.get_text() for one in panel.get_legend().get_texts()] == ["falcon-heavy", "electron", "starship-2029"]
    assert panel.get_xscale() == "log" and any("no finite value at 33.3 %" in one.get_text() for one in panel.texts)


def test_names_are_dots_and_clocks_are_ticks(monkeypatch):
    panel = drawn(
        monkeypatch, {"launch.vehicle": ["falcon-9", "starship-2029"], "orbit.local_time": "06:00,10:30"}
    ).axes[0]
    assert panel.get_xlabel() == "orbit.local_time" and [one.get_text() for one in panel.get_xticklabels()] == [
        "06:00",
        "10:30",
    ]
    panel = drawn(monkeypatch, {"launch.vehicle": ["falcon-9", "starship-2029"]}).axes[0]
    assert panel.lines[0].get_linestyle() == "None" and [one.get_text() for one in panel.get_xticklabels()] == [
        "falcon-9",
        "starship-2029",
    ]


def test_two_numbers_are_a_map_with_the_line_of_even(monkeypatch):
    over = {"launch.price": "1 USD/kg:1000 USD/kg:8:log", "cost.structure_price": "10 USD/kg:20000 USD/kg:9:log"}
    panel, bar = drawn(monkeypatch, over, ["compare.texas.cost_ratio"]).axes
    assert (
        panel.get_xlabel() == "launch.price [USD/kg]"
        and panel.get_ylabel() == "cost.structure_price [USD/kg]"
        and panel.get_title() == "compare.texas.cost_ratio"
    )
    assert panel.get_xscale() == panel.get_yscale() == "log" and bar.get_ylim()[0] > 0
    assert (
        drawn(monkeypatch, {"orbit.altitude": "9000 km:9900 km:3", "rack.power": "90 kW:99 kW:3"}).axes[0].texts
    )  # none can be built
    assert drawn(monkeypatch, {"orbit.altitude": "600 km", "rack.power": "90 kW:99 kW:3"}).axes


def test_too_many_panels():
    with pytest.raises(ValueError, match="at most 8 results, not 9"):
        plots.check(["a"], [str(one) for one in range(9)])


def test_coordinates_as_people_write_them():
    assert (
        grids.coordinate("orbit.local_time", 6.5, "hour") == "06:30"
        and grids.coordinate("orbit.altitude", 650.0, "km") == "650"
    )
    assert (
        grids.coordinate("ground.texas.grid_wait", 36.0, "month") == "36"
        and grids.coordinate("launch.vehicle", "falcon-9", "") == "falcon-9"
    )
