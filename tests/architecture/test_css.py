"""Styles: colours one can read, features every browser has, one place for each thing."""

from __future__ import annotations

import re

import pytest
from tinycss2.ast import AtRule, QualifiedRule

from tests.architecture.stylesheet import Tokens, contrast, declarations, files, rules, value
from wiki import paths

TEXT, OUTLINES = 4.5, 3.0
GROUNDS = ("--paper", "--wash")
PAIRS = [
    *((text, ground, TEXT) for text in ("--ink", "--muted", "--accent") for ground in GROUNDS),
    *((text, ground, TEXT) for text in ("--good", "--attention", "--stop") for ground in GROUNDS),
    *((line, ground, OUTLINES) for line in ("--control", "--focus") for ground in GROUNDS),
    ("--on-accent", "--accent", TEXT),
    ("--added", "--added-ground", TEXT),
    ("--removed", "--removed-ground", TEXT),
    ("--ink", "--mark-ground", TEXT),
    ("--attention", "--mark-ground", OUTLINES),
]
AT_RULES = {"layer", "media", "font-face", "keyframes", "page"}
FUNCTIONS = {
    "var",
    "light-dark",
    "linear-gradient",
    "color-mix",
    "rgb",
    "calc",
    "clamp",
    "env",
    "url",
    "local",
    "format",
}
FUNCTIONS |= {"attr", "inset", "minmax", "rotate", "translateY"}
PSEUDOS = {
    "root",
    "where",
    "is",
    "not",
    "has",
    "before",
    "after",
    "hover",
    "focus",
    "target",
    "marker",
}
PSEUDOS |= {"focus-visible", "focus-within", "active", "disabled", "selection", "only-child"}
PSEUDOS |= {"last-child", "-webkit-details-marker"}
PHYSICAL = re.compile(
    r"(margin|padding|border|inset)-(left|right|top|bottom)|(min-|max-)?(width|height)"
    r"|left|right|top|bottom"
)
OUTSIDE_LAYERS = {"tokens.css", "fonts.css", "layers.css"}
MEANING = re.compile(r"light-dark\(var\((--[a-z]+)\), var\((--[a-z]+)\)\)")
PARTS_THINGS = {"--line"}
"""Colours of lines that tell nothing, which WCAG asks no contrast of."""

COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(rgb|hsl|oklch)\(")
STYLED_IN_PLACE = re.compile(
    r"""<style|\sstyle=|\son[a-z]+=["']|<script(?![^>]*\ssrc=)|javascript:"""
)


def sources() -> dict[str, str]:
    return {file.name: file.read_text(encoding="utf-8") for file in files()}


@pytest.fixture(scope="module")
def tokens() -> Tokens:
    return Tokens(sources()["tokens.css"])


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("front", "ground", "least"), PAIRS)
def test_what_is_written_can_be_read_by_day_and_by_night(tokens, scheme, front, ground, least):
    assert contrast(tokens.colour(front, scheme), tokens.colour(ground, scheme)) >= least


def test_the_contrast_is_computed_as_wcag_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("name", sources())
def test_only_features_of_the_baseline_list_are_used(name):
    css = re.sub(r"/\*.*?\*/", "", sources()[name], flags=re.DOTALL)
    used = {rule.lower_at_keyword for _, rule in rules(css) if isinstance(rule, AtRule)}
    assert used <= AT_RULES
    selectors = "".join(re.findall(r"[^{};]+(?=\{)", css))
    selectors = re.sub(r"@media[^{]*", "", selectors)
    assert set(re.findall(r"(?<=:)-?[a-z][a-z-]*", re.sub(r"@[^{]*", "", selectors))) <= PSEUDOS
    written = " ".join(value(declaration) for declaration in declarations(css))
    assert set(re.findall(r"([a-zA-Z-]+)\(", written)) <= FUNCTIONS


@pytest.mark.parametrize("name", sources())
def test_lengths_follow_the_direction_of_writing(name):
    assert not [d.name for d in declarations(sources()[name]) if PHYSICAL.fullmatch(d.name)]


@pytest.mark.parametrize("name", sorted(sources().keys() - {"tokens.css"}))
def test_colours_are_named_in_one_place_only(name):
    used = [value(d) for d in declarations(sources()[name])]
    assert not [written for written in used if COLOUR.search(written)]


def test_day_and_night_differ_in_colours_only():
    everything = "".join(sources().values())
    chosen = re.findall(r"\[data-theme[^{]*\{([^}]*)\}", sources()["tokens.css"])

    assert "prefers-color-scheme" not in everything
    assert all(re.fullmatch(r"\s*color-scheme: (light|dark);\s*", rule) for rule in chosen)
    assert len(chosen) == 2


def test_a_meaning_is_a_pair_of_named_colours_and_nothing_else_names_one(tokens):
    named = {name for name, written in tokens.all.items() if COLOUR.fullmatch(written)}
    meant = {name for name, written in tokens.all.items() if written.startswith("light-dark(")}

    assert all(MEANING.fullmatch(tokens.all[one]) for one in meant)
    used = {each for one in meant for each in MEANING.fullmatch(tokens.all[one]).groups()}
    assert used == named
    rest = [written for name, written in tokens.all.items() if name not in meant]
    elsewhere = [css for name, css in sources().items() if name != "tokens.css"]
    assert not named & set(re.findall(r"var\((--[a-z0-9-]+)", " ".join([*rest, *elsewhere])))


def test_every_meaning_of_a_colour_is_measured_or_only_parts_things(tokens):
    meant = {name for name, written in tokens.all.items() if written.startswith("light-dark(")}
    measured = {each for front, ground, _ in PAIRS for each in (front, ground)}

    assert meant - measured == PARTS_THINGS


@pytest.mark.parametrize("name", sorted(sources().keys() - OUTSIDE_LAYERS))
def test_every_rule_stands_in_a_layer(name):
    declared = re.search(r"@layer ([^;]+);", sources()["layers.css"])
    layers = {f"layer {layer.strip()}" for layer in declared[1].split(",")}
    loose = [
        rule
        for within, rule in rules(sources()[name])
        if isinstance(rule, QualifiedRule) and not layers & set(within)
    ]
    on_paper = [rule for rule in loose if name == "print.css"]
    assert len(loose) == len(on_paper) <= 1


def test_every_token_that_is_used_exists(tokens):
    local = {d.name for css in sources().values() for d in declarations(css) if d.name[:2] == "--"}
    used = set(re.findall(r"var\((--[a-z0-9-]+)(?=\))", "".join(sources().values())))
    assert used <= local


def test_templates_carry_no_style_and_no_script_of_their_own():
    pages = paths.templates().rglob("*.html")
    found = [p.name for p in pages if STYLED_IN_PLACE.search(p.read_text(encoding="utf-8"))]
    assert found == []


def test_a_style_or_script_in_a_template_would_be_found():
    for planted in ('<p style="x">', "<script>1</script>", '<a onclick="x">', "<style>"):
        assert STYLED_IN_PLACE.search(planted)
    assert not STYLED_IN_PLACE.search('<script type="module" src="/x.js"></script>')
