"""Runs all stages as one pipeline, then saves it and loads it again.

GRISTMILL_JAR=jobs/target/gristmill/gristmill.jar python jobs/python/examples/ml_pipeline.py
"""

import tempfile

from pyspark.ml import Pipeline, PipelineModel
from pyspark.sql import SparkSession

import gristmill
from gristmill.ml import NearDuplicates, NearDuplicatesModel, QualityFilter, RougeNovelty

spark = (
    SparkSession.builder.appName("curation")
    .config("spark.jars", gristmill.jar())
    .getOrCreate()
)
rows = spark.createDataFrame(
    [
        (0, "Explain how a water mill turns grain into flour.", "Stones crush it.", {"k": 1}),
        (1, "Explain how a water mill turns grain into flour.", "Stones crush it.", {"k": 2}),
        (2, "Explain how a watermill turned grains into flour.", "They are crushed.", {"k": 3}),
        (3, "Name the mill.", "I'm sorry, but I cannot do that.", {"k": 4}),
        (4, "Explain how a water mill turns rye into flour.", "It grinds the rye.", {"k": 5}),
        (5, "Bake the bread.", "Gladly, in an hour.", {"k": 6}),
    ],
    "line int, instruction string, output string, more map<string,int>",
)

pipeline = Pipeline(
    stages=[
        QualityFilter(inputCol="", orderCol="line"),
        RougeNovelty(orderCol="line", threshold=0.8),
        NearDuplicates(orderCol="line", idCol="line", threshold=0.75, action="mark"),
    ]
)
model = pipeline.fit(rows)
curated = model.transform(rows).orderBy("line")
curated.show(truncate=False)

folder = tempfile.mkdtemp()
model.save(folder + "/model")
loaded = PipelineModel.load(folder + "/model")
assert isinstance(loaded.stages[2], NearDuplicatesModel)
assert loaded.transform(rows).orderBy("line").collect() == curated.collect()

pipeline.save(folder + "/pipeline")
again = Pipeline.load(folder + "/pipeline").fit(rows)
assert again.transform(rows).orderBy("line").collect() == curated.collect()
print("The loaded pipeline gives the same result.")
spark.stop()
