"""Checks that the signatures of the ML stages repeat the defaults of the Java stages.

GRISTMILL_JAR=jobs/target/gristmill/gristmill.jar python jobs/python/examples/check_signatures.py
"""

import inspect

from pyspark.sql import SparkSession

import gristmill
from gristmill.ml import NearDuplicates, QualityFilter, RougeNovelty

spark = SparkSession.builder.config("spark.jars", gristmill.jar()).getOrCreate()
for stage_class in (NearDuplicates, RougeNovelty, QualityFilter):
    stage = stage_class()
    parameters = dict(inspect.signature(stage_class).parameters)
    assert set(parameters) == {param.name for param in stage.params}, stage_class
    for name, parameter in parameters.items():
        given = parameter.default
        stated = list(given) if isinstance(given, tuple) else given
        assert stage.getOrDefault(name) == stated, (stage_class, name, stated)
        assert f":param {name}:" in stage_class.__init__.__doc__, (stage_class, name)
print("The signatures repeat the defaults of the Java stages.")
spark.stop()
