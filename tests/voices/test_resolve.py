"""Who a speaker is: names, titles, pronouns, roles; and what must stay unresolved."""

from __future__ import annotations

import pytest

from .helpers import column, found


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Dr. Nora Vale runs the ward. “We will cope,” Vale said.", "Nora Vale"),
        ("Tom Reyes, the club treasurer, resigned. He said the books were in order.", "Tom Reyes"),
        (
            "Tom Reyes, the club treasurer, resigned. The treasurer said the books were in order.",
            "Tom Reyes",
        ),
        ("“I’m done,” the mayor said. Mayor Vale left early.", "Vale"),
    ],
)
def test_short_forms_resolve_to_the_name(text: str, source: str) -> None:
    assert column(text, "source")[0] == source


def test_a_pronoun_without_a_person_near_stays_unresolved() -> None:
    text = "The coast guard said two boats were lost.\n\nNobody was hurt, he said."
    assert found(text)[1][1] == "he"
    assert column(text, "source")[1] is None


def test_a_title_of_the_other_gender_is_not_the_antecedent() -> None:
    text = "Mrs Anna Vale said the pool would close.\n\n“It is sad,” he said."
    assert column(text, "source")[1] is None


def test_a_quotation_without_a_tag_inherits_in_the_next_paragraph() -> None:
    text = "“We saw the light,” Nora Vale said.\n\n“Then it was gone.”"
    assert column(text, "speaker") == ["Nora Vale", "Nora Vale"]
    assert column(text, "statement") == [0, 0]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("One of them said the pool would close.", "one of them"),
        (
            "The Coastal Water Survey came out. The report said the water was clean.",
            "Coastal Water Survey",
        ),
        (
            "The Coastal Water Survey and the Harbour Noise Study came out. "
            "The report said it was loud.",
            "report",
        ),
    ],
)
def test_a_phrase_is_kept_whole_and_a_report_is_the_only_named_one(text: str, source: str) -> None:
    assert column(text, "source")[-1] == source


def test_a_wish_to_be_unnamed_is_no_statement() -> None:
    text = "The bank is for sale, said an adviser, who asked not to be named."
    assert [content for content, _, _ in found(text)] == ["The bank is for sale"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Nora Vale said the pool would close.", "person"),
        # A named person is a person, in office or out of it and whatever the outlet's style.
        ("Sen. Nora Vale said the pool would close.", "person"),
        ("Vale said the pool would close.", "person"),
        ("Ms. Vale said the pool would close.", "person"),
        ("France said the pool would close.", "official"),
        ("A spokesman for the ministry said the pool would close.", "official"),
        ("A spokeswoman said the pool would close.", "organisation"),
        ("Two officials said the pool would close.", "anonymous"),
        ("A poll said the pool was popular.", "public"),
        ("The indictment says the payments began in May.", "document"),
        ("The payments began in May, two people familiar with the matter said.", "anonymous"),
        ("Sources said the payments began in May.", "anonymous"),
        ("Voters said the payments were a scandal.", "public"),
        ("It was claimed that the payments began in May.", "none"),
    ],
)
def test_source_types(text: str, kind: str) -> None:
    assert column(text, "source_type") == [kind]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("Mayor Nora Vale said the pool would close.", "official"),
        ("Nora Vale, the mayor of Lund, said the pool would close.", "official"),
        ("The ministry said the pool would close.", "official"),
        ("A spokeswoman for the ministry said the pool would close.", "official"),
        ("Two officials said the pool would close.", "official"),
        ("Nora Vale, an economist at the bank, said the pool would close.", "expert"),
        ("Researchers said the pool would close.", "expert"),
        ("Nora Vale, a nurse, said the pool would close.", "citizen"),
        ("One resident said the pool would close.", "citizen"),
        # Not stated, over, of a body that is not public, or somebody else's.
        ("Nora Vale said the pool would close.", "none"),
        ("Nora Vale, a former minister, said the pool would close.", "none"),
        ("The party chairman said the pool would close.", "none"),
        ("Nora Vale, chairwoman of the company, said the pool would close.", "none"),
        ("The mayor’s barber said the pool would close.", "citizen"),
        ("A friend of the mayor said the pool would close.", "none"),
        ("It was claimed that the payments began in May.", "none"),
    ],
)
def test_source_roles(text: str, role: str) -> None:
    assert column(text, "source_role") == [role]


def test_a_role_once_stated_goes_with_the_name() -> None:
    text = (
        "Nora Vale, an economist at the bank, arrived on Friday. She said the pool would close.\n\n"
        "“It is a loss,” Vale said."
    )
    assert column(text, "source_role") == ["expert", "expert"]


def test_the_reason_for_anonymity_is_kept() -> None:
    text = (
        "The bank is for sale, said an adviser who spoke on condition of anonymity "
        "because talks go on. Nora Vale, who is close to the talks, said they would end."
    )
    assert column(text, "anonymity_reason") == ["condition of anonymity because talks go on", None]
