"""A corpus measured part by part into a folder: resumable, by one process, many, or a cluster.

The same function measures a part everywhere, and the parts are joined in order, so that the tables
are the same bytes however the work was divided. A part is kept beside the target until the tables
are whole, under a name that says what went into it: the texts and what is known of them, the
lexicons, the counting rule and the code. A run that was stopped therefore goes on where it was, and
a part measured otherwise is never taken. Where the target has the same articles measured with other
lexicons, only what these change is measured again.
"""

from __future__ import annotations

import hashlib
import io
import json
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd

from analysis.aside import folder_aside, locked
from analysis.columns import Later, made
from analysis.corpus import Reading
from analysis.errors import ParameterError
from analysis.measures.earlier import Earlier
from analysis.measures.joined import write_joined
from analysis.measures.parts import Measurer, Part, Plan, measuring
from analysis.measures.pipeline import join, make_plan, partitions, readable
from analysis.measures.sentiment import Rule
from analysis.measures.store import Format, check_folder, write_measures
from analysis.versions import code_hash, measuring_hash, versions
from analysis.voices.annotations import Annotator, annotator_name

PARTITION = 1000
"""Articles a part."""
_READ = ("article", "text", "title", "outlet", "language", "marked")
"""The columns that a part is measured from."""
_AHEAD = 2  # parts sent for each worker, so that none waits and memory stays flat
_Step = Callable[[int, int], None]


def measure_to(
    folder: Path | str,
    articles: pd.DataFrame | Reading,
    *,
    lexicons: Sequence[str] = ("loaded",),
    rule: Rule = "corrected",
    format: Format = "parquet",  # noqa: A002
    workers: int = 1,
    scheduler: str = "",
    partition: int = PARTITION,
    annotator: Annotator | None = None,
    progress: _Step | None = None,
) -> Path:
    """Measure articles and write their tables, going on with what a stopped run has left.

    workers: processes on this machine. scheduler: the address of a Dask cluster to use instead.
    partition: articles a part. annotator: as in `measure`, in this process alone. progress: called
    with (done, all) articles. Raises ParameterError when the folder holds other files or another
    run writes it.
    """
    if workers < 1 or partition < 1:
        raise ParameterError("workers and partition are counts", mend="Give 1 or more.")
    if annotator is not None and (workers > 1 or scheduler):
        raise ParameterError(
            "a pipeline cannot be handed to other processes", where="annotator", mend="workers=1."
        )
    target = Path(folder)
    check_folder(target)
    articles = readable(articles)
    table = articles.articles if isinstance(articles, Reading) else articles
    known = table[[name for name in _READ if name in table]]
    if "marked" in known:  # as text, so that a part can be handed on as Parquet
        known = known.assign(marked=list(map(json.dumps, known["marked"])))
    with locked(target):
        plan = make_plan(table, lexicons=lexicons, rule=rule, annotator=annotator)
        parts = target.with_name(f".{target.name}.parts")
        rows = partitions(len(table), partition)
        digests, facts = _digests(known), _facts(plan)
        inputs = _key(digests, facts)
        lexicons_used = json.dumps([(lexicon.name, lexicon.sha256) for lexicon in plan.lexicons])
        names = (_key(digests[of_part], facts, lexicons_used) for of_part in rows)
        paths = [parts / name[:32] for name in names]
        missing = [n for n, path in enumerate(paths) if not path.is_dir()]
        done = len(table) - sum(rows[n].stop - rows[n].start for n in missing)
        earlier = Earlier.find(target, inputs) if missing else None
        with _measuring(plan, workers, scheduler, earlier) as measured:
            for n, part in measured((n, known.iloc[rows[n]]) for n in missing):
                _write_part(paths[n], part)
                done += rows[n].stop - rows[n].start
                if progress is not None:
                    progress(done, len(table))
        if format == "parquet":
            write_joined(paths, rows, articles, plan, target, inputs)
        else:
            whole = join(map(_read_part, paths), articles, plan)
            write_measures(whole, target, format=format)
        shutil.rmtree(parts, ignore_errors=True)
    return target


_Numbered = Iterator[tuple[int, pd.DataFrame]]
_Run = Callable[[_Numbered], Iterator[tuple[int, Mapping[str, bytes]]]]


@contextmanager
def _measuring(plan: Plan, workers: int, scheduler: str, earlier: Earlier | None) -> Iterator[_Run]:
    """A function from numbered tables to numbered parts, in any order.

    With earlier measures this process does the work: it is a tenth of the whole, or less.
    """
    if earlier is not None:
        with measuring(plan) as measurer:
            yield lambda tables: (
                (n, _packed(measurer.match_again(table, earlier.part(table["article"]))))
                for n, table in tables
            )
        return
    if workers == 1 and not scheduler:
        with measuring(plan) as measurer:
            yield lambda tables: ((n, _packed(measurer.measure(table))) for n, table in tables)
        return
    distributed = _distributed()
    with _cluster(distributed, workers, scheduler) as client:
        yield lambda tables: _spread(distributed, client, plan, tables)


def _distributed() -> Any:
    try:
        import distributed
    except ImportError:
        raise ParameterError(
            "several workers need the package distributed",
            mend="pip install 'parallax-media[cluster]'",
        ) from None
    return distributed


@contextmanager
def _cluster(distributed: Any, workers: int, scheduler: str) -> Iterator[Any]:
    if scheduler:
        try:
            client = distributed.Client(scheduler, timeout=20)
        except (OSError, ValueError) as error:
            raise ParameterError(
                f"no Dask scheduler answers ({error})", where=scheduler, mend="Check the address."
            ) from None
        with client:
            yield client
        return
    with (
        distributed.LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            dashboard_address=None,
            memory_limit=0,
            silence_logs=50,
        ) as cluster,
        distributed.Client(cluster) as client,
    ):
        yield client


def _spread(
    distributed: Any, client: Any, plan: Plan, tables: _Numbered
) -> Iterator[tuple[int, Mapping[str, bytes]]]:
    """Parts as they are done, a few sent ahead; a part whose worker dies is measured again."""
    shared = _packed_plan(plan)
    running = distributed.as_completed()
    numbers: dict[str, int] = {}

    def send() -> None:
        following = next(tables, None)
        if following is not None:
            number, table = following
            future = client.submit(_measure_packed, _parquet(table), shared, pure=False)
            numbers[future.key] = number
            running.add(future)

    for _ in range(_AHEAD * max(len(client.scheduler_info()["workers"]), 1)):
        send()
    for future in running:
        try:
            part = future.result()
        except distributed.KilledWorker:
            raise ParameterError(
                "several workers died over the same articles", mend="Give them more memory."
            ) from None
        number = numbers.pop(future.key)
        future.release()
        send()
        yield number, part


def _packed_plan(plan: Plan) -> tuple[Any, ...]:
    repeated = tuple((outlet, tuple(sorted(lines))) for outlet, lines in plan.repeated.items())
    return (code_hash(), tuple(plan.lexicons), plan.rule, repeated)


@lru_cache(maxsize=1)
def _measurer(shared: tuple[Any, ...]) -> Measurer:
    code, lexicons, rule, repeated = shared
    if code != code_hash():
        raise ParameterError(
            "a worker runs another version of this package", mend="Install the same version there."
        )
    return Measurer(Plan(lexicons, rule, {outlet: frozenset(lines) for outlet, lines in repeated}))


def _measure_packed(table: bytes, shared: tuple[Any, ...]) -> Mapping[str, bytes]:
    """What a worker does: a table of articles in, the tables of its part out, both as Parquet."""
    return _packed(_measurer(shared).measure(pd.read_parquet(io.BytesIO(table))))


def _packed(part: Part) -> dict[str, bytes]:
    return {name: _parquet(table) for name, table in part.items()}


def _parquet(table: pd.DataFrame | Later | Mapping[str, Any]) -> bytes:
    frame = pd.DataFrame(table) if isinstance(table, Mapping) else made(table)
    return frame.to_parquet(None, index=False, compression="zstd")


def _digests(table: pd.DataFrame) -> list[bytes]:
    """A hash of each article: its text, and what else is known of it."""
    digests: list[bytes] = []
    for rows in partitions(len(table), PARTITION):
        columns = [list(map(str, table[name].iloc[rows].tolist())) for name in table]
        digests += (
            hashlib.sha256(json.dumps(dict(zip(table, row, strict=True))).encode()).digest()
            for row in zip(*columns, strict=True)
        )
    return digests


def _facts(plan: Plan) -> str:
    """What articles are measured by, but for the lexicons."""
    facts = {
        "rule": plan.rule,
        "repeated": sorted((str(o), sorted(lines)) for o, lines in plan.repeated.items()),
        "versions": versions(),
        "code": measuring_hash(),
        "annotator": plan.annotator and annotator_name(plan.annotator),
    }
    return json.dumps(facts, sort_keys=True)


def _key(digests: list[bytes], *facts: str) -> str:
    """A name for what is made of such articles by these facts."""
    return hashlib.sha256(b"".join(digests) + json.dumps(facts).encode()).hexdigest()


def _write_part(path: Path, part: Mapping[str, bytes]) -> None:
    with folder_aside(path) as folder:
        for name, data in part.items():
            (folder / f"{name}.parquet").write_bytes(data)


def _read_part(path: Path) -> Part:
    return {file.stem: pd.read_parquet(file) for file in sorted(path.glob("*.parquet"))}
