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
import io.gristmill.config.SettingsReader;
import io.gristmill.encode.EncodingConfig;
import io.gristmill.jobs.tokenizer.NewDirectory;
import io.gristmill.jobs.tokenizer.TokenizerTexts;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;

/** Trains a byte-level BPE tokenizer; needs no Spark. */
@Command(sortOptions = false)
final class TokenizerCommand extends SettingsCommand {

  static final String NAME = "tokenizer";

  @Override
  int run(Settings settings, Problems problems) {
    BpeConfig bpe = BpeConfig.read(settings.reader(NAME, problems));
    EncodingConfig encoding =
        EncodingConfig.readWithoutModel(settings.reader(TrainingCommand.DATA, problems));
    SettingsReader run = settings.reader("run", problems);
    List<String> inputs = run.texts("input");
    Optional<String> output = run.optionalText("output");
    problems.throwIfAny();
    if (inputs.isEmpty() || output.isEmpty()) {
      throw new UserException(
          ExitCode.USAGE, "input or output is missing; give INPUT... --output DIR");
    }
    train(bpe, encoding, inputs, Path.of(output.get()));
    return ExitCode.DONE.code();
  }

  private void train(BpeConfig bpe, EncodingConfig encoding, List<String> inputs, Path directory) {
    NewDirectory.check(directory);
    WordCounts counts = new WordCounts(bpe.preTokenizer());
    TokenizerTexts texts = new TokenizerTexts(encoding.reader(), counts::add);
    texts.read(inputs);
    BpeVocabulary vocabulary = BpeTrainer.train(bpe, counts);
    NewDirectory.write(directory, TokenizerFiles.of(bpe, vocabulary));
    print(
        String.format(
            Locale.ROOT,
            "Trained a tokenizer of %,d tokens (%,d merges) on %,d texts (%,d skipped): %,d"
                + " characters, %,d distinct words.%nWritten to %s.",
            vocabulary.tokens().size(),
            vocabulary.merges().size(),
            texts.textCount(),
            texts.skippedCount(),
            counts.characters(),
            counts.distinctWords(),
            directory));
  }
}
