"""README and docs keep their word: every example is run, and what it shows must be what it gives.

    python tests/test_docs.py --write     # run them all and rewrite the outputs that are shown

In a Markdown file, from top to bottom, in an empty folder:

- a ```toml block whose first line is `# my.toml` is written to that file;
- a ```console block holds commands, `$ sunrack …`, each with the output it shows (stdout and stderr, 80 columns);
- a ```python block is run by itself, so that a reader can copy it alone; a ```text block right after it shows what it prints.

A line `…` in an output means "and so on". Text before the first must begin the output. Text after one is found by its first
line. A part that ends in an empty line before `…` holds whole paragraphs; without it, that many lines.
"""

import io
import os
import re
import shlex
import sys
import tomllib
from contextlib import chdir, redirect_stderr, redirect_stdout, suppress
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
LINKING = [*PAGES, *(ROOT / f"{name}.md" for name in ("CHANGELOG", "CONTRIBUTING", "SECURITY"))]
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
MORE = "…"
ENVIRONMENT = {"COLUMNS": "80", "LINES": "24", "NO_COLOR": "1", "TERM": "dumb"}


def sunrack(words: list[str]) -> str:
    """What `sunrack …` prints, on stdout and stderr together."""
    from sunrack.cli import main

    said, argv, package = io.StringIO(), sys.argv, sys.modules["__main__"].__dict__.get("__package__")
    sys.argv, sys.modules["__main__"].__package__ = ["sunrack", *words], None
    try:
        with redirect_stdout(said), redirect_stderr(said), suppress(SystemExit):
            main()
    finally:
        sys.argv, sys.modules["__main__"].__package__ = argv, package
    return said.getvalue()


def shell(line: str) -> str | None:
    """The output of a command line's sunrack commands, joined by &&; None where it has none (pip, pytest)."""
    commands = [words for words in (shlex.split(part) for part in line.split("&&")) if words and words[0] == "sunrack"]
    return "".join(sunrack(words[1:]) for words in commands) if commands else None


def refreshed(shown: str, real: str) -> str:
    """`real`, cut as `shown` is cut."""
    old, new, place = shown.strip("\n").split("\n"), real.strip("\n").split("\n"), 0
    new = [line.rstrip() for line in new]
    if MORE not in old:
        return "\n".join(new)
    parts: list[list[str]] = [[]]
    for line in old:
        if line == MORE:
            parts.append([])
        else:
            parts[-1].append(line)
    result = []
    for number, part in enumerate(parts):
        last = number == len(parts) - 1
        if number:
            result.append(MORE)
        lead = number > 0 and bool(part) and part[0] == ""
        body = part[1:] if lead else part
        if not body:
            continue
        if number:
            place = next((at for at in range(place, len(new)) if new[at] == body[0]), len(new))
        if last:
            end = len(new)
        elif body[-1] == "":
            end = after_paragraphs(new, place, "\n".join(body).strip("\n").count("\n\n") + 1)
        else:
            end = min(place + len(body), len(new))
        result += ([""] if lead else []) + new[place:end]
        place = end
    return "\n".join(result)


def after_paragraphs(lines: list[str], place: int, count: int) -> int:
    for at in range(place, len(lines)):
        if lines[at] == "":
            count -= 1
            if count == 0:
                return at + 1
    return len(lines)


def console(block: str) -> str:
    """A console block with its outputs made true."""
    pieces, result = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE), []
    assert not pieces[0].strip(), "a console block begins with a command"
    for command, shown in zip(pieces[1::2], pieces[2::2], strict=True):
        real = shell(command)
        result.append(f"$ {command}")
        if real is not None and shown.strip():
            result += [refreshed(shown, real), ""] if shown.endswith("\n\n") else [refreshed(shown, real)]
        else:
            assert real is not None or not shown.strip(), f"nobody ran {command!r}, so nothing can be shown"
            result += shown.splitlines()
    return "\n".join(result) + "\n"


def true_page(text: str) -> str:
    """A page with every example run and every shown output made true."""
    printed: str | None = None
    end = 0

    def run(match: re.Match[str]) -> str:
        nonlocal printed, end
        kind, body = match[1], match[2]
        near = not text[end : match.start()].strip()
        end = match.end()
        if kind == "toml" and (named := re.match(r"# ([\w-]+\.toml)\n", body)):
            Path(named[1]).write_text(body, encoding="utf-8")
        elif kind == "console":
            body = console(body)
        elif kind == "python":
            said = io.StringIO()
            with redirect_stdout(said):
                exec(compile(body, "example", "exec"), {"__name__": "example"})
            printed = said.getvalue()
            return match[0]
        elif kind == "text" and printed is not None and near:
            body = refreshed(body, printed) + "\n"
        printed = None
        return f"```{kind}\n{body}```"

    before, where = dict(os.environ), TemporaryDirectory()
    os.environ.update(ENVIRONMENT)
    try:
        with where as folder, chdir(folder):
            return FENCE.sub(run, text)
    finally:
        os.environ.clear()
        os.environ.update(before)


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_example_gives_what_it_shows(page):
    """Ourselves: a page run anew is the page; else run `python tests/test_docs.py --write` and read the difference."""
    text = page.read_text(encoding="utf-8")
    assert true_page(text) == text, f"{page.name} shows what is no longer so: python tests/test_docs.py --write"


@pytest.mark.parametrize("page", LINKING, ids=lambda page: page.name)
def test_every_link_within_the_project_leads_somewhere(page):
    for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
        assert "://" in target or (page.parent / target).exists(), f"{page.name}: {target}"


def anchors(page: Path) -> set[str]:
    """The anchors of a page's headings, as GitHub makes them."""
    heads = re.findall(r"^#+ (.*)$", FENCE.sub("", page.read_text(encoding="utf-8")), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("page", LINKING, ids=lambda page: page.name)
def test_every_link_to_a_heading_finds_it(page):
    for target, anchor in re.findall(r"\]\(((?:[\w./-]+\.md)?)#([^)\s]+)\)", page.read_text(encoding="utf-8")):
        assert anchor in anchors(page.parent / target if target else page), f"{page.name}: {target}#{anchor}"


def test_every_page_is_in_the_contents_of_the_site():
    contents = (ROOT / "docs" / "conf.py").read_text(encoding="utf-8").split("CONTENTS = {")[1].split("}\n")[0]
    assert set(re.findall(r"docs/(\w+)", contents)) == {page.stem for page in PAGES} - {"README"}


def test_python_that_fails_fails_the_page():
    with pytest.raises(ZeroDivisionError):
        true_page("```python\n1 / 0\n```\n")


@pytest.mark.parametrize(("shown", "real", "answer"), [
    ("a\nb", "a\nb\n", "a\nb"),
    ("old", "new\nlines\n", "new\nlines"),
    ("a\n…", "a\nb\nc\n", "a\n…"),
    ("a\n\n…", "a\na2\n\nb\n", "a\na2\n\n…"),
    ("a\n\n…\n\nhead\nx", "a\n\nb\n\nhead\ny\nz\n", "a\n\n…\n\nhead\ny\nz"),
    ("a\n…\nhead\nx\n…", "a\nb\nhead\ny\nz\n", "a\n…\nhead\ny\n…"),
    ("a\n…\ngone\n…", "a\nb\n", "a\n…\n…"),
])  # fmt: skip
def test_outputs_are_cut_as_they_are_shown(shown, real, answer):
    assert refreshed(shown, real) == answer


def test_a_changed_output_is_seen():
    stale = "```python\nprint(1)\n```\n\n```text\n2\n```\n\n```console\n$ pip install .\n$ sunrack --version\nsunrack none\n```\n"
    fresh = true_page(stale)
    assert fresh != stale and "\n1\n" in fresh and "none" not in fresh and true_page(fresh) == fresh


def test_the_floors_of_the_architecture_are_those_that_are_checked():
    """A module in a higher row of the table stands in a higher layer of import-linter's contract."""
    contract = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ][0]
    layers = [[one.strip().removeprefix("sunrack.") for one in layer.split("|")] for layer in contract["layers"]]
    height = {module: -place for place, layer in enumerate(layers) for module in layer}
    table = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8").split("| --- | --- |\n")[1]
    rows = [re.findall(r"`(\w+)`", row) for row in table.split("\n\n")[0].splitlines()]
    assert len(rows) > 8
    for above, below in pairwise(rows):
        assert min(height[one] for one in above) > max(height[one] for one in below), (above, below)


if __name__ == "__main__":
    if sys.argv[1:] != ["--write"]:
        sys.exit("python tests/test_docs.py --write rewrites the outputs shown in README.md and docs/")
    for one in PAGES:
        was = one.read_text(encoding="utf-8")
        now = true_page(was)
        if now != was:
            one.write_text(now, encoding="utf-8")
            print(f"rewrote {one.relative_to(ROOT)}")
