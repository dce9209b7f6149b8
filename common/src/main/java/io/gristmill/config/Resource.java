package io.gristmill.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Reads text files from the class path. */
public final class Resource {

  private Resource() {}

  /**
   * @param name path below the root of the class path, without a leading slash
   */
  public static String text(String name) {
    try (InputStream in =
        Objects.requireNonNull(
            Resource.class.getClassLoader().getResourceAsStream(name),
            name + " is not on the class path")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
