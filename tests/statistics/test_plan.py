"""Plans: read or refused with the line's mend, hashed by content, departures labelled."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest
from statsmodels.stats.multitest import multipletests

from analysis.errors import InputError, ParameterError
from analysis.statistics.compare import compare_metrics
from analysis.statistics.glossary import GLOSSARY
from analysis.statistics.plan import Plan, compare_planned, read_plan

PLAN = """
# decided before looking
primary: loaded_rate
secondary: [grade, attributed_share]
voice: authorial
contrasts: [[Post, Star], [[Post, Star], Lantern]]
alpha: 0.01
exclusions: [agency copy]
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "plan.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_plan_is_read(tmp_path: Path) -> None:
    plan = read_plan(write(tmp_path, PLAN))
    assert plan == Plan(
        primary=("loaded_rate",),
        secondary=("grade", "attributed_share"),
        voice="authorial",
        contrasts=((("Post",), ("Star",)), (("Post", "Star"), ("Lantern",))),
        alpha=0.01,
        exclusions=("agency copy",),
    )


def test_the_digest_follows_the_content_and_nothing_else(tmp_path: Path) -> None:
    plan = read_plan(write(tmp_path, PLAN))
    lines = PLAN.strip().splitlines()[1:]
    assert read_plan(write(tmp_path, "\n\n".join(reversed(lines)))).digest == plan.digest
    changed = read_plan(write(tmp_path, PLAN.replace("0.01", "0.05")))
    assert changed.digest != plan.digest
    content = {"primary": ["loaded_rate"], "secondary": ["grade", "attributed_share"]}
    content |= {"zones": ["body"], "voice": "authorial", "lexicon": None, "alpha": 0.01, "seed": 0}
    content |= {"contrasts": [["Post", "Star"], [["Post", "Star"], "Lantern"]]}
    written = json.dumps(content | {"exclusions": ["agency copy"]}, sort_keys=True)
    assert plan.digest == hashlib.sha256(written.encode()).hexdigest()


def test_what_the_plan_does_not_name_is_exploratory(tmp_path: Path) -> None:
    plan = read_plan(write(tmp_path, PLAN))
    assert (
        plan.status("loaded_rate", voice="authorial", contrast=(("Star",), ("Post",))) == "primary"
    )
    assert plan.status("grade", voice="authorial") == "secondary"
    for reason, given in {
        "metric tone": {"metric": "tone", "voice": "authorial"},
        "voice all": {"metric": "grade"},
        "zones headline": {"metric": "grade", "voice": "authorial", "zones": ["headline"]},
        "outlets Post and Echo": {
            "metric": "grade",
            "voice": "authorial",
            "contrast": (("Post",), ("Echo",)),
        },
        "lexicon other": {"metric": "grade", "voice": "authorial", "lexicon": "other"},
    }.items():
        said = plan.status(given.pop("metric"), **given)
        assert said.startswith("exploratory")
        assert reason in said


def test_a_lexicon_is_that_of_the_metrics_where_none_is_named() -> None:
    assert Plan(primary=("grade",), lexicon="loaded").status("grade") == "primary"
    said = Plan(primary=("grade",), lexicon="own").status("grade")
    assert said == "exploratory: not planned: lexicon loaded"


A, B, C = (f"Outlet {name}" for name in "ABC")


def test_planned_contrasts_are_tested_first_and_each_family_for_itself(make_scores) -> None:
    scores = make_scores(12, 3, metrics=("grade", "tone", "other"), shift=0.6)
    plan = Plan(
        primary=("grade",),
        secondary=("tone",),
        contrasts=(((B,), (A,)), ((A, B), (C,))),
        alpha=0.1,
        seed=5,
    )
    rows = compare_planned(scores, plan, metrics=["grade", "tone", "other"])
    assert rows["family"].tolist() == [
        *(["primary"] * 2 + ["exploratory"] * 2),
        *(["secondary"] * 2 + ["exploratory"] * 2),
        *(["exploratory"] * 4),
    ]
    assert rows["outlet_a"].tolist()[:4] == [B, f"mean of {A} and {B}", A, B]
    for family, column, method in (
        ("primary", "p_holm", "holm"),
        ("secondary", "p_bh", "fdr_bh"),
        ("exploratory", "p_bh", "fdr_bh"),
    ):
        own = rows[rows["family"] == family]
        expected = multipletests(own["p"], method=method)[1]
        assert own[column].to_numpy() == pytest.approx(expected, abs=1e-12)
    assert rows.loc[rows["family"] != "primary", "p_holm"].isna().all()
    assert rows.loc[rows["family"] == "primary", "p_bh"].isna().all()
    # Each row is the contrast tested by itself, at the plan's alpha and seed.
    alone = compare_metrics(scores, ["tone"], contrasts=[((A, B), C)], alpha=0.1, seed=5).iloc[0]
    row = rows[(rows["metric"] == "tone") & (rows["family"] == "secondary")].iloc[1]
    for name in ("difference", "low", "high", "p", "level", "seed"):
        assert row[name] == alone[name]
    # What else is looked at changes nothing that was planned.
    only = compare_planned(scores, plan, metrics=["grade"])
    assert only["p_holm"].dropna().tolist() == rows["p_holm"].dropna().tolist()
    assert (rows["plan_digest"] == plan.digest).all()
    assert set(rows.columns) <= set(GLOSSARY)


def test_without_contrasts_all_pairs_are_planned_and_a_departure_is_exploratory(
    make_scores,
) -> None:
    scores = make_scores(7, 3)
    plan = Plan(primary=("grade",))
    rows = compare_planned(scores, plan)
    assert len(rows) == 3 and (rows["plan_status"] == "primary").all()
    departed = compare_planned(scores, plan, voice="quoted")
    assert departed["plan_status"].str.contains("voice quoted").all()
    assert departed["p_holm"].isna().all() and departed["p_bh"].notna().all()
    with pytest.raises(ParameterError, match="Did you mean 'Outlet A'"):
        compare_planned(scores, Plan(primary=("grade",), contrasts=((("Outlt A",), (B,)),)))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("secondary: [grade]", "names no primary"),
        ("primary: grade\nzone: body", "Did you mean 'zones'"),
        ("primary: grade\nzones: [bdy]", "Did you mean 'body'"),
        ("primary: grade\nvoice: own", "there is no voice"),
        ("primary: grade\nalpha: 5", "alpha is 5"),
        ("primary: grade\nseed: -1", "seed is -1"),
        ("primary: [1, 2]", "primary is"),
        ("primary: grade\ncontrasts: [Post, Star]", "contrasts is"),
        ("primary: grade\ncontrasts: [[Post, [Post, Star]]]", "no outlet twice"),
        ("primary: grade\ncontrasts: 3", "Write two sides"),
    ],
)
def test_a_fault_is_named_with_its_mend(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        read_plan(write(tmp_path, text))


@pytest.mark.parametrize("text", ["", "a: [", "just words"])
def test_what_is_not_a_plan_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(InputError):
        read_plan(write(tmp_path, text))
    with pytest.raises(InputError, match="no such file"):
        read_plan(tmp_path / "none.yaml")
