"""Runs Gristmill's pipelines in the Spark session of a Python program."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any

from py4j.protocol import Py4JJavaError
from pyspark.sql import DataFrame

from gristmill._java import java_class

if TYPE_CHECKING:
    from pyspark.sql import SparkSession

_PIPELINE = "io.gristmill.jobs.CurationPipeline"
_USER_EXCEPTION = "io.gristmill.check.UserException"


class GristmillError(Exception):
    """A problem that the caller can fix: a setting, the input, the output or a service."""

    def __init__(self, problems: Sequence[str], kind: str) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)
        """One sentence for each problem; all wrong settings are reported at once."""
        self.kind = kind
        """The kind: USAGE, INPUT, SERVICE, OUTPUT, TRY_AGAIN, CONFIGURATION, GATE or BUDGET."""


@dataclass(frozen=True)
class StageCounts:
    """What a stage did with its rows."""

    name: str
    read: int
    kept: int
    dropped: dict[str, int]
    """Dropped rows by rule."""


@dataclass(frozen=True)
class Result:
    """The result of a pipeline. As text it is the summary that the command line prints."""

    rows: DataFrame
    """The resulting rows."""
    rejects: DataFrame
    """The dropped rows, each with its stage, rule and reason."""
    pairs: DataFrame | None
    """The similar pairs that ``dedup`` found; None unless ``dedup.write-pairs`` is set."""
    counts: dict[str, int]
    """Rows ``read``, ``kept`` and ``dropped`` by the whole pipeline."""
    stages: list[StageCounts]
    """The counts of each stage, in order."""
    directory: str
    """The run directory."""
    unchanged: bool
    """Whether the run directory already held this result."""
    version: int | None
    """The version number in the data set; None without a data set."""
    _java: Any
    _summary: str

    def stage_directory(self, stage: str) -> str | None:
        """Returns the directory of files that a stage wrote besides tables, as ``export`` does."""
        found: str | None = self._java.directory(stage).orElse(None)
        return found

    def model_directory(self, stage: str = "sft") -> str | None:
        """Returns the model that a training stage (sft or dpo) wrote."""
        found: str | None = self._java.modelDirectory(stage).orElse(None)
        return found

    def __str__(self) -> str:
        return self._summary

    def __repr__(self) -> str:
        return self._summary


def run(
    spark: SparkSession,
    *,
    config: str | PathLike[str] | None = None,
    input: str | Sequence[str] | DataFrame | None = None,
    input_name: str = "dataframe",
    stages: Sequence[str] | None = None,
    settings: Mapping[str, Any] | None = None,
    output: str | PathLike[str] | None = None,
    dataset: str | PathLike[str] | None = None,
    overwrite: bool = False,
    progress: bool = False,
) -> Result:
    """Runs a pipeline in a Spark session and returns its tables as DataFrames.

    The result has the same bytes as that of ``gristmill curate`` with the same settings. A repeated
    call resumes, or returns the finished result. The session and its settings stay as they are.

    :param spark: a classic session that was started with Gristmill's jar
    :param config: HOCON file of settings
    :param input: files, directories or globs, ``sample:`` for the sample data, or a DataFrame with
        the columns of a file of records, such as instruction and output; its rows get the order of
        their content, and it must be the same each time it is computed
    :param input_name: what stands for the file name of a DataFrame in the column ``source``
    :param stages: names of jobs and recipes, or ``"NAME of EARLIER"``
    :param settings: values by full key, for example ``{"dedup.threshold": 0.9}``; they override
        ``config``
    :param output: the run directory
    :param dataset: directory of a data set that the result becomes a version of
    :param overwrite: whether to replace the result of another run in the run directory
    :param progress: whether to print the progress to the standard error of Spark's JVM
    :raises GristmillError: for everything that the caller can fix, with all wrong settings at once
    """
    pipeline_class = java_class(_PIPELINE)
    try:
        pipeline = (
            pipeline_class.create() if config is None else pipeline_class.fromConfig(fspath(config))
        )
        for key, value in (settings or {}).items():
            pipeline.set(key, _plain(value))
        if isinstance(input, DataFrame):
            pipeline.input(input._jdf, input_name)
        elif input is not None:
            pipeline.set("run.input", [input] if isinstance(input, str) else list(input))
        if stages is not None:
            pipeline.set("curate.stages", list(stages))
        if output is not None:
            pipeline.output(fspath(output))
        if dataset is not None:
            pipeline.dataset(fspath(dataset))
        if overwrite:
            pipeline.overwrite()
        if progress:
            pipeline.progress(java_class("java.lang.System").err)
        return _result(spark, pipeline.run(spark._jsparkSession))
    except Py4JJavaError as error:
        known = _known(error)
        if known is None:
            raise
    raise known


def _plain(value: Any) -> Any:
    """Converts a value to what py4j passes to Java."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(each) for each in value]
    return fspath(value) if isinstance(value, PathLike) else value


def _known(error: Py4JJavaError) -> GristmillError | None:
    failure = error.java_exception
    if failure.getClass().getName() != _USER_EXCEPTION:
        return None
    return GristmillError(list(failure.problems()), failure.exitCode().name())


def _result(spark: SparkSession, java: Any) -> Result:
    counts = java.counts()
    pairs = java.pairs().orElse(None)
    version = java.version()
    return Result(
        rows=DataFrame(java.rows(), spark),
        rejects=DataFrame(java.rejects(), spark),
        pairs=None if pairs is None else DataFrame(pairs, spark),
        counts={"read": counts.read(), "kept": counts.kept(), "dropped": counts.dropped()},
        stages=[
            StageCounts(stage.name(), stage.read(), stage.kept(), dict(stage.dropped()))
            for stage in java.stages()
        ],
        directory=java.directory(),
        unchanged=java.unchanged(),
        version=version.getAsInt() if version.isPresent() else None,
        _java=java,
        _summary=java.toString(),
    )
