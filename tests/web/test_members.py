"""The lead looks up who has which role, changes and ends roles; nobody else sees who takes part."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from tests import factories
from tests.cast import Cast
from tests.mailbox import Mailbox, link_in, text_of
from tests.web.browsing import Browser
from tests.web.suggesting import SECTION, queries_of, speak_english, words_of
from wiki.database import Database
from wiki.models import Account, Document, Readers, Role, ShownAs, Text

Visit = Callable[..., Browser]
PAGE = "/documents/code/members"


@pytest.fixture(autouse=True)
def english(database: Database, people: Cast) -> None:
    """Let everyone but Bram read English."""
    with database.write() as db:
        speak_english(db)
        db.get_one(Account, people.bram.id).language = "nl"


def roles_of(database: Database, account: Account) -> set[Role]:
    with database.read() as db:
        document = db.scalars(select(Document)).one()
        return set(db.get_one(Account, account.id).roles_on(document.id))


def test_the_lead_finds_somebody_and_changes_what_they_may_do(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    lead = visit(people.sanne)
    assert f'href="{PAGE}"' in lead.get("/documents/code/en").text
    listed = lead.get(f"{PAGE}?q=noor")
    assert "Noor Haddad" in listed.text
    assert "Bram de Wit" not in listed.text
    own = f"{PAGE}/{people.noor.id}"
    assert f'href="{own}"' in listed.text
    assert 'value="participant" checked' in lead.get(own).text

    answer = lead.post(own, held="participant", roles=["participant", "moderator"])

    assert (answer.status_code, answer.location) == (303, PAGE)
    assert "It holds from now on." in lead.get(PAGE).text
    assert roles_of(database, people.noor) == {Role.PARTICIPANT, Role.MODERATOR}
    assert visit(people.noor).get("/documents/code/queue").status_code == 200


def test_a_page_that_was_opened_earlier_undoes_nothing_of_a_colleague(
    visit: Visit, people: Cast, database: Database
) -> None:
    lead, administrator = visit(people.sanne), visit(people.ada)
    own = f"{PAGE}/{people.noor.id}"
    administrator.post(own, held="participant", roles="editor")

    lead.post(own, held="participant", roles=["participant", "moderator"])

    assert roles_of(database, people.noor) == {Role.EDITOR, Role.MODERATOR}


def test_ending_all_roles_takes_somebody_out_and_leaves_what_they_said(
    visit: Visit, people: Cast, text: Text, database: Database
) -> None:
    with database.write() as db:
        made, noor = db.get_one(Text, text.id), db.get_one(Account, people.noor.id)
        factories.thread(db, made, by=noor, words="Said by name.")
        factories.thread(db, made, by=noor, words="Said by role.", shown_as=ShownAs.ROLE)
    before = words_of(visit(people.bram).get(f"{SECTION}/threads").text)
    lead = visit(people.sanne)

    answer = lead.post(f"{PAGE}/{people.noor.id}/end")

    assert answer.status_code == 303
    assert "Noor Haddad" not in lead.get(PAGE).text
    assert visit(people.noor).get(SECTION).status_code == 404
    assert words_of(visit(people.bram).get(f"{SECTION}/threads").text) == before
    assert "Noor Haddad" in before
    assert "a participant" in before
    assert "You have no role in any document." in visit(people.noor).get("/account").text


def test_the_only_lead_cannot_go_and_reads_what_to_do(visit: Visit, people: Cast) -> None:
    lead, own = visit(people.sanne), f"{PAGE}/{people.sanne.id}"

    for answer in (lead.post(own, held="lead", roles="editor"), lead.post(f"{own}/end")):
        assert answer.status_code == 422
        assert "Make somebody else programme lead first." in words_of(answer.text)
    assert lead.get(PAGE).status_code == 200


def test_a_lead_who_steps_down_is_led_to_what_they_may_still_see(
    visit: Visit, people: Cast
) -> None:
    visit(people.ada).post(f"{PAGE}/{people.claire.id}", held="editor", roles=["editor", "lead"])

    answer = visit(people.claire).post(f"{PAGE}/{people.claire.id}", held="lead", roles="editor")

    assert (answer.status_code, answer.location) == (303, "/")


@pytest.mark.parametrize(
    ("roles", "told"), [([], "Tick at least one role"), (["queen"], "choose one of the options")]
)
def test_no_role_and_a_role_that_is_none_are_told_and_change_nothing(
    visit: Visit, people: Cast, database: Database, roles: list[str], told: str
) -> None:
    answer = visit(people.sanne).post(f"{PAGE}/{people.noor.id}", held="participant", roles=roles)

    assert answer.status_code == 422
    assert told in words_of(answer.text)
    assert roles_of(database, people.noor) == {Role.PARTICIPANT}


def test_an_administrator_sees_the_members_of_a_document_and_not_the_document(
    visit: Visit, people: Cast
) -> None:
    administrator = visit(people.ada)

    assert "Noor Haddad" in administrator.get(PAGE).text
    assert administrator.get(SECTION).status_code == 404
    assert 'href="/documents/code/en"' not in administrator.get(PAGE).text


def test_of_a_document_for_its_groups_no_participant_is_told(
    visit: Visit, people: Cast, database: Database
) -> None:
    with database.write() as db:
        db.scalars(select(Document)).one().readers = Readers.GROUPS
    lead = visit(people.sanne)

    page = lead.get(PAGE).text

    assert "Claire Ngata" in page
    assert "Noor Haddad" not in page
    assert "kept nowhere" in page
    assert lead.get(f"{PAGE}/{people.noor.id}").status_code == 404
    assert lead.post(f"{PAGE}/{people.noor.id}/end").status_code == 404


def test_the_list_takes_as_many_queries_for_many_as_for_few(
    visit: Visit, people: Cast, database: Database
) -> None:
    lead = visit(people.sanne)
    few = queries_of(database, lambda: lead.get(PAGE))
    with database.write() as db:
        document = db.scalars(select(Document)).one()
        for number in range(120):
            roles = (Role.PARTICIPANT, Role.READER)
            factories.account(db, f"Member {number:03}", roles=roles, document=document)

    assert queries_of(database, lambda: lead.get(PAGE)) == few
    following = lead.get(PAGE).text.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    assert "Member" not in following
    assert queries_of(database, lambda: lead.get(following)) == few + 1
    assert "Member 060" in lead.get(following).text


def test_somebody_without_a_mail_address_is_not_said_to_get_mail(
    mailing: Flask, people: Cast, database: Database
) -> None:
    with database.write() as db:
        db.get_one(Account, people.bram.id).email = None
    lead = Browser(mailing, database).sign_in(people.sanne)

    assert "No mail goes to Bram" in lead.get(f"{PAGE}/{people.bram.id}").text
    lead.post(f"{PAGE}/{people.bram.id}", held="participant", roles=["participant", "editor"])

    page = lead.get(PAGE).text
    assert "Saved. It holds from now on." in page
    assert "is told by mail" not in page


def test_the_person_is_told_by_a_mail_that_names_no_role_and_no_document(
    mailing: Flask, people: Cast, database: Database, mailbox: Mailbox, post: Callable[[], int]
) -> None:
    lead = Browser(mailing, database).sign_in(people.sanne)
    lead.post(f"{PAGE}/{people.bram.id}", held="participant", roles=["participant", "lead"])

    assert "is told by mail" in lead.get(PAGE).text
    post()

    [mail] = mailbox.mails
    words = text_of(mail)
    assert mail["To"] == "bram@example.org"
    assert mail["Subject"] == "Je rollen zijn veranderd"
    assert "Programmaleider" not in words
    assert "Code of conduct (" not in words
    bram = Browser(mailing, database).sign_in(people.bram)
    assert "Programmaleider" in bram.get(link_in(words, "/account")).text


def test_members_and_invitations_lead_to_each_other(visit: Visit, people: Cast) -> None:
    lead = visit(people.sanne)

    assert 'href="/documents/code/invitations"' in lead.get(PAGE).text
    assert f'href="{PAGE}"' in lead.get("/documents/code/invitations").text
