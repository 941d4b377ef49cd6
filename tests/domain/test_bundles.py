"""What comes in from outside becomes rows to the byte, or nothing does and the file is named."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast, gather
from wiki.database import Database
from wiki.domain import bundles, documents, releases, sections, structure
from wiki.domain.accounts import OPERATOR, By
from wiki.domain.arrivals import Incoming, IncomingText
from wiki.domain.bundles import Imported
from wiki.errors import Invalid, NotAllowed, NotFound
from wiki.models import Audit, Document, EditKind, Readers, Revision, Section, Text
from wiki.text.frontmatter import Facts, Term
from wiki.web.messages import in_english

ODD = "---\nauthor: me\n---\n\n\n#  Odd\ttext \n\n* a\n* b\n\n\n<b>raw</b>  \nno line end"
ABOUT: dict[str, Any] = {
    "languages": ["en", "nl"],
    "readers": "signed_in",
    "purpose": {"en": "To talk.", "nl": "Om te praten."},
    "can_change": {"en": ["the words"]},
}


def incoming(
    key: str = "respect",
    source: str = ODD,
    *,
    language: str = "en",
    title: str = "Respect",
    position: int | None = None,
    terms: tuple[Term, ...] = (),
    names_terms: bool = True,
    file: str = "",
) -> IncomingText:
    facts = Facts(key, title, language, position, terms)
    return IncomingText(file or f"{key}.{language}.md", facts, source, names_terms)


def bring_in(
    db: Session,
    *texts: IncomingText,
    by: By = OPERATOR,
    replace: bool = False,
    **about: object,
) -> Imported:
    whole = Incoming("code", {"en": "Code", "nl": "Code"}, texts, about)
    return bundles.bring_in(db, whole, by=by, at=factories.AT, summary="imported", replace=replace)


def source(db: Session, document: Document, key: str = "respect", language: str = "en") -> str:
    return sections.find_text(db, document, key, language).source


def test_a_text_is_kept_to_the_byte(db: Session) -> None:
    document = bring_in(db, incoming()).document

    assert source(db, document) == ODD


def test_what_is_said_about_the_document_becomes_its_facts(db: Session) -> None:
    document = bring_in(db, incoming(), **ABOUT).document

    assert document.readers is Readers.SIGNED_IN
    assert document.languages == ["en", "nl"]
    assert document.preface == {
        "en": {"purpose": "To talk.", "can_change": ["the words"]},
        "nl": {"purpose": "Om te praten."},
    }


def test_without_more_only_members_read_and_the_languages_are_those_that_came(db: Session) -> None:
    document = bring_in(db, incoming(language="nl"), incoming(language="en")).document

    assert document.readers is Readers.MEMBERS
    assert document.languages == ["nl", "en"]


def test_sections_stand_in_the_order_of_their_positions(db: Session) -> None:
    document = bring_in(
        db,
        incoming("last", position=3),
        incoming("first", position=1),
        incoming("middle", position=2),
    ).document

    standing = structure.standing_sections(db, document)
    assert [(one.key, one.position) for one in standing] == [
        ("first", 1),
        ("middle", 2),
        ("last", 3),
    ]


def test_bringing_the_same_again_changes_nothing(db: Session) -> None:
    bring_in(db, incoming(), incoming(language="nl"))

    again = bring_in(db, incoming(), incoming(language="nl"))

    assert (again.added, again.revised, again.same) == (0, 0, 2)
    assert db.scalar(select(func.count()).select_from(Revision)) == 2


def test_what_differs_becomes_a_revision_where_that_is_asked_for_and_the_rest_stays(
    db: Session,
) -> None:
    first = bring_in(db, incoming(), incoming("other"))

    again = bring_in(db, incoming(source="New words.\n"), incoming("new"), replace=True)

    assert again.document is first.document
    assert (again.added, again.revised, again.same) == (1, 1, 0)
    text = sections.find_text(db, first.document, "respect", "en")
    assert (text.source, text.head) == ("New words.\n", 2)
    newest = db.scalars(select(Revision).filter_by(text_id=text.id, number=2)).one()
    assert newest.summary == "imported"
    assert source(db, first.document, "other") == ODD


@pytest.mark.parametrize(
    "other",
    [
        incoming(source="Old words.\n"),
        incoming(title="Regard"),
        incoming(terms=(Term("word", "1"),)),
    ],
    ids=["words", "title", "terms"],
)
def test_what_reads_otherwise_by_now_is_named_and_not_overwritten_unasked(
    database: Database, other: IncomingText
) -> None:
    with database.write() as db:
        bring_in(db, incoming(), incoming("same"))

    with pytest.raises(Invalid, match="texts_differ") as refused, database.write() as db:
        bring_in(db, incoming("new"), incoming("same"), other)

    assert refused.value.values == {"texts": "respect (en)"}
    assert "--replace" in in_english(refused.value)
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(Revision)) == 2
        assert sections.find_text(db, db.scalars(select(Document)).one(), "respect", "en").head == 1


def test_a_section_that_was_removed_does_not_come_back_unasked(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document)
    removing = factories.structural(EditKind.REMOVE_SECTION, text.section)
    factories.adopted(
        db, factories.proposal(db, text, by=cast.noor, wanted=[removing]), by=cast.mirjam
    )

    with pytest.raises(Invalid, match="texts_differ"):
        bring_in(db, incoming(source=text.source, title=text.title))

    assert text.section.removed_at is not None


def test_another_title_is_a_revision_too(db: Session) -> None:
    document = bring_in(db, incoming()).document

    again = bring_in(db, incoming(title="Regard"), replace=True)

    assert again.revised == 1
    assert sections.find_text(db, document, "respect", "en").title == "Regard"


def test_a_text_that_was_missing_is_added(db: Session) -> None:
    document = bring_in(db, incoming(), languages=["en", "nl"]).document

    again = bring_in(db, incoming(language="nl", source="Nieuw.\n"))

    assert again.added == 1
    assert source(db, document, language="nl") == "Nieuw.\n"


def test_a_text_in_a_language_the_document_lacks_is_refused_by_its_file(
    database: Database,
) -> None:
    with database.write() as db:
        bring_in(db, incoming())
    french = incoming(language="fr", file="respect.fr.md")

    with (
        pytest.raises(Invalid, match="language_not_of_document") as refused,
        database.write() as db,
    ):
        bring_in(db, incoming("new"), french)

    said = in_english(refused.value)
    assert said.startswith("respect.fr.md: its language is fr, and the document has en only.")
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(Text)) == 1


def test_a_language_that_a_new_document_does_not_name_is_refused_by_its_file(db: Session) -> None:
    with pytest.raises(Invalid, match="language_not_named") as refused:
        bring_in(db, incoming(), incoming(language="nl", file="it"), languages=["en"])

    assert in_english(refused.value).startswith(
        "it: its language is nl, and document.yaml names en"
    )
    assert db.scalar(select(func.count()).select_from(Document)) == 0


def test_a_removed_section_comes_back_with_its_history(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document)
    removing = factories.structural(EditKind.REMOVE_SECTION, text.section)
    proposal = factories.proposal(db, text, by=cast.noor, wanted=[removing])
    factories.adopted(db, proposal, by=cast.mirjam)
    with pytest.raises(NotFound):
        sections.find(db, cast.document, "respect")

    bring_in(db, incoming(source="Back.\n"), replace=True)

    back = sections.find_text(db, cast.document, "respect", "en")
    assert (back.id, back.source, back.head) == (text.id, "Back.\n", 2)


def test_a_section_that_only_stands_again_is_counted(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document)
    removing = factories.structural(EditKind.REMOVE_SECTION, text.section)
    factories.adopted(
        db, factories.proposal(db, text, by=cast.noor, wanted=[removing]), by=cast.mirjam
    )

    done = bring_in(db, incoming(source=text.source, title=text.title), replace=True)

    assert text.section.removed_at is None
    assert (done.added, done.revised, done.same, done.put_back) == (0, 0, 1, 1)


def test_other_terms_alone_count_as_a_text_that_is_revised(db: Session) -> None:
    bring_in(db, incoming(terms=(Term("word", "1"),)), incoming(language="nl"))

    again = bring_in(
        db, incoming(terms=(Term("word", "2"),)), incoming(language="nl"), replace=True
    )

    assert (again.added, again.revised, again.same, again.put_back) == (0, 1, 1, 0)


def test_terms_become_those_that_came(db: Session) -> None:
    old, kept, new = Term("old", "1"), Term("kept", "2"), Term("new", "4")
    bring_in(db, incoming(terms=(old, kept)), incoming(language="nl", terms=(old,)))

    document = bring_in(db, incoming(terms=(Term("kept", "3"), new)), replace=True).document

    section = sections.find(db, document, "respect")
    db.expire(section)
    assert {(term.language, term.term, term.definition) for term in section.terms} == {
        ("en", "kept", "3"),
        ("en", "new", "4"),
        ("nl", "old", "1"),
    }


def test_a_file_that_says_nothing_of_terms_leaves_them(db: Session) -> None:
    document = bring_in(db, incoming(terms=(Term("word", "1"),))).document

    bring_in(db, incoming(source="New.\n", names_terms=False), replace=True)

    assert [term.term for term in sections.find(db, document, "respect").terms] == ["word"]


UNFIT = {
    "a key with capitals": (incoming("Respect", file="it"), "key_shape"),
    "a key that leads elsewhere": (incoming("../respect", file="it"), "key_shape"),
    "a long key": (incoming("x" * 81, file="it"), "key_shape"),
    "a language in three letters": (incoming(language="eng", file="it"), "not_offered"),
    "a title of blanks": (incoming(title="  ", file="it"), "missing"),
    "a long title": (incoming(title="x" * 301, file="it"), "too_long"),
    "a long term": (incoming(terms=(Term("x" * 301, "y"),), file="it"), "too_long"),
    "a term twice": (incoming(terms=(Term("x", "y"), Term("x", "z")), file="it"), "twice"),
    "a long text": (incoming(source="x" * 60_001, file="it"), "too_long"),
    "a section twice": (incoming("fine", file="it"), "twice"),
}


@pytest.mark.parametrize("what", UNFIT)
def test_what_cannot_be_a_section_is_refused_by_the_name_of_its_file(
    database: Database, what: str
) -> None:
    text, key = UNFIT[what]

    with pytest.raises(Invalid, match=key) as refused, database.write() as db:
        bring_in(db, incoming("fine", file="another"), text)

    assert refused.value.values["file"] == "it"
    with database.read() as db:
        for model in (Document, Section, Revision, Audit):
            assert db.scalar(select(func.count()).select_from(model)) == 0


def test_readers_of_an_unknown_kind_are_refused(db: Session) -> None:
    with pytest.raises(Invalid, match="not_offered") as refused:
        bring_in(db, incoming(), readers="everyone")

    assert refused.value.values["file"] == "document.yaml"


@pytest.mark.parametrize(
    ("about", "key", "fact"),
    [
        ({"can_change": {"en": "the words"}}, "fact_is_a_list", "can_change.en"),
        ({"can_change": {"en": [["nested"]]}}, "fact_is_a_list", "can_change.en"),
        ({"purpose": {"en": ["To talk."]}}, "fact_is_words", "purpose.en"),
        ({"purpose": "To talk."}, "fact_without_languages", "purpose"),
        ({"purpose": {"fr": "Parler."}}, "unknown_language_of_fact", "purpose.fr"),
        ({"decided_by": {"en": "the\0board"}}, "unfit_fact", "decided_by.en"),
        ({"can_chang": {"en": ["the words"]}}, "unknown_fact", "can_chang"),
    ],
)
def test_what_a_document_cannot_say_about_itself_is_refused_by_its_name(
    database: Database, about: dict[str, Any], key: str, fact: str
) -> None:
    with pytest.raises(Invalid, match=key) as refused, database.write() as db:
        bring_in(db, incoming(), **about)

    assert (refused.value.values["file"], refused.value.values["fact"]) == ("document.yaml", fact)
    assert fact in in_english(refused.value)
    with database.read() as db:
        assert db.scalar(select(func.count()).select_from(Document)) == 0


@pytest.mark.parametrize("languages", ["en", [], ["english"], [["en"]]])
def test_languages_that_are_none_are_refused(db: Session, languages: object) -> None:
    with pytest.raises(Invalid, match="not_offered"):
        bring_in(db, incoming(), languages=languages)


def test_characters_that_no_text_holds_are_refused_in_facts_too(db: Session) -> None:
    for text in (incoming(title="a\0b"), incoming(terms=(Term("word", "a\0b"),))):
        with pytest.raises(Invalid, match="control_character") as refused:
            bring_in(db, text)
        assert refused.value.values["file"] == "respect.en.md"


def test_into_a_document_only_its_lead_brings_anything(db: Session, cast: Cast) -> None:
    for who in (cast.noor, cast.mirjam, cast.henk, cast.claire):
        with pytest.raises(NotAllowed):
            bring_in(db, incoming(), by=who)
    for who in (cast.otis, cast.ada):
        with pytest.raises(NotFound):
            bring_in(db, incoming(), by=who)

    assert bring_in(db, incoming(), by=cast.sanne).added == 1


def test_only_an_administrator_brings_in_a_new_document(db: Session) -> None:
    elsewhere = gather(db, factories.document(db, key="elsewhere"))
    for who in (elsewhere.noor, elsewhere.claire):
        with pytest.raises(NotAllowed, match="document:create"):
            bring_in(db, incoming(), by=who)

    assert bring_in(db, incoming(), by=elsewhere.ada).added == 1


def test_a_release_keeps_what_an_import_changes(db: Session) -> None:
    cast = gather(db, bring_in(db, incoming(terms=(Term("word", "1"),))).document)
    release = releases.make(db, cast.document, "One", by=cast.sanne, at=factories.AT)

    bring_in(db, incoming(source="New.\n", terms=(Term("word", "2"),)), replace=True)

    (frozen,) = releases.frozen_texts(db, release, "en")
    assert (frozen.revision.number, frozen.terms) == (1, {"word": "1"})
    assert documents.standing_texts(db, cast.document, "en")[0].head == 2
