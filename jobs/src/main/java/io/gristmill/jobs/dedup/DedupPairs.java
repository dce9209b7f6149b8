package io.gristmill.jobs.dedup;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.stage.SimilarPairs;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.table.TextField;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Finds similar pairs with the engines of the {@code dedup} stage. */
public record DedupPairs(DedupStage dedup) implements SimilarPairs {

  /**
   * Creates a search for similar pairs.
   *
   * @param field the field to compare
   * @param threshold rows are similar if their cosine exceeds this value
   * @param settings n-grams, engine and sizes come from the block {@code dedup}
   */
  public static DedupPairs of(TextField field, double threshold, Settings settings) {
    List<String> changes = new ArrayList<>(List.of("dedup.write-pairs=true"));
    changes.add("dedup.threshold=" + threshold);
    for (TextField each : TextField.values()) {
      changes.add("dedup.fields." + each.key() + "=" + (each == field ? "report" : "off"));
    }
    Settings changed = settings.with(changes);
    Problems problems = new Problems();
    DedupConfig config = DedupConfig.read(changed, problems);
    problems.throwIfAny();
    return new DedupPairs(new DedupStage(config, changed));
  }

  @Override
  public String fingerprint() {
    return dedup.fingerprint();
  }

  @Override
  public Dataset<Row> find(StageContext context, Dataset<Row> examples) {
    return dedup
        .apply(context, examples)
        .pairs()
        .orElseThrow(() -> new IllegalStateException("dedup.write-pairs gave no pairs"));
  }
}
