"""Office files are ZIP packages: the same content gives the same bytes, and none is ever half written."""

import io
import os
import tempfile
import zipfile
from pathlib import Path

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The day that a member of a ZIP has where it tells none."""


def settled(package: bytes) -> bytes:
    """The package with its members in the same order and without the time at which each was written."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(package)) as read, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for member in read.infolist():
            about = zipfile.ZipInfo(member.filename, FIRST_DAY)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.external_attr = 0o600 << 16
            written.writestr(about, read.read(member))
    return made.getvalue()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file beside its place and put it there when it is whole; nothing is left of one that failed."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
