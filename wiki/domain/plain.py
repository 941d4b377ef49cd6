"""Rows of plain columns, read and written: a third of what the handle takes for mapped objects."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVarTuple

from sqlalchemy import Connection, CursorResult, Executable, Row, Select
from sqlalchemy.orm import Session

from wiki import unchanged

Columns = TypeVarTuple("Columns")

CONNECTION = "connection"


def rows(db: Session, query: Select[*Columns], given: Mapping[str, Any]) -> Sequence[Row[*Columns]]:
    """Return the rows of a query of columns, in the state this transaction sees."""
    db.flush()
    return _connection(db).execute(query, given).all()


def kept(db: Session, query: Select[*Columns], given: Mapping[str, Any]) -> Sequence[Row[*Columns]]:
    """Return the rows of a query of columns, remembered as long as nobody writes.

    For a query that is built once and asked by nearly every page; all that is given can be hashed.
    Whoever may write remembers nothing, nor does a database that doesn't tell who else writes.
    """
    answers = unchanged.answers_of(_connection(db))
    if answers is None:
        return rows(db, query, given)
    question = query, *given.items()
    answer = answers.get(question)
    if answer is None:
        answer = rows(db, query, given)
        answers.keep(question, answer)
    return answer


def write(
    db: Session, statement: Executable, given: Mapping[str, Any] | Sequence[Mapping[str, Any]]
) -> int:
    """Write rows of a table, once or for each of several, and return how many were written.

    Unlike `rows` it flushes nothing, which would cost every change a walk over what is loaded. So
    whoever calls it has flushed the rows that the written ones refer to (`texts.create`; the audit
    refers to none), leaves nothing unsaved in what it updates, and tells the objects that are
    loaded already what became of their rows (`texts._move_on`, `blocks.store`).
    """
    done: CursorResult[Any] = _connection(db).execute(statement, given)
    return done.rowcount


def _connection(db: Session) -> Connection:
    """Return the connection of this transaction; looking it up takes as long as a short query."""
    begun = db.get_transaction()
    known: Connection
    of, known = db.info.get(CONNECTION, (None, None))
    if begun is None or begun is not of or not begun.is_active:
        known = db.connection()
        db.info[CONNECTION] = db.get_transaction(), known
    return known
