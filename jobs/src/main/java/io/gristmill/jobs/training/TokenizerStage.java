package io.gristmill.jobs.training;

import io.gristmill.bpe.BpeConfig;
import io.gristmill.bpe.BpeTrainer;
import io.gristmill.bpe.BpeVocabulary;
import io.gristmill.bpe.TokenizerFiles;
import io.gristmill.bpe.WordCounts;
import io.gristmill.encode.TrainingTextReader;
import io.gristmill.jobs.stage.Stage;
import io.gristmill.jobs.stage.StageContext;
import io.gristmill.jobs.stage.StageResult;
import io.gristmill.jobs.storage.HadoopFiles;
import io.gristmill.jobs.table.ExamplesTable;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.tokenizer.TokenizerTexts;
import io.gristmill.jobs.train.file.FileHash;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Trains a tokenizer on the training rows and passes all rows through. Input: {@link
 * ExamplesTable}. Output: the same table, and the artifact {@code tokenizer/}, as {@code gristmill
 * tokenizer} writes it from {@link TrainingSplitFiles}. Counting and merging run on one machine.
 *
 * @param reader extracts the text of a row
 * @param settings canonical text of all settings that affect the result
 */
public record TokenizerStage(BpeConfig config, TrainingTextReader reader, String settings)
    implements Stage {

  public static final String NAME = "tokenizer";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String fingerprint() {
    return settings;
  }

  @Override
  public StageResult apply(StageContext context, Dataset<Row> examples) {
    TrainingSplitFiles rows =
        context.step("rows", () -> TrainingSplitFiles.write(NAME, context, examples));
    HadoopFiles files = new HadoopFiles(context.spark().sparkContext().hadoopConfiguration());
    Map<String, Object> facts = new TreeMap<>(rows.facts());
    Map<String, String> tokenizer =
        context.step("counting and merging", () -> train(rows.train().toString(), facts));
    Path folder = new Path(context.workFolder(), NAME);
    tokenizer.forEach((name, text) -> files.replace(new Path(folder, name), text));
    return StageResult.passOn(examples).withArtifacts(folder.toString()).withFacts(() -> facts);
  }

  /** Trains the tokenizer; the texts of its files by name. */
  private Map<String, String> train(String input, Map<String, Object> facts) {
    WordCounts counts = new WordCounts(config.preTokenizer());
    TokenizerTexts texts = new TokenizerTexts(reader, counts::add);
    texts.read(List.of(input));
    BpeVocabulary vocabulary = BpeTrainer.train(config, counts);
    Map<String, String> files = TokenizerFiles.of(config, vocabulary);
    facts.put("texts", texts.textCount());
    facts.put("left-out", texts.skippedCount());
    facts.put("tokens", vocabulary.tokens().size());
    facts.put("merges", vocabulary.merges().size());
    facts.put(Tokenizer.FILE, FileHash.of(String.valueOf(files.get(Tokenizer.FILE))));
    return files;
  }
}
