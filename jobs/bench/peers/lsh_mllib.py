"""Spark MLlib: BucketedRandomProjectionLSH on scikit-learn's vectors, approximate self join.

Unit vectors: cosine > t is a Euclidean distance < sqrt(2 - 2 t).
"""

import math
import os
import time

import common


def cpu_of(process):
    """Returns the processor seconds of another process so far."""
    with open(f"/proc/{process}/stat", encoding="utf-8") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rows(spark, vectors):
    from pyspark.ml.linalg import Vectors

    width = vectors.shape[1]
    data = []
    for row in range(vectors.shape[0]):
        entries = vectors[row]
        entries.sort_indices()
        data.append((row, Vectors.sparse(width, entries.indices.tolist(), entries.data.tolist())))
    frame = spark.createDataFrame(data, ["row", "vector"]).cache()
    frame.count()
    return frame


def similar(frame, threshold, bucket, tables):
    from pyspark.ml.feature import BucketedRandomProjectionLSH

    lsh = BucketedRandomProjectionLSH(
        inputCol="vector", outputCol="hashes", bucketLength=bucket, numHashTables=tables, seed=1
    )
    distance = math.sqrt(2 - 2 * threshold)
    joined = lsh.fit(frame).approxSimilarityJoin(frame, frame, distance, "distance")
    found = joined.where("datasetA.row < datasetB.row").selectExpr(
        "datasetA.row as a", "datasetB.row as b", "1 - distance * distance / 2 as cosine"
    )
    return [tuple(row) for row in found.collect()]


def main():
    from pyspark.sql import SparkSession

    parser = common.parser(__doc__)
    parser.add_argument("--bucket", type=float, required=True)
    parser.add_argument("--tables", type=int, required=True)
    options = parser.parse_args()
    vectors = common.tfidf(common.texts(options.texts))
    spark = (
        SparkSession.builder.master("local[1]")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.shuffle.partitions", "1")
        .config("spark.driver.memory", "4g")
        .getOrCreate()
    )
    jvm = spark.sparkContext._gateway.proc
    clock = common.Clock(lambda: time.process_time() + cpu_of(jvm.pid))
    frame = rows(spark, vectors)
    clock.lap("vectorise")
    pairs = similar(frame, options.threshold, options.bucket, options.tables)
    clock.lap("join")
    spark.stop()
    jvm.stdin.close()
    jvm.wait()  # only children that were waited for count in the caller's CPU time
    common.report(clock, pairs, options.pairs)


if __name__ == "__main__":
    main()
