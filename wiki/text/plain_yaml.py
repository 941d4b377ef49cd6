"""YAML as people write it in front matter: words, lists and mappings, nothing else.

Every scalar is read as its words (no dates, no numbers, no objects). Reading is bounded: deep
nesting and references to other places, which can cost seconds or grow without end, are refused.
"""

from typing import Any

import yaml

_DEEPEST = 20

Value = str | list["Value"] | dict[str, "Value"]


class UnreadableYaml(ValueError):
    """The source is no YAML, or more than people write."""


def nodes(source: str) -> yaml.Node | None:
    """Return the tree of the source with its places; None when there is nothing in it.

    Raises UnreadableYaml.
    """
    try:
        return yaml.compose(source, Loader=_Loader)
    except (yaml.YAMLError, RecursionError) as broken:
        raise UnreadableYaml(str(broken)) from broken


def load(source: str) -> Value:
    """Return the source as words, lists and mappings of them. Raises UnreadableYaml."""
    root = nodes(source)
    return "" if root is None else _value(root)


def dump(value: object) -> str:
    """Return plain values as YAML that reads back to the same, in the order they have."""
    return yaml.dump(value, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**9)


def _value(node: yaml.Node) -> Value:
    match node:
        case yaml.ScalarNode():
            return str(node.value)
        case yaml.SequenceNode():
            return [_value(item) for item in node.value]
        case yaml.MappingNode():
            return _mapping(node)
    raise UnreadableYaml(node.tag)


def _mapping(node: yaml.MappingNode) -> dict[str, Value]:
    rows = {str(key.value): _value(value) for key, value in node.value}
    if len(rows) != len(node.value):
        raise UnreadableYaml("one key twice")
    return rows


class _Loader(yaml.BaseLoader):
    """Gives up on what nobody writes by hand before it costs anything."""

    def fetch_flow_collection_start(self, token_class: Any) -> None:
        if self.flow_level >= _DEEPEST:
            raise yaml.YAMLError("nested too deep")
        super().fetch_flow_collection_start(token_class)

    def fetch_alias(self) -> None:
        raise yaml.YAMLError("a reference to another place")


class _Dumper(yaml.SafeDumper):
    """Indents lists below their key, as people write them."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless and flow)


def _quoted_where_lines_break(dumper: yaml.SafeDumper, words: str) -> yaml.ScalarNode:
    style = '"' if words.splitlines() != [words] else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", words, style=style)


_Dumper.add_representer(str, _quoted_where_lines_break)
