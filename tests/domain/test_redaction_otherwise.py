"""Words to take out that are written otherwise: nothing says they went where they stayed."""

from __future__ import annotations

import unicodedata

import pytest
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import redaction
from wiki.domain.redaction import Wanted
from wiki.errors import Invalid


def test_where_words_only_stand_otherwise_that_is_seen_and_nothing_is_taken_out(
    db: Session, cast: Cast
) -> None:
    factories.text(db, cast.document, "Ask Jan **Jansen**, or JAN JANSEN.\n")
    wanted = Wanted("Jan Jansen")

    seen = redaction.preview(db, cast.document, wanted, by=cast.sanne)

    assert (dict(seen.counts), sum(seen.otherwise.values())) == ({}, 1)
    with pytest.raises(Invalid, match="redaction_finds_nothing"):
        redaction.redact(
            db, cast.document, wanted, reason="Asked for", by=cast.sanne, at=factories.AT
        )


def test_words_typed_in_parts_of_letters_are_those_that_texts_hold(db: Session, cast: Cast) -> None:
    factories.text(db, cast.document, "Ask José.\n")
    wanted = Wanted(unicodedata.normalize("NFD", "José"))

    seen = redaction.preview(db, cast.document, wanted, by=cast.sanne)

    assert seen.counts["revision"] == 1
