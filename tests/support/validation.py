"""docs/validation.md: its parts by their headings, each written by the test that holds it."""

from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "validation.md"
BEGIN = "# Validation\n\nWhat the model is checked against. Each section is generated.\n"


def holds(part):
    """Whether the page shows a part as it is now."""
    return part.rstrip() in PAGE.read_text("utf-8")


def write(part):
    """Put a part, which begins with its heading, in its place, or at the end of the page."""
    title = part.partition("\n")[0]
    before, found, rest = (PAGE.read_text("utf-8") if PAGE.exists() else BEGIN).partition(title)
    place = rest.find("\n## ")
    before = before if found else f"{before.rstrip()}\n\n"
    after = "" if place < 0 else rest[place:]
    PAGE.write_text(f"{before}{part.rstrip()}\n{after}".rstrip() + "\n", "utf-8")
