"""The tutorial notebook: every cell runs, offline, and what it shows is what the functions give."""

import os
import re
from contextlib import chdir
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import sunrack as sr
from sunrack.report.figures import FIGURES

ROOT = Path(__file__).parent.parent
NOTEBOOK = ROOT / "docs" / "tutorial.ipynb"
FOLDERS = ("IPYTHONDIR", "JUPYTER_RUNTIME_DIR", "JUPYTER_CONFIG_DIR", "JUPYTER_DATA_DIR", "MPLCONFIGDIR")
nbformat = pytest.importorskip("nbformat", reason="nbformat is not installed")


def cells(kind):
    return [one for one in nbformat.read(NOTEBOOK, as_version=4).cells if one.cell_type == kind]


def test_the_notebook_is_kept_without_outputs_and_without_traces_of_a_machine():
    """Outputs would go stale with each changed number; the test below computes them anew."""
    book = nbformat.read(NOTEBOOK, as_version=4)
    nbformat.validate(book)
    assert set(book.metadata) == {"kernelspec", "language_info"} and set(book.metadata.language_info) == {"name"}
    assert book.metadata.kernelspec == {"display_name": "Python 3", "language": "python", "name": "python3"}
    for one in cells("code"):
        assert not one.outputs and one.execution_count is None and not one.metadata
    assert not re.search(r"/home|/root|/tmp|/Users|[A-Z]:\\\\", NOTEBOOK.read_text(encoding="utf-8"))


def test_its_links_lead_somewhere():
    text = "\n".join(one.source for one in cells("markdown"))
    targets = re.findall(r"\]\(([^)#\s]+)", text)
    assert targets and all((NOTEBOOK.parent / one).exists() for one in targets)
    assert "(tutorial.ipynb)" in (ROOT / "docs" / "index.md").read_text(encoding="utf-8")
    assert "(docs/tutorial.ipynb)" in (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def shown():
    """The outputs of each code cell, by the first line of its code."""
    nbclient = pytest.importorskip("nbclient", reason="nbclient is not installed")
    pytest.importorskip("ipykernel", reason="ipykernel is not installed")
    from traitlets.config import Config

    book = nbformat.read(NOTEBOOK, as_version=4)
    book.cells.insert(0, nbformat.v4.new_code_cell("import warnings\nwarnings.simplefilter('error')"))
    sockets = Config({"KernelManager": {"transport": "ipc"}})  # files: no network, not even this machine's own
    before = dict(os.environ)
    with TemporaryDirectory() as home, chdir(home):  # both ends find the sockets in the working folder
        os.environ |= dict.fromkeys(FOLDERS, home) | {"PYTHONPATH": str(Path(sr.__file__).parents[1])}
        try:
            client = nbclient.NotebookClient(
                book, config=sockets, kernel_name="python3", timeout=120, startup_timeout=30
            )
            client.execute()  # raises at the first cell that fails
        finally:
            os.environ.clear()
            os.environ.update(before)
    return {one.source.splitlines()[0]: one.outputs for one in book.cells if one.cell_type == "code"}


def printed(outputs):
    assert [one.name for one in outputs] == ["stdout"]
    return outputs[0].text


def html_of(outputs):
    (one,) = outputs
    return one.data["text/html"]


@pytest.mark.slow
def test_the_notebook_shows_what_the_functions_give(shown):
    case = sr.load("rack-100kw")
    base, changed = sr.compare(case), sr.compare(case.but({"launch.price": "200 USD/kg", "cost.price_level": 0.5}))
    assert html_of(shown["base = sr.compare(case)"]) == base._repr_html_()
    for c, start in ((base, "print(base.verdict.sentences[0])"), (changed, "changed = sr.compare(cheaper)")):
        said = printed(shown[start])
        assert said.startswith(c.verdict.sentences[0])
        ratio = float(re.search(r"Cost ratio: (\S+)", said)[1])
        assert ratio == pytest.approx(c["compare.texas.cost_ratio"].magnitude, rel=1e-5)
    grid = shown["grid = sr.sweep("][0].data["text/plain"]
    last = grid.splitlines()[-1].split()
    assert float(last[0]) == 600 and float(last[1]) > base["compare.texas.cost_ratio"].magnitude > float(last[2])
    assert "compare.texas.cost_ratio" in html_of(shown["draws = sr.sample(case, n=512, seed=1, results=[\"compare.texas.cost_ratio\"])"])  # fmt: skip
    assert "thermal.radiator_area" in html_of(shown['sr.explain(base, "thermal.radiator_area", depth=3)'])
    figure = html_of(shown['figure = sr.figure(base, "costs")'])
    assert figure.startswith("<img ") and "data:image/png;base64," in figure and FIGURES["costs"].title in figure
