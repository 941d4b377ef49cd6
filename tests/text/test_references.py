"""Links from one section to another are told from those that lead elsewhere."""

from __future__ import annotations

import pytest

from wiki.text.references import references


@pytest.mark.parametrize(
    "link",
    [
        "[where](where-to-go)",
        "[where](<where-to-go>)",
        "[where](../sections/where-to-go#block-2)",
        "[where](where-to-go/?from=here)",
        '[where](where-to-go "Help")',
        "[where](/documents/employee-code/en/sections/where-to-go)",
    ],
)
def test_a_link_to_a_section_is_told_with_its_key_and_place(link: str) -> None:
    (found,) = references(f"Go to {link} first.")

    assert found == (6, 6 + len(link), "where-to-go")


@pytest.mark.parametrize("address", ["https://example.org/where-to-go", "mailto:a@b.nl", "#here"])
def test_a_link_that_leads_elsewhere_is_no_reference(address: str) -> None:
    assert not list(references(f"Go to [where]({address}) first."))
