"""Office files are ZIP archives; this looks into one before a library unpacks it."""

import zipfile
from io import BytesIO

MAX_UNPACKED_BYTES = 100_000_000
OLE = b"\xd0\xcf\x11\xe0"


def archive_fault(raw: bytes, *, member: str) -> str | None:
    """Why the bytes are no Office file that can be read; None if nothing speaks against it.

    A Word file is read through `zipfile`, which unpacks no more of a member than the archive declares. The library for
    Excel files unpacks for itself: there a wrong size costs the worker's memory, which is limited.
    """
    if raw.startswith(OLE):
        return "is protected by a password or has an old Office format; save it without one in the new format"
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        return "is not an Office file that can be read; it may be damaged"
    if member not in (each.filename for each in members):
        return f"is not the kind of file that its name says ({member} is missing)"
    unpacked = sum(each.file_size for each in members)
    return f"unpacks to more than {MAX_UNPACKED_BYTES:,} bytes" if unpacked > MAX_UNPACKED_BYTES else None
