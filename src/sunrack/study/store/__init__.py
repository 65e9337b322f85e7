"""Studies that stream into a file or store, piece by piece: flat memory, resumed after a kill, one writer at a time.

All is made in the folder `NAME.part` beside the output: the data, and a journal of how many pieces are in place. The output
appears under its name when it is whole.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from sunrack.study.cluster import in_order
from sunrack.study.plan import Plan, check
from sunrack.study.running import kept_memory
from sunrack.study.store.fingerprint import difference, fingerprint
from sunrack.study.store.folders import Parquet, Zarr
from sunrack.study.store.forms import Csv, Form, Netcdf
from sunrack.study.store.journal import Journal, StoreError, opened
from sunrack.study.store.pieces import Pieces, first_of, kinds

FORMS: dict[str, type[Form]] = {".nc": Netcdf, ".csv": Csv, ".zarr": Zarr, ".parquet": Parquet}


def form_of(output: Path) -> type[Form]:
    """The form of an output by its ending, once what it needs is there and the place can take it.

    Raises:
        StoreError: An unknown ending, a library that is not installed, no folder to write in.
    """
    form = FORMS.get(output.suffix.lower())
    if form is None:
        raise StoreError(f'"{output}" must end in {", ".join(list(FORMS)[:-1])} or {list(FORMS)[-1]}')
    for library in form.needs:
        if find_spec(library) is None:
            raise StoreError(f"{output} needs {library}: pip install 'sunrack[store]'")
    try:
        if not output.parent.is_dir():
            raise StoreError(f"{output} cannot be written: there is no folder {output.parent}")
        if output.is_dir() and not form.folder:
            raise StoreError(f"{output} is a folder; name a file in it")
    except OSError as problem:  # a name that is too long
        raise StoreError(f"{str(output)[:200]} cannot be written: {problem.strerror or problem}") from None
    return form


def write(
    plan: Plan,
    output: str | Path,
    *,
    threads: int | None = None,
    cluster: Any = None,
    progress: Callable[[int], None] | None = None,
    resumed: Callable[[int], None] | None = None,
) -> Path:
    """Run a plan into a file or store, and go on with what an earlier run of the same plan left unfinished.

    Args:
        plan: What to run.
        output: A path that ends in .nc, .csv, .zarr or .parquet; a finished .nc or .csv file is replaced, a store of the same study kept.
        threads: How many at once; all cores if left out.
        cluster: A dask.distributed client, whose workers make the pieces, and write those of a .zarr or .parquet on a disk that all share.
        progress: Called with the points of each piece that is in place, first with all those of earlier runs.
        resumed: Called, before that, with the points of earlier runs of a study that they left unfinished.
    Returns:
        The path.
    Raises:
        ValueError: A result that there is not.
        StoreError: The output belongs to another study, is being written by another process, or cannot be written.
    """
    output = Path(output)
    form, units, told = form_of(output), check(plan), progress or (lambda points: None)
    first = first_of(plan)
    pieces = Pieces(plan, kinds(first))
    made = form(pieces, output.absolute().with_name(output.name + ".part"), units, fingerprint(pieces, first))
    try:
        with opened(made.part) as journal, kept_memory():
            held, length = journal.read()
            try:
                if form.folder and output.exists():
                    _finished(form.held(output), made, output)
                    told(plan.size)
                else:
                    done = _begin(made, journal, held, length)
                    if done and resumed:
                        resumed(pieces.points(0, done))
                    with (
                        closing(made),
                        closing(in_order(made.run, range(done, len(pieces)), threads, cluster)) as results,
                    ):
                        _fill(made, journal, results, done, told)
                    made.data.replace(output)
            except BaseException:
                if not (journal.pieces and made.resumes):  # nothing that the next run could go on with
                    shutil.rmtree(made.part, ignore_errors=True)
                raise
            shutil.rmtree(made.part, ignore_errors=True)
    except OSError as problem:
        raise StoreError(_why(problem, output, made.part, cluster)) from problem
    return output


def gathered(plan: Plan, cluster: Any, progress: Callable[[int], None] | None = None) -> dict[str, Any]:
    """Every result of a plan as one array in this process, made by the workers of a cluster."""
    pieces = Pieces(plan, kinds(first_of(plan)))
    whole = {name: np.empty(plan.shape, dtype=kind) for name, kind in pieces.kinds.items()}
    with closing(in_order(pieces, range(len(pieces)), cluster=cluster)) as results:
        for number, made in enumerate(results):
            for name, content in made.items():
                whole[name][pieces.place(number)] = content
            if progress:
                progress(pieces.points(number, number + 1))
    return whole


def _fill(made: Form, journal: Journal, results: Iterable[Any], done: int, told: Callable[[int], None]) -> None:
    """Take every piece as it comes; however this ends, the journal has all that was taken."""
    if done:
        told(made.pieces.points(0, done))
    try:
        for number, result in enumerate(results, done):
            made.commit(number, result)
            done = number + 1
            if journal.due():
                made.settle()
                journal.line(done, made.length)
            told(made.pieces.points(number, done))
    finally:
        if done > journal.pieces:
            made.settle()
            journal.line(done, made.length)
    made.finish()


def _begin(made: Form, journal: Journal, held: dict[str, Any] | None, length: int) -> int:
    """Pieces that are in place already; empty data where there are none."""
    if held is not None and journal.pieces and made.resumes:
        _same(held, made.made_of, made.part)
        for left in made.part.glob("*.tmp"):
            left.unlink()
        if made.data.exists():
            made.resume(length)
            return journal.pieces
    for left in made.part.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        elif left.name != "journal":
            left.unlink()
    journal.begin(made.made_of)
    made.begin()
    return 0


def _finished(held: dict[str, Any] | None, made: Form, output: Path) -> None:
    if held is None:
        raise StoreError(f"{output} is there and is no finished study: choose another name, or delete it")
    _same(held, made.made_of, output)


def _same(held: dict[str, Any], wanted: dict[str, Any], place: Path) -> None:
    if differs := difference(held, wanted):
        raise StoreError(f"{place} holds another study: {differs}. Choose another name, or delete it")


def _why(problem: OSError, output: Path, part: Path, cluster: Any) -> str:
    """Why a disk refuses, and what becomes of what it took."""
    if cluster is not None and isinstance(problem, FileNotFoundError) and output.parent.is_dir():
        return f"the workers do not see {part.parent}: name an output on a disk that all of them share"
    said = f"{output} cannot be written: {problem.strerror or problem}"
    return (
        f"{said}. What is finished stays in {part}; mend that and run the same again to go on from there"
        if part.is_dir()
        else said
    )


__all__ = ["FORMS", "StoreError", "form_of", "gathered", "write"]
