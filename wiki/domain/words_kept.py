"""Which of the words that somebody suggested entered the text, as its author reads it."""

from sqlalchemy.orm import Session

from wiki.domain import adopted_words, histories, word_edits
from wiki.domain.proposals import current
from wiki.models import AdoptedWords, Edit, EditKind, Proposal
from wiki.text import diff


def of(db: Session, proposal: Proposal) -> list[str]:
    """Return the words of a proposal that the revisions it led to took up, in their order.

    Nothing of a revision that words were taken out of, since where they stood is not known then,
    nor of a decision that was undone.
    """
    by_text = {edit.text_id: edit for edit in current(proposal).edits if _is_of_words(edit)}
    found: list[str] = []
    for kept in adopted_words.of_proposal(db, proposal):
        edit = by_text.get(kept.revision.text_id)
        is_undone = not histories.is_of_decision(kept.revision, proposal.contribution)
        if edit is not None and kept.revision.redacted_on is None and not is_undone:
            found += _words(edit, kept)
    return found


def _words(edit: Edit, kept: AdoptedWords) -> list[str]:
    brought = {change.number: change.after for change in diff.changes(word_edits.pieces_of(edit))}
    standing = (
        brought[run.change][run.offset : run.offset + run.end - run.start].strip()
        for run in adopted_words.runs_of(kept)
        if run.change in brought
    )
    return [words for words in standing if any(map(str.isalnum, words))]


def _is_of_words(edit: Edit) -> bool:
    return edit.kind is EditKind.WORDS
