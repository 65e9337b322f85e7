"""The site of the documentation: `sphinx-build -W --keep-going -c docs . build/site`, from the folder above this one.

The pages are the same Markdown files that GitHub shows. The reference of Python comes from the docstrings.
"""

import re
import sys
from pathlib import Path

import sunrack

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tools"))
from api import PLACE, write  # noqa: E402

project, author, release = "sunrack", "The sunrack developers", sunrack.__version__
project_copyright = author
extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
root_doc = "README"
include_patterns = ["*.md", "docs/*.md", f"{PLACE}/*.rst"]  # a notebook that a page links to is a download
exclude_patterns = ["build", ".*", "**/.*"]
nitpicky = True
# A type in a signature is told by its name. Most are shorthands for a number with a unit, such as Metre.
nitpick_ignore_regex = [("py:(class|exc|obj|data)", ".*")]
default_role = "code"
myst_heading_anchors = 4  # as GitHub makes them

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_display_short_literal_types = True
python_maximum_signature_line_length = 100

html_theme = "furo"
html_title = f"sunrack {release}"
html_show_search_summary = False  # a page that is opened from a file can fetch nothing; the search works without it
html_copy_source = False

CONTENTS = {
    "Start": "docs/index docs/scenario docs/questions docs/explain docs/look docs/explore",
    "The model": "docs/model docs/equations docs/orbit docs/heat docs/links docs/money docs/ground docs/time",
    "Studies": "docs/studies docs/uncertainty docs/optimum docs/published",
    "Python": f"docs/python {PLACE}/index",
    "Reference": "docs/commands docs/keys docs/results docs/catalogues docs/licences",
    "The project": "docs/validation docs/stability docs/architecture CONTRIBUTING docs/releasing CHANGELOG SECURITY",
}


def contents(app, docname, source):
    """Add the contents of the site to the first page; GitHub shows a folder instead."""
    if docname == root_doc:
        for title, names in CONTENTS.items():
            tree = "\n".join(f"/{name}" for name in names.split())
            source[0] += f"\n```{{toctree}}\n:hidden:\n:caption: {title}\n\n{tree}\n```\n"


def docstring(app, what, name, one, options, lines):
    """Show a docstring as it is written: it is plain text, with `code`, equations (indented) and examples (>>>)."""
    told, kind = [], "text"
    for line in lines:
        if not line.strip():
            kind = "" if kind == "example" else kind
        elif line.startswith(">>>"):
            kind = "example"
        elif line.startswith("    ") and kind != "equation" and not (told and told[-1].strip()):
            told, kind = [*told, ".. code-block:: text", ""], "equation"
        elif not line.startswith(" "):
            kind = "text" if kind != "example" else kind
        told.append(line if kind in ("example", "equation") else _literal(line))
    lines[:] = told


def _literal(line):
    parts = re.split("(`[^`]+`)", line)
    return "".join(f"`{one}`" if one[:1] == "`" else re.sub(r"([*|_\\])", r"\\\1", one) for one in parts)


def landing(app, problem):
    """Let the site begin with index.html."""
    if problem is None and app.builder.name == "html":
        page = f'<!doctype html><title>sunrack</title><meta http-equiv="refresh" content="0; url={root_doc}.html">\n'
        (Path(app.outdir) / "index.html").write_text(page, encoding="utf-8")


def setup(app):
    """Write the pages of the reference of Python before they are read."""
    write(ROOT)
    app.connect("source-read", contents)
    app.connect("autodoc-process-docstring", docstring, priority=400)  # before napoleon, which reads Args and Returns
    app.connect("build-finished", landing)
