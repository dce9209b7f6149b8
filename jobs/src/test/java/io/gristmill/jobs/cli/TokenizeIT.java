package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.jobs.tokenizer.SpecialTokens;
import io.gristmill.jobs.tokenizer.Tokenizer;
import io.gristmill.jobs.train.data.DataConfig;
import io.gristmill.jobs.train.data.ExampleSet;
import io.gristmill.jobs.train.data.ModelTokenInfo;
import io.gristmill.jobs.train.data.TrainingData;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains a tokenizer, tokenizes records and trains a model on the tokens. */
class TokenizeIT {

  private static final String STYLE = "training-data.prompt-template=plain";

  @TempDir Path folder;

  @Test
  void sftReadsTheTokenTablesOfARun() throws Exception {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 30; i++) {
      lines.add(CliFiles.record("Who grinds sack " + i + "? 물방앗간", "The miller 🌾 does."));
    }
    lines.add(CliFiles.record("Who does not answer?", ""));
    Path rows = Files.write(folder.resolve("rows.jsonl"), lines);
    Path tokenizer = folder.resolve("tokenizer");
    Path run = folder.resolve("run");
    CliRun.of(
            "tokenizer",
            "--input=" + rows,
            "--output=" + tokenizer,
            "--set=tokenizer.vocab-size=300",
            "--set=" + STYLE)
        .succeeded();
    CliRun.of(
            "tokenize",
            "--input=" + rows,
            "--output=" + run,
            "--tokenizer=" + tokenizer,
            "--set=" + STYLE)
        .succeeded();
    Problems problems = new Problems();
    Settings settings = Settings.load(null, List.of(STYLE), problems);
    DataConfig config = DataConfig.read(settings.reader("training-data", problems));
    problems.throwIfAny();
    try (Tokenizer opened = Tokenizer.open(tokenizer)) {
      ModelTokenInfo model =
          new ModelTokenInfo(
              opened, SpecialTokens.read(tokenizer, opened), Optional.empty(), "t", "m", 300, 512);
      TrainingData data = new TrainingData(config, model);
      ExampleSet stored = data.examples(List.of(run.resolve("tokenize").toString()), reject -> {});
      ExampleSet direct = data.examples(List.of(rows.toString()), reject -> {});
      assertThat(stored.size()).isEqualTo(30);
      for (int i = 0; i < direct.size(); i++) {
        assertThat(stored.store().get(i)).isEqualTo(direct.store().get(i));
      }
    }
    assertThat(Files.readString(run.resolve("run.json"))).contains("\"empty-answer\"");
  }
}
