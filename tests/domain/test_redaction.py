"""Words taken out of a document are nowhere left, and everything else is as it was."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from tests import factories
from tests.cast import Cast
from tests.domain.forgetting import FIRST, NAME, filled, held_in, revise, saved
from wiki.domain import audit, redaction, releases, revisions, search_keeping, texts
from wiki.domain.edits import WordsEdit
from wiki.domain.verification import verify
from wiki.errors import Invalid, NotAllowed, NotFound, Stale
from wiki.models import (
    Anchor,
    Audit,
    AuditSalt,
    Comment,
    Edit,
    Placement,
    Proposal,
    Revision,
    Text,
)
from wiki.text import redaction as pure
from wiki.text.redaction import MARKS, Wanted

MARK = MARKS["en"]
WANTED = Wanted(NAME)
WHY = "They asked for it."


def redact(db: Session, cast: Cast, wanted: Wanted = WANTED, reason: str = WHY) -> None:
    redaction.redact(db, cast.document, wanted, reason=reason, by=cast.sanne, at=factories.AT)
    db.flush()
    db.expire_all()


def histories(db: Session) -> dict[tuple[str, int], str]:
    return {
        (text.id, number): revisions.source_at(db, text, number)
        for text in db.scalars(select(Text))
        for number in range(1, text.head + 1)
    }


def test_no_table_holds_the_words_and_every_state_reads_as_before_without_them(
    db: Session, cast: Cast
) -> None:
    text = filled(db, cast)
    before = histories(db)
    assert {"revision.delta", "anchor.quote", "edit.pieces", "release_text.terms"} <= set(
        held_in(db)
    )

    redact(db, cast)

    assert held_in(db) == []
    for (text_id, number), source in before.items():
        told = revisions.source_at(db, db.get_one(Text, text_id), number)
        assert told == pure.redact(source, NAME, MARK, inside=False)
    assert verify(db).findings == ()
    assert list(search_keeping.differing(db)) == []
    assert text.title == f"Ask {MARK}"


def test_hashes_and_salts_of_what_was_touched_are_gone(db: Session, cast: Cast) -> None:
    text = filled(db, cast)
    other = factories.text(db, cast.document, "Others stay.\n", key="other")
    old = set(db.scalars(select(Revision.sha256).where(Revision.text_id == text.id)))

    redact(db, cast)

    changed = db.scalars(select(Revision).where(Revision.redacted_on.is_not(None))).all()
    assert changed
    assert not {row.sha256 for row in changed} & old
    kept = select(Audit.subject_id, Audit.verb).join(AuditSalt, AuditSalt.audit_id == Audit.id)
    told = {tuple(row) for row in db.execute(kept)}
    assert {verb for subject, verb in told if subject == text.id} == {"text.revised"}
    assert (other.id, "text.revised") in told
    assert not {subject for subject, _ in told} & set(db.scalars(select(Proposal.id)))
    assert "document.redacted" in {verb for _, verb in told}
    audit.seal(db, at=factories.AT)
    assert audit.broken_seals(db) == []


def test_marked_are_the_states_that_held_the_words_and_one_more_says_why(
    db: Session, cast: Cast
) -> None:
    text = factories.text(db, cast.document, "Before.\n")
    revise(db, text, f"Ask {NAME}.\n")
    revise(db, text, "After.\n")

    redact(db, cast)

    rows = db.scalars(
        select(Revision).where(Revision.text_id == text.id).order_by(Revision.number)
    ).all()
    day = factories.AT.date()
    assert [row.redacted_on for row in rows] == [None, day, None, None]
    assert [row.forgets for row in rows] == [None, None, None, 1]
    assert (rows[-1].summary, rows[-1].made_by_id) == (WHY, cast.sanne.id)
    assert text.source == "After.\n"


def test_a_text_without_the_words_is_left_alone(db: Session, cast: Cast) -> None:
    filled(db, cast)
    other = factories.text(db, cast.document, "Others stay.\n", key="other")
    before = [tuple(row) for row in db.execute(select(Revision.__table__)) if other.id in row]

    redact(db, cast)

    assert [tuple(row) for row in db.execute(select(Revision.__table__)) if other.id in row] == (
        before
    )


def test_passages_stand_on_their_words(db: Session, cast: Cast) -> None:
    text = filled(db, cast)
    redact(db, cast)

    anchors = {one.id: one for one in db.scalars(select(Anchor))}
    seen = set()
    for anchor in anchors.values():
        source = revisions.source_at(db, text, anchor.number)
        assert source[anchor.start : anchor.end] == anchor.quote
        assert source[: anchor.start].endswith(anchor.prefix)
        assert source[anchor.end :].startswith(anchor.suffix)
        seen.add(anchor.visible_quote)
    assert {f"Ask {MARK}", f"{MARK} about", "Nobody else"} <= seen
    for placement in db.scalars(select(Placement).where(Placement.start.is_not(None))).unique():
        source = revisions.source_at(db, text, placement.number)
        words = source[placement.start : placement.end]
        assert (words == anchors[placement.anchor_id].quote) == (placement.state == "same")


def test_suggestions_say_the_same_of_the_text_without_the_words(db: Session, cast: Cast) -> None:
    text = filled(db, cast)
    redact(db, cast)

    for edit in db.scalars(select(Edit).where(Edit.text_id == text.id)):
        base = revisions.source_at(db, text, edit.base or 0)
        assert edit.before in base
        pieces = edit.pieces or []
        assert "".join(words for op, words in pieces if op != "insert") == edit.before
        assert "".join(words for op, words in pieces if op != "delete") == edit.after
        assert MARK in edit.before + edit.after
    partly = db.scalars(select(Proposal).where(Proposal.changes_taken.is_not(None))).one()
    assert partly.changes_taken == [1]


def test_an_open_suggestion_can_still_be_adopted(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document, FIRST)
    proposal = factories.proposal(db, text, "Nobody else", "Or nobody", by=cast.noor)
    redact(db, cast)

    factories.adopted(db, db.get_one(Proposal, proposal.id), by=cast.mirjam)

    assert "- Or nobody\n" in text.source
    assert verify(db).findings == ()


def test_comments_are_rendered_anew(db: Session, cast: Cast) -> None:
    filled(db, cast)
    redact(db, cast)

    told = db.scalars(select(Comment.html).where(Comment.source.contains(MARK))).all()
    assert f"<em>{MARK}</em>" in "".join(told)


def test_words_that_make_a_block_take_it_with_them(db: Session, cast: Cast) -> None:
    source = f"One.\n\n# {NAME}\nTwo.\n\n- a\n"
    text = factories.text(db, cast.document, source)
    factories.thread(db, text, by=cast.noor, on="Two.")
    factories.proposal(db, text, "Two.", "Three.", by=cast.noor)
    revise(db, text, source + "- b\n")

    redact(db, cast, Wanted(f"# {NAME}"))

    assert f"{MARK}\nTwo." in text.source
    assert verify(db).findings == ()
    edit = db.scalars(select(Edit)).one()
    assert (edit.before, edit.after) == (f"{MARK}\nTwo.\n\n", f"{MARK}\nThree.\n\n")


def test_what_was_written_against_a_state_that_held_the_words_is_out_of_date(
    db: Session, cast: Cast
) -> None:
    text = factories.text(db, cast.document, FIRST)
    redact(db, cast)

    with pytest.raises(Stale, match="text_was_redacted"):
        saved(db, text, MARK, NAME, cast, base=1)
    earlier = [WordsEdit(text, 1, 2, 1, "- Or nobody\n")]
    with pytest.raises(Stale, match="text_was_redacted"):
        factories.proposal(db, text, by=cast.noor, wanted=earlier)
    saved(db, text, "Nobody", "Somebody", cast, base=2)
    assert "Somebody else" in text.source


REFUSED: dict[str, tuple[Wanted, str, str, str]] = {
    "no words": (Wanted("  "), WHY, "words", "missing"),
    "a letter": (Wanted("J."), WHY, "words", "redaction_too_short"),
    "too many": (Wanted("J" * 301), WHY, "words", "too_long"),
    "words of the mark": (Wanted("privacy"), WHY, "words", "redaction_of_the_mark"),
    "the mark": (Wanted(MARK), WHY, "words", "redaction_of_the_mark"),
    "words that are nowhere": (Wanted("Nobody here"), WHY, "words", "redaction_finds_nothing"),
    "no reason": (WANTED, " ", "reason", "reason_missing"),
    "a long reason": (WANTED, "x" * 301, "reason", "too_long"),
    "a telling reason": (WANTED, f"{NAME} asked.", "reason", "reason_holds_the_words"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_can_not_be_taken_out_is_refused_and_nothing_changes(
    db: Session, cast: Cast, case: str
) -> None:
    wanted, reason, field, key = REFUSED[case]
    factories.text(db, cast.document, FIRST)
    before = histories(db)

    with pytest.raises(Invalid) as refused:
        redact(db, cast, wanted, reason)

    assert (refused.value.field, refused.value.key) == (field, key)
    assert histories(db) == before


def test_only_the_lead_takes_words_out(db: Session, cast: Cast) -> None:
    factories.text(db, cast.document, FIRST)
    acts: list[Callable[..., object]] = [
        lambda by: redaction.preview(db, cast.document, WANTED, by=by),
        lambda by: redaction.redact(db, cast.document, WANTED, reason=WHY, by=by, at=factories.AT),
    ]
    for name, who in cast.everyone().items():
        if name == "sanne" or who is None:
            continue
        for act in acts:
            with pytest.raises((NotAllowed, NotFound)):
                act(who)


def test_a_damaged_history_gets_no_new_hashes(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document, FIRST)
    revise(db, text, FIRST + "More.\n")
    db.execute(update(Revision).where(Revision.number == 2).values(delta="=3"))

    with pytest.raises(revisions.Damaged):
        redact(db, cast)


def test_a_preview_counts_what_is_reached_and_what_stays(db: Session, cast: Cast) -> None:
    text = filled(db, cast)
    factories.text(db, cast.document, f"{NAME}s plan.\n", key="jan-jansen")
    cast.bram.display_name = NAME

    seen = redaction.preview(db, cast.document, WANTED, by=cast.sanne)

    holding = [source for (of, _), source in histories(db).items() if of == text.id]
    assert seen.counts["revision"] == sum(WANTED.is_in(source) for source in holding)
    assert seen.counts["comment"] == 2
    assert {"title", "summary", "reason", "proposal", "release", "term", "name", "document"} <= set(
        seen.counts
    )
    assert seen.longer == 1
    assert {(one.kind, one.name) for one in seen.stays} == {
        ("address", "jan-jansen"),
        ("account", NAME),
    }
    assert all(example.words.split() == NAME.split() for example in seen.examples)


def test_names_of_fields_hold_no_words(db: Session, cast: Cast) -> None:
    cast.document.preface = {"en": {"contact": "Write to us."}}
    factories.text(db, cast.document, FIRST)

    with pytest.raises(Invalid, match="redaction_finds_nothing"):
        redaction.preview(db, cast.document, Wanted("contact"), by=cast.sanne)


def test_longer_words_lose_them_only_where_that_is_wanted(db: Session, cast: Cast) -> None:
    text = factories.text(db, cast.document, f"{NAME}s plan, and {NAME}.\n")

    redact(db, cast)
    assert text.source == f"{NAME}s plan, and {MARK}.\n"
    redact(db, cast, Wanted(NAME, inside=True))

    assert text.source == f"{MARK}s plan, and {MARK}.\n"
    assert held_in(db) == []


def test_a_release_still_holds_its_states_without_the_words(db: Session, cast: Cast) -> None:
    filled(db, cast)
    release = releases.get(db, cast.document, 1)
    frozen = [one.revision_id for one in release.texts]
    redact(db, cast)

    release = releases.get(db, cast.document, 1)
    assert [one.revision_id for one in release.texts] == frozen
    assert release.title == f"For {MARK}"
    assert [one.revision.redacted_on for one in release.texts] == [factories.AT.date()]
    assert release.texts[0].terms == {MARK: f"{MARK} is who to ask."}


def test_two_terms_that_become_one_stay_two(db: Session, cast: Cast) -> None:
    text = filled(db, cast)
    again = {"term": "Jan  Jansen", "definition": "Twice.", "language": "en"}
    factories.adopted(
        db,
        factories.proposal(
            db,
            text,
            by=cast.noor,
            wanted=[factories.structural(factories.EditKind.ADD_TERM, text.section, **again)],
        ),
        by=cast.mirjam,
    )

    redact(db, cast)

    assert sorted(term.term for term in text.section.terms) == [MARK, f"{MARK} (2)"]


STATES = st.lists(
    st.lists(
        st.sampled_from(
            [
                f"Ask {NAME}.",
                "We listen.",
                f"# {NAME}",
                "- one\n- two",
                f"> so {NAME}\n> said",
                "Jan",
            ]
        ),
        max_size=5,
    ).map("\n\n".join),
    min_size=2,
    max_size=8,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(STATES)
def test_any_history_reads_as_before_without_the_words(
    db: Session, cast: Cast, states: list[str]
) -> None:
    inside = db.begin_nested()
    text = factories.text(db, cast.document, states[0])
    for state in states[1:]:
        revise(db, text, state)
    passage = factories.block_passage(text, 0) if text.source else None
    if passage and passage.start < passage.end:
        factories.thread(db, text, by=cast.noor, on=passage)
    before = histories(db)

    if any(WANTED.is_in(state) for state in states):
        redact(db, cast)

    for (_, number), source in before.items():
        told = revisions.source_at(db, text, number)
        assert told == pure.redact(source, NAME, MARK, inside=False)
    assert verify(db).findings == ()
    assert held_in(db) == []
    inside.rollback()
    db.expire_all()


def test_the_work_grows_with_the_history_and_not_with_its_square(db: Session, cast: Cast) -> None:
    counted = []
    for key, length in (("short", 20), ("long", 80)):
        text = factories.text(db, cast.document, FIRST, key=key)
        for number in range(length - 1):
            revise(db, text, f"{FIRST}\nLine {number}.\n")
        counted.append(_replays(db, cast, text))
    assert counted[1] <= counted[0] * 5


def _replays(db: Session, cast: Cast, text: Text) -> int:
    calls = 0
    replayed = revisions.source_after

    def counting(source: str, keyframe: str | None, change: str | None) -> str:
        nonlocal calls
        calls += 1
        return replayed(source, keyframe, change)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(revisions, "source_after", counting)
        redact(db, cast)
    assert db.scalar(select(func.count()).where(Revision.text_id == text.id)) == text.head
    assert len(text.source) < texts.LIMIT
    return calls
