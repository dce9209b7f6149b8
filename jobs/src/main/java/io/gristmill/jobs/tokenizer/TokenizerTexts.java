package io.gristmill.jobs.tokenizer;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.encode.TrainingRecord;
import io.gristmill.encode.TrainingText;
import io.gristmill.encode.TrainingTextReader;
import io.gristmill.jobs.io.RecordFiles;
import io.gristmill.jobs.io.SourceRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads the texts for training a tokenizer: records rendered as for training a model, and lines of
 * text files with their line ends.
 */
public final class TokenizerTexts {

  private static final String TEXT = ".txt";

  private final TrainingTextReader reader;
  private final Consumer<String> texts;
  private long textCount;
  private long skippedCount;

  /**
   * @param reader renders records as text
   * @param texts receives every text, in order
   */
  public TokenizerTexts(TrainingTextReader reader, Consumer<String> texts) {
    this.reader = reader;
    this.texts = texts;
  }

  /**
   * Reads all inputs.
   *
   * @param inputs text files ({@code *.txt}); files, folders and globs of records
   * @throws UserException when the inputs hold no text
   */
  public void read(List<String> inputs) {
    for (String input : inputs) {
      if (input.endsWith(TEXT) && Files.isRegularFile(Path.of(input))) {
        addLines(Path.of(input));
      } else {
        RecordFiles.of(List.of(input)).forEach((file, record) -> add(record));
      }
    }
    if (textCount == 0) {
      throw new UserException(
          ExitCode.INPUT,
          "%s: no text to train a tokenizer on; %d records were unusable"
              .formatted(String.join(", ", inputs), skippedCount));
    }
  }

  public long textCount() {
    return textCount;
  }

  /** Number of records without a text, or unreadable. */
  public long skippedCount() {
    return skippedCount;
  }

  private void add(SourceRecord record) {
    if (record.node() == null) {
      skippedCount++;
      return;
    }
    for (TrainingRecord trainingRecord : reader.read(record.node(), textCount + skippedCount)) {
      if (trainingRecord instanceof TrainingText text) {
        add(text.text());
      } else {
        skippedCount++;
      }
    }
  }

  private void add(String text) {
    textCount++;
    texts.accept(text);
  }

  private void addLines(Path file) {
    try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c >= 0; c = in.read()) {
        line.append((char) c);
        if (c == '\n') {
          add(line.toString());
          line.setLength(0);
        }
      }
      if (!line.isEmpty()) {
        add(line.toString());
      }
    } catch (MalformedInputException e) {
      throw new UserException(ExitCode.INPUT, file + " is not UTF-8 text", e);
    } catch (IOException e) {
      throw new UserException(ExitCode.INPUT, file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
