"""Each figure: the same bytes each time, words that match its numbers, nothing cut off."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import matplotlib as mpl
import numpy as np
import pandas as pd
import pytest

from analysis.errors import ColumnError, DesignError, ParameterError
from analysis.figures import (
    plot_article,
    plot_correction,
    plot_difference,
    plot_distribution,
    plot_errors,
    plot_keyness,
    plot_portrayal,
    plot_source_matrix,
    plot_sources,
    plot_specifications,
    plot_terms,
    plot_trend,
)
from analysis.figures.shares import estimates
from analysis.figures.style import WIDTHS, limits, outlet_marks, scatter_offsets
from analysis.figures.words import number
from analysis.measures import METRICS as DECLARED
from analysis.statistics import (
    coding_errors,
    compare_metrics,
    corrected_difference,
    distinctive_terms,
    joint_test,
    portrayal,
    specification_curve,
    specification_values,
    term_counts,
    trend,
    with_lexicon,
)
from analysis.statistics.ratios import ratio_interval

METRICS = ["flesch_kincaid", "loaded_rate"]


def draw(kind, measures, scores, **options):
    if kind == "distribution":
        return plot_distribution(scores, METRICS, **options)
    if kind == "difference":
        return plot_difference(compare_metrics(scores, METRICS, primary=METRICS), scores, **options)
    if kind == "sources":
        return plot_sources(measures.attributions, measures.articles, **options)
    if kind == "matrix":
        return plot_source_matrix(measures.attributions, measures.articles, **options)
    if kind == "terms":
        return plot_terms(measures.terms, measures.counts, measures.articles, **options)
    if kind == "keyness":
        counts = term_counts(measures.words, measures.articles)
        target = measures.articles["outlet"].iloc[0]
        terms = distinctive_terms(counts, target=target, fewest_events=4, resamples=99)
        return plot_keyness(terms, **options)
    if kind == "portrayal":
        return plot_portrayal(portrayal(measures, most=3), **options)
    if kind == "specifications":
        values, choices = specification_values(measures, ["loaded_rate"])
        given = {"outlets": sorted(values["outlet"].unique())[:2], "choices": choices}
        curve, joint = (f(values, resamples=99, **given) for f in (specification_curve, joint_test))
        return plot_specifications(curve, joint, choices=choices, metric="loaded_rate", **options)
    if kind == "trend":
        periods = trend(scores, "loaded_rate", every="month")
        return plot_trend(periods, scores, date="2031-05-01", **options)
    if kind in ("errors", "correction"):
        coded = coded_sentences(measures)
        if kind == "errors":
            return plot_errors(coding_errors(coded, resamples=99), **options)
        return plot_correction(corrected_difference(coded, coded, resamples=99), **options)
    return plot_article(measures, measures.articles["article"].iloc[0], **options)


def coded_sentences(measures):
    """Every sentence with a code that departs from the lexicon's in one of seven."""
    coded = with_lexicon(measures.sentences, measures.articles, measures.terms)
    turned = np.arange(len(coded)) % 7 == 0
    return coded.assign(weight=1.0, code=np.where(turned, 1 - coded["lexicon"], coded["lexicon"]))


KINDS = ["keyness", "portrayal", "distribution", "difference", "sources", "matrix"]
KINDS += ["terms", "article", "specifications", "trend", "errors", "correction"]


@pytest.mark.parametrize("kind", KINDS)
def test_two_drawings_are_the_same_bytes_in_any_order_of_formats(kind, measures, scores) -> None:
    first, second = (draw(kind, measures, scores) for _ in range(2))
    once = {f: first.render(f, note={"a": 1}) for f in ("png", "svg", "pdf")}
    with mpl.rc_context({"font.size": 20, "savefig.dpi": 50}):  # a user's own settings do not count
        again = {f: second.render(f, note={"a": 1}) for f in ("pdf", "svg", "png")}
    assert once == again
    assert first.csv == second.csv


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("width", ["one", "two"])
def test_width_is_a_journal_s_and_nothing_is_cut_off(kind, width, measures, scores) -> None:
    figure = draw(kind, measures, scores, width=width)
    assert figure.canvas.get_figwidth() * 25.4 == pytest.approx(WIDTHS[width])
    box = figure.canvas.get_tightbbox()
    size = figure.canvas.get_size_inches()
    assert box.x0 >= -0.01 and box.y0 >= -0.01
    assert box.x1 <= size[0] + 0.01 and box.y1 <= size[1] + 0.01


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_has_words_and_no_text_under_five_points(kind, measures, scores) -> None:
    figure = draw(kind, measures, scores)
    assert len(figure.caption) > 40 and len(figure.alt) > 40
    shown = [t for t in figure.canvas.findobj(mpl.text.Text) if t.get_text() and t.get_visible()]
    assert min(text.get_fontsize() for text in shown) >= 5


class Images(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.alts: list[str | None] = []
        self.sources: list[str] = []

    def handle_starttag(self, tag, attributes) -> None:
        if tag == "img":
            self.alts.append(dict(attributes).get("alt"))
            self.sources.append(dict(attributes)["src"])


def test_html_has_alternative_text_and_asks_for_nothing(measures, scores) -> None:
    figure = draw("distribution", measures, scores)
    found = Images()
    found.feed(figure._repr_html_())
    assert found.alts == [figure.alt]
    assert all(source.startswith("data:image/") for source in found.sources)


def test_alternative_text_says_the_means_of_the_scores(measures, scores) -> None:
    alt = plot_distribution(scores, "flesch_kincaid").alt
    for outlet, mean in scores.groupby("outlet")["flesch_kincaid"].mean().items():
        assert f"{outlet} {number(mean, 1)} (" in alt


def test_alternative_text_of_differences_is_the_paired_mean(measures, scores) -> None:
    figure = plot_difference(compare_metrics(scores, ["flesch_kincaid"]), scores)
    cells = scores.pivot_table("flesch_kincaid", index="event", columns="outlet")
    shown = re.findall(r"([\w ]+) minus ([\w ]+) ([+−]?[\d.]+) \(", figure.alt)
    assert len(shown) == 6
    for first, second, value in shown:
        first = first.removeprefix(" ").removeprefix("and ")
        paired = (cells[first] - cells[second]).mean()
        assert float(value.replace("−", "-")) == pytest.approx(paired, abs=0.0051)


def test_shares_of_sources_add_up_to_one(measures) -> None:
    data = plot_sources(measures.attributions, measures.articles).data
    events, data = data[data["row"] == "event"], data[data["row"] == "share"]
    assert events.groupby(["outlet", "cluster"])["share"].sum().to_numpy() == pytest.approx(1)
    assert data.groupby("outlet")["share"].sum().to_numpy() == pytest.approx(1)
    body = measures.attributions[measures.attributions["zone"] == "body"]
    assert data["part"].sum() == len(body.drop_duplicates(["article", "statement"]))


def test_an_outlet_without_statements_is_shown_as_such(measures) -> None:
    silent = measures.articles["outlet"].iloc[0]
    ids = measures.articles.loc[measures.articles["outlet"] == silent, "article"]
    some = measures.attributions[~measures.attributions["article"].isin(ids)]
    figure = plot_sources(some, measures.articles, by="cue_stance")
    assert f"{silent}: no statement." in figure.alt
    assert silent not in set(figure.data["outlet"]) and len(figure.data)


def test_a_source_s_share_is_of_the_words_in_its_own_events(measures) -> None:
    data = plot_source_matrix(measures.attributions, measures.articles, most=5).data
    shares = data[data["row"] == "share"].set_index(["outlet", "kind"])
    body = measures.attributions[measures.attributions["zone"] == "body"]
    spans = body.dropna(subset=["speaker"]).merge(measures.articles[["article", "outlet", "event"]])
    assert len(shares) == 5 * measures.articles["outlet"].nunique()
    for (outlet, name), row in shares.iterrows():
        events = set(spans.loc[spans["source"] == name, "event"])
        own = spans[(spans["outlet"] == outlet) & spans["event"].isin(events)]
        words = own.loc[own["source"] == name, "words"].sum()
        assert row["share"] == pytest.approx(words / own["words"].sum())
        assert np.isnan(row["low"]) or len(events) > 1


def test_shares_split_by_a_column_are_of_that_part_alone(measures) -> None:
    kinds = measures.attributions.assign(form=measures.attributions["kind"])
    data = plot_sources(kinds, measures.articles, by="source_role", split="form").data
    shares = data[data["row"] == "share"]
    assert set(shares["series"]) == set(kinds["kind"])
    sums = shares.groupby(["outlet", "series"])["share"].sum()
    assert sums.to_numpy() == pytest.approx(1) and len(sums) == 12
    with pytest.raises(ColumnError, match="no column 'side'"):
        plot_sources(measures.attributions, measures.articles, split="side")


def test_a_share_that_does_not_vary_has_no_interval() -> None:
    parts = pd.DataFrame({"outlet": "a", "series": "", "kind": ["x", "x", "y", "y"]})
    parts = parts.assign(cluster=["1", "2", "1", "2"], part=[0, 0, 1, 2], whole=[4, 4, 4, 4])
    found = estimates(parts).set_index("kind")
    assert found["share"].tolist() == [0, 3 / 8]
    assert found["low"].isna().tolist() == [True, False]


def test_rates_of_terms_are_hits_over_words_of_the_same_voice(measures) -> None:
    data = plot_terms(measures.terms, measures.counts, measures.articles).data
    row = data[(data["terms"] > 0) & (data["voice"] == "quoted")].iloc[0]
    ids = measures.articles.loc[measures.articles["outlet"] == row["outlet"], "article"]
    body = measures.counts[measures.counts["zone"] == "body"]
    words = body.loc[body["article"].isin(ids), "words_quoted"].sum()
    assert row["rate"] == pytest.approx(1000 * row["terms"] / words)


def test_the_data_of_a_distribution_are_the_scores(measures, scores) -> None:
    data = plot_distribution(scores, METRICS).data
    points = data[(data["row"] == "article") & (data["metric"] == "loaded_rate")]
    pd.testing.assert_series_equal(
        points.set_index("article")["value"],
        scores.set_index("article")["loaded_rate"].astype("float64"),
        check_names=False,
    )


def test_interval_of_a_ratio_with_equal_denominators_is_that_of_a_mean() -> None:
    top = np.array([1.0, 4.0, 2.0, 5.0])
    from scipy import stats

    low, high = stats.t.interval(0.95, 3, loc=top.mean(), scale=stats.sem(top))
    assert ratio_interval(top, np.ones(4)) == pytest.approx((top.mean(), max(low, 0), high))


def test_axis_limits_stay_within_the_declared_range() -> None:
    low, high = limits([0.0, 0.4], DECLARED["attributed_share"].range)
    assert -0.05 < low <= 0 and 0.4 <= high < 1


def test_no_interval_leaves_the_declared_range(scores) -> None:
    rare = scores.assign(anonymous_share=0.0)
    rare.loc[0, "anonymous_share"] = 0.3  # one article: Student's interval would reach below 0
    data = plot_distribution(rare, "anonymous_share").data
    low, high = DECLARED["anonymous_share"].range
    means = data[data["row"] == "mean"]
    assert means["low"].min() == low and means["high"].max() <= high


def test_offsets_keep_their_places_whatever_the_order() -> None:
    values = np.array([3.0, 1.0, 2.0])
    offsets = scatter_offsets(values, reach=0.2)
    assert dict(zip(values, offsets, strict=True)) == dict(
        zip(values[::-1], scatter_offsets(values[::-1], reach=0.2), strict=True)
    )
    assert np.abs(offsets).max() <= 0.2


def test_outlets_differ_in_mark_and_colour_up_to_seven_and_in_their_pair_beyond() -> None:
    marks = outlet_marks([f"outlet {i:02d}" for i in range(20)])
    assert len({colour for colour, _ in list(marks.values())[:7]}) == 7
    assert len(set(marks.values())) == 20


def test_faults_are_named(measures, scores) -> None:
    with pytest.raises(ParameterError, match="Did you mean 'two'"):
        plot_distribution(scores, METRICS, width="twoo")
    with pytest.raises(ParameterError, match="no metric"):
        plot_distribution(scores, "loaded_rat")
    with pytest.raises(ColumnError, match="no column 'lix'"):
        plot_distribution(scores, "lix")
    with pytest.raises(DesignError, match="no article has a value"):
        plot_distribution(scores.assign(loaded_rate=np.nan), "loaded_rate")
    with pytest.raises(ParameterError, match="Did you mean 'cue_stance'"):
        plot_sources(measures.attributions, measures.articles, by="stance")
    with pytest.raises(DesignError, match="no statement"):
        plot_sources(measures.attributions.iloc[:0], measures.articles)
    with pytest.raises(ParameterError, match="no term of the lexicon"):
        plot_terms(measures.terms, measures.counts, measures.articles, lexicon="mine")


def test_the_mark_of_a_single_period_stands_among_its_articles(scores) -> None:
    figure = plot_trend(trend(scores, "loaded_rate", every="year"), scores)
    for axis in figure.canvas.axes[::2]:
        articles, mean = (dots.get_offsets()[:, 0] for dots in axis.collections)
        assert len(mean) == 1 and articles.min() - 366 < mean[0] < articles.max()
