"""Downloads: what is saved says which document, which state of it and which language it is."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import factories
from tests.cast import Cast
from tests.web.browsing import Browser
from wiki.database import Database
from wiki.models import Document

Visit = Callable[..., Browser]


@pytest.mark.parametrize(
    ("language", "form", "saved_as"),
    [
        ("en", "md", "code-draft-en.md"),
        ("nl", "md", "code-draft-nl.md"),
        ("en", "pdf", "code-draft-en.pdf"),
        ("nl", "zip", "code-draft.zip"),
    ],
)
def test_a_file_in_one_language_is_saved_under_a_name_that_says_it(
    visit: Visit, people: Cast, database: Database, language: str, form: str, saved_as: str
) -> None:
    with database.write() as db:
        factories.text(db, db.get_one(Document, people.document.id))

    answer = visit(people.noor).get(f"/documents/code/{language}/files/code-draft.{form}")

    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{saved_as}"'
