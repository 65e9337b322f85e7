"""The pages of the site that show the docstrings of the public names: docs/conf.py writes them before it reads them."""

from __future__ import annotations

import inspect
from pathlib import Path

import sunrack as sr
from sunrack.units.laws import Law

PLACE = "docs/api"
_TREE = ".. toctree::\n   :hidden:\n\n"


def pages() -> dict[str, str]:
    """Each page by its name: calls and classes first, then a page for each room."""
    rooms = [name for name in sr.__all__ if inspect.ismodule(getattr(sr, name)) and name not in ("findings", "report")]
    names = [name for name in sr.__all__ if name not in rooms and name != "LAWS"]
    classes = [name for name in names if inspect.isclass(getattr(sr, name))]
    told = {
        "index": "\n".join([
            _head("Public names", "="),
            "These names are what ``dir(sunrack)`` lists. Examples of their use: :doc:`/docs/python`.\n",
            _TREE + "".join(f"   {name}\n" for name in ["calls", "classes", *rooms]),
            "- :doc:`calls`\n- :doc:`classes`",
            *(f"- :doc:`{name}`" for name in rooms),
        ]),
        "calls": _head("Functions", "=") + "\n".join(
            f".. autofunction:: sunrack.{name}\n" for name in names if name not in classes
        ),
        "classes": _head("Classes and errors", "=") + "\n".join(
            f".. autoclass:: sunrack.{name}\n   :members:\n" for name in classes
        ),
    }  # fmt: skip
    return told | {room: _room(room) for room in rooms}


def _room(room: str) -> str:
    """The laws of a room; of a room without laws, what it defines."""
    here = getattr(sr, room)
    public = {name: one for name, one in vars(here).items() if not name.startswith("_")}
    laws = [name for name, one in public.items() if isinstance(one, Law)]
    own = [name for name, one in public.items() if inspect.isfunction(one) and one.__module__.startswith(here.__name__)]
    lines = [_head(f"sunrack.{room}", "="), f".. automodule:: sunrack.{room}\n"]
    if laws:
        lines += ["Each law takes quantities with units. Its form ``.si`` takes plain SI numbers.\n"]
    numbers = (
        [f"   * - ``{name}``\n     - {one!r}" for name, one in public.items() if isinstance(one, float)]
        if not (laws or own)
        else []
    )
    if numbers:
        lines += [".. list-table::\n   :header-rows: 1\n\n   * - Name\n     - Value in SI units", *numbers, ""]
    lines += [f".. autofunction:: sunrack.{room}.{name}\n" for name in sorted(laws or own)]
    return "\n".join(lines)


def _head(title: str, under: str) -> str:
    return f"{title}\n{under * len(title)}\n"


def write(root: Path) -> None:
    """Write the pages that changed."""
    folder = root / PLACE
    folder.mkdir(exist_ok=True)
    wanted = {folder / f"{name}.rst": text for name, text in pages().items()}
    for old in set(folder.glob("*.rst")) - wanted.keys():
        old.unlink()
    for path, text in wanted.items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
