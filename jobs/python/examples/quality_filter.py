"""Marks records with the quality rule that they violate.

GRISTMILL_JAR=jobs/target/gristmill/gristmill.jar python jobs/python/examples/quality_filter.py
"""

import tempfile

from pyspark.sql import SparkSession

import gristmill
from gristmill.ml import QualityFilter

spark = (
    SparkSession.builder.appName("quality-filter")
    .config("spark.jars", gristmill.jar())
    .getOrCreate()
)
rows = spark.createDataFrame(
    [
        (0, "Name a grain.", "Rye is a grain."),
        (1, "Name a grain.", "Rye is a grain."),
        (2, "Name a mill.", "As an AI language model, I cannot name a mill."),
        (3, "Go", "Where to?"),
        (4, "Name an oven.", None),
    ],
    "line int, prompt string, answer string",
)

stage = QualityFilter(
    instructionCol="prompt",
    inputCol="",
    outputCol="answer",
    orderCol="line",
    rules={"length.instruction.min-words": 2},
    action="mark",
)
marked = stage.transform(rows).orderBy("line")
marked.show(truncate=False)

path = tempfile.mkdtemp() + "/stage"
stage.save(path)
loaded = QualityFilter.load(path)
assert loaded.getRules() == stage.getRules()
assert loaded.transform(rows).orderBy("line").collect() == marked.collect()
assert loaded.setAction("remove").transform(rows).count() == 1

try:
    stage.setOutputCol("reply").transform(rows)
except Exception as error:
    print(str(error).splitlines()[0])
spark.stop()
