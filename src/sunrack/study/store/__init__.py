"""Studies that stream into a file or store, piece by piece: flat memory, resumed after a kill, one writer at a time.

All is made in the folder `NAME.part` beside the output: the data, and a journal of how many pieces are in place. The
output appears under its name when it is whole.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from sunrack.files import followed, put, refusal, special
from sunrack.stopping import asked
from sunrack.study.cluster import WorkerLost, in_order
from sunrack.study.memory import kept_memory
from sunrack.study.runner import Runner
from sunrack.study.store.fingerprint import fingerprint
from sunrack.study.store.finished import same
from sunrack.study.store.folders import Folder, Parquet, Zarr
from sunrack.study.store.forms import Csv, Form, Netcdf
from sunrack.study.store.journal import Journal, opened
from sunrack.study.store.pieces import Pieces, check_names, first_outputs, kinds
from sunrack.study.store.record import Marks, StoreError

FORMS: dict[str, type[Form]] = {".nc": Netcdf, ".csv": Csv, ".zarr": Zarr, ".parquet": Parquet}


def form_of(output: Path) -> type[Form]:
    """The form of an output by its ending, once what it needs is there and the place can take it.

    Raises:
        StoreError: An unknown ending, a library that is not installed, a place that cannot be written.
    """
    form = FORMS.get(output.suffix.lower())
    if form is None:
        raise StoreError(f'"{output}" must end in {", ".join(list(FORMS)[:-1])} or {list(FORMS)[-1]}')
    for library in form.needs:
        if find_spec(library) is None:
            raise StoreError(f"{output} needs {library}: pip install 'sunrack[store]'")
    if said := refusal(output, folder=form.folder):
        raise StoreError(said)
    part_of(output)
    return form


def part_of(output: Path) -> Path:
    """The folder in which an output is made: beside it, or where a link leads, beside the link's target.

    Raises:
        StoreError: There is no place for it.
    """
    try:
        place = followed(output)
        if special(place):  # nothing can be made beside a device
            place = output
        part = place.with_name(place.name + ".part")
        part.exists()  # or its name is too long
    except OSError as problem:
        raise StoreError(f"{str(output)[:200]} cannot be written: {problem.strerror or problem}") from None
    return part


def write(
    runner: Runner,
    output: str | Path,
    *,
    threads: int | None = None,
    cluster: Any = None,
    progress: Callable[[int], None] | None = None,
    resumed: Callable[[int], None] | None = None,
    damaged: Callable[[int], None] | None = None,
) -> Path:
    """Run a plan into a file or store, and continue what an earlier run of the same plan left unfinished.

    Every piece of an earlier run, and every file of a finished store, is compared with its size and checksum first.

    Args:
        runner: Runs the plan.
        output: A path that ends in .nc, .csv, .zarr or .parquet, which may be a link; a finished .nc or .csv file is
            replaced, a store of the same study kept.
        threads: How many at once; all cores if left out.
        cluster: A dask.distributed client, whose workers make the pieces, and write those of a .zarr or .parquet on a
            disk that all share.
        progress: Called with the points of each piece that is in place, first with all those of earlier runs.
        resumed: Called, before that, with the points of earlier runs of a study that they left unfinished.
        damaged: Called, before that, with how many pieces of earlier runs are missing or altered and made again.
    Returns:
        The path.
    Raises:
        ValueError: A result that there is not.
        StoreError: The output belongs to another study, is damaged, is being written by another process, or cannot
            be written.
    """
    output = Path(output)
    form, units, told = form_of(output), runner.check(), progress or (lambda points: None)
    check_names(runner.plan, latin=form is Netcdf)
    first = first_outputs(runner)
    pieces = Pieces(runner, kinds(first), form.most)
    made = form(pieces, part_of(output).absolute(), units, fingerprint(pieces, first))
    place = followed(output)
    try:
        with opened(made.part) as journal, kept_memory():
            if journal.pieces and journal.made_of is not None and made.resumes:
                same(journal.made_of, made.made_of, made.part)
                marks = journal.read(len(pieces))
            else:
                journal.pieces, marks = 0, Marks(len(pieces))
            try:
                if isinstance(made, Folder) and place.exists():
                    made.finished(output)
                    told(runner.plan.size)
                else:
                    lost = _begin(made, journal, marks, threads)
                    if lost and damaged:
                        damaged(lost)
                    if there := _points(made, marks):
                        for heard in (resumed, told):
                            if heard:
                                heard(there)
                    _fill(made, journal, marks, told, threads, cluster)
                    put(made.data, place)
            except BaseException:
                if not (journal.pieces and made.resumes):  # nothing that the next run could go on with
                    shutil.rmtree(made.part, ignore_errors=True)
                raise
            shutil.rmtree(made.part, ignore_errors=True)
    except OSError as problem:
        raise StoreError(_why(problem, output, made, cluster)) from problem
    except WorkerLost as problem:
        raise StoreError(f"{problem}{_stays(made.part)}") from problem
    return output


def gathered(runner: Runner, cluster: Any, progress: Callable[[int], None] | None = None) -> dict[str, Any]:
    """Every result of a plan as one array in this process, made by the workers of a cluster."""
    pieces = Pieces(runner, kinds(first_outputs(runner)))
    whole = {name: np.empty(runner.plan.shape, dtype=kind) for name, kind in pieces.kinds.items()}
    with closing(in_order(pieces, range(len(pieces)), cluster=cluster)) as results:
        for number, made in enumerate(results):
            for name, content in made.items():
                whole[name][pieces.place(number)] = content
            if progress:
                progress(pieces.points(number, number + 1))
    return whole


def _points(made: Form, marks: Marks) -> int:
    """Points of the pieces that are in place."""
    return sum(made.pieces.points(number, number + 1) for number in _in_place(made, marks).tolist())


def _fill(
    made: Form, journal: Journal, marks: Marks, told: Callable[[int], None], threads: int | None, cluster: Any
) -> None:
    """Make and take every piece that is not in place; however this ends, the journal has all that was taken."""
    missing = np.flatnonzero(marks.sizes < 0).tolist()
    with closing(made), closing(in_order(made.run, missing, threads, cluster)) as results:
        try:
            for number, result in zip(missing, results, strict=True):
                marks[number] = made.commit(number, result)
                made.taken += 1
                journal.note(number, marks[number])
                if journal.due() or asked() is not None:
                    made.settle()
                    journal.save()
                told(made.pieces.points(number, number + 1))
        finally:
            made.settle()
            journal.save()
        made.finish(marks)


def _begin(made: Form, journal: Journal, marks: Marks, threads: int | None) -> int:
    """Go on with the pieces that are in place, and forget the marks of others; empty data where there are none.

    Returns:
        How many pieces are not as the journal says.
    """
    claimed = _in_place(made, marks)
    if claimed.size and made.data.exists():
        for left in made.part.glob("*.tmp"):
            left.unlink()
        whole = in_order(lambda number: made.intact(number, marks), claimed.tolist(), threads)
        bad = claimed[~np.fromiter(whole, dtype=bool, count=claimed.size)]
        marks.sizes[bad] = -1
        _in_place(made, marks)
        made.resume(marks)
        return len(bad)
    marks.sizes[:] = -1
    for left in made.part.iterdir():
        if left.is_dir():
            shutil.rmtree(left)
        elif left.name != "journal":
            left.unlink()
    journal.begin(made.made_of)
    made.begin()
    return len(claimed)


def _in_place(made: Form, marks: Marks) -> Any:
    """The numbers of the pieces that have a mark; in a form that is written in order, none after one that has not."""
    if made.in_order and (gaps := np.flatnonzero(marks.sizes < 0)).size:
        marks.sizes[gaps[0] :] = -1
    return np.flatnonzero(marks.sizes >= 0)


def _why(problem: OSError, output: Path, made: Form, cluster: Any) -> str:
    """Why a disk refuses, and what becomes of what it took."""
    if cluster is not None and isinstance(problem, FileNotFoundError) and output.parent.is_dir() and not made.taken:
        return f"the workers do not see {made.part.parent}: name an output on a disk that all of them share"
    return f"{output} cannot be written: {problem.strerror or problem}{_stays(made.part)}"


def _stays(part: Path) -> str:
    return (
        f". Finished pieces are kept in {part}: correct the problem and run the same command again to resume"
        if part.is_dir()
        else ""
    )


__all__ = ["FORMS", "StoreError", "form_of", "gathered", "write"]
