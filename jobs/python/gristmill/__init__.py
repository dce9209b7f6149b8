"""Gristmill in PySpark: run a pipeline with :func:`run`, or use the stages of :mod:`gristmill.ml`.

Spark needs Gristmill's jar from the start::

    import gristmill
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.config("spark.jars", gristmill.jar()).getOrCreate()
    result = gristmill.run(
        spark, input="data/*.jsonl", stages=["filter", "dedup"], output="out/curated"
    )
    result.rows.show()
"""

from gristmill._java import jar
from gristmill.pipeline import GristmillError, Result, StageCounts, run

__all__ = ["GristmillError", "Result", "StageCounts", "jar", "run"]
__version__ = "0.1.0"
