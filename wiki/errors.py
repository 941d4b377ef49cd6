"""What can be refused, as one tree. An error carries a key and values; the edge words it.

Refusal
├── NotFound          there is no such thing, or you may not know of it
├── NotAllowed        you may see it, but not do this
├── Invalid           a field is wrong: field and key say which and why
├── Stale             the thing changed since you read it
├── AlreadyDecided    somebody was first; it has its outcome
└── TooMany           too many tries; `seconds` says how long to wait
"""

from __future__ import annotations


class Refusal(Exception):
    """A refusal with a key to word it by, and the values the words need."""

    def __init__(self, key: str = "", **values: object) -> None:
        super().__init__(key)
        self.key = key
        self.values = values


class NotFound(Refusal):
    """There is no such thing, or the one who asks may not know of it."""


class NotAllowed(Refusal):
    """The one who asks may see the thing, but not do this."""


class Invalid(Refusal):
    """A field holds something that cannot be taken; nothing was changed.

    `others` are the errors of further fields, where several were read at once.
    """

    def __init__(self, field: str, key: str, **values: object) -> None:
        super().__init__(key, **values)
        self.field = field
        self.others: tuple[Invalid, ...] = ()

    def renamed(self, **fields: str) -> Invalid:
        """Return a copy that calls fields otherwise (`old="new"`), in the `others` too."""
        copy = Invalid(fields.get(self.field, self.field), self.key, **self.values)
        copy.others = tuple(other.renamed(**fields) for other in self.others)
        return copy


class Stale(Refusal):
    """The thing changed since it was read; nothing was changed."""


class AlreadyDecided(Refusal):
    """The contribution already has an outcome."""


class TooMany(Refusal):
    """Too many tries in a short time."""

    def __init__(self, key: str, *, seconds: int) -> None:
        super().__init__(key, seconds=seconds)
        self.seconds = seconds
