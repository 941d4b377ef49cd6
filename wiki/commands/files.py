"""Files that commands write: whole or not at all, and readable by their owner only where asked."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from wiki.commands.running import CommandRefused


def require_free(target: Path, *, replace: bool) -> None:
    """Refuse to write where a file is, unless it is to be replaced, or where a folder is."""
    if target.is_dir():
        raise CommandRefused(f"{target} is a folder: name a file, such as {target / 'code.md'}.")
    if target.exists() and not replace:
        raise CommandRefused(f"{target} exists: name a new file, or add --force to replace it.")


def write_whole(target: Path, content: bytes) -> None:
    """Write a file so that nobody ever sees half of it."""
    with appearing_whole(target) as draft:
        draft.write_bytes(content)


@contextmanager
def appearing_whole(target: Path, *, private: bool = False) -> Iterator[Path]:
    """Give a path to write to, which takes the target's place when everything went well.

    Raises CommandRefused where the folder can't be written.
    """
    draft = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    try:
        descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        os.close(descriptor)
        yield draft
        _to_disk(draft)
        if not private:
            draft.chmod(0o644)
        draft.replace(target)
        _to_disk(target.parent)
    except OSError as error:
        raise CommandRefused(
            f"{target} can't be written ({error.strerror}): name a file in a folder you may write."
        ) from None
    finally:
        draft.unlink(missing_ok=True)


def _to_disk(path: Path) -> None:
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
