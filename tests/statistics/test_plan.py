"""Plans: read or refused with the line's mend, hashed by content, departures labelled."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.errors import InputError, ParameterError
from analysis.statistics.compare import compare_metrics
from analysis.statistics.glossary import GLOSSARY
from analysis.statistics.plan import Plan, label_planned, read_plan

PLAN = """
# decided before looking
primary: loaded_rate
secondary: [grade, attributed_share]
voice: authorial
contrasts: [[Post, Star]]
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
        contrasts=(("Post", "Star"),),
        alpha=0.01,
        exclusions=("agency copy",),
    )


def test_the_digest_follows_the_content_and_nothing_else(tmp_path: Path) -> None:
    plan = read_plan(write(tmp_path, PLAN))
    lines = PLAN.strip().splitlines()[1:]
    assert read_plan(write(tmp_path, "\n\n".join(reversed(lines)))).digest == plan.digest
    changed = read_plan(write(tmp_path, PLAN.replace("0.01", "0.05")))
    assert changed.digest != plan.digest
    assert len(plan.digest) == 64


def test_what_the_plan_does_not_name_is_exploratory(tmp_path: Path) -> None:
    plan = read_plan(write(tmp_path, PLAN))
    assert plan.status("loaded_rate", voice="authorial", outlets=["Star", "Post"]) == "primary"
    assert plan.status("grade", voice="authorial") == "secondary"
    for reason, given in {
        "metric tone": {"metric": "tone", "voice": "authorial"},
        "voice all": {"metric": "grade"},
        "zones headline": {"metric": "grade", "voice": "authorial", "zones": ["headline"]},
        "outlets Post and Echo": {
            "metric": "grade",
            "voice": "authorial",
            "outlets": ["Post", "Echo"],
        },
        "lexicon other": {"metric": "grade", "voice": "authorial", "lexicon": "other"},
    }.items():
        said = plan.status(given.pop("metric"), **given)
        assert said.startswith("exploratory")
        assert reason in said


def test_rows_of_a_comparison_carry_their_standing(tmp_path: Path, make_scores) -> None:
    scores = make_scores(6, 3, metrics=("grade", "tone"))
    plan = Plan(primary=("grade",), contrasts=(("Outlet B", "Outlet A"),))
    rows = label_planned(compare_metrics(scores, ["grade", "tone"], primary="grade"), plan)
    status = rows.set_index(["metric", "outlet_a", "outlet_b"])["plan_status"]
    assert status[("grade", "Outlet A", "Outlet B")] == "primary"
    assert status[("grade", "Outlet A", "Outlet C")].startswith("exploratory")
    assert "metric tone" in status[("tone", "Outlet A", "Outlet B")]
    assert (rows["plan_digest"] == plan.digest).all()
    assert set(rows.columns) <= set(GLOSSARY)


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
        ("primary: grade\ncontrasts: [Post, Star]", "a contrast is"),
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
