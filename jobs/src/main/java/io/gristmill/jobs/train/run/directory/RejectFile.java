package io.gristmill.jobs.train.run.directory;

import io.gristmill.jobs.train.data.RowRejects;
import io.gristmill.jobs.train.tracking.WriteFailure;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.function.Function;

/**
 * Writes rejected rows, one JSON object per line; the file appears once all rows have been read.
 */
public final class RejectFile {

  private RejectFile() {}

  public static <S> S write(Path file, Function<RowRejects, S> reading) {
    Path partial = file.resolveSibling("." + file.getFileName() + ".partial");
    try {
      S read;
      try (BufferedWriter out = Files.newBufferedWriter(partial)) {
        read = reading.apply(reject -> line(out, reject.json()));
      }
      Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
      return read;
    } catch (IOException e) {
      throw WriteFailure.of(file, e);
    }
  }

  private static void line(BufferedWriter out, String line) {
    try {
      out.write(line);
      out.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
