"""The command line `parallax`: thin, and quick to start."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from analysis.errors import ParallaxError, ParameterError

app = typer.Typer(
    help="Media-bias and framing research: articles in, tables and reports out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Inputs = Annotated[list[Path], typer.Argument(help="Files or folders with articles.")]
Out = Annotated[Path, typer.Option(help="The folder to write to.")]


@app.command()
def measure(
    inputs: Inputs,
    out: Out,
    column: Annotated[
        Optional[list[str]],  # noqa: UP045 - typer reads this at run time
        typer.Option(help="A column's name in the input: text=body, outlet=paper …"),
    ] = None,
    pattern: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="What a text file's name says: '{outlet}_{event}_{published}.txt'."),
    ] = None,
    metadata: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="A CSV with one row a text file."),
    ] = None,
    lexicon: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Option(help="A dictionary file to count beside the built-in one."),
    ] = None,
    format: Annotated[str, typer.Option(help="parquet, csv or dta.")] = "parquet",  # noqa: A002
) -> None:
    """Read, check and measure articles; write the tables."""
    from analysis import measure as measure_articles
    from analysis import read_articles, write_measures
    from analysis.progress import progress

    if format not in ("parquet", "csv", "dta"):
        raise ParameterError(f"there is no format {format!r}", mend="Use parquet, csv or dta.")
    reading = read_articles(*inputs, columns=_pairs(column), pattern=pattern, metadata=metadata)
    typer.echo(f"Read {len(reading.articles)} articles; refused {len(reading.refused)}.")
    for canonical, source in reading.mapping.items():
        typer.echo(f"  {canonical} ← {source}")
    for note in reading.notes:
        typer.echo(f"  {note}")
    for row in reading.refused.head(20).itertuples():
        typer.echo(f"  refused: {row.file}, {row.position}: {row.reason}")
    with progress("measuring", len(reading.articles)) as step:
        measures = measure_articles(reading, lexicons=("loaded", *(lexicon or ())), progress=step)
    write_measures(measures, out, format=format)
    typer.echo(f"Wrote {out}.")


@app.command()
def report(
    notebook: Annotated[str, typer.Argument(help="A notebook's name, or its path.")],
    measures: Annotated[Path, typer.Option(help="A folder that `measure` wrote.")],
    out: Out,
    parameter: Annotated[
        Optional[list[tuple[str, str]]],  # noqa: UP045
        typer.Option("-p", "--parameter", help="NAME VALUE; the value is JSON or plain text."),
    ] = None,
) -> None:
    """Run a notebook on measures and write the report."""
    from analysis import run_report

    values = {name: _value(text) for name, text in parameter or ()}
    run_report(notebook, measures=measures, parameters=values, out=out)
    typer.echo(f"Wrote {out}.")


@app.command()
def verify(
    path: Annotated[Path, typer.Argument(help="A figure file, or a report's folder.")],
    measures: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(help="The measures that it was made from."),
    ] = None,
) -> None:
    """Say whether a figure or report is what its tables give."""
    from analysis import verify as verify_path

    result = verify_path(path, measures=measures)
    typer.echo(str(result))
    raise typer.Exit(0 if result.ok else 1)


@app.command()
def demo(out: Annotated[Path, typer.Option(help="Where to put it.")] = Path("reports")) -> None:
    """Measure what the project ships and build its reports."""
    from analysis.demo import build_demo

    typer.echo(f"Open {build_demo(out)}")


def _pairs(given: list[str] | None) -> dict[str, str]:
    pairs = {}
    for pair in given or ():
        name, equals, value = pair.partition("=")
        if not equals or not name.isidentifier():
            raise ParameterError(f"{pair!r} is not NAME=VALUE")
        pairs[name] = value
    return pairs


def _value(text: str) -> Any:
    """A JSON value where the text is one; else the text."""
    try:
        return json.loads(text)
    except ValueError:
        return text


def main() -> None:
    """Run the command line; a fault is one sentence and exit code 2."""
    try:
        app(standalone_mode=True)
    except ParallaxError as error:
        sys.stderr.write(f"parallax: {error}\n")
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        sys.stderr.write("parallax: interrupted; nothing unfinished was left behind.\n")
        raise SystemExit(130) from None


if __name__ == "__main__":
    main()
