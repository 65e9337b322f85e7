"""Other people's analyses and announced satellites, beside ours: put their inputs in, get their answers, and see which
inputs make the difference."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sunrack.published.ratios import published_ratios

if TYPE_CHECKING:
    from sunrack.published.reading import shipped
    from sunrack.published.reconciliation import Reconciliation, reconcile, reconcile_all
    from sunrack.published.records import Analysis

# Imported on first use: the first page takes the ratios alone.
_HOME = {
    "Analysis": "records",
    "Reconciliation": "reconciliation",
    "reconcile": "reconciliation",
    "reconcile_all": "reconciliation",
    "shipped": "reading",
}
__all__ = ["Analysis", "Reconciliation", "published_ratios", "reconcile", "reconcile_all", "shipped"]


def __getattr__(name: str) -> Any:
    if name in _HOME:
        return getattr(import_module(f"sunrack.published.{_HOME[name]}"), name)
    raise AttributeError(f"module 'sunrack.published' has no attribute {name!r}")
