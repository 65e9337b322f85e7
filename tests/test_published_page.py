"""The page docs/published.md is what its tool makes of the model today."""

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_the_page_is_not_stale(monkeypatch):
    """Ourselves: else run `python tools/published.py > docs/published.md` and read the difference."""
    monkeypatch.setattr(sys, "path", [str(ROOT / "tools"), *sys.path])
    import published

    assert published.page() == (ROOT / "docs" / "published.md").read_text(encoding="utf-8")
