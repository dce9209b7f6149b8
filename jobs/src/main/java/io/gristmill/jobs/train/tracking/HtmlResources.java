package io.gristmill.jobs.train.tracking;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** Static parts of the report: its script and style, and Chart.js with its license. */
final class HtmlResources {

  private static final String WEBJAR = "org.webjars.npm/chart.js";

  private HtmlResources() {}

  /** Reads a resource of this package. */
  static String resource(String name) {
    InputStream stream = HtmlResources.class.getResourceAsStream(name);
    return read(name, stream);
  }

  /** Reads a file of Chart.js's package. */
  static String chartJs(String name) {
    String path = "/META-INF/resources/webjars/chart.js/" + version() + "/" + name;
    return read(path, HtmlResources.class.getResourceAsStream(path));
  }

  /** Version of Chart.js, which is part of its resource path. */
  private static String version() {
    Properties properties = new Properties();
    String path = "/META-INF/maven/" + WEBJAR + "/pom.properties";
    try (InputStream stream = HtmlResources.class.getResourceAsStream(path)) {
      properties.load(requirePresent(path, stream));
      return properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private static String read(String name, @Nullable InputStream stream) {
    try (InputStream in = requirePresent(name, stream)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(name, e);
    }
  }

  private static InputStream requirePresent(String name, @Nullable InputStream stream) {
    if (stream == null) {
      throw new IllegalStateException(name + " is not in the program's jar");
    }
    return stream;
  }
}
