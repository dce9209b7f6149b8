"""Gristmill's curation as stages of PySpark pipelines.

The Java package ``io.gristmill.jobs.ml`` does the work. Start Spark with the jar (see
:mod:`gristmill`), and import this module before loading a pipeline with these stages. Requires a
classic session, not Spark Connect.

Every param is a keyword of the constructor and has a getter and a setter. Params that are not
given keep the defaults of the Java stage, which the signatures repeat.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from pyspark import keyword_only
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.util import JavaMLReadable, JavaMLReader, JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator, JavaModel, JavaParams, JavaTransformer

from gristmill._java import java_class

if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = ["NearDuplicates", "NearDuplicatesModel", "QualityFilter", "RougeNovelty"]

_JAVA_PACKAGE = "io.gristmill.jobs.ml"

# PySpark finds the Python class of a Java stage by importing the Java name.
sys.modules[_JAVA_PACKAGE] = sys.modules[__name__]


class _Reader(JavaMLReader[Any]):
    """Loads a stage through the Java class of the same name."""

    @classmethod
    def _java_loader_class(cls, clazz: type) -> str:
        return f"{_JAVA_PACKAGE}.{clazz.__name__}"


class _Stage(JavaParams, JavaMLReadable[Any], JavaMLWritable):
    """Base class of all stages."""

    _input_kwargs: dict[str, Any]

    @classmethod
    def read(cls) -> _Reader:
        """Returns a reader of saved stages of this class."""
        return _Reader(cls)

    def _create(self, params: dict[str, Any]) -> None:
        self._java_obj = java_class(f"{_JAVA_PACKAGE}.{type(self).__name__}")(self.uid)
        self._transfer_params_from_java()
        self._set(**params)

    def _transfer_params_from_java(self) -> None:
        # PySpark does not convert defaults that are arrays.
        java: Any = self._java_obj
        for param in self.params:
            java_param = java.getParam(param.name)
            if java.hasDefault(java_param) and not self.hasDefault(param):
                value = java.getDefault(java_param).get()
                if param.typeConverter in (TypeConverters.toListString, TypeConverters.toListInt):
                    value = list(value)
                self._setDefault(**{param.name: value})
        super()._transfer_params_from_java()


class _CurationParams(Params):
    """Params of all stages."""

    orderCol: Param[str] = Param(
        Params._dummy(),
        "orderCol",
        "column that defines the order of rows: ascending, null last; ties are broken by the "
        "other columns",
        typeConverter=TypeConverters.toString,
    )

    action: Param[str] = Param(
        Params._dummy(),
        "action",
        "what to do with rows to be dropped: remove, or mark (add columns)",
        typeConverter=TypeConverters.toString,
    )

    tempDir: Param[str] = Param(
        Params._dummy(),
        "tempDir",
        "folder for intermediate tables, accessible to all executors; empty: Spark's "
        "checkpoint directory, or the local temporary folder if Spark runs in one process",
        typeConverter=TypeConverters.toString,
    )

    def getOrderCol(self) -> str:
        """Returns orderCol or its default."""
        return self.getOrDefault(self.orderCol)

    def setOrderCol(self, value: str) -> Self:
        """Sets orderCol: column that defines the order of rows: ascending, null last; ties are
        broken by the other columns."""
        return self._set(orderCol=value)

    def getAction(self) -> str:
        """Returns action or its default."""
        return self.getOrDefault(self.action)

    def setAction(self, value: str) -> Self:
        """Sets action: what to do with rows to be dropped: remove, or mark (add columns)."""
        return self._set(action=value)

    def getTempDir(self) -> str:
        """Returns tempDir or its default."""
        return self.getOrDefault(self.tempDir)

    def setTempDir(self, value: str) -> Self:
        """Sets tempDir: folder for intermediate tables, accessible to all executors; empty:
        Spark's checkpoint directory, or the local temporary folder if Spark runs in one
        process."""
        return self._set(tempDir=value)


class _SimilarityParams(_CurationParams):
    """Params of the stages that compare rows."""

    inputCols: Param[list[str]] = Param(
        Params._dummy(),
        "inputCols",
        "string columns to compare, joined by a line break, without null and empty ones",
        typeConverter=TypeConverters.toListString,
    )

    idCol: Param[str] = Param(
        Params._dummy(),
        "idCol",
        "column with the id of a row; required for action mark only",
        typeConverter=TypeConverters.toString,
    )

    threshold: Param[float] = Param(
        Params._dummy(),
        "threshold",
        "rows are similar when their similarity exceeds this value, in [0, 1]",
        typeConverter=TypeConverters.toFloat,
    )

    matchIdCol: Param[str] = Param(
        Params._dummy(),
        "matchIdCol",
        "column that action mark adds: id of the duplicated row",
        typeConverter=TypeConverters.toString,
    )

    similarityCol: Param[str] = Param(
        Params._dummy(),
        "similarityCol",
        "column that action mark adds: similarity to that row",
        typeConverter=TypeConverters.toString,
    )

    engine: Param[str] = Param(
        Params._dummy(),
        "engine",
        "where the join runs: auto, local or cluster; the result is the same",
        typeConverter=TypeConverters.toString,
    )

    localMaxChars: Param[int] = Param(
        Params._dummy(),
        "localMaxChars",
        "maximum number of characters joined in one task",
        typeConverter=TypeConverters.toInt,
    )

    partitionChars: Param[int] = Param(
        Params._dummy(),
        "partitionChars",
        "characters of text per partition of the join",
        typeConverter=TypeConverters.toInt,
    )

    threads: Param[int] = Param(
        Params._dummy(),
        "threads",
        "threads per task; 0: all available",
        typeConverter=TypeConverters.toInt,
    )

    def getInputCols(self) -> list[str]:
        """Returns inputCols or its default."""
        return self.getOrDefault(self.inputCols)

    def setInputCols(self, value: Sequence[str]) -> Self:
        """Sets inputCols: string columns to compare, joined by a line break, without null and
        empty ones."""
        return self._set(inputCols=value)

    def getIdCol(self) -> str:
        """Returns idCol or its default."""
        return self.getOrDefault(self.idCol)

    def setIdCol(self, value: str) -> Self:
        """Sets idCol: column with the id of a row; required for action mark only."""
        return self._set(idCol=value)

    def getThreshold(self) -> float:
        """Returns threshold or its default."""
        return self.getOrDefault(self.threshold)

    def setThreshold(self, value: float) -> Self:
        """Sets threshold: rows are similar when their similarity exceeds this value, in [0, 1]."""
        return self._set(threshold=value)

    def getMatchIdCol(self) -> str:
        """Returns matchIdCol or its default."""
        return self.getOrDefault(self.matchIdCol)

    def setMatchIdCol(self, value: str) -> Self:
        """Sets matchIdCol: column that action mark adds: id of the duplicated row."""
        return self._set(matchIdCol=value)

    def getSimilarityCol(self) -> str:
        """Returns similarityCol or its default."""
        return self.getOrDefault(self.similarityCol)

    def setSimilarityCol(self, value: str) -> Self:
        """Sets similarityCol: column that action mark adds: similarity to that row."""
        return self._set(similarityCol=value)

    def getEngine(self) -> str:
        """Returns engine or its default."""
        return self.getOrDefault(self.engine)

    def setEngine(self, value: str) -> Self:
        """Sets engine: where the join runs: auto, local or cluster; the result is the same."""
        return self._set(engine=value)

    def getLocalMaxChars(self) -> int:
        """Returns localMaxChars or its default."""
        return self.getOrDefault(self.localMaxChars)

    def setLocalMaxChars(self, value: int) -> Self:
        """Sets localMaxChars: maximum number of characters joined in one task."""
        return self._set(localMaxChars=value)

    def getPartitionChars(self) -> int:
        """Returns partitionChars or its default."""
        return self.getOrDefault(self.partitionChars)

    def setPartitionChars(self, value: int) -> Self:
        """Sets partitionChars: characters of text per partition of the join."""
        return self._set(partitionChars=value)

    def getThreads(self) -> int:
        """Returns threads or its default."""
        return self.getOrDefault(self.threads)

    def setThreads(self, value: int) -> Self:
        """Sets threads: threads per task; 0: all available."""
        return self._set(threads=value)


class _NearDuplicatesParams(_SimilarityParams):
    """Params of near-duplicates and their model."""

    keep: Param[str] = Param(
        Params._dummy(),
        "keep",
        "which of several similar rows to keep: greedy, earliest-similar, components",
        typeConverter=TypeConverters.toString,
    )

    rankByCol: Param[str] = Param(
        Params._dummy(),
        "rankByCol",
        "for keep components: numeric column whose largest value makes a row the best; empty: "
        "the earliest row",
        typeConverter=TypeConverters.toString,
    )

    ngramRange: Param[list[int]] = Param(
        Params._dummy(),
        "ngramRange",
        "minimum and maximum length of the character n-grams, 1 to 3; fixed once fitted",
        typeConverter=TypeConverters.toListInt,
    )

    def getKeep(self) -> str:
        """Returns keep or its default."""
        return self.getOrDefault(self.keep)

    def setKeep(self, value: str) -> Self:
        """Sets keep: which of several similar rows to keep: greedy, earliest-similar,
        components."""
        return self._set(keep=value)

    def getRankByCol(self) -> str:
        """Returns rankByCol or its default."""
        return self.getOrDefault(self.rankByCol)

    def setRankByCol(self, value: str) -> Self:
        """Sets rankByCol: for keep components: numeric column whose largest value makes a row
        the best; empty: the earliest row."""
        return self._set(rankByCol=value)

    def getNgramRange(self) -> list[int]:
        """Returns ngramRange or its default."""
        return self.getOrDefault(self.ngramRange)

    def setNgramRange(self, value: Sequence[int]) -> Self:
        """Sets ngramRange: minimum and maximum length of the character n-grams, 1 to 3; fixed
        once fitted."""
        return self._set(ngramRange=value)


class NearDuplicates(JavaEstimator["NearDuplicatesModel"], _NearDuplicatesParams, _Stage):
    """Near-duplicates by TF-IDF cosine over character n-grams; fitting counts the idf.

    The result for a whole table equals that of the job ``dedup``.
    """

    @keyword_only
    def __init__(
        self,
        *,
        inputCols: Sequence[str] = ("instruction",),
        idCol: str = "id",
        threshold: float = 0.75,
        orderCol: str = "position",
        action: str = "remove",
        keep: str = "greedy",
        rankByCol: str = "",
        ngramRange: Sequence[int] = (1, 3),
        matchIdCol: str = "duplicate_of",
        similarityCol: str = "similarity",
        engine: str = "auto",
        localMaxChars: int = 32_000_000,
        partitionChars: int = 4_000_000,
        threads: int = 0,
        tempDir: str = "",
    ) -> None:
        """
        :param inputCols: String columns to compare, joined by a line break, without null and empty
            ones.
        :param idCol: Column with the id of a row; required for action mark only.
        :param threshold: Rows are similar when their similarity exceeds this value, in [0, 1].
        :param orderCol: Column that defines the order of rows: ascending, null last; ties are
            broken by the other columns.
        :param action: What to do with rows to be dropped: remove, or mark (add columns).
        :param keep: Which of several similar rows to keep: greedy, earliest-similar, components.
        :param rankByCol: For keep components: numeric column whose largest value makes a row the
            best; empty: the earliest row.
        :param ngramRange: Minimum and maximum length of the character n-grams, 1 to 3; fixed once
            fitted.
        :param matchIdCol: Column that action mark adds: id of the duplicated row.
        :param similarityCol: Column that action mark adds: similarity to that row.
        :param engine: Where the join runs: auto, local or cluster; the result is the same.
        :param localMaxChars: Maximum number of characters joined in one task.
        :param partitionChars: Characters of text per partition of the join.
        :param threads: Threads per task; 0: all available.
        :param tempDir: Folder for intermediate tables, accessible to all executors; empty: Spark's
            checkpoint directory, or the local temporary folder if Spark runs in one process.
        """
        super().__init__()
        self._create(self._input_kwargs)

    def _create_model(self, java_model: Any) -> NearDuplicatesModel:
        return NearDuplicatesModel(java_model)


class NearDuplicatesModel(JavaModel, _NearDuplicatesParams, _Stage):
    """Removes or marks near-duplicates within a table, with the idf of the fitted texts."""

    def __init__(self, java_model: Any = None) -> None:
        super().__init__(java_model)
        if java_model is not None:
            self._transfer_params_from_java()

    @property
    def documents(self) -> int:
        """Number of texts that the model was fitted on."""
        return int(self._call_java("documents"))

    @property
    def grams(self) -> int:
        """Number of distinct n-grams in these texts."""
        return int(self._call_java("grams"))


class _RougeNoveltyParams(_SimilarityParams):
    """Params of novelty."""

    wordSplitting: Param[str] = Param(
        Params._dummy(),
        "wordSplitting",
        "unicode (words of every script) or ascii (tokens of rouge-score)",
        typeConverter=TypeConverters.toString,
    )

    poolPath: Param[str] = Param(
        Params._dummy(),
        "poolPath",
        "path of a table that is the pool of earlier rows; may be empty",
        typeConverter=TypeConverters.toString,
    )

    poolFormat: Param[str] = Param(
        Params._dummy(),
        "poolFormat",
        "format of poolPath, as in spark.read.format",
        typeConverter=TypeConverters.toString,
    )

    poolTable: Param[str] = Param(
        Params._dummy(),
        "poolTable",
        "table or view that is the pool; may be empty",
        typeConverter=TypeConverters.toString,
    )

    poolCols: Param[list[str]] = Param(
        Params._dummy(),
        "poolCols",
        "string columns of the pool to compare with; empty: those of inputCols",
        typeConverter=TypeConverters.toListString,
    )

    maxPairsPerTask: Param[int] = Param(
        Params._dummy(),
        "maxPairsPerTask",
        "maximum number of similar pairs per task",
        typeConverter=TypeConverters.toInt,
    )

    def getWordSplitting(self) -> str:
        """Returns wordSplitting or its default."""
        return self.getOrDefault(self.wordSplitting)

    def setWordSplitting(self, value: str) -> Self:
        """Sets wordSplitting: unicode (words of every script) or ascii (tokens of rouge-score)."""
        return self._set(wordSplitting=value)

    def getPoolPath(self) -> str:
        """Returns poolPath or its default."""
        return self.getOrDefault(self.poolPath)

    def setPoolPath(self, value: str) -> Self:
        """Sets poolPath: path of a table that is the pool of earlier rows; may be empty."""
        return self._set(poolPath=value)

    def getPoolFormat(self) -> str:
        """Returns poolFormat or its default."""
        return self.getOrDefault(self.poolFormat)

    def setPoolFormat(self, value: str) -> Self:
        """Sets poolFormat: format of poolPath, as in spark.read.format."""
        return self._set(poolFormat=value)

    def getPoolTable(self) -> str:
        """Returns poolTable or its default."""
        return self.getOrDefault(self.poolTable)

    def setPoolTable(self, value: str) -> Self:
        """Sets poolTable: table or view that is the pool; may be empty."""
        return self._set(poolTable=value)

    def getPoolCols(self) -> list[str]:
        """Returns poolCols or its default."""
        return self.getOrDefault(self.poolCols)

    def setPoolCols(self, value: Sequence[str]) -> Self:
        """Sets poolCols: string columns of the pool to compare with; empty: those of inputCols."""
        return self._set(poolCols=value)

    def getMaxPairsPerTask(self) -> int:
        """Returns maxPairsPerTask or its default."""
        return self.getOrDefault(self.maxPairsPerTask)

    def setMaxPairsPerTask(self, value: int) -> Self:
        """Sets maxPairsPerTask: maximum number of similar pairs per task."""
        return self._set(maxPairsPerTask=value)


class RougeNovelty(JavaTransformer, _RougeNoveltyParams, _Stage):
    """Removes or marks rows similar to an earlier kept row or to a pool, by ROUGE-L.

    The result equals that of the job ``novelty``.
    """

    @keyword_only
    def __init__(
        self,
        *,
        inputCols: Sequence[str] = ("instruction",),
        idCol: str = "id",
        threshold: float = 0.7,
        orderCol: str = "position",
        action: str = "remove",
        wordSplitting: str = "unicode",
        poolPath: str = "",
        poolFormat: str = "parquet",
        poolTable: str = "",
        poolCols: Sequence[str] = (),
        matchIdCol: str = "similar_to",
        similarityCol: str = "rouge_l",
        engine: str = "auto",
        localMaxChars: int = 64_000_000,
        partitionChars: int = 16_000_000,
        threads: int = 0,
        maxPairsPerTask: int = 30_000_000,
        tempDir: str = "",
    ) -> None:
        """
        :param inputCols: String columns to compare, joined by a line break, without null and empty
            ones.
        :param idCol: Column with the id of a row; required for action mark only.
        :param threshold: Rows are similar when their similarity exceeds this value, in [0, 1].
        :param orderCol: Column that defines the order of rows: ascending, null last; ties are
            broken by the other columns.
        :param action: What to do with rows to be dropped: remove, or mark (add columns).
        :param wordSplitting: unicode (words of every script) or ascii (tokens of rouge-score).
        :param poolPath: Path of a table that is the pool of earlier rows; may be empty.
        :param poolFormat: Format of poolPath, as in spark.read.format.
        :param poolTable: Table or view that is the pool; may be empty.
        :param poolCols: String columns of the pool to compare with; empty: those of inputCols.
        :param matchIdCol: Column that action mark adds: id of the duplicated row.
        :param similarityCol: Column that action mark adds: similarity to that row.
        :param engine: Where the join runs: auto, local or cluster; the result is the same.
        :param localMaxChars: Maximum number of characters joined in one task.
        :param partitionChars: Characters of text per partition of the join.
        :param threads: Threads per task; 0: all available.
        :param maxPairsPerTask: Maximum number of similar pairs per task.
        :param tempDir: Folder for intermediate tables, accessible to all executors; empty: Spark's
            checkpoint directory, or the local temporary folder if Spark runs in one process.
        """
        super().__init__()
        self._create(self._input_kwargs)


def _nested(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Converts ``{"length.instruction.min-words": 3}`` to nested objects."""
    tree: dict[str, Any] = {}
    for key, value in settings.items():
        *path, last = key.split(".")
        node = tree
        for name in path:
            node = node.setdefault(name, {})
        if isinstance(value, Mapping):
            node.setdefault(last, {}).update(_nested(value))
        else:
            node[last] = value
    return tree


def _rules(value: str | Mapping[str, Any]) -> str:
    if isinstance(value, Mapping):
        return json.dumps(_nested(value), ensure_ascii=False)
    return TypeConverters.toString(value)


class _QualityFilterParams(_CurationParams):
    """Params of the quality rules."""

    preset: Param[str] = Param(
        Params._dummy(),
        "preset",
        "which rules are on: default, self-instruct, alpaca, none",
        typeConverter=TypeConverters.toString,
    )

    rules: Param[str] = Param(
        Params._dummy(),
        "rules",
        "settings of single rules, with the keys below filter.rules in reference.conf: HOCON "
        "or JSON text, or a dict",
        typeConverter=_rules,
    )

    instructionCol: Param[str] = Param(
        Params._dummy(),
        "instructionCol",
        "string column with the instruction",
        typeConverter=TypeConverters.toString,
    )

    inputCol: Param[str] = Param(
        Params._dummy(),
        "inputCol",
        "string column with the input; empty if the data has none",
        typeConverter=TypeConverters.toString,
    )

    outputCol: Param[str] = Param(
        Params._dummy(),
        "outputCol",
        "string column with the answer; the stage only reads it",
        typeConverter=TypeConverters.toString,
    )

    metadataCol: Param[str] = Param(
        Params._dummy(),
        "metadataCol",
        "map<string,string> column whose entry messages is a whole conversation; empty: none",
        typeConverter=TypeConverters.toString,
    )

    ruleCol: Param[str] = Param(
        Params._dummy(),
        "ruleCol",
        "column that action mark adds: the first rule that the row violates",
        typeConverter=TypeConverters.toString,
    )

    reasonCol: Param[str] = Param(
        Params._dummy(),
        "reasonCol",
        "column that action mark adds: the reason as a sentence",
        typeConverter=TypeConverters.toString,
    )

    def getPreset(self) -> str:
        """Returns preset or its default."""
        return self.getOrDefault(self.preset)

    def setPreset(self, value: str) -> Self:
        """Sets preset: which rules are on: default, self-instruct, alpaca, none."""
        return self._set(preset=value)

    def getRules(self) -> str:
        """Returns rules or its default."""
        return self.getOrDefault(self.rules)

    def setRules(self, value: str | Mapping[str, Any]) -> Self:
        """Sets rules: settings of single rules, with the keys below filter.rules in
        reference.conf: HOCON or JSON text, or a dict."""
        return self._set(rules=value)

    def getInstructionCol(self) -> str:
        """Returns instructionCol or its default."""
        return self.getOrDefault(self.instructionCol)

    def setInstructionCol(self, value: str) -> Self:
        """Sets instructionCol: string column with the instruction."""
        return self._set(instructionCol=value)

    def getInputCol(self) -> str:
        """Returns inputCol or its default."""
        return self.getOrDefault(self.inputCol)

    def setInputCol(self, value: str) -> Self:
        """Sets inputCol: string column with the input; empty if the data has none."""
        return self._set(inputCol=value)

    def getOutputCol(self) -> str:
        """Returns outputCol or its default."""
        return self.getOrDefault(self.outputCol)

    def setOutputCol(self, value: str) -> Self:
        """Sets outputCol: string column with the answer; the stage only reads it."""
        return self._set(outputCol=value)

    def getMetadataCol(self) -> str:
        """Returns metadataCol or its default."""
        return self.getOrDefault(self.metadataCol)

    def setMetadataCol(self, value: str) -> Self:
        """Sets metadataCol: map<string,string> column whose entry messages is a whole
        conversation; empty: none."""
        return self._set(metadataCol=value)

    def getRuleCol(self) -> str:
        """Returns ruleCol or its default."""
        return self.getOrDefault(self.ruleCol)

    def setRuleCol(self, value: str) -> Self:
        """Sets ruleCol: column that action mark adds: the first rule that the row violates."""
        return self._set(ruleCol=value)

    def getReasonCol(self) -> str:
        """Returns reasonCol or its default."""
        return self.getOrDefault(self.reasonCol)

    def setReasonCol(self, value: str) -> Self:
        """Sets reasonCol: column that action mark adds: the reason as a sentence."""
        return self._set(reasonCol=value)


class QualityFilter(JavaTransformer, _QualityFilterParams, _Stage):
    """Removes or marks records that violate a quality rule.

    The result equals that of the job ``filter``.
    """

    @keyword_only
    def __init__(
        self,
        *,
        preset: str = "default",
        rules: str | Mapping[str, Any] = "",
        instructionCol: str = "instruction",
        inputCol: str = "input",
        outputCol: str = "output",
        metadataCol: str = "",
        orderCol: str = "position",
        action: str = "remove",
        ruleCol: str = "rule",
        reasonCol: str = "reason",
        tempDir: str = "",
    ) -> None:
        """
        :param preset: Which rules are on: default, self-instruct, alpaca, none.
        :param rules: Settings of single rules, with the keys below filter.rules in reference.conf:
            HOCON or JSON text, or a dict.
        :param instructionCol: String column with the instruction.
        :param inputCol: String column with the input; empty if the data has none.
        :param outputCol: String column with the answer; the stage only reads it.
        :param metadataCol: map<string,string> column whose entry messages is a whole conversation;
            empty: none.
        :param orderCol: Column that defines the order of rows: ascending, null last; ties are
            broken by the other columns.
        :param action: What to do with rows to be dropped: remove, or mark (add columns).
        :param ruleCol: Column that action mark adds: the first rule that the row violates.
        :param reasonCol: Column that action mark adds: the reason as a sentence.
        :param tempDir: Folder for intermediate tables, accessible to all executors; empty: Spark's
            checkpoint directory, or the local temporary folder if Spark runs in one process.
        """
        super().__init__()
        self._create(self._input_kwargs)
