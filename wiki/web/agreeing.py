"""Who agrees with adopting or declining something, in words, for the page of a contribution."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from wiki.domain import approvals, decision_rules
from wiki.domain.approvals import Opinion
from wiki.domain.permissions import Permission, can
from wiki.models import Contribution, Stance
from wiki.web import requests
from wiki.web.languages import gettext, ngettext
from wiki.web.speakers import named


def about(contribution: Contribution) -> dict[str, Any] | None:
    """Return what the page says of who agrees; None where one person decides alone."""
    stances = [one for one in Stance if decision_rules.needed(contribution, one) > 1]
    if not stances or contribution.outcome is not None:
        return None
    given = approvals.of(requests.db(), contribution)
    viewer = requests.viewer()
    may = can(viewer, Permission.CONTRIBUTION_DECIDE, contribution)
    own = next((one for one in given if viewer and one.by.id == viewer.id), None)
    standing = own.stance if own and not own.is_void else None
    return {
        "lines": [
            line for one in stances for line in _lines(contribution, one, given, by_name=may)
        ],
        "may": may,
        "wording": approvals.wording_of(requests.db(), contribution),
        "own": standing is not None,
        "offered": [(one.value, _label(one)) for one in stances if one is not standing],
    }


def _lines(
    contribution: Contribution, stance: Stance, given: Sequence[Opinion], *, by_name: bool
) -> list[str]:
    """Return how many must agree and do; who, for those who decide."""
    most = decision_rules.needed(contribution, stance)
    agreed = approvals.opinions_of(given, stance)
    if stance is Stance.ADOPT:
        line = ngettext(
            "%(most)s people must agree before these words are adopted; %(num)d does so far.",
            "%(most)s people must agree before these words are adopted; %(num)d do so far.",
            len(agreed),
            most=most,
        )
    else:
        line = ngettext(
            "Two people must agree before this is not adopted; %(num)d does so far.",
            "Two people must agree before this is not adopted; %(num)d do so far.",
            len(agreed),
        )
    names = ", ".join(named(one.by) for one in agreed)
    return [line, names] if by_name and names else [line]


def _label(stance: Stance) -> str:
    if stance is Stance.ADOPT:
        return gettext("I agree with adopting this")
    return gettext("I agree with not adopting this")
