"""Where outputs go: links are written through, what cannot be written is told before the work, and no name can be known beforehand."""

import os
import stat
import sys
from pathlib import Path

import pytest
import xarray
from support.command import mistake, process

import sunrack as sr
from sunrack import files
from sunrack.study.store import StoreError

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege there")
OVER = {"rack.power": "90 kW:120 kW:5"}
SWEEP = ("sweep", "--over", "rack.power=90 kW:120 kW:5", "--result", "mass.wet", "-q")
TEXT = ("catalogue", "cells")


@pytest.fixture(autouse=True)
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)


def sweep(output):
    return sr.sweep(None, OVER, ["mass.wet"], output=output)


def names(place="."):
    return sorted(one.name for one in Path(place).iterdir())


def linked(link, target, old=None):
    """A link to a file in the folder `big`."""
    Path("big").mkdir(exist_ok=True)
    Path(link).symlink_to(Path("big", target))
    if old is not None:
        Path("big", target).write_text(old)


# K10: links


@pytest.mark.parametrize("old", ["old\n", None], ids=["there", "dangling"])
@pytest.mark.parametrize("name", ["r.md", "x.csv", "x.nc", "p.png", "c.svg", "i.toml"])
def test_k10_a_link_is_written_through(run, name, old):
    if name == "i.toml" and old is not None:
        return  # init leaves what is there
    linked(name, name, old)
    words = {
        "r.md": (*TEXT, "-o", name),
        "x.csv": (*SWEEP, "-o", name),
        "x.nc": (*SWEEP, "-o", name),
        "p.png": (*SWEEP, "--plot", name),
        "c.svg": ("calendar", "-q", "--plot", name),
        "i.toml": ("init", name, "-q"),
    }[name]
    assert run(*words).code == 0
    assert Path(name).is_symlink() and Path(name).readlink() == Path("big", name)
    assert Path("big", name).stat().st_size > 100 and names("big") == [name] and names() == ["big", name]


@pytest.mark.parametrize("form", ["zarr", "parquet"])
def test_k10_a_store_is_made_where_a_dangling_link_leads(run, form):
    linked(f"dl.{form}", f"there.{form}")
    assert run(*SWEEP, "-o", f"dl.{form}").code == 0
    assert Path(f"dl.{form}").is_symlink() and names("big") == [f"there.{form}"]
    assert run(*SWEEP[:-1], "-o", f"dl.{form}").err == f"dl.{form} is already complete. Nothing to do\n"


def test_k10_links_to_links_and_links_out_of_other_folders():
    Path("a/b").mkdir(parents=True)
    Path("c").mkdir()
    Path("a/b/x.csv").symlink_to("../y.csv")
    Path("a/y.csv").symlink_to(Path("c/z.csv").absolute())
    sweep("a/b/x.csv")
    assert names("a") == ["b", "y.csv"] and names("a/b") == ["x.csv"] and names("c") == ["z.csv"]
    assert Path("c/z.csv").read_text().startswith("rack.power [kW],mass.wet [kg]\n90.0,")


def test_k10_links_that_lead_nowhere_are_told_before_the_work(run):
    Path("a.csv").symlink_to("b.csv")
    Path("b.csv").symlink_to("a.csv")
    Path("n.csv").symlink_to("none/n.csv")
    Path("n.zarr").symlink_to("none/n.zarr")
    for name, said in (
        ("a.csv", "loop"),
        ("n.csv", "there is no folder none"),
        ("n.zarr", "there is no folder none"),
    ):
        assert mistake(run(*SWEEP, "-o", name), said)
        with pytest.raises(StoreError, match=said):
            sweep(name)
    Path("l.md").symlink_to("l.md")
    for words in ((*TEXT, "-o", "l.md"), ("init", "l.md")):
        assert mistake(run(*words), "loop")
    assert names() == ["a.csv", "b.csv", "l.md", "n.csv", "n.zarr"]


def test_k10_init_leaves_what_a_link_leads_to(run):
    linked("l.toml", "mine.toml", "mine")
    Path("out").mkdir()
    Path("dl.toml").symlink_to("out")
    assert mistake(run("init", "l.toml"), "already exists and was not changed")
    assert mistake(run("init", "dl.toml"), "is a folder")
    assert Path("dl.toml").is_symlink() and Path("big/mine.toml").read_text() == "mine" and names("out") == []


def test_k10_one_file_in_two_spellings_is_refused(run):
    linked("a.png", "r", "")
    Path("b.png").symlink_to("big/../b")
    for plot, output in (("a.png", "big/r"), ("b.png", "./b"), ("p.png", "./p.png"), ("p.png", "big/../p.png")):
        assert mistake(run("calendar", "--plot", plot, "-o", output), "name the same file")
    Path("x.zarr").mkdir()
    assert mistake(run(*SWEEP, "--plot", "x.zarr/p.png", "-o", "x.zarr"), "lies in the folder")


# K10: modes, other names, devices, what is the user's own


@pytest.mark.parametrize(("name", "words"), [("r.md", TEXT), ("x.csv", SWEEP), ("x.nc", SWEEP)])
def test_k10_modes(run, name, words):
    before = os.umask(0o026)
    try:
        assert run(*words, "-o", name).code == 0
        assert stat.S_IMODE(Path(name).stat().st_mode) == 0o640
        Path(name).chmod(0o604)
        assert run(*words, "-o", name).code == 0
        assert stat.S_IMODE(Path(name).stat().st_mode) == 0o604
    finally:
        os.umask(before)


@pytest.mark.parametrize(("name", "words"), [("r.md", TEXT), ("x.csv", SWEEP), ("x.nc", SWEEP)])
def test_k10_another_hard_link_gets_the_new_content(run, name, words):
    Path("other").write_text("old" * 99_999)
    Path(name).hardlink_to("other")
    assert run(*words, "-o", name).code == 0
    assert Path(name).samefile("other") and b"oldold" not in Path("other").read_bytes()
    assert names() == sorted(["other", name])


def test_k10_ones_own_part_file_is_left_alone(run):
    for name in ("y.md", "y.png", "y.csv", "y.zarr"):
        Path(f"{name}.part").write_text("mine")
    assert run(*TEXT, "-o", "y.md").code == run(*SWEEP, "--plot", "y.png").code == 0
    for name in ("y.csv", "y.zarr"):
        assert mistake(run(*SWEEP, "-o", name), f"{name}.part exists and was not made by sunrack")
    Path("z.csv.part").mkdir()
    assert mistake(run(*SWEEP, "-o", "z.csv"), "was not made by sunrack")  # even an empty folder
    assert all(Path(f"{name}.part").read_text() == "mine" for name in ("y.md", "y.png", "y.csv", "y.zarr"))
    assert Path("z.csv.part").is_dir()


def test_k10_a_pipe_or_device_is_written_to():
    code = "import os, sys, threading\nfrom pathlib import Path\nfrom sunrack.cli import main\nread = []\n"
    code += "os.mkfifo('f.csv')\nPath('l.md').symlink_to('/dev/stdout')\nPath('l.csv').symlink_to('l.md')\n"
    code += "thread = threading.Thread(target=lambda: read.append(Path('f.csv').read_text()))\nthread.start()\n"
    code += f"for words in ({SWEEP} + ('-o', 'f.csv'), {TEXT} + ('-o', 'l.md'), {SWEEP} + ('-o', 'l.csv'), {TEXT} + ('-o', '/dev/null')):\n"
    code += "    sys.argv = ['sunrack', *words]\n    try:\n        main()\n    except SystemExit as end:\n        assert not end.code\n"
    code += "thread.join()\nprint(len(read[0].splitlines()), file=sys.stderr)"
    answer = process(code=code)
    assert answer.returncode == 0 and answer.stderr == "6\n" and "silicon" in answer.stdout
    assert answer.stdout.splitlines()[-5].startswith("90.0,")
    assert (
        names() == ["f.csv", "l.csv", "l.md"]
        and stat.S_ISFIFO(Path("f.csv").stat().st_mode)
        and Path("l.md").is_symlink()
    )


def test_k10_what_stdout_is_redirected_to_keeps_what_came_before(run):
    with Path("all").open("w") as file:
        code = f"import sys\nfrom sunrack.cli import main\nsys.argv = ['sunrack', *{TEXT}, '-o', '/dev/fd/{file.fileno()}']\nmain()"
        file.write("before\n")
        file.flush()
        assert process(code=code, pass_fds=[file.fileno()], close_fds=True).returncode == 0
    assert Path("all").read_text().startswith("before\n") and "silicon" in Path("all").read_text()


@pytest.mark.parametrize("output", ["x" * 300 + ".csv", "x" * 249 + ".csv", "x" * 300 + ".zarr"])
def test_k10_a_name_that_is_too_long_is_told(run, output):
    assert mistake(run(*SWEEP, "-o", output), "cannot be written: File name too long") and names() == []


def test_k10_a_failure_leaves_what_was_there(monkeypatch, run):
    Path("r.md").write_text("old")

    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert mistake(run(*TEXT, "-o", "r.md"), "r.md cannot be written: No space left on device")
    assert Path("r.md").read_text() == "old" and names() == ["r.md"]


def test_k10_places_that_may_not_be_written_are_told_before_the_work():
    """As another user, for root may write anywhere."""
    if os.geteuid() != 0:
        pytest.skip("only root can become another user")
    Path("shut").mkdir(mode=0o755)
    for name in ("r.md", "own.md"):
        Path("shut", name).write_text("old")
    Path("shut/r.md").chmod(0o644)
    os.chown("shut/own.md", 65534, 65534)
    Path().absolute().chmod(0o755)
    code = f"import sys\nsys.path[:] = {sys.path!r}\nimport os\nfrom pathlib import Path\nfrom sunrack import files\n"
    code += "os.setuid(65534)\nfor name in ('shut/r.md', 'shut/new.md', 'shut/own.md'):\n    print(files.refusal(Path(name)))\n"
    answer = process(code=code)
    if not answer.stdout:
        pytest.skip("another user may not come here")
    assert answer.stdout.splitlines() == [
        "shut/r.md cannot be written: Permission denied",
        "shut/new.md cannot be written: Permission denied in the folder shut",
        "",  # written in place
    ]


# R8: planted links


def test_r8_temporary_names_cannot_be_known(monkeypatch, run):
    Path("secret").write_text("mine")
    Path("v.md.part").symlink_to("secret")
    Path("v.png.part").symlink_to("secret")
    assert run(*TEXT, "-o", "v.md").code == run(*SWEEP, "--plot", "v.png").code == 0
    assert Path("secret").read_text() == "mine" and Path("v.md.part").is_symlink() and not Path("v.md").is_symlink()
    monkeypatch.setattr(os, "urandom", bytes)  # even where they can
    Path("00" * 12 + ".tmp").symlink_to("secret")
    assert mistake(run(*TEXT, "-o", "w.md"), "w.md cannot be written: File exists")
    assert Path("secret").read_text() == "mine" and "w.md" not in names()


@pytest.mark.parametrize("form", ["csv", "zarr", "parquet", "nc"])
@pytest.mark.parametrize("planted", ["", "journal", "data", "hard journal"])
def test_r8_a_link_planted_in_the_part_folder_is_refused(form, planted):
    Path("secret").write_text("mine")
    Path("place").mkdir()
    part = Path(f"x.{form}.part")
    if planted:
        part.mkdir()
    if planted == "hard journal":
        (part / "journal").hardlink_to("secret")
    else:
        (part / planted).symlink_to(Path("secret" if planted == "journal" else "place").absolute())
    with pytest.raises(StoreError, match=r"not made by sunrack|is a link"):
        sweep(f"x.{form}")
    assert Path("secret").read_text() == "mine" and names("place") == [] and not Path(f"x.{form}").exists()
    assert (part / planted.removeprefix("hard ")).exists()


def test_a_link_to_a_study_reads_as_the_study():
    linked("x.nc", "x.nc")
    with xarray.open_dataset(sweep("x.nc")) as stored:
        assert stored["mass.wet"].size == 5


def test_what_is_one_file():
    Path("a").write_text("")
    Path("b").symlink_to("a")
    Path("c").hardlink_to("a")
    assert files.same(Path("a"), Path("b")) and files.same(Path("a"), Path("c")) and files.same(Path("n"), Path("./n"))
    assert not files.same(Path("a"), Path("n")) and not files.same(Path("m"), Path("n"))
