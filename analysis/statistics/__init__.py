"""Tables in, tidy tables with intervals out: comparisons of outlets within events.

    compare, compare_metrics, omnibus   do outlets differ on the events that they share, by how much
    compare_groups                      groups of outlets: the outlet is the unit
    model_checks                        the same question put to regression models
    specification_values                every way of measuring that some measures offer
    specification_curve, joint_test     one difference under every defensible way of measuring it
    outlet_curve, joint_outlet_test     the same of more than two outlets at once
    term_counts, distinctive_terms      terms that set an outlet apart on shared events
    name_actors, portrayal, actor_words how the outlets' own words portray an actor
    trend, interruption                 over time, and around a date
    draw_sample, mask, hits_in          which sentences to code, names hidden; hits beside codes
    agreement, code_counts              how far coders agree
    Coding, with_lexicon, agreed_codes  hand codes beside the lexicon's
    coding_errors, equal_errors         what the lexicon gets wrong, outlet by outlet
    corrected_difference                an outlet difference that survives the lexicon's errors
    summarize, incidence                what there is: values by outlet, articles by cell
    typical_cells, pooled_cells         articles gathered into cells: score then average, or add up
    difference_sentence, omnibus_sentence, correction_sentence, method_sentence   in words
    events_needed, codes_needed, detectable_by_events   how large a study must be
    read_plan, compare_planned          what was decided before looking, tested as decided

Every column of every result is declared in GLOSSARY.
"""

from analysis.statistics.agreement import agreement, code_counts
from analysis.statistics.cells import Cells, incidence, pooled_cells, typical_cells
from analysis.statistics.coding import Coding, agreed_codes, pretend_sample, with_lexicon
from analysis.statistics.coding_errors import coding_errors, equal_errors
from analysis.statistics.compare import compare, compare_metrics
from analysis.statistics.correction import corrected_difference, correction_sentence
from analysis.statistics.glossary import GLOSSARY
from analysis.statistics.groups import compare_groups
from analysis.statistics.keyness import distinctive_terms, term_counts
from analysis.statistics.models import model_checks
from analysis.statistics.omnibus import omnibus
from analysis.statistics.plan import Plan, compare_planned, read_plan
from analysis.statistics.planning import codes_needed, detectable_by_events, events_needed
from analysis.statistics.portrayal import actor_words, name_actors, portrayal
from analysis.statistics.robust_outlets import joint_outlet_test, outlet_curve
from analysis.statistics.robustness import joint_test, specification_curve
from analysis.statistics.sampling import draw_sample, hits_in, mask
from analysis.statistics.sentences import difference_sentence, method_sentence, omnibus_sentence
from analysis.statistics.specifications import specification_values
from analysis.statistics.summarize import summarize
from analysis.statistics.trend import interruption, trend

__all__ = [
    "GLOSSARY",
    "Cells",
    "Coding",
    "Plan",
    "agreed_codes",
    "actor_words",
    "agreement",
    "code_counts",
    "codes_needed",
    "coding_errors",
    "compare",
    "compare_groups",
    "compare_metrics",
    "compare_planned",
    "corrected_difference",
    "correction_sentence",
    "detectable_by_events",
    "difference_sentence",
    "distinctive_terms",
    "draw_sample",
    "equal_errors",
    "events_needed",
    "hits_in",
    "incidence",
    "interruption",
    "joint_outlet_test",
    "joint_test",
    "mask",
    "method_sentence",
    "model_checks",
    "name_actors",
    "omnibus",
    "omnibus_sentence",
    "outlet_curve",
    "pooled_cells",
    "pretend_sample",
    "portrayal",
    "read_plan",
    "specification_curve",
    "specification_values",
    "summarize",
    "term_counts",
    "trend",
    "typical_cells",
    "with_lexicon",
]
