"""Removes near-duplicates with an idf that is fitted once and saved.

GRISTMILL_JAR=jobs/target/gristmill/gristmill.jar python jobs/python/examples/near_duplicates.py
"""

import tempfile

from pyspark.sql import SparkSession

import gristmill
from gristmill.ml import NearDuplicates, NearDuplicatesModel

spark = (
    SparkSession.builder.appName("near-duplicates")
    .config("spark.jars", gristmill.jar())
    .getOrCreate()
)
rows = spark.createDataFrame(
    [
        (0, "Explain how a water mill turns grain into flour."),
        (1, "Explain how a water mill turns grain into flour!"),
        (2, "List three reasons why bread rises in the oven."),
        (3, "List three reasons why the bread rises in an oven."),
        (4, "물레방아가 곡식을 어떻게 빻는지 설명하세요."),
        (5, None),
    ],
    "line int, text string",
)

stage = NearDuplicates(inputCols=["text"], orderCol="line", idCol="line", threshold=0.8)
model = stage.fit(rows)
print(f"fitted on {model.documents} texts with {model.grams} n-grams")
model.transform(rows).orderBy("line").show(truncate=False)

marked = model.setAction("mark").transform(rows).orderBy("line")
marked.show(truncate=False)

path = tempfile.mkdtemp() + "/model"
model.save(path)
loaded = NearDuplicatesModel.load(path)
assert loaded.getThreshold() == 0.8 and loaded.documents == model.documents
assert loaded.transform(rows).orderBy("line").collect() == marked.collect()

# New rows use the same idf; n-grams that it does not contain have document frequency 0.
later = spark.createDataFrame(
    [(0, "请解释水磨如何把谷物磨成面粉。"), (1, "请解释水磨怎样把谷物磨成面粉。")], rows.schema
)
loaded.setThreshold(0.7).transform(later).orderBy("line").show(truncate=False)
spark.stop()
