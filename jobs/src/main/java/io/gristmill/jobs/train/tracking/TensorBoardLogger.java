package io.gristmill.jobs.train.tracking;

import io.gristmill.jobs.train.file.WriteFailure;
import io.gristmill.jobs.train.tracking.Samples.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * TensorBoard's event files in {@code tensorboard/}, one per start of the training. Tags are {@code
 * train/NAME} and {@code eval/NAME}, as in transformers, and {@code samples/1} and so on. Scalars
 * are float32, as in TensorBoard itself.
 */
final class TensorBoardLogger implements MetricLogger {

  public static final String FOLDER = "tensorboard";

  private static final Pattern OURS =
      Pattern.compile("events\\.out\\.tfevents\\.\\d{6}\\.gristmill");
  private static final double MILLIS = 1000;

  private final AppendFile file;

  private TensorBoardLogger(AppendFile file) {
    this.file = file;
  }

  /**
   * Opens a new event file.
   *
   * @param step step of the checkpoint to resume from; readers discard later events of earlier
   *     files. 0 starts a new training and removes earlier files
   */
  public static TensorBoardLogger open(Path directory, long step, long wallMillis) {
    Path folder = directory.resolve(FOLDER);
    try {
      Files.createDirectories(folder);
      if (step == 0) {
        for (Path file : eventFiles(folder)) {
          Files.delete(file);
        }
      }
      TensorBoardLogger logger =
          new TensorBoardLogger(new AppendFile(folder.resolve(name(nextNumber(folder))), 0));
      logger.add(Events.version(wallMillis / MILLIS));
      if (step > 0) {
        logger.add(Events.start(wallMillis / MILLIS, step + 1));
      }
      return logger;
    } catch (IOException e) {
      throw WriteFailure.of(folder, e);
    }
  }

  /** Readers sort files by name, so names hold a number and no time. */
  private static String name(int number) {
    return String.format(Locale.ROOT, "events.out.tfevents.%06d.gristmill", number);
  }

  private static int nextNumber(Path folder) throws IOException {
    int last = -1;
    for (Path file : eventFiles(folder)) {
      last = Math.max(last, Integer.parseInt(file.getFileName().toString().split("\\.", -1)[3]));
    }
    return last + 1;
  }

  private static List<Path> eventFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> OURS.matcher(file.getFileName().toString()).matches()).toList();
    }
  }

  @Override
  public void logMetrics(StepMetrics metrics, LogTime time) {
    add(Events.scalars(time.wallMillis() / MILLIS, metrics.step(), metrics.tagged(time)));
  }

  @Override
  public void logSamples(Samples samples, LogTime time) {
    int number = 0;
    for (Sample sample : samples.samples()) {
      number++;
      String text = "Prompt:\n\n" + verbatim(sample.prompt()) + "\nAnswer:\n\n";
      add(
          Events.text(
              time.wallMillis() / MILLIS,
              samples.step(),
              "samples/" + number,
              text + verbatim(sample.answer())));
    }
  }

  /** Markdown that shows a text verbatim: an indented block, which no text can close. */
  private static String verbatim(String text) {
    StringBuilder block = new StringBuilder();
    text.lines().forEach(line -> block.append("    ").append(line).append('\n'));
    return block.toString();
  }

  @Override
  public void flush() {
    file.force();
  }

  private void add(byte[] event) {
    file.add(TfRecord.of(event));
  }

  @Override
  public void close() {
    file.close();
  }
}
