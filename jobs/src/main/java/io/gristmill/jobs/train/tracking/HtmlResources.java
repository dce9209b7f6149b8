package io.gristmill.jobs.train.tracking;

import io.gristmill.config.Resource;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Static parts of the report: its script and style, and Chart.js with its license. */
final class HtmlResources {

  private static final Pattern VERSION = Pattern.compile("(?m)^version\\s*=\\s*(\\S+)");

  private HtmlResources() {}

  /** Reads a resource of this package. */
  static String resource(String name) {
    return Resource.text("io/gristmill/jobs/train/tracking/" + name);
  }

  /** Reads a file of Chart.js's package, whose path has the version in it. */
  static String chartJs(String name) {
    Matcher version =
        VERSION.matcher(Resource.text("META-INF/maven/org.webjars.npm/chart.js/pom.properties"));
    if (!version.find()) {
      throw new IllegalStateException("the package of Chart.js has no version");
    }
    return Resource.text("META-INF/resources/webjars/chart.js/" + version.group(1) + "/" + name);
  }
}
