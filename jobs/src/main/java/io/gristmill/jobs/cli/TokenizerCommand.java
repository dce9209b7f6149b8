package io.gristmill.jobs.cli;

import io.gristmill.bpe.BpeConfig;
import io.gristmill.bpe.BpeTrainer;
import io.gristmill.bpe.BpeVocabulary;
import io.gristmill.bpe.TokenizerFiles;
import io.gristmill.bpe.WordCounts;
import io.gristmill.check.ExitCode;
import io.gristmill.check.Problems;
import io.gristmill.check.UserException;
import io.gristmill.config.Settings;
import io.gristmill.encode.EncodingConfig;
import io.gristmill.jobs.tokenizer.NewDirectory;
import io.gristmill.jobs.tokenizer.TokenizerTexts;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Trains a byte-level BPE tokenizer; needs no Spark. */
@Command(
    name = TokenizerCommand.NAME,
    description =
        "Trains a byte-level BPE tokenizer on records or text files, for models that start from"
            + " scratch.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class TokenizerCommand implements Callable<Integer> {

  static final String NAME = "tokenizer";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--input",
      paramLabel = "PATH",
      arity = "1..*",
      description = "Files, folders or globs of records, and *.txt files.")
  private List<String> inputs = new ArrayList<>();

  @Option(
      names = "--output",
      paramLabel = "DIR",
      description = "The directory to make: tokenizer.json and its companions.")
  private @Nullable Path output;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings in HOCON.")
  private @Nullable Path config;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting; wins over --config. May be given several times.")
  private List<String> assignments = new ArrayList<>();

  @Option(names = "--print-config", description = "Print all settings as they would apply.")
  private boolean printConfig;

  @Override
  public Integer call() {
    Problems problems = new Problems();
    Settings settings = Settings.load(config, assignments, problems);
    BpeConfig bpe = BpeConfig.read(settings.reader(NAME, problems));
    EncodingConfig lesson =
        EncodingConfig.readWithoutModel(settings.reader("training-data", problems));
    problems.throwIfAny();
    if (printConfig) {
      print(settings.render());
      return ExitCode.DONE.code();
    }
    if (inputs.isEmpty() || output == null) {
      throw new UserException(
          ExitCode.USAGE, "name what to read and what to make: --input PATH... --output DIR");
    }
    train(bpe, lesson, output);
    return ExitCode.DONE.code();
  }

  private void train(BpeConfig bpe, EncodingConfig lesson, Path directory) {
    NewDirectory.check(directory);
    WordCounts counts = new WordCounts(bpe.preTokenizer());
    TokenizerTexts texts = new TokenizerTexts(lesson.reader(), counts::add);
    texts.read(inputs);
    BpeVocabulary vocabulary = BpeTrainer.train(bpe, counts);
    NewDirectory.write(directory, TokenizerFiles.of(bpe, vocabulary));
    print(
        String.format(
            Locale.ROOT,
            "tokenizer: texts=%d left-out=%d characters=%d words=%d tokens=%d merges=%d in %s",
            texts.textCount(),
            texts.skippedCount(),
            counts.characters(),
            counts.words(),
            vocabulary.tokens().size(),
            vocabulary.merges().size(),
            directory));
  }

  private void print(String line) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(line);
    out.flush();
  }
}
