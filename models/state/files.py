"""Atomic writes and safe-keeping of damaged files, for everything the person owns."""

from __future__ import annotations

import contextlib
import errno
import os
from pathlib import Path

LARGEST_KEPT = 64 * 1024 * 1024


def write_atomic(path: Path, data: bytes) -> None:
    """Replace `path` by `data` or leave it untouched. Errors: OSError."""
    import tempfile  # costs the start 5 ms and is needed when something is saved

    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(name).unlink()
        raise


def keep_aside(path: Path) -> Path:
    """Copy a damaged file beside itself as `<name>.damaged[-n]` and return the copy.

    Errors: OSError, also for what is no file or larger than anything of ours; then nothing was made.
    """
    if not path.is_file():
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    if path.stat().st_size > LARGEST_KEPT:
        raise OSError(errno.EFBIG, os.strerror(errno.EFBIG), str(path))
    data = path.read_bytes()
    for number in range(1, 1000):
        copy = path.with_name(f"{path.name}.damaged" + (f"-{number}" if number > 1 else ""))
        try:
            with copy.open("xb") as stream:
                stream.write(data)
            return copy
        except FileExistsError:
            if copy.read_bytes() == data:
                return copy
    raise OSError(f"too many damaged copies beside {path}")
