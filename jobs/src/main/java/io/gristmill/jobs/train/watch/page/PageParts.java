package io.gristmill.jobs.train.watch.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** What every page has in it: our own script and style, and Chart.js with its licence. */
final class PageParts {

  private static final String WEBJAR = "org.webjars.npm/chart.js";

  private PageParts() {}

  /** A file beside this class. */
  static String own(String name) {
    InputStream stream = PageParts.class.getResourceAsStream(name);
    return text(name, stream);
  }

  /** A file of Chart.js's package. */
  static String library(String name) {
    String path = "/META-INF/resources/webjars/chart.js/" + version() + "/" + name;
    return text(path, PageParts.class.getResourceAsStream(path));
  }

  /** Its folder has the version in its name. */
  private static String version() {
    Properties properties = new Properties();
    String path = "/META-INF/maven/" + WEBJAR + "/pom.properties";
    try (InputStream stream = PageParts.class.getResourceAsStream(path)) {
      properties.load(found(path, stream));
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private static String text(String name, @Nullable InputStream stream) {
    try (InputStream in = found(name, stream)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static InputStream found(String name, @Nullable InputStream stream) {
    if (stream == null) {
      throw new IllegalStateException(name + " is not in the program's jar");
    }
    return stream;
  }
}
