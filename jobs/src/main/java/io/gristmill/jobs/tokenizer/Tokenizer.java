package io.gristmill.jobs.tokenizer;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A Hugging Face tokenizer. It neither pads nor cuts nor adds tokens of its own accord; special
 * tokens that stand in a text are taken as such. Safe for use by several threads.
 */
public final class Tokenizer implements AutoCloseable {

  /** The name of its file in a model directory. */
  public static final String FILE = "tokenizer.json";

  private final HuggingFaceTokenizer tokenizer;

  private Tokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * @param directory of a model, with {@link #FILE}
   * @throws UserException when the file is missing or cannot be understood
   */
  public static Tokenizer open(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new UserException(
          ExitCode.INPUT, file + " is missing; only tokenizers in this format are read");
    }
    Quiet.please();
    try {
      return new Tokenizer(
          HuggingFaceTokenizer.builder()
              .optTokenizerPath(file)
              .optPadding(false)
              .optTruncation(false)
              .optAddSpecialTokens(false)
              .build());
    } catch (RuntimeException e) {
      throw new UserException(ExitCode.INPUT, file + ": " + e.getMessage(), e);
    }
  }

  public int[] encode(String text) {
    return Arrays.stream(tokenizer.encode(text, false, false).getIds())
        .mapToInt(Math::toIntExact)
        .toArray();
  }

  /** The text, special tokens included. */
  public String decode(int[] ids) {
    return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), false);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
