"""Keeps novel instructions: not similar to earlier ones or to a pool of seed tasks.

GRISTMILL_JAR=jobs/target/gristmill/gristmill.jar python jobs/python/examples/rouge_novelty.py
"""

import tempfile

from pyspark.sql import SparkSession

import gristmill
from gristmill.ml import RougeNovelty

spark = (
    SparkSession.builder.appName("rouge-novelty")
    .config("spark.jars", gristmill.jar())
    .getOrCreate()
)
folder = tempfile.mkdtemp()
seeds = spark.createDataFrame(
    [("seed-0", "Describe how flour is made from grain.")], "id string, task string"
)
seeds.write.parquet(folder + "/seeds")
rows = spark.createDataFrame(
    [
        ("a", 0, "Write a short poem about a mill."),
        ("b", 1, "Describe how white flour is made from grain."),
        ("c", 2, "Write a short poem about a windmill."),
        ("d", 3, "풍차에 대한 짧은 시를 써 주세요."),
        ("e", 4, "풍차에 대한 짧은 시를 써 줘요."),
    ],
    "id string, position int, instruction string",
)

stage = RougeNovelty(
    poolPath=folder + "/seeds", poolCols=["task"], threshold=0.7, action="mark"
)
marked = stage.transform(rows).orderBy("position")
marked.show(truncate=False)

stage.save(folder + "/stage")
loaded = RougeNovelty.load(folder + "/stage")
assert loaded.getPoolPath() == folder + "/seeds"
assert loaded.transform(rows).orderBy("position").collect() == marked.collect()
left = loaded.setAction("remove").transform(rows).orderBy("position")
assert left.collect() == marked.where("rouge_l is null").select(rows.columns).collect()
spark.stop()
