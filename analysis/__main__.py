"""The command line `parallax`: thin, and quick to start."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from analysis.errors import ParallaxError, ParameterError

FORMATS = ("parquet", "csv", "dta")


def parser() -> argparse.ArgumentParser:
    """The commands and their options."""
    top = argparse.ArgumentParser(
        prog="parallax", description="Media-bias and framing research: articles in, reports out."
    )
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")

    one = _command(commands, measure, "read, check and measure articles; write the tables")
    _add_inputs(one)
    one.add_argument("--out", type=Path, required=True, help="the folder to write")
    one.add_argument("--events", type=Path, help="the reviewed table that `parallax events` wrote")
    one.add_argument(
        "--lexicon", action="append", default=[], help="a dictionary to count beside the built-in"
    )
    one.add_argument("--format", choices=FORMATS, default="parquet", help="default: parquet")
    one.add_argument(
        "--rule",
        choices=("corrected", "textstat"),
        default="corrected",
        help="how words and sentences are counted; default: corrected",
    )
    one.add_argument("--workers", type=int, default=1, help="processes; default: 1")
    one.add_argument("--scheduler", default="", help="the address of a Dask cluster")
    one.add_argument("--partition", type=int, default=1000, help="articles a part; default: 1000")

    one = _command(commands, events, "propose which articles are on one story, for you to review")
    _add_inputs(one)
    one.add_argument("--out", type=Path, required=True, metavar="REVIEW.csv", help="the table")
    one.add_argument("--days", type=float, default=3, help="a story's span (default: 3)")
    one.add_argument("--similarity", type=float, default=0.25, help="0 to 1 (default: .25)")

    one = _command(commands, report, "run a notebook on measures and write the report")
    one.add_argument("notebook", nargs="?", help="a notebook's name, or its path")
    one.add_argument("--all", action="store_true", help="every notebook, and an index page")
    one.add_argument("--set", type=Path, metavar="FILE.yml", help="a set of reports")
    one.add_argument("--measures", type=Path, help="a folder that measure wrote")
    one.add_argument("--out", type=Path, help="the folder to write")
    one.add_argument(
        "--to", action="append", default=[], metavar="FORM", help="also as pdf or docx; repeatable"
    )
    one.add_argument(
        "-p",
        "--parameter",
        nargs=2,
        action="append",
        default=[],
        metavar=("NAME", "VALUE"),
        help="a parameter; the value is JSON or plain text",
    )
    one.add_argument("-h", "--help", action=_ReportHelp, nargs=0, help="with NOTEBOOK: parameters")

    one = _command(commands, verify, "say whether a figure or report is what its tables give")
    one.add_argument("path", type=Path, help="a figure file, or a report's folder")
    one.add_argument("--measures", type=Path, help="the measures that it was made from")
    one.add_argument("--keep", type=Path, help="a folder for the report that is made again")
    _add_places(one)

    one = _command(commands, bundle, "write a replication bundle that holds no article text")
    one.add_argument("report", type=Path, help="a report's folder")
    one.add_argument("out", type=Path, metavar="OUT.zip", help="the bundle to write")
    one.add_argument("--measures", type=Path, required=True, help="what the report was made from")
    one.add_argument(
        "--articles", type=Path, help="the measured files, to search the bundle for their words"
    )
    _add_places(one)
    one.add_argument("--title", default="", help="the bundle's title")
    one.add_argument("--author", action="append", default=[], help="an author; may be repeated")
    one.add_argument("--license", default="", help="address of the tables' licence")
    one.add_argument("--date", default="", help="date of publication: YYYY-MM-DD")

    one = _command(commands, rehydrate, "compare one's own texts with those that were measured")
    one.add_argument("source", type=Path, help="a bundle, or a folder of measures")
    one.add_argument("articles", type=Path, help="the texts: a file or a folder")
    one.add_argument("--column", action="append", default=[], metavar="FIELD=NAME")

    words = "draw sentences to code by hand; score the codes"
    _code_commands(commands.add_parser("code", help=words, description=words))

    one = _command(commands, demo, "measure what the project ships and build its reports")
    one.add_argument("--out", type=Path, default=Path("reports"), help="default: reports")
    return top


def _code_commands(group: argparse.ArgumentParser) -> None:
    parts = group.add_subparsers(title="commands", required=True, metavar="COMMAND")
    one = _command(parts, sample, "write workbooks with sentences to code")
    one.add_argument("--measures", type=Path, required=True, help="a folder that measure wrote")
    one.add_argument("--text", type=Path, required=True, help="the articles that were measured")
    one.add_argument("--out", type=Path, required=True, help="the folder to write")
    one.add_argument("--size", type=int, default=200, help="sentences in all (default: 200)")
    one.add_argument("--coders", type=int, default=2, help="how many people code (default: 2)")
    one.add_argument(
        "--double", type=int, default=100, help="sentences that everybody codes (default: 100)"
    )
    one.add_argument(
        "--mask", nargs="+", default=[], metavar="WHAT", help="hide names: outlets actors"
    )
    one.add_argument("--scheme", type=Path, help="YAML with question, codes, scale (README)")
    one.add_argument("--lexicon", default="loaded", help="whose hits to oversample")
    one.add_argument("--voice", choices=_SPOKEN, default=_SPOKEN[0], help=_WHOSE)
    one.add_argument("--seed", type=int, default=0, help="seed of the draw")
    one = _command(parts, score, "agreement, the lexicon's errors, corrected differences")
    one.add_argument("coding", type=Path, help="the folder with the filled workbooks, or a CSV")
    one.add_argument("--measures", type=Path, required=True, help="a folder that measure wrote")
    one.add_argument("--out", type=Path, required=True, help="the folder to write")
    one.add_argument("--code", default="code", help="the CSV's column with the codes")
    one.add_argument("--lexicon", default="loaded", help="for a CSV: the lexicon to check")
    one.add_argument("--voice", choices=_SPOKEN, default=_SPOKEN[0], help=f"for a CSV: {_WHOSE}")
    one.add_argument("--seed", type=int, default=0, help="seed of the intervals")


_SPOKEN = ("authorial", "quoted", "reported", "all")
_WHOSE = "whose hits count; default: authorial, the outlet's own, as the question has it"


def _command(commands: Any, function: Any, words: str) -> argparse.ArgumentParser:
    name = function.__name__
    made: argparse.ArgumentParser = commands.add_parser(
        name, help=words, description=words, add_help=name != "report"
    )
    made.set_defaults(function=function)
    return made


def _add_inputs(command: argparse.ArgumentParser) -> None:
    """What says how articles are read."""
    command.add_argument("inputs", nargs="+", type=Path, metavar="INPUT", help="a file or a folder")
    command.add_argument(
        "--column",
        action="append",
        default=[],
        metavar="FIELD=NAME",
        help="a column's name in the input: text=body, outlet=paper",
    )
    command.add_argument(
        "--outlet",
        action="append",
        default=[],
        metavar="GIVEN=NAME",
        help="an outlet's name where the mapping that is printed is wrong",
    )
    command.add_argument(
        "--pattern", help="what a file name says: '{outlet}_{event}_{published}.txt'"
    )
    command.add_argument("--metadata", type=Path, help="a CSV with one row a text file")


def _add_places(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "-p",
        "--parameter",
        nargs=2,
        action="append",
        default=[],
        metavar=("NAME", "FILE"),
        help="a file that a parameter of the report named, such as its plan",
    )


def measure(given: argparse.Namespace) -> int:
    """Read, check and measure articles; write the tables."""
    from analysis.progress import progress
    from analysis.reports.event_review import apply_events
    from analysis.scale import measure_to

    reading = _read(given)
    if given.events:
        reading = apply_events(reading, given.events)
    print(f"Read {len(reading.articles)} articles; refused {len(reading.refused)}.")
    for field, source in reading.mapping.items():
        print(f"  {field} ← {source}")
    for note in reading.notes:
        print(f"  {note}")
    for row in reading.refused.itertuples():
        print(f"  refused: {row.file}, {row.position}: {row.reason}")
    with progress("measuring", len(reading.articles)) as step:
        measure_to(
            given.out,
            reading,
            lexicons=("loaded", *given.lexicon),
            rule=given.rule,
            format=given.format,
            workers=given.workers,
            scheduler=given.scheduler,
            partition=given.partition,
            progress=step,
        )
    print(f"Wrote {given.out}.")
    return 0


def events(given: argparse.Namespace) -> int:
    """Propose which articles are on one story, for you to review."""
    from analysis import match_events
    from analysis.reports.event_review import write_review

    found = match_events(_read(given).articles, days=given.days, similarity=given.similarity)
    write_review(found, given.out)
    stories, rows = found["event"].nunique(), int(found["event"].notna().sum())
    print(f"Proposed {stories} events for {rows} of {len(found)} articles: {given.out}.")
    print("Edit the column event, set reviewed to True in the rows you decided on, then:")
    print(f"  parallax measure INPUT --events {given.out} --out FOLDER")
    return 0


def _read(given: argparse.Namespace) -> Any:
    from analysis import read_articles

    return read_articles(
        *given.inputs,
        columns=_pairs(given.column),
        outlets=_pairs(given.outlet, "--outlet", "GIVEN=NAME"),
        pattern=given.pattern,
        metadata=given.metadata,
    )


def report(given: argparse.Namespace) -> int:
    """Run a notebook, or a set of them, on measures and write the reports."""
    from analysis.reports.commands import make_reports

    values = {name: _value(text) for name, text in given.parameter}
    return make_reports(
        given.notebook,
        collection=given.set,
        every=given.all,
        measures=given.measures,
        out=given.out,
        values=values,
        to=given.to,
    )


class _ReportHelp(argparse.Action):
    """The command's help; with a notebook, its parameters."""

    def __call__(self, parser: argparse.ArgumentParser, given: Any, *_: Any) -> None:
        print(parser.format_help())
        if getattr(given, "notebook", None):
            from analysis.reports.commands import parameters_of

            print(parameters_of(given.notebook))
        parser.exit()


def verify(given: argparse.Namespace) -> int:
    """Say whether a figure or report is what its tables give."""
    from analysis import verify as verify_path

    result = verify_path(
        given.path, measures=given.measures, places=dict(given.parameter), keep=given.keep
    )
    print(result)
    return 0 if result.ok else 1


def bundle(given: argparse.Namespace) -> int:
    """Write a report's replication bundle."""
    from analysis.reports import About, write_bundle

    about = About(given.title, tuple(given.author), given.license, given.date)
    said = write_bundle(
        given.report,
        given.out,
        measures=given.measures,
        articles=given.articles,
        places=dict(given.parameter),
        about=about,
    )
    print(f"Wrote {given.out}.", *said, sep="\n  ")
    return 0


def rehydrate(given: argparse.Namespace) -> int:
    """Say which of the measured articles one's own texts are."""
    from analysis.reports import rehydrate as compare_texts

    result = compare_texts(given.source, given.articles, columns=_pairs(given.column))
    print(result)
    return 0 if result.ok else 1


def sample(given: argparse.Namespace) -> int:
    """Write workbooks with sentences to code."""
    from analysis import read_articles, read_measures, sample_for_coding

    sample_for_coding(
        read_measures(given.measures),
        read_articles(given.text).articles,
        out=given.out,
        size=given.size,
        double=given.double,
        coders=given.coders,
        mask_names=given.mask,
        scheme=given.scheme,
        lexicon=given.lexicon,
        voice=None if given.voice == _SPOKEN[-1] else given.voice,
        seed=given.seed,
    )
    print(f"Wrote {given.out}: give each coder a workbook, and keep key.csv to yourself.")
    return 0


def score(given: argparse.Namespace) -> int:
    """Agreement, the lexicon's errors, corrected differences."""
    from analysis import read_measures, score_coding

    said = score_coding(
        given.coding,
        read_measures(given.measures),
        out=given.out,
        code=given.code,
        lexicon=given.lexicon,
        voice=None if given.voice == _SPOKEN[-1] else given.voice,
        seed=given.seed,
    )
    print("\n".join(said))
    print(f"Wrote {given.out}.")
    return 0


def demo(given: argparse.Namespace) -> int:
    """Measure what the project ships and build its reports."""
    from analysis.reports.demo import build_demo

    print(f"Open {build_demo(given.out)}")
    return 0


def _pairs(given: list[str], option: str = "--column", form: str = "FIELD=NAME") -> dict[str, str]:
    pairs = dict(pair.partition("=")[::2] for pair in given)
    for name, value in pairs.items():
        if not name or not value:
            raise ParameterError(f"{name!r} has no value", where=option, mend=f"Say {form}.")
    return pairs


def _value(text: str) -> Any:
    """A JSON value where the text is one; else the text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def main() -> None:
    """Run the command line; a fault is one sentence and exit code 2."""
    given = parser().parse_args()
    try:
        raise SystemExit(given.function(given))
    except ParallaxError as error:
        sys.stderr.write(f"parallax: {error}\n")
        raise SystemExit(2) from None
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        said = " ".join(str(error.strerror or error).split())
        sys.stderr.write(f"parallax: {where}{said}. What was there before is unchanged.\n")
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        sys.stderr.write("parallax: interrupted; nothing unfinished was left behind.\n")
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
