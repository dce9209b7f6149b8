"""Gristmill's curation as PySpark ML stages.

A thin wrapper of the Java package ``io.gristmill.jobs.ml``, which does the work and documents every
param. Start Spark with the jar, and import this module before loading a pipeline with these stages.
Requires a classic session, not Spark Connect::

    spark-submit --jars gristmill.jar --py-files gristmill_ml.py program.py

Every param is a keyword of the constructor and has a getter and a setter (``threshold``:
``getThreshold()``, ``setThreshold(0.9)``). Defaults are those of the Java stages.
"""

import json
import sys

from py4j.java_gateway import JavaPackage
from pyspark.ml.param import Param, Params, TypeConverters
from pyspark.ml.util import JavaMLReadable, JavaMLReader, JavaMLWritable
from pyspark.ml.wrapper import JavaEstimator, JavaModel, JavaParams, JavaTransformer, _jvm

__all__ = ["NearDuplicates", "NearDuplicatesModel", "QualityFilter", "RougeNovelty"]

_JAVA_PACKAGE = "io.gristmill.jobs.ml"

# PySpark finds the Python class of a Java stage by importing the Java name.
sys.modules[_JAVA_PACKAGE] = sys.modules[__name__]


def _text(name, doc):
    return Param(Params._dummy(), name, doc, typeConverter=TypeConverters.toString)


def _whole(name, doc):
    return Param(Params._dummy(), name, doc, typeConverter=TypeConverters.toInt)


def _accessors(cls):
    """Adds a getter and a setter for every param that the class declares."""
    for name, value in list(vars(cls).items()):
        if isinstance(value, Param):
            _add_accessors(cls, name)
    return cls


def _add_accessors(cls, name):
    def get(self):
        return self.getOrDefault(name)

    def set_(self, value):
        return self._set(**{name: value})

    for method, prefix, doc in (
        (get, "get", f"Gets the value of {name} or its default."),
        (set_, "set", f"Sets {name}."),
    ):
        method.__name__ = prefix + name[0].upper() + name[1:]
        method.__qualname__ = f"{cls.__name__}.{method.__name__}"
        method.__doc__ = doc
        if method.__name__ not in vars(cls):
            setattr(cls, method.__name__, method)


class _Reader(JavaMLReader):
    """Loads a stage through the Java class of the same name."""

    @classmethod
    def _java_loader_class(cls, clazz):
        return f"{_JAVA_PACKAGE}.{clazz.__name__}"


class _Stage(JavaParams, JavaMLReadable, JavaMLWritable):
    """Base class of all stages."""

    @classmethod
    def read(cls):
        """Returns a reader of saved stages of this class."""
        return _Reader(cls)

    def _create(self, params):
        java_class = _jvm()
        for name in f"{_JAVA_PACKAGE}.{type(self).__name__}".split("."):
            java_class = getattr(java_class, name)
        if isinstance(java_class, JavaPackage):
            raise RuntimeError(
                "Gristmill's jar is not on Spark's class path; start Spark with"
                " --jars gristmill.jar (or spark.jars)"
            )
        self._java_obj = java_class(self.uid)
        self._transfer_params_from_java()
        for name in params:
            if not self.hasParam(name):
                raise TypeError(
                    f"{type(self).__name__} has no param {name};"
                    f" it has {', '.join(param.name for param in self.params)}"
                )
        self._set(**params)

    def _transfer_params_from_java(self):
        # PySpark does not convert defaults that are arrays.
        for param in self.params:
            java_param = self._java_obj.getParam(param.name)
            if self._java_obj.hasDefault(java_param) and not self.hasDefault(param):
                value = self._java_obj.getDefault(java_param).get()
                if param.typeConverter in (TypeConverters.toListString, TypeConverters.toListInt):
                    value = list(value)
                self._setDefault(**{param.name: value})
        super()._transfer_params_from_java()


@_accessors
class _CurationParams(Params):
    orderCol = _text(
        "orderCol",
        "column that defines the order of rows: ascending, null last; ties are broken by the other"
        " columns",
    )
    action = _text(
        "action", "what to do with rows to be dropped: remove, or mark (add columns)"
    )
    tempDir = _text(
        "tempDir",
        "folder for intermediate tables, accessible to all executors; empty: Spark's checkpoint"
        " directory, or the local temporary folder if Spark runs in one process",
    )


@_accessors
class _SimilarityParams(_CurationParams):
    inputCols = Param(
        Params._dummy(),
        "inputCols",
        "string columns to compare, joined by a line break, without null and empty ones",
        typeConverter=TypeConverters.toListString,
    )
    idCol = _text("idCol", "column with the id of a row; required for action mark only")
    threshold = Param(
        Params._dummy(),
        "threshold",
        "rows are similar when their similarity exceeds this value",
        typeConverter=TypeConverters.toFloat,
    )
    matchIdCol = _text("matchIdCol", "column that action mark adds: id of the duplicated row")
    similarityCol = _text("similarityCol", "column that action mark adds: similarity to that row")
    engine = _text("engine", "where the join runs: auto, local or cluster; the result is the same")
    localMaxChars = _whole("localMaxChars", "maximum characters of text joined in one task")
    partitionChars = _whole("partitionChars", "characters of text per partition of the join")
    threads = _whole("threads", "threads per task; 0: all available")


@_accessors
class _NearDuplicatesParams(_SimilarityParams):
    keep = _text(
        "keep", "which of several similar rows to keep: greedy, earliest-similar, components"
    )
    rankByCol = _text(
        "rankByCol",
        "for keep components: numeric column whose largest value makes a row the best; empty: the"
        " earliest row",
    )
    ngramRange = Param(
        Params._dummy(),
        "ngramRange",
        "minimum and maximum length of the character n-grams, 1 to 3; fixed once fitted",
        typeConverter=TypeConverters.toListInt,
    )


class NearDuplicates(JavaEstimator, _NearDuplicatesParams, _Stage):
    """Near-duplicates by TF-IDF cosine over character n-grams; fitting counts the idf."""

    def __init__(self, **params):
        super().__init__()
        self._create(params)

    def _create_model(self, java_model):
        return NearDuplicatesModel(java_model)


class NearDuplicatesModel(JavaModel, _NearDuplicatesParams, _Stage):
    """Removes or marks near-duplicates within a table, with the idf of the fitted texts."""

    def __init__(self, java_model=None):
        super().__init__(java_model)
        if java_model is not None:
            self._transfer_params_from_java()

    @property
    def documents(self):
        """Number of texts that the model was fitted on."""
        return self._call_java("documents")

    @property
    def grams(self):
        """Number of distinct n-grams in these texts."""
        return self._call_java("grams")


@_accessors
class RougeNovelty(JavaTransformer, _SimilarityParams, _Stage):
    """Removes or marks rows similar to an earlier kept row or to a pool, by ROUGE-L."""

    wordSplitting = _text(
        "wordSplitting", "unicode (words of every script) or ascii (tokens of rouge-score)"
    )
    poolPath = _text("poolPath", "path of a table that is the pool; may be empty")
    poolFormat = _text("poolFormat", "format of poolPath, as in spark.read.format")
    poolTable = _text("poolTable", "table or view that is the pool; may be empty")
    poolCols = Param(
        Params._dummy(),
        "poolCols",
        "string columns of the pool to compare with; empty: those of inputCols",
        typeConverter=TypeConverters.toListString,
    )
    maxPairsPerTask = _whole("maxPairsPerTask", "maximum number of similar pairs per task")

    def __init__(self, **params):
        super().__init__()
        self._create(params)


def _nested(settings):
    """Converts ``{"length.instruction.min-words": 3}`` to nested objects."""
    tree = {}
    for key, value in settings.items():
        *path, last = key.split(".")
        node = tree
        for name in path:
            node = node.setdefault(name, {})
        if isinstance(value, dict):
            node.setdefault(last, {}).update(_nested(value))
        else:
            node[last] = value
    return tree


def _rules(value):
    if isinstance(value, dict):
        return json.dumps(_nested(value), ensure_ascii=False)
    return TypeConverters.toString(value)


@_accessors
class QualityFilter(JavaTransformer, _CurationParams, _Stage):
    """Removes or marks records that violate a quality rule."""

    preset = _text("preset", "which rules are on: default, self-instruct, alpaca, none")
    rules = Param(
        Params._dummy(),
        "rules",
        "settings of single rules, with the keys below filter.rules in reference.conf: HOCON or"
        " JSON text, or a dict",
        typeConverter=_rules,
    )
    instructionCol = _text("instructionCol", "string column with the instruction")
    inputCol = _text("inputCol", "string column with the input; empty if the data has none")
    outputCol = _text("outputCol", "string column with the answer; the stage only reads it")
    metadataCol = _text(
        "metadataCol",
        "map<string,string> column whose entry messages is a whole conversation; empty: none",
    )
    ruleCol = _text("ruleCol", "column that action mark adds: the first rule that the row violates")
    reasonCol = _text("reasonCol", "column that action mark adds: the reason as a sentence")

    def __init__(self, **params):
        super().__init__()
        self._create(params)
