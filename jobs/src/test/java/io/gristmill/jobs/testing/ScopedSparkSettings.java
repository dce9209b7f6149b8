package io.gristmill.jobs.testing;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;

/** Settings of the shared session that are restored on close. */
public final class ScopedSparkSettings implements AutoCloseable {

  private final Map<String, String> before = new LinkedHashMap<>();

  private ScopedSparkSettings() {}

  /** Sets Spark SQL settings, by key; all of them must be known to Spark. */
  public static ScopedSparkSettings of(Map<String, String> settings) {
    ScopedSparkSettings scoped = new ScopedSparkSettings();
    new TreeMap<>(settings)
        .forEach(
            (key, value) -> {
              scoped.before.put(key, LocalSpark.session().conf().get(key));
              LocalSpark.session().conf().set(key, value);
            });
    return scoped;
  }

  /** Sets adaptive query execution and the number of shuffle partitions. */
  public static ScopedSparkSettings shuffling(boolean adaptive, int partitions) {
    return of(
        Map.of(
            "spark.sql.adaptive.enabled", String.valueOf(adaptive),
            "spark.sql.shuffle.partitions", String.valueOf(partitions)));
  }

  @Override
  public void close() {
    before.forEach((key, value) -> LocalSpark.session().conf().set(key, value));
  }
}
