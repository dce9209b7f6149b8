package io.gristmill.jobs.ml;

import static org.apache.spark.sql.functions.lit;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.dedup.DedupConfig;
import io.gristmill.jobs.dedup.DedupSearch;
import io.gristmill.similarity.cosine.RemovalRule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.ml.param.IntArrayParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamValidators;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/** The params of {@link NearDuplicatesParams}; defaults are those of the job. */
public final class NearDuplicatesParamSet extends SimilarityParamSet {

  private static final long serialVersionUID = 1L;

  final Param<String> keep;
  final Param<String> rankByCol;
  final IntArrayParam ngramRange;

  NearDuplicatesParamSet(Params stage) {
    super(stage, "cosine", 0.01, 0.9999);
    keep =
        new Param<>(
            stage,
            "keep",
            "which of several similar rows to keep. greedy: a row is dropped when an earlier kept"
                + " row is similar; earliest-similar: when any earlier row is similar; components:"
                + " only the best row of each connected component is kept",
            ParamValidators.inArray(names(RemovalRule.values())));
    rankByCol =
        new Param<>(
            stage,
            "rankByCol",
            "for keep components: numeric column whose largest value makes a row the best; null and"
                + " NaN rank last, ties go to the earliest row; empty: the earliest row");
    ngramRange =
        new IntArrayParam(
            stage,
            "ngramRange",
            "minimum and maximum length of the character n-grams, in code points, from 1 to 3;"
                + " fixed once fitted");
  }

  @Override
  void setDefaults(Params stage) {
    super.setDefaults(stage);
    DedupConfig job = DedupConfig.read(Settings.defaults(), new Problems());
    stage.setDefault(matchIdCol, "duplicate_of");
    stage.setDefault(similarityCol, "similarity");
    stage.setDefault(threshold, job.threshold());
    stage.setDefault(keep, SettingsReader.kebab(job.keep()));
    stage.setDefault(rankByCol, "");
    stage.setDefault(ngramRange, new int[] {job.ngramRange().min(), job.ngramRange().max()});
    stage.setDefault(engine, SettingsReader.kebab(job.engine()));
    stage.setDefault(localMaxChars, job.localMaxChars());
    stage.setDefault(partitionChars, job.partitionChars());
    stage.setDefault(threads, job.threads());
  }

  /** Checks params and columns, and returns the schema of the result. */
  StructType transformSchema(NearDuplicatesParams<?> stage, StructType schema) {
    Columns columns = check(stage, schema);
    if (!stage.getRankByCol().isEmpty()) {
      columns.requireNumber(rankByCol, stage.getRankByCol());
    }
    columns.throwIfAny();
    config(stage);
    return result(stage, columns, schema);
  }

  static DedupConfig config(NearDuplicatesParams<?> stage) {
    List<String> assignments = new ArrayList<>(settings("dedup", stage));
    assignments.add("dedup.keep=" + stage.getKeep());
    assignments.add("dedup.ngram-range=" + Arrays.toString(stage.getNgramRange()));
    return read(stage, assignments, DedupConfig::read);
  }

  /** Returns the texts to compare, in the form that the search expects. */
  static Dataset<Row> texts(NearDuplicatesParams<?> stage, Dataset<Row> rows, Column number) {
    Column rank =
        stage.getRankByCol().isEmpty()
            ? lit(0.0)
            : DedupSearch.rankScore(Columns.of(stage.getRankByCol()).cast("double"));
    return DedupSearch.texts(rows, number, text(stage.getInputCols()), rank);
  }
}
