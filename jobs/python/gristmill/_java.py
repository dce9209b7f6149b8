"""Access to the Java classes of Gristmill in the Spark session of the program."""

from __future__ import annotations

import os
from typing import Any

from py4j.java_gateway import JavaPackage
from pyspark import SparkContext

CURE = (
    "Gristmill's classes are not on Spark's class path. Start Spark with the jar:"
    " SparkSession.builder.config('spark.jars', gristmill.jar()), or spark-submit --jars"
    " gristmill.jar. A session that is already open cannot load it: restart the notebook's kernel"
    " first."
)


def jar() -> str:
    """Returns the path of Gristmill's jar, for ``spark.jars``: that of ``GRISTMILL_JAR``.

    :raises FileNotFoundError: if the variable is not set or names no file
    """
    path = os.environ.get("GRISTMILL_JAR", "")
    if not os.path.isfile(path):
        raise FileNotFoundError(
            f"GRISTMILL_JAR must be the path of gristmill.jar, was {path!r};"
            " mvn -DskipTests package builds jobs/target/gristmill/gristmill.jar"
        )
    return os.path.abspath(path)


def java_class(name: str) -> Any:
    """Returns a Java class of the running JVM.

    :raises RuntimeError: if Spark does not run or lacks the jar
    """
    context = SparkContext._active_spark_context
    if context is None or context._jvm is None:
        raise RuntimeError("Spark is not running; create a (classic) SparkSession first")
    found: Any = context._jvm
    for part in name.split("."):
        found = getattr(found, part)
    if isinstance(found, JavaPackage):
        raise RuntimeError(CURE)
    return found
