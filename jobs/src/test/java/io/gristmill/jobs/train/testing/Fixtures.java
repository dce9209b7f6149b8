package io.gristmill.jobs.train.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The tiny models that make_models.py has made. */
public final class Fixtures {

  private Fixtures() {}

  /** The directory of a model. */
  public static Path model(String name) {
    try {
      return Path.of(Objects.requireNonNull(Fixtures.class.getResource("/models/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The names of all of them. */
  public static List<String> names() {
    try (Stream<Path> all = Files.list(model("gpt2").resolveSibling(""))) {
      return all.filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
