"""Between two releases it is told which sections came, went, moved or were renamed, and words."""

from __future__ import annotations

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from wiki.domain import release_changes, releases, revisions, sections, structure, texts
from wiki.domain.release_changes import Place, ReleaseChanges, SectionChange
from wiki.errors import NotAllowed, NotFound, Stale
from wiki.models import EditKind, Revision, Text

MORE_THAN_A_KEYFRAME = 70


def release(db: Session, cast: Cast) -> None:
    releases.make(db, cast.document, "For all", by=cast.sanne, at=factories.AT)
    db.flush()


def revise(db: Session, text: Text, source: str, **about: str) -> None:
    texts.revise(db, text, texts.prepare(db, text, source), by=None, at=factories.AT, **about)  # type: ignore[arg-type]


def written(db: Session, cast: Cast, *keys: str) -> dict[str, Text]:
    return {key: factories.text(db, cast.document, f"All about {key}.\n", key=key) for key in keys}


def decide(db: Session, cast: Cast, kind: EditKind, key: str, **fields: object) -> None:
    section = sections.find(db, cast.document, key)
    text = sections.find_text(db, cast.document, key, "en")
    wanted = [factories.structural(kind, section, **fields)]
    factories.adopted(db, factories.proposal(db, text, by=cast.noor, wanted=wanted), by=cast.mirjam)


def changes(db: Session, cast: Cast, first: int = 1, second: int = 2) -> ReleaseChanges:
    return release_changes.between(db, cast.document, "en", first, second)


def by_key(found: ReleaseChanges) -> dict[str, SectionChange]:
    return {one.key: one for one in found.sections}


def test_other_words_are_shown_and_what_stayed_is_counted(db: Session, cast: Cast) -> None:
    known = written(db, cast, "one", "two", "three")
    release(db, cast)
    revise(db, known["two"], "Much about two.\n")
    release(db, cast)

    found = changes(db, cast)

    [two] = found.sections
    assert two.redline is not None
    assert (two.redline.before, two.redline.after) == ("All about two.\n", "Much about two.\n")
    assert (two.moved, two.renamed, found.same, found.terms) == (False, False, 2, [])


def test_sections_that_come_and_go_are_told_and_move_no_others(db: Session, cast: Cast) -> None:
    written(db, cast, "one", "two", "three")
    release(db, cast)
    decide(db, cast, EditKind.REMOVE_SECTION, "one")
    written(db, cast, "four")
    release(db, cast)

    found = changes(db, cast)

    assert [one.key for one in found.sections] == ["four", "one"]
    new, gone = found.sections
    assert (new.before, new.after) == (None, Place(3, "Four"))
    assert (gone.before, gone.after) == (Place(1, "One"), None)
    assert (new.redline and new.redline.after, gone.redline and gone.redline.before) == (
        "All about four.\n",
        "All about one.\n",
    )
    assert found.same == 2


def test_a_section_that_passes_others_has_moved_and_they_have_not(db: Session, cast: Cast) -> None:
    written(db, cast, "one", "two", "three")
    release(db, cast)
    decide(db, cast, EditKind.MOVE_SECTION, "three", position="1")
    release(db, cast)

    [three] = changes(db, cast).sections

    assert (three.key, three.moved, three.redline) == ("three", True, None)
    assert (three.before, three.after) == (Place(3, "Three"), Place(1, "Three"))


def test_another_title_is_told_though_the_words_are_the_same(db: Session, cast: Cast) -> None:
    known = written(db, cast, "one", "two")
    release(db, cast)
    revise(db, known["one"], known["one"].source, title="First")
    release(db, cast)

    [one] = changes(db, cast).sections

    assert one.renamed
    assert (one.before, one.after, one.redline) == (Place(1, "One"), Place(1, "First"), None)


def test_what_words_mean_is_compared_too(db: Session, cast: Cast) -> None:
    section = written(db, cast, "one")["one"].section

    def term(kind: EditKind, word: str, meaning: str = "") -> None:
        fields = {"language": "en", "term": word, "definition": meaning}
        structure.change_term(db, section, kind, fields, by=cast.claire, at=factories.AT)

    for word in ("away", "kept", "other"):
        term(EditKind.ADD_TERM, word, "So.")
    release(db, cast)
    term(EditKind.REMOVE_TERM, "away")
    term(EditKind.CHANGE_TERM, "other", "Not so.")
    term(EditKind.ADD_TERM, "Brought", "New.")
    release(db, cast)

    assert [tuple(one) for one in changes(db, cast).terms] == [
        ("away", "So.", None),
        ("Brought", None, "New."),
        ("other", "So.", "Not so."),
    ]


def test_any_two_can_be_compared_in_either_order(db: Session, cast: Cast) -> None:
    text = written(db, cast, "one")["one"]
    for number in range(3):
        revise(db, text, f"State {number}.\n")
        release(db, cast)

    there, back = changes(db, cast, 1, 3), changes(db, cast, 3, 1)

    assert (there.before.number, there.after.number) == (1, 3)
    assert there == back
    assert by_key(there)["one"].redline == by_key(back)["one"].redline
    assert changes(db, cast, 2, 2).sections == []
    with pytest.raises(NotFound):
        changes(db, cast, 1, 4)


def test_words_long_after_and_long_before_a_keyframe_are_read_as_they_were(
    db: Session, cast: Cast
) -> None:
    text = written(db, cast, "one")["one"]
    for number in range(MORE_THAN_A_KEYFRAME):
        revise(db, text, f"State {number}.\n")
    every = db.query(Revision).where(Revision.text_id == text.id).all()

    found = revisions.sources_of(db, every)

    assert len(found) == MORE_THAN_A_KEYFRAME + 1
    for one in every:
        assert found[one.id] == revisions.source_at(db, text, one.number)


def test_a_damaged_state_is_not_compared(db: Session, cast: Cast) -> None:
    text = written(db, cast, "one")["one"]
    release(db, cast)
    revise(db, text, "Other.\n")
    release(db, cast)
    db.execute(update(Revision).where(Revision.number == 2).values(sha256="0" * 64))

    with pytest.raises(revisions.Damaged):
        changes(db, cast)


def test_what_a_release_would_bring_is_told_before_it_is_made(db: Session, cast: Cast) -> None:
    known = written(db, cast, "one", "two")
    first = release_changes.upcoming(db, cast.document, by=cast.sanne)
    release(db, cast)
    revise(db, known["two"], "Much about two.\n")

    second = release_changes.upcoming(db, cast.document, by=cast.sanne)

    assert (first.number, first.before) == (1, None)
    assert [one.key for one in first.changes["en"].sections] == ["one", "two"]
    assert first.changes["nl"].sections == []
    assert second.number == 2
    [two] = second.changes["en"].sections
    assert two.redline is not None
    assert (two.redline.before, two.redline.after) == ("All about two.\n", "Much about two.\n")
    assert first.seal != second.seal


def test_only_what_was_read_is_released(db: Session, cast: Cast) -> None:
    known = written(db, cast, "one")
    read = release_changes.upcoming(db, cast.document, by=cast.sanne).seal
    revise(db, known["one"], "Much about one.\n")

    with pytest.raises(Stale):
        releases.make(db, cast.document, "For all", seen=read, by=cast.sanne, at=factories.AT)


def test_what_a_release_would_bring_is_for_the_lead(db: Session, cast: Cast) -> None:
    written(db, cast, "one")

    with pytest.raises(NotAllowed):
        release_changes.upcoming(db, cast.document, by=cast.mirjam)
