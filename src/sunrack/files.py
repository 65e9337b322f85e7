"""Output files: written through links, whole or not at all, under names that nobody can know beforehand.

A file that is replaced keeps its mode, its group and its extended attributes. A file that has other hard links, that
belongs to another user, or whose folder takes no new file, is written in place instead, so that nothing of it is lost.
"""

from __future__ import annotations

import errno
import io
import os
import re
import shutil
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

_LINKS = 40  # to follow, as Linux does
_DESCRIPTOR = re.compile(r"/(?:dev|proc/self)/fd/(\d{1,6})")
NO_FOLLOW: int = getattr(os, "O_NOFOLLOW", 0)
_BINARY: int = getattr(os, "O_BINARY", 0)


def followed(path: Path) -> Path:
    """The place that a path leads to, whether it is there or not; the links among its folders are the system's to
    follow.

    Raises:
        OSError: The links lead in a circle, or a name is too long.
    """
    for _ in range(_LINKS):
        if _descriptor(path) is not None or not path.is_symlink():
            return path
        path = path.parent / path.readlink()
    raise OSError(errno.ELOOP, "its links form a loop")


def refusal(path: Path, *, folder: bool = False) -> str:
    """Why nothing can be written to a path, in a sentence; an empty text if it can.

    Args:
        path: A file that is to be written, or a link to one.
        folder: Whether a folder is to be written in its place.
    """
    said = str(path)[:200]
    try:
        place = followed(path)
        if (number := _descriptor(place)) is not None:
            os.fstat(number)
            return ""
        if place != path:
            said += f" (a link to {str(place)[:200]})"
        there = _status(place)
        if there is not None and stat.S_ISDIR(there.st_mode) and not folder:
            return f"{said} is a folder. Name a file in it"
        if not place.parent.is_dir():
            return f"{said} cannot be written: there is no folder {place.parent}"
    except (OSError, ValueError) as problem:
        return f"{said} cannot be written: {getattr(problem, 'strerror', None) or problem}"
    if there is not None and not stat.S_ISDIR(there.st_mode) and not _may(place, os.W_OK):
        return f"{said} cannot be written: Permission denied"
    if (there is None or folder) and not _may(place.parent, os.W_OK | os.X_OK):
        return f"{said} cannot be written: Permission denied in the folder {place.parent}"
    return ""


def special(place: Path) -> bool:
    """Whether a place is written to and never replaced: a device, a pipe, or an open file by its number."""
    there = _status(place)
    return _descriptor(place) is not None or (
        there is not None and not stat.S_ISREG(there.st_mode) and not stat.S_ISDIR(there.st_mode)
    )


def is_file(name: str) -> bool:
    """Whether a text is the name of a file that is there."""
    try:
        return Path(name).is_file()
    except (OSError, ValueError):  # too long for a name, or with a character that none can have
        return False


def same(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, through links or in another spelling."""
    with suppress(OSError):
        return one.samefile(other)
    return os.path.realpath(one) == os.path.realpath(other)  # one of them is not there yet


def write(path: Path, content: str | bytes, *, overwrite: bool = True) -> None:
    """Write a whole file; if that fails, what was there is still there.

    Args:
        path: The file, or a link to it. A device or pipe is written to.
        content: All of it; text becomes UTF-8.
        overwrite: Whether a file that is there may be replaced.
    Raises:
        FileExistsError: There is one, and it may not.
        OSError: The disk refuses.
    """
    place = followed(path)
    there = _status(place)
    if there is not None and not special(place) and not overwrite:
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
    if there is not None and _stays(place, there):
        whole = content.encode() if isinstance(content, str) else content
        _over(place, io.BytesIO(whole), len(whole))
        return
    temporary, opened = fresh(place.parent) if overwrite else (place, create(place))
    opened.close()
    try:
        if isinstance(content, str):
            temporary.write_text(content, encoding="utf-8")
        else:
            temporary.write_bytes(content)
        if overwrite:
            put(temporary, place)
    except BaseException:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise


def put(made: Path, place: Path) -> None:
    """Move a finished file to the place that a path was followed to, over what is there.

    Raises:
        OSError: The disk refuses.
    """
    there = _status(place)
    if there is not None and stat.S_ISREG(there.st_mode) and not _stays(place, there):
        if sys.platform != "win32":
            with suppress(OSError):
                os.chown(made, -1, there.st_gid)
        shutil.copystat(place, made)
        os.utime(made)
    elif there is not None and not stat.S_ISDIR(there.st_mode):
        with made.open("rb") as source:
            _over(place, source, made.stat().st_size)
        made.unlink()
        return
    made.replace(place)


def fresh(folder: Path) -> tuple[Path, BinaryIO]:
    """A new empty file in a folder, open for writing, under a name that nobody can have put a link at."""
    path = folder / f"{os.urandom(12).hex()}.tmp"
    return path, create(path)


def create(path: Path) -> BinaryIO:
    """A file that was not there, open for writing, with the mode of new files.

    Raises:
        FileExistsError: Something has its name, if only a link.
    """
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | NO_FOLLOW | _BINARY, 0o666), "wb")


def own(path: Path) -> int:
    """A descriptor, for reading and writing, of a regular file that has no other name and is no link.

    Raises:
        OSError: It is none, or is not there.
    """
    descriptor = os.open(path, os.O_RDWR | NO_FOLLOW | _BINARY)
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode) or status.st_nlink != 1:
        os.close(descriptor)
        raise OSError(errno.EPERM, "it is a link or has several names")
    return descriptor


def _stays(place: Path, there: os.stat_result) -> bool:
    """Whether what is there must be written in place, for a new file would not be the same."""
    if special(place) or there.st_nlink > 1 or not _may(place.parent, os.W_OK | os.X_OK):
        return True
    return sys.platform != "win32" and there.st_uid != os.geteuid()


def _over(place: Path, source: BinaryIO, size: int) -> None:
    """Write so many bytes over a file, or to a device."""
    number = _descriptor(place)
    descriptor = os.dup(number) if number is not None else os.open(place, os.O_WRONLY | NO_FOLLOW | _BINARY)
    with open(descriptor, "wb") as file:  # noqa: PTH123 (a descriptor is no path)
        regular, before = not special(place), os.fstat(descriptor).st_size
        if regular and size > before and sys.platform == "linux":
            os.posix_fallocate(descriptor, before, size - before)  # or fail before anything is lost
        shutil.copyfileobj(source, file, 2**20)
        if regular:
            file.truncate()


def _descriptor(path: Path) -> int | None:
    """The number of an open file of this process that a path such as /dev/fd/1 names."""
    found = _DESCRIPTOR.fullmatch(str(path))
    return int(found[1]) if found else None


def _status(place: Path) -> os.stat_result | None:
    try:
        return place.stat()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _may(path: Path, what: int) -> bool:
    return os.access(path, what, effective_ids=os.access in os.supports_effective_ids)
