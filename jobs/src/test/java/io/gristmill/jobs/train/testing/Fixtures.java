package io.gristmill.jobs.train.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The tiny models written by make_models.py. */
public final class Fixtures {

  private Fixtures() {}

  /** The directory of a model. */
  public static Path model(String name) {
    return resource("models/" + name);
  }

  /** The directory with the adapters of a model, written by make_adapters.py. */
  public static Path adapters(String name) {
    return resource("adapters/" + name);
  }

  private static Path resource(String name) {
    try {
      return Path.of(Objects.requireNonNull(Fixtures.class.getResource("/" + name)).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The names of all models. */
  public static List<String> names() {
    return directories(resource("models"));
  }

  /** The names of the models that have adapters. */
  public static List<String> adapted() {
    return directories(resource("adapters"));
  }

  private static List<String> directories(Path folder) {
    try (Stream<Path> all = Files.list(folder)) {
      return all.filter(Files::isDirectory)
          .map(path -> path.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
