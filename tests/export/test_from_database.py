"""An export imports again to the same bytes, and a release goes out as it was frozen."""

from __future__ import annotations

from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import bundles, releases, texts
from wiki.domain.accounts import OPERATOR
from wiki.export import bundle, from_database, incoming, markdown
from wiki.models import Document, EditKind, Readers
from wiki.paths import content

TRICKY = "---\nauthor: us\n---\n\n\n#  Odd\t\n* a\n* b\n\n<b>raw</b>  \n\nend without line end"


def zipped(db: Session, document: Document) -> bytes:
    manuscripts = [
        from_database.manuscript(db, document, language, on=factories.TODAY)
        for language in document.languages
    ]
    return markdown.zip_of_sections(from_database.facts(document), manuscripts)


def brought_in(db: Session, raw: bytes) -> Document:
    code = incoming.document(bundle.read(raw, name="code.zip"), name="code.zip")
    return bundles.bring_in(db, code, by=OPERATOR, at=factories.AT, summary="imported").document


def test_the_starter_code_goes_out_as_it_came_in(db: Session) -> None:
    folder = content() / "employee-code"
    code = incoming.document(bundle.read(folder), name="employee-code")
    document = bundles.bring_in(db, code, by=OPERATOR, at=factories.AT, summary="imported").document

    exported = bundle.read(zipped(db, document), name="code.zip")

    before = bundle.read(folder)
    assert [(one.facts, one.source) for one in exported.files] == [
        (one.facts, one.source) for one in before.files
    ]
    assert exported.document is not None
    assert before.document is not None
    assert exported.document.titles == before.document.titles
    assert exported.document.others == before.document.others


def test_a_zip_imports_again_to_the_same_bytes(db: Session, cast: Cast) -> None:
    cast.document.readers = Readers.SIGNED_IN
    cast.document.preface = {"en": {"purpose": "To talk.", "can_change": ["words"]}, "nl": {}}
    factories.section(
        db,
        cast.document,
        key="odd",
        texts={"en": TRICKY, "nl": ""},
        titles={"en": "O: #", "nl": "x"},
    )
    text = factories.text(db, cast.document, "Plain.\n")
    defining = factories.structural(
        EditKind.ADD_TERM, text.section, language="en", term="a: b", definition="Line one.\nTwo."
    )
    factories.adopted(
        db, factories.proposal(db, text, by=cast.noor, wanted=[defining]), by=cast.mirjam
    )
    db.expire_all()
    first = zipped(db, cast.document)
    cast.document.key = "another"
    db.flush()

    again = brought_in(db, first)

    assert again.id != cast.document.id
    assert again.preface == cast.document.preface
    assert zipped(db, again) == first


def test_one_imported_file_goes_out_to_the_byte(db: Session) -> None:
    code = incoming.document(bundle.read(TRICKY.encode(), name="odd.md"), name="odd.md")
    document = bundles.bring_in(db, code, by=OPERATOR, at=factories.AT, summary="imported").document

    manuscript = from_database.manuscript(db, document, "en", on=factories.TODAY)

    assert markdown.one_file(manuscript) == TRICKY.encode()


def test_a_release_is_exported_as_it_was_frozen(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document, "Then.\n")
    release = releases.make(db, cast.document, "One", by=cast.sanne, at=factories.AT)
    prepared = texts.prepare(db, text, "Now.\n")
    texts.revise(db, text, prepared, by=None, at=factories.AT, title="Another title")

    frozen = from_database.manuscript(
        db, cast.document, "en", release=release, organisation="U", on=factories.TODAY
    )
    draft = from_database.manuscript(db, cast.document, "en", on=factories.TODAY)

    assert (frozen.number, frozen.is_draft, frozen.dated) == (1, False, factories.TODAY)
    assert [(one.title, one.source) for one in frozen.sections] == [("Respect", "Then.\n")]
    assert (draft.number, draft.is_draft) == (None, True)
    assert [(one.title, one.source) for one in draft.sections] == [("Another title", "Now.\n")]


def test_sections_come_in_order_and_only_those_with_the_language(db: Session, cast: Cast) -> None:
    factories.section(db, cast.document, key="one", texts={"en": "1", "nl": "een"})
    factories.section(db, cast.document, key="two", texts={"en": "2"})

    def keys(language: str) -> list[str]:
        found = from_database.manuscript(db, cast.document, language, on=factories.TODAY)
        return [one.key for one in found.sections]

    assert keys("en") == ["one", "two"]
    assert keys("nl") == ["one"]
