"""Pages that are equal but for what no eye needs are looked at once, whoever meets them."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reach.views import Once, View

ID, OTHER_ID = "a" * 26, "b" * 26
PAGE = f'<a href="/documents/code/{ID}">Noor Haddad</a> <time datetime="2026-03-02T09:30:00+00:00">'
EQUAL = {
    "another id and address": f'<a href="/documents/other/{OTHER_ID}">Noor Haddad</a> ',
    "another moment": f'<a href="/documents/code/{ID}">Noor Haddad</a> ',
}
MOMENT = '<time datetime="2026-03-02T11:45:12+00:00">'
DIFFERENT = {
    "other words": PAGE.replace("Noor Haddad", "Somebody"),
    "another class": PAGE.replace("<a ", '<a class="quiet" '),
    "a link within the page": PAGE.replace(ID, "#top"),
    "no date a machine can read": PAGE.replace("+00:00", ".123456"),
}


def view(html: str) -> View:
    return View("somewhere", "en", "pages/show.html", html)


@pytest.mark.parametrize("what", EQUAL)
def test_an_equal_page_is_left_out_also_by_another_process(tmp_path: Path, what: str) -> None:
    assert [*Once(tmp_path).of([view(PAGE)])] == [view(PAGE)]

    assert [*Once(tmp_path).of([view(EQUAL[what] + MOMENT)])] == []


@pytest.mark.parametrize("what", DIFFERENT)
def test_a_page_that_differs_is_looked_at(tmp_path: Path, what: str) -> None:
    once = Once(tmp_path)

    assert len([*once.of([view(PAGE), view(DIFFERENT[what])])]) == 2
