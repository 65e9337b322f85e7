"""Damaged stores are never read as data, and names that a store cannot have are refused before the work. Truth: the bytes of a run that nothing disturbed."""

import shutil
from pathlib import Path

import numpy as np
import pytest
import xarray

import sunrack as sr
from sunrack.study import plan as plans
from sunrack.study import store
from sunrack.study.runner import Runner
from sunrack.study.store import StoreError, pieces
from sunrack.study.sweeping import lay_out

OVER = {"launch.price": "1 USD/kg:1000 USD/kg:40:log", "launch.vehicle": ["falcon-9", "starship-2029"], "rack.power": "90 kW:120 kW:30"}  # fmt: skip
RESULTS = ["cost.per_gpu_hour", "launch.binding_limit"]
STORED = ("zarr", "parquet", "csv")


@pytest.fixture(autouse=True)
def small(monkeypatch, tmp_path):
    monkeypatch.setattr(plans, "GRID_POINTS", 100)
    monkeypatch.setattr(pieces, "POINTS", 300)
    monkeypatch.chdir(tmp_path)


class Stop(BaseException):
    """As Ctrl-C in Python."""


def write(output, stop=0, **more):
    """A stored sweep, stopped after some pieces if that is asked."""
    left, told = [stop], more.pop("progress", lambda points: None)

    def count(points):
        told(points)
        left[0] -= 1
        if not left[0]:
            raise Stop

    return store.write(Runner(lay_out(None, OVER, RESULTS)), output, progress=count, **more)


@pytest.fixture(scope="module")
def stopped(tmp_path_factory):
    """An unfinished and a finished study of each form."""
    folder = tmp_path_factory.mktemp("stopped")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plans, "GRID_POINTS", 100)
        patch.setattr(pieces, "POINTS", 300)
        for form in STORED:
            with pytest.raises(Stop):
                write(folder / f"x.{form}", stop=6)
            write(folder / f"whole.{form}")
    return folder


def contents(path):
    files = [path] if path.is_file() else sorted(one for one in path.rglob("*") if one.is_file())
    return {str(one.relative_to(path)): one.read_bytes() for one in files}


def a_piece(form, folder):
    """A file of a piece."""
    return folder / {"zarr": "cost.per_gpu_hour/1/0/0", "parquet": "part-00000001.parquet", "csv": ""}[form]


def flip(file, at=-9):
    content = bytearray(file.read_bytes())
    content[at] ^= 4
    file.write_bytes(content)


DAMAGE = {
    "flipped": flip,
    "truncated": lambda file: file.write_bytes(file.read_bytes()[:-5]),
    "emptied": lambda file: file.write_bytes(b""),
    "missing": Path.unlink,
    "longer": lambda file: file.write_bytes(file.read_bytes() + b"1,2\n"),
}


# R1: a study that was left unfinished


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize("form", STORED)
def test_r1_a_damaged_piece_is_made_again(form, damage, stopped):
    shutil.copytree(stopped / f"x.{form}.part", f"x.{form}.part")
    DAMAGE[damage](a_piece(form, Path(f"x.{form}.part/data")))
    lost, resumed, points = [], [], []
    write(f"x.{form}", damaged=lost.append, resumed=resumed.append, progress=points.append)
    assert contents(Path(f"x.{form}")) == contents(stopped / f"whole.{form}") and sum(points) == 2400
    all_of_it = form == "csv" and damage in ("emptied", "missing")
    assert lost == ([6] if all_of_it else [] if (form, damage) == ("csv", "longer") else [1])
    assert resumed == ([] if all_of_it else points[:1])


@pytest.mark.parametrize("form", STORED)
def test_r1_a_journal_that_claims_more_than_there_is(form, stopped):
    shutil.copytree(stopped / f"x.{form}.part", f"x.{form}.part")
    with Path(f"x.{form}.part/journal").open("a") as journal:
        journal.write("".join(f"{number} 4096 {number:08x}\n" for number in (6, 7)))
    lost = []
    write(f"x.{form}", damaged=lost.append)
    assert lost == [2] and contents(Path(f"x.{form}")) == contents(stopped / f"whole.{form}")


@pytest.mark.parametrize("form", STORED)
def test_r1_damaged_labels_are_made_again(form, stopped):
    shutil.copytree(stopped / f"x.{form}.part", f"x.{form}.part")
    data = Path(f"x.{form}.part/data")
    if form == "csv":
        flip(data, 2)
    elif form == "zarr":
        flip(data / "rack.power/0")
        (data / ".zattrs").unlink()
        flip(data / "cost.per_gpu_hour/.zarray", 5)
    write(f"x.{form}")
    assert contents(Path(f"x.{form}")) == contents(stopped / f"whole.{form}")


@pytest.mark.slow
@pytest.mark.parametrize("form", ["zarr", "csv"])
@pytest.mark.parametrize("at", [3, 14, 20, 700, -2, -10, -19])
def test_r1_any_byte_of_the_journal_flipped(form, at, stopped):
    """It ends with the right bytes or in a sentence that names the file."""
    shutil.copytree(stopped / f"x.{form}.part", f"x.{form}.part")
    file = Path(f"x.{form}.part/journal")
    whole = file.read_bytes()
    flip(file, at)
    before = contents(Path(f"x.{form}.part"))
    try:
        write(f"x.{form}")
    except StoreError as problem:
        assert f"x.{form}.part" in str(problem) and "Choose another name, or" in str(problem)
        assert contents(Path(f"x.{form}.part")) == before  # left as it is
        file.write_bytes(whole)
        write(f"x.{form}")
    assert contents(Path(f"x.{form}")) == contents(stopped / f"whole.{form}")


def test_r10_a_damaged_journal_is_told_in_words(stopped):
    shutil.copytree(stopped / "x.csv.part", "x.csv.part")
    file = Path("x.csv.part/journal")
    lines = file.read_bytes().splitlines(keepends=True)
    for damaged, said in (
        ([*lines, b"what\n"], f"is damaged at line {len(lines) + 1}"),
        ([*lines, b"999 5 01234567\n"], f"is damaged at line {len(lines) + 1}"),
        ([lines[0], b"{}\n", *lines[2:]], "is damaged at line 2"),
        ([b"\xff\x00 dear diary\n", *lines], "is not a record of sunrack, or is damaged"),
        ([b'{"sunrack": "0.1.0"}\n', b"5 4711\n"], "was made by another version of sunrack"),
        ([b"sunrack study 99 abc\n", *lines[1:]], "was made by another version of sunrack"),
    ):
        file.write_bytes(b"".join(damaged))
        with pytest.raises(StoreError, match=said) as refused:
            write("x.csv")
        assert "Choose another name, or" in str(refused.value) and file.read_bytes() == b"".join(damaged)


# R1: a study that is finished


def damages(form, folder):
    yield "pieces", lambda: flip(a_piece(form, folder))
    yield "pieces", a_piece(form, folder).unlink
    yield "record", lambda: flip(folder / ".sunrack", -40)
    yield "record", lambda: DAMAGE["truncated"](folder / ".sunrack")
    yield "not a finished study", (folder / ".sunrack").unlink
    if form == "zarr":
        yield "labels and coordinates", lambda: flip(folder / "rack.power/0")
        yield "labels and coordinates", (folder / "cost.per_gpu_hour/.zattrs").unlink
        yield "files", lambda: (folder / "cost.per_gpu_hour/9/a").write_text("")
    else:
        yield "files", lambda: shutil.copy(a_piece(form, folder), folder / "part-00000099.parquet")


@pytest.mark.parametrize("number", range(8))
@pytest.mark.parametrize("form", ["zarr", "parquet"])
def test_r1_a_finished_store_that_is_damaged_is_told(form, number, stopped):
    shutil.copytree(stopped / f"whole.{form}", f"x.{form}")
    cases = list(damages(form, Path(f"x.{form}")))
    said, damage = cases[number % len(cases)]
    damage()
    before = contents(Path(f"x.{form}"))
    words = {
        "pieces": r"is damaged: 1 of its \d+ pieces",
        "record": r"\.sunrack is damaged",
        "files": r"holds \d+ files",
    }
    with pytest.raises(StoreError, match=words.get(said, said)) as refused:
        write(f"x.{form}")
    assert "another name" in str(refused.value) and contents(Path(f"x.{form}")) == before


@pytest.mark.parametrize("form", ["zarr", "parquet"])
def test_r1_a_finished_store_that_is_whole_is_kept(form, stopped):
    shutil.copytree(stopped / f"whole.{form}", f"x.{form}")
    Path(f"x.{form}/.DS_Store").write_text("of a file manager")
    points = []
    write(f"x.{form}", progress=points.append)
    assert points == [2400] and contents(Path(f"x.{form}")) == {**contents(stopped / f"whole.{form}"), ".DS_Store": b"of a file manager"}  # fmt: skip


def test_a_store_that_0_1_finished_is_told(stopped):
    shutil.copytree(stopped / "whole.zarr", "x.zarr")
    Path("x.zarr/.sunrack").unlink()
    with pytest.raises(StoreError, match="not a finished study of this version"):
        write("x.zarr")


@pytest.mark.parametrize("form", ["zarr", "parquet"])
def test_readers_pass_over_the_record(form, stopped):
    known = sr.sweep(None, OVER, RESULTS)
    if form == "zarr":
        import zarr

        assert set(zarr.open_group(stopped / "whole.zarr", mode="r").array_keys()) == {*OVER, *RESULTS}
        with xarray.open_zarr(stopped / "whole.zarr", chunks=None) as stored:
            assert set(stored) == set(RESULTS) and np.array_equal(stored[RESULTS[0]].values, known[RESULTS[0]].values)
    else:
        import pandas
        import pyarrow.dataset

        assert len(pandas.read_parquet(stopped / "whole.parquet")) == 2400
        assert pyarrow.dataset.dataset(stopped / "whole.parquet").count_rows() == 2400


# K7: names that a caller builds


@pytest.mark.parametrize(
    "name", ["us/east", "us\\east", "us,east", "a\nb", "us east", '"', "..", ".hidden", "x" * 300, ""]
)
@pytest.mark.parametrize("form", ["zarr", "csv", "nc", "parquet"])
def test_k7_names_that_a_store_cannot_have(name, form, monkeypatch):
    plan = lay_out(None, {"rack.power": "90 kW:120 kW:5"}, ["mass.wet"])
    object.__setattr__(plan, "outputs", (name,))
    monkeypatch.setattr(Runner, "check", lambda self: {name: ""})
    monkeypatch.setattr(store, "first_outputs", None)  # the work
    with pytest.raises(StoreError, match="cannot be stored: a name has letters, digits"):
        store.write(Runner(plan), f"x.{form}")
    assert not list(Path().iterdir())


def test_k7_letters_beyond_latin_1_in_netcdf(monkeypatch):
    plan = lay_out(None, {"rack.power": "90 kW:120 kW:5"}, ["mass.wet"])
    object.__setattr__(plan, "outputs", ("compare.日本.cost_ratio",))
    monkeypatch.setattr(Runner, "check", lambda self: {})
    with pytest.raises(StoreError, match=r"compare\.日本\.cost_ratio.* Latin-1 letters. Name a \.zarr"):
        store.write(Runner(plan), "x.nc")


def test_k7_words_are_never_cut_short(monkeypatch):
    plan, run = lay_out(None, {"rack.power": "90 kW:120 kW:5"}, ["launch.binding_limit"]), Runner.run
    long = "b" * 41
    monkeypatch.setattr(Runner, "run", lambda self, block: {name: np.full(np.shape(one), long) for name, one in run(self, block).items()})  # fmt: skip
    with pytest.raises(StoreError, match="more than 40 letters"):
        store.write(Runner(plan), "x.csv")
    assert (
        sr.sweep(None, {"rack.power": "90 kW:120 kW:5"}, ["launch.binding_limit"])["launch.binding_limit"].values[0]
        == long
    )
