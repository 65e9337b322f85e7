"""Stored studies. Truth: the same study in memory (independent of every form), and the bytes of a run that nothing disturbed."""

import errno
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas
import pytest
import xarray
from support.command import process
from support.tables import read_csv

import sunrack as sr
from sunrack.study import plan as plans
from sunrack.study import store
from sunrack.study.runner import Runner
from sunrack.study.store import StoreError, folders, pieces
from sunrack.study.sweeping import lay_out

OVER = {
    "launch.price": "1 USD/kg:1000 USD/kg:13:log",
    "orbit.altitude": "500 km, 650 km, 1400 km",
    "launch.vehicle": ["falcon-9", "starship-2029"],
    "orbit.local_time": "06:00,10:30",
    "rack.power": "90 kW:120 kW:7",
    "ground.regions": ["texas", "india"],
}
RESULTS = ["cost.per_gpu_hour", "launch.binding_limit", "compare.cost_ratio", "ground.binding_gate"]
SMALL = "from sunrack.study import plan, store\nfrom sunrack.study.store import journal, pieces\nplan.GRID_POINTS, plan.POINTS, pieces.POINTS = 100, 16, 300\n"
STORED = ("zarr", "parquet", "csv")


@pytest.fixture(autouse=True)
def small(monkeypatch, tmp_path):
    """Small blocks, of which a piece holds several; in an empty folder."""
    monkeypatch.setattr(plans, "GRID_POINTS", 100)
    monkeypatch.setattr(plans, "POINTS", 16)
    monkeypatch.setattr(pieces, "POINTS", 300)
    monkeypatch.chdir(tmp_path)


@pytest.fixture(scope="module")
def known():
    return sr.sweep(None, OVER, RESULTS)


def sweep(output, over=None, scenario=None, results=RESULTS, **more):
    return sr.sweep(scenario, over or OVER, results, output=output, **more)


def contents(path):
    """Every byte of a file or folder."""
    files = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    return {str(one.relative_to(path)): one.read_bytes() for one in files}


def same(stored, known):
    for name, one in known.variables.items():
        found = stored[name].transpose(*one.dims)
        assert np.array_equal(found.values.astype(one.dtype), one.values, equal_nan=one.dtype.kind == "f"), name
        assert found.attrs.get("units", "") == one.attrs.get("units", "")
    return True


def test_zarr_opens_labelled(known):
    path = sweep("x.zarr")
    with xarray.open_zarr(path, chunks=None) as stored:
        assert set(stored.coords) == set(OVER) and same(stored, known)
        assert stored.attrs["scenario"] == "rack-100kw" and stored.attrs["orbit_errors"] == known.attrs["orbit_errors"]
    assert sorted(one.name for one in Path().iterdir()) == ["x.zarr"]


def test_netcdf_opens_labelled(known):
    with xarray.open_dataset(sweep("x.nc")) as stored:
        assert same(stored, known) and stored["orbit.altitude"].attrs["units"] == "km"


def test_parquet_has_coordinates_as_columns(known):
    import pyarrow.parquet

    path = sweep("x.parquet")
    assert len(list(path.iterdir())) > 4
    table = pandas.read_parquet(path)
    assert list(table) == [*OVER, *RESULTS] and len(table) == known["cost.per_gpu_hour"].size
    indexed = table.set_index(list(OVER))
    for row in (0, 500, len(table) - 1):
        there = known.sel(dict(zip(OVER, indexed.index[row], strict=True)))
        assert indexed.iloc[row].to_dict() == {name: there[name].item() for name in RESULTS}
    assert not indexed.index.duplicated().any()
    assert (
        pyarrow.parquet.read_schema(path / "part-00000000.parquet").field("orbit.altitude").metadata[b"units"] == b"km"
    )


def test_csv_is_long_form_with_units(known):
    table = read_csv(sweep("x.csv"), keep_default_na=False, na_values=["nan"])
    assert list(table)[:3] == ["launch.price [USD/kg]", "orbit.altitude [km]", "launch.vehicle"]
    table.columns = [name.split(" [")[0] for name in table]
    there = known.to_dataframe().reorder_levels(list(OVER))
    assert table.set_index(list(OVER)).sort_index().equals(there[RESULTS].sort_index())  # every digit


@pytest.mark.parametrize("form", ["zarr", "nc", "csv", "parquet"])
def test_paired_points(form):
    over = {
        "orbit.altitude": "500 km:1400 km:50",
        "launch.price": "100 USD/kg:900 USD/kg:50",
        "orbit.local_time": sr.Q(np.full(50, 21600.0), "s"),
    }
    known = sr.sweep(None, over, ["cost.per_gpu_hour"], paired=True)
    path = sweep(f"x.{form}", over, results=["cost.per_gpu_hour"], paired=True)
    if form in ("zarr", "nc"):
        with xarray.open_zarr(path, chunks=None) if form == "zarr" else xarray.open_dataset(path) as stored:
            assert set(stored.coords) == set(over) and same(stored, known)
    else:
        table = read_csv(path) if form == "csv" else pandas.read_parquet(path)
        assert (
            table.to_numpy().tolist()
            == np.stack([known[name].values for name in (*over, "cost.per_gpu_hour")], axis=-1).tolist()
        )


@pytest.mark.parametrize("form", STORED)
def test_draws_are_stored_too(form):
    """A plan of draws, which are made as they are asked for."""

    def draws(start, stop):
        return {"rack.power": 9e4 + 10.0 * np.arange(start, stop)}

    plan = plans.Plan(
        sr.load(), ("mass.wet", "launch.binding_limit"), draws=draws, count=777, spans={"rack.power": (9e4, 9.777e4)}
    )
    known = sr.sweep(None, {"rack.power": sr.Q(draws(0, 777)["rack.power"], "W")}, ["mass.wet"])["mass.wet"].values
    path = store.write(Runner(plan), f"x.{form}")
    if form == "zarr":
        with xarray.open_zarr(path, chunks=None) as stored:
            assert stored["mass.wet"].dims == ("draw",) and np.array_equal(stored["mass.wet"].values, known)
    else:
        table = read_csv(path) if form == "csv" else pandas.read_parquet(path)
        assert (
            table["draw"].tolist() == list(range(777))
            and table.iloc[:, 1].tolist() == known.tolist()
            and list(table)[2] == "launch.binding_limit"
        )


@pytest.mark.parametrize("shape", [(1,), (64,), (65,), (301,), (7, 11, 13), (3, 1, 200), (2, 300)])
def test_pieces_hold_every_point_once(shape):
    ends = {"rack.power": "90 kW:120 kW", "thermal.emissivity": "0.8:0.9", "power.packing": "0.8:0.9"}
    plan = lay_out(None, {key: f"{span}:{count}" for (key, span), count in zip(ends.items(), shape, strict=False)})
    cut = pieces.Pieces(Runner(plan), {})
    seen = np.zeros(plan.shape, dtype=int)
    for number in range(len(cut)):
        seen[cut.place(number)] += 1
    assert (seen == 1).all() and cut.points(0, len(cut)) == plan.size
    assert all(
        step % block == 0 or step == size for step, block, size in zip(cut.steps, plan.steps, plan.shape, strict=True)
    )
    assert np.prod(cut.steps) <= 300


# killed, refused, full


@pytest.fixture(scope="module")
def killed(tmp_path_factory):
    """A folder with a run of each form that kills itself, as kill -9 does, while its threads are writing; one process starts them all."""
    folder = tmp_path_factory.mktemp("killed")
    code = (
        f"import os, signal, warnings, pandas, pyarrow.parquet, zarr, sunrack\n{SMALL}journal._PAUSE = 0\nleft = [3]\nwarnings.simplefilter('ignore')\n"
        "def told(points):\n    left[0] -= 1\n    left[0] or os.kill(os.getpid(), signal.SIGKILL)\n"
        f"for form in {STORED!r}:\n    child = os.fork()\n    if not child:\n"
        f"        sunrack.sweep(None, {OVER!r}, {RESULTS!r}, output=f'x.{{form}}', progress=told)\n"
        "        os._exit(0)\n    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))\n"
    )
    answer = process(code=code, cwd=folder)
    assert answer.stdout.split() == [str(-signal.SIGKILL)] * len(STORED), answer.stderr
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("form", STORED)
def test_killed_run_goes_on_and_ends_with_the_same_bytes(form, killed):
    shutil.copytree(killed / f"x.{form}.part", f"x.{form}.part")
    assert not (killed / f"x.{form}").exists() and Path(f"x.{form}.part/journal").exists()
    (Path(f"x.{form}.part") / "torn.tmp").write_text("half")
    points = []
    sweep(f"x.{form}", progress=points.append)
    sweep(f"whole.{form}", threads=1)
    assert 300 < points[0] < sum(points) == 2184  # two pieces at least were there
    assert contents(Path(f"x.{form}")) == contents(Path(f"whole.{form}"))
    assert sorted(one.name for one in Path().iterdir()) == sorted([f"x.{form}", f"whole.{form}"])


class Stop(BaseException):
    """As Ctrl-C."""


def stopped(output, after=3, **more):
    """A sweep that is stopped after some pieces."""
    left = [after]

    def told(points):
        left[0] -= 1
        if not left[0]:
            raise Stop

    with pytest.raises(Stop):
        sweep(output, progress=told, **more)


@pytest.mark.slow
@pytest.mark.parametrize("form", STORED)
@pytest.mark.parametrize("torn", [b"", b"9 9", b"7"])
def test_torn_journal_and_data(form, torn):
    stopped(f"x.{form}")
    part = Path(f"x.{form}.part")
    with (part / "journal").open("ab") as file:
        file.write(torn)
    if form == "csv":
        with (part / "data").open("ab") as file:
            file.write(b"1,2,half a li")
    sweep(f"x.{form}")
    sweep(f"whole.{form}")
    assert contents(Path(f"x.{form}")) == contents(Path(f"whole.{form}"))


@pytest.mark.parametrize("form", STORED)
def test_killed_after_the_last_piece(form, monkeypatch):
    replace = Path.replace

    def killed(self, target):
        if self.name == "data":
            raise Stop
        return replace(self, target)

    with monkeypatch.context() as patch, pytest.raises(Stop):
        patch.setattr(Path, "replace", killed)
        sweep(f"x.{form}")
    assert not Path(f"x.{form}").exists()
    points = []
    sweep(f"x.{form}", progress=points.append)
    assert points == [2184] and Path(f"x.{form}").exists()


def test_finished_store_is_left_as_it_is():
    sweep("x.zarr")
    before, points = Path("x.zarr/.zattrs").stat().st_mtime_ns, []
    sweep("x.zarr", progress=points.append)
    assert Path("x.zarr/.zattrs").stat().st_mtime_ns == before and points == [2184] and not Path("x.zarr.part").exists()


FOREIGN = [
    ({"scenario": {"launch": {"payload": "90 t"}}}, "launch.payload is 100 t"),
    ({"scenario": {"power": {"eclipse_policy": "sleep"}}}, "power.eclipse_policy is ride there and sleep here"),
    (
        {"over": OVER | {"rack.power": "90 kW:121 kW:7"}},
        "rack.power takes 7 values, 90.0 to 120.0 kW there and 7 values, 90.0 to 121.0 kW here",
    ),
    (
        {"over": {"rack.power": "90 kW:120 kW:7", "ground.regions": ["texas"]}},
        "it runs over launch.price, orbit.altitude",
    ),
    ({"results": ["mass.wet", "compare.cost_ratio"]}, "its results are cost.per_gpu_hour"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("change", "said"), FOREIGN)
@pytest.mark.parametrize("finished", [True, False])
def test_store_of_another_study_is_refused(change, said, finished):
    if finished:
        sweep("x.zarr")
    else:
        stopped("x.zarr")
    before = contents(Path())
    with pytest.raises(StoreError, match="belongs to a different study") as refused:
        sweep("x.zarr", **change)
    assert said in str(refused.value) and "Choose another name, or delete it" in str(refused.value)
    assert contents(Path()) == before


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ("version", "it was made by sunrack 0.0.1, this is"),
        ("digits", "last digits"),
        ("cut", "pieces are cut otherwise"),
    ],
)
def test_store_of_another_version_is_refused(what, said, monkeypatch):
    with monkeypatch.context() as patch:
        if what == "version":
            patch.setattr(sr, "__version__", "0.0.1")
        elif what == "cut":
            patch.setattr(pieces, "POINTS", 900)
        else:
            run = Runner.run
            patch.setattr(
                Runner,
                "run",
                lambda self, block: {
                    k: v if np.asarray(v).dtype.kind == "U" else v * (1 + 1e-15) for k, v in run(self, block).items()
                },
            )
        stopped("x.parquet", after=1)
    with pytest.raises(StoreError, match=said):
        sweep("x.parquet")


def test_folder_of_something_else_is_refused():
    for name in ("x.zarr", "x.parquet"):
        Path(name).mkdir()
        Path(name, "precious").write_text("mine")
        with pytest.raises(StoreError, match="not a finished study"):
            sweep(name)
        assert contents(Path(name)) == {"precious": b"mine"} and not Path(f"{name}.part").exists()


def test_part_folder_of_something_else_is_left_alone():
    Path("x.csv.part").mkdir()
    Path("x.csv.part/precious").write_text("mine")
    with pytest.raises(StoreError, match="not made by sunrack"):
        sweep("x.csv")
    assert contents(Path()) == {"x.csv.part/precious": b"mine"}


@pytest.mark.slow
def test_second_writer_is_refused_while_the_first_lives():
    holder = f"import sys, sunrack\n{SMALL}def told(points):\n    print('on', flush=True)\n    sys.stdin.read()\n"
    environment = {**os.environ, "PYTHONPATH": str(Path(sr.__file__).parents[1])}
    command = [
        sys.executable,
        "-c",
        f"{holder}sunrack.sweep(None, {OVER!r}, {RESULTS!r}, output='x.zarr', progress=told)",
    ]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment) as first:
        assert first.stdout.readline() == b"on\n"
        with pytest.raises(StoreError, match="being written by another process"):
            sweep("x.zarr")
        first.kill()
    sweep("x.zarr")  # no stale lock
    assert Path("x.zarr").exists()


@pytest.mark.slow
@pytest.mark.skipif(sys.platform == "win32", reason="no limits of file size")
def test_full_disk_is_told_and_gone_on_from():
    """A limit of file size is what a full disk is to a program: writing fails half-way."""
    limit = "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\nresource.setrlimit(resource.RLIMIT_FSIZE, (60_000, resource.RLIM_INFINITY))\n"
    code = (
        f"import sunrack\n{SMALL}journal._PAUSE = 0\n{limit}sunrack.sweep(None, {OVER!r}, {RESULTS!r}, output='x.csv')"
    )
    full = process(code=code)
    assert (
        full.returncode == 1
        and "x.csv cannot be written: File too large. Finished pieces are kept in" in full.stderr.splitlines()[-1]
    )
    points = []
    sweep("x.csv", progress=points.append)
    sweep("whole.csv")
    assert points[0] > 300 and contents(Path("x.csv")) == contents(Path("whole.csv"))


@pytest.mark.parametrize("form", ["zarr", "parquet"])
def test_disk_that_fills_among_the_pieces(form, monkeypatch):
    synced, left = folders._synced, [11]

    def full(file):
        left[0] -= file.suffix == ".tmp"
        if left[0] < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        synced(file)

    left[0] = 11 if form == "zarr" else 3
    with monkeypatch.context() as patch:
        patch.setattr(folders, "_synced", full)
        with pytest.raises(
            StoreError, match=r"No space left on device\. Finished pieces are kept in .*run the same command again"
        ):
            sweep(f"x.{form}", threads=1)  # so that two pieces are whole when the disk is full
    assert not list(Path(f"x.{form}.part").glob("*.tmp"))
    points = []
    sweep(f"x.{form}", progress=points.append)
    sweep(f"whole.{form}")
    assert len(points) > 1 and points[0] > 200 and contents(Path(f"x.{form}")) == contents(Path(f"whole.{form}"))


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("x.txt", "must end in .nc, .csv, .zarr or .parquet"),
        ("none/x.csv", "there is no folder none"),
        ("d.csv", "d.csv is a folder"),
        ("x", "must end in"),
    ],
)
def test_outputs_that_cannot_be(output, said):
    Path("d.csv").mkdir()
    with pytest.raises(StoreError, match=said):
        sweep(output)
    assert [one.name for one in Path().iterdir()] == ["d.csv"]


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="root may write anywhere")
def test_folder_that_may_not_be_written():
    Path("shut").mkdir(mode=0o555)
    with pytest.raises(StoreError, match=r"shut/x\.csv cannot be written: Permission denied"):
        sweep("shut/x.csv")


def test_missing_library_is_named(monkeypatch):
    monkeypatch.setattr(store, "find_spec", lambda name: None)
    with pytest.raises(StoreError, match=r"x\.zarr needs zarr: pip install 'sunrack\[store\]'"):
        sweep("x.zarr")
    sweep("x.csv")


def test_netcdf_too_large_for_memory():
    over = {
        key: f"{low}:{high}:700"
        for key, low, high in (
            ("rack.power", "90 kW", "120 kW"),
            ("launch.price", "1 USD/kg", "9 USD/kg"),
            ("power.packing", "0.8", "0.9"),
        )
    }
    with pytest.raises(StoreError, match=r"would need 2\.74 GB of memory\. Name a \.zarr file"):
        sweep("x.nc", over, results=["cost.per_gpu_hour"])
    assert not list(Path().iterdir())
