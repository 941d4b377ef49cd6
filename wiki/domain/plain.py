"""Rows of plain columns, for pages that only show them: a third of what the handle takes for it."""

from collections.abc import Mapping, Sequence
from typing import Any, TypeVarTuple

from sqlalchemy import Row, Select
from sqlalchemy.orm import Session

Columns = TypeVarTuple("Columns")


def rows(db: Session, query: Select[*Columns], given: Mapping[str, Any]) -> Sequence[Row[*Columns]]:
    """Return the rows of a query of columns, in the state this transaction sees."""
    db.flush()
    return db.connection().execute(query, given).all()
