"""Runs a pipeline on files and on a DataFrame, reads its tables, and shows what a mistake says.

GRISTMILL_JAR=jobs/target/gristmill/gristmill.jar python jobs/python/examples/curate.py
"""

import json
import tempfile
from pathlib import Path

from pyspark.sql import SparkSession

import gristmill

spark = (
    SparkSession.builder.appName("curate")
    .config("spark.jars", gristmill.jar())
    .getOrCreate()
)
folder = Path(tempfile.mkdtemp())
records = [
    {"instruction": "Explain how a water mill turns grain into flour.", "output": "Stones do it."},
    {"instruction": "Explain how a water mill turns grain into flour!", "output": "Stones do it."},
    {"instruction": "Name three grains.", "output": "Rye, wheat and oats."},
    {"instruction": "Name the miller.", "output": ""},
]
(folder / "records.jsonl").write_text("\n".join(json.dumps(record) for record in records))

spark.conf.set("spark.sql.session.timeZone", "Asia/Seoul")
result = gristmill.run(
    spark,
    input=str(folder / "*.jsonl"),
    stages=["filter", "dedup", "export"],
    settings={"dedup.threshold": 0.9, "dedup.write-pairs": True, "export.formats": ["messages"]},
    output=folder / "curated",
)
print(result)
result.rows.select("instruction", "output").show(truncate=False)
result.rejects.select("stage", "rule", "detail").show(truncate=False)
assert result.counts == {"read": 4, "kept": 2, "dropped": 2}
assert result.rows.count() == 2 and result.rejects.count() == 2
assert result.pairs is not None and result.pairs.count() == 1
assert result.stages[1].name == "filter" and result.stage_directory("export") is not None
assert result.model_directory() is None
assert spark.conf.get("spark.sql.session.timeZone") == "Asia/Seoul"

# A DataFrame as input; the second call finds the finished result.
rows = spark.createDataFrame(records)
for unchanged in (False, True):
    given = gristmill.run(spark, input=rows, stages=["filter"], output=folder / "from-rows")
    assert given.unchanged == unchanged and given.counts["kept"] == 3
assert [row.source for row in given.rows.select("source").distinct().collect()] == ["dataframe"]

try:
    gristmill.run(
        spark,
        input=str(folder / "*.jsonl"),
        stages=["filter", "dedupe"],
        settings={"dedup.treshold": 0.9},
        output=folder / "wrong",
    )
except gristmill.GristmillError as error:
    print(error)
    assert error.kind == "CONFIGURATION" and len(error.problems) == 2
spark.stop()
