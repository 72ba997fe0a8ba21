"""Mentions: whom they are of, how they are named, and what the name does in its sentence."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from analysis.tokens import tokenize
from analysis.voices import attribute, paragraphs
from analysis.voices.mentions import find_mentions


def mentions(text: str, *, headline: str = "") -> pd.DataFrame:
    whole = f"{headline}\n\n{text}" if headline else text
    spans = paragraphs(whole)
    if headline:
        spans[0] = (*spans[0][:2], "headline")
    tokens = tokenize([whole], [spans])
    found = find_mentions(tokens, attribute(tokens).attributed)
    written = [
        whole[a:b] for a, b in zip(tokens.start[found.first], tokens.end[found.last], strict=True)
    ]
    columns = {"name": found.name, "form": found.form, "role": found.role, "kind": found.kind}
    return pd.DataFrame({"written": written, **columns})


FORMS = [
    ("Mara Voss left. Voss won.", ["full", "surname"]),
    ("Mara Voss left. Ms Voss won.", ["full", "title"]),
    ("Mara Voss left. They said that Mara won.", ["full", "first name"]),
    ("They saw union boss Mara Voss. Voss won.", ["epithet", "surname"]),
    ("President Mara Voss left. Sen. Voss won.", ["title", "title"]),
]


@pytest.mark.parametrize(("text", "forms"), FORMS)
def test_forms_of_a_name_resolve_to_the_full_one(text: str, forms: list[str]) -> None:
    found = mentions(text)
    assert found["name"].tolist() == ["Mara Voss"] * 2
    assert found["form"].tolist() == forms


ROLES = [
    ("On Monday Voss attacked the firm.", "agent"),
    ("On Monday Voss quickly left.", "agent"),
    ("On Monday Voss, the head of the guild, tore into it.", "agent"),
    ("On Monday Voss was sharply criticised.", "patient"),
    ("On Monday Voss had been told to go.", "patient"),
    ("The firm attacked Voss.", "patient"),
    ("The firm attacked union boss Voss.", "patient"),
    ("The firm was criticised by Voss.", "agent"),
    ("On Monday Voss was furious.", "described"),
    ("It came after Voss.", "other"),
    ("“We won,” Voss said.", "speaker"),
]


@pytest.mark.parametrize(("text", "role"), ROLES)
def test_what_a_name_does_follows_from_word_order(text: str, role: str) -> None:
    found = mentions(f"Ms Voss spoke. {text}")
    assert found["role"].iloc[-1] == role


def test_organisations_keep_the_roles_in_their_names() -> None:
    found = mentions("They met the Harbour Workers’ Union and the Fishermen’s Association.")
    assert found["kind"].tolist() == ["organisation"] * 2
    assert found["written"].tolist() == ["Harbour Workers’ Union", "Fishermen’s Association"]


def test_a_possessive_ends_a_name() -> None:
    found = mentions("They read of Trump’s White House. Mr Trump left.")
    assert found["name"].tolist() == ["Trump", "White House", "Trump"]


def test_a_headline_in_capitals_shows_only_names_that_the_body_has() -> None:
    found = mentions("Mara Voss left Lowmoor.", headline="Mara Voss Quits Lowmoor Over Pay Row")
    assert found["written"].tolist() == ["Mara Voss", "Lowmoor", "Mara Voss", "Lowmoor"]


def test_a_capital_at_the_beginning_of_a_sentence_is_no_name() -> None:
    assert mentions("Chaos hit the port. Ships waited.").empty
    assert mentions("Chaos hit. They spoke of Chaos.")["written"].tolist() == ["Chaos", "Chaos"]


def test_parties_and_initials_are_no_names() -> None:
    assert mentions("They saw Ann Lee, D-N.Y., there.")["name"].tolist() == ["Ann Lee"]


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(
            "Mara Voss Mr Sen . said was “ ” , told the union’s Union’s ’ May II".split()
        ),
        max_size=25,
    )
)
def test_mentions_lie_in_order_inside_the_text_and_do_not_overlap(words: list[str]) -> None:
    text = " ".join(words)
    tokens = tokenize([text], [paragraphs(text)])
    found = find_mentions(tokens, attribute(tokens).attributed)
    assert (found.first <= found.last).all() and (found.first[1:] > found.last[:-1]).all()
    assert (found.last < len(tokens)).all()
    assert all(name.strip() for name in found.name)
