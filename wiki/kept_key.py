"""A random key kept in a file that only its owner can read.

Two programs that start at the same moment get the same key: the file appears whole or not at all.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path


def read(path: Path) -> str:
    """Return the key kept at this path, making it first where there is none.

    Raises OSError where the folder can't be made or written.
    """
    if not path.exists():
        _make(path)
    return path.read_text(encoding="ascii").strip()


def _make(path: Path) -> None:
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w", encoding="ascii") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(descriptor)
        path.hardlink_to(draft)
    except FileExistsError:
        pass  # another program was first; its key holds
    finally:
        draft.unlink(missing_ok=True)
