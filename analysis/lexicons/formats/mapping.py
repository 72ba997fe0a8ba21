"""YAML (and JSON) as quanteda writes it: nested keys, lists of patterns; every scalar is a string.

YAML 1.1 would turn `no`, `on`, `NA` and `007` into something else. Only the syntax tree is read:
no object is made, tags do nothing, and aliases are refused because they can multiply without end.
"""

from __future__ import annotations

import re
from typing import Any

import yaml

from analysis.errors import LexiconError
from analysis.lexicons.formats.dictionary import OWN, Draft, Format, Path, split_lines

_FIRST = re.compile(r"""(---|%YAML|\{|"[^"]+"\s*:|'[^']+'\s*:|[^\t,]+?:(\s|$))""")


class _Loader(yaml.BaseLoader):  # type: ignore[misc]
    """Composes nodes and refuses aliases."""

    def compose_node(self, parent: Any, index: Any) -> Any:
        if self.check_event(yaml.AliasEvent):
            event = self.peek_event()
            raise LexiconError(
                f"the alias *{event.anchor} is not followed",
                where=f"line {event.start_mark.line + 1}",
                mend="Write the entries out.",
            )
        return super().compose_node(parent, index)


def _recognises(text: str) -> bool:
    lines = (line.strip() for line in split_lines(text))
    first = next((line for line in lines if line and not line.startswith("#")), "")
    return bool(_FIRST.match(first))


def _read(text: str, draft: Draft) -> None:
    try:
        # The loader makes nodes only, and this subclass refuses aliases.
        root = yaml.compose(text, Loader=_Loader)  # noqa: S506
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise LexiconError(
            f"the YAML is broken ({error.problem})",
            where=f"line {mark.line + 1}" if mark else "",
            mend="Mend that line; patterns that begin with * need quotation marks.",
        ) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise LexiconError(f"the YAML cannot be read ({type(error).__name__})") from None
    if not isinstance(root, yaml.MappingNode):
        raise LexiconError("the YAML has no keys", mend="Write `key: [pattern, pattern]`.")
    _fill(root, (), draft)


def _fill(node: Any, path: Path, draft: Draft) -> None:
    """Put what stands under a key into the draft."""
    line = node.start_mark.line + 1
    if isinstance(node, yaml.ScalarNode):
        if node.value.strip():
            draft.add(path, node.value, line)
    elif isinstance(node, yaml.SequenceNode):
        for member in node.value:
            _fill(member, path, draft)
    else:
        for key, held in node.value:
            if not isinstance(key, yaml.ScalarNode) or not key.value.strip():
                draft.note(key.start_mark.line + 1, "a key is not a name and is left out")
                continue
            name = key.value.strip()
            below = path if name == OWN and path else (*path, name)
            draft.key(below)
            _fill(held, below, draft)


MAPPING = Format("YAML", _recognises, _read, (".yml", ".yaml", ".json"))
