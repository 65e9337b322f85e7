"""Makes docs/published.md: published analyses, announced satellites and claims beside the model, and the form of a
record.

    python tools/published.py > docs/published.md

The words stand in tools/published_template.md, the numbers come from the model. A test (tests/test_published_page.py)
holds the page to what this prints.
"""

import re
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import sunrack as sr
from sunrack.drawing import Block, Text, as_markdown, as_text
from sunrack.published import Reconciliation, shipped, telling
from sunrack.published.telling_claims import told

TEMPLATE = Path(__file__).parent / "published_template.md"
LEGENDS = ("× is the factor", "Nearest is the closest")


def page() -> str:
    """The whole page."""
    template, found = TEMPLATE.read_text(encoding="utf-8"), sr.claims()
    known = [sr.reconcile(one) for one in shipped().values()]
    ratio = next(one for one in known if one.analysis.name == "semianalysis-2026").answer("ratio")
    parts = {
        "opening": f"{ratio.with_theirs:.2f} with their inputs, published is {ratio.answer.low}\n{len(found)} claims",
        "analyses": as_markdown(telling.listed(known, sr.load())[:-1]) + "\n" + _each([r for r in known if not r.analysis.status]),
        "satellites": _each([one for one in known if one.analysis.status]),
        "example": as_text(telling.reconciled(_read(template, "my-analysis.toml", sr.reconcile))).rstrip(),
        "wrong": _read(template, "wrong.toml", _problems),
        "count": str(len(found)),
        "claims": _lower(as_markdown(told(found)[1:])),
    }
    for name, content in parts.items():
        template = template.replace(f"{{{name}}}", content.strip("\n"))
    return template


def _each(some: list[Reconciliation]) -> str:
    """Some reconciliations, the legends of their tables with the first that has them alone."""
    texts, told_already = [], set[str]()
    for one in some:
        blocks: list[Block] = []
        for block in telling.reconciled(one):
            legend = next((words for words in LEGENDS if isinstance(block, Text) and block.text.startswith(words)), "")
            if legend not in told_already:
                blocks.append(block)
            told_already |= {legend} - {""}
        texts.append(_lower(as_markdown(blocks)))
    return "\n".join(texts)


def _lower(text: str) -> str:
    """Markdown with its headings one level lower."""
    return re.sub("^## ", "### ", text, flags=re.MULTILINE)


def _read(template: str, name: str, read: Callable[[Path], Any]) -> Any:
    """What comes of a file that the template shows."""
    text = template.partition(f"# {name}\n")[2].partition("```")[0]
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(f"# {name}\n{text}", encoding="utf-8")
        return read(path)


def _problems(path: Path) -> str:
    try:
        sr.reconcile(path)
    except sr.ScenarioError as problem:
        return f"Error: {problem}".replace(str(path), path.name)
    raise AssertionError(f"{path.name} is not wrong")


if __name__ == "__main__":
    print(page(), end="")
