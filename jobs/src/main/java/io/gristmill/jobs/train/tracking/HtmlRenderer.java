package io.gristmill.jobs.train.tracking;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gristmill.config.Resource;
import io.gristmill.jobs.progress.ProgressLine;
import io.gristmill.jobs.train.tracking.Samples.Sample;
import io.gristmill.jobs.train.tracking.StepMetrics.Split;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Renders the report. Escapes every text from data with {@link HtmlEscape}. */
final class HtmlRenderer {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern VERSION = Pattern.compile("(?m)^version\\s*=\\s*(\\S+)");
  private static final Pattern PLACE = Pattern.compile("\\{\\{([a-z-]+)}}");
  private static final String TEMPLATE = resource("report.html");

  /** Parts that are the same in every report. */
  private static final Map<String, String> FIXED =
      Map.of(
          "library", withoutMap(chartJs("dist/chart.umd.min.js")),
          "licence", chartJs("LICENSE.md"),
          "style", resource("report.css"),
          "script", resource("report.js"));

  private final RunInfo training;
  private final History history;
  private final List<Chart> charts;

  /** Reads a resource of this package. */
  private static String resource(String name) {
    return Resource.text("io/gristmill/jobs/train/tracking/" + name);
  }

  /** Reads a file of Chart.js's package, whose path has the version in it. */
  private static String chartJs(String name) {
    Matcher version =
        VERSION.matcher(Resource.text("META-INF/maven/org.webjars.npm/chart.js/pom.properties"));
    if (!version.find()) {
      throw new IllegalStateException("the package of Chart.js has no version");
    }
    return Resource.text("META-INF/resources/webjars/chart.js/" + version.group(1) + "/" + name);
  }

  /** Removes the source map reference, which browsers would try to load. */
  private static String withoutMap(String script) {
    return script.replaceAll("(?m)^//# sourceMappingURL=.*$", "");
  }

  HtmlRenderer(RunInfo training, History history) {
    this.training = training;
    this.history = history;
    this.charts = Chart.of(history.curves().keySet());
  }

  /** Renders the report, with a status line. */
  String render(String state) {
    Matcher matcher = PLACE.matcher(TEMPLATE);
    StringBuilder out = new StringBuilder(1 << 18);
    while (matcher.find()) {
      matcher.appendReplacement(out, Matcher.quoteReplacement(part(matcher.group(1), state)));
    }
    return matcher.appendTail(out).toString();
  }

  private String part(String name, String state) {
    return switch (name) {
      case "title" -> HtmlEscape.escape(training.job() + ": " + training.name());
      case "state" -> HtmlEscape.escape(state);
      case "now" -> now();
      case "warnings" -> warnings();
      case "charts" -> chartBoxes();
      case "samples" -> samples();
      case "settings" -> settings();
      case "data" -> HtmlEscape.escapeJson(data());
      default -> Optional.ofNullable(FIXED.get(name)).orElseThrow();
    };
  }

  private String now() {
    StringBuilder out = new StringBuilder();
    long step = history.latest().values().stream().mapToLong(StepMetrics::step).max().orElse(0);
    tile(out, "step", step + " of " + training.maxSteps());
    value(Split.TRAIN, "loss").ifPresent(loss -> tile(out, "train loss", number(loss)));
    value(Split.EVAL, "loss").ifPresent(loss -> tile(out, "eval loss", number(loss)));
    lowest("eval/loss").ifPresent(p -> tile(out, "lowest eval loss", lowest(p)));
    value(Split.TRAIN, "rewards/margins").ifPresent(m -> tile(out, "margin", number(m)));
    value(Split.TRAIN, "num_tokens")
        .ifPresent(tokens -> tile(out, "tokens", String.format(Locale.ROOT, "%,.0f", tokens)));
    tile(out, "time", ProgressLine.time(history.seconds()));
    return out.toString();
  }

  private static void tile(StringBuilder out, String name, String value) {
    out.append("<div><dt>").append(HtmlEscape.escape(name)).append("</dt><dd>");
    out.append(HtmlEscape.escape(value)).append("</dd></div>\n");
  }

  private Optional<Double> value(Split split, String name) {
    return Optional.ofNullable(history.latest().get(split)).map(m -> m.values().get(name));
  }

  private Optional<Curve.Point> lowest(String curve) {
    return Optional.ofNullable(history.curves().get(curve)).stream()
        .flatMap(c -> c.points().stream())
        .min(Comparator.comparingDouble(Curve.Point::value));
  }

  private static String lowest(Curve.Point point) {
    return number(point.value()) + " at step " + point.step();
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private String warnings() {
    StringBuilder out = new StringBuilder();
    history
        .curves()
        .forEach(
            (name, curve) -> {
              if (curve.notFinite() > 0) {
                out.append("<p class=\"warning\">").append(HtmlEscape.escape(name));
                out.append(" was not a finite number ").append(curve.notFinite());
                out.append(curve.notFinite() == 1 ? " time.</p>\n" : " times.</p>\n");
              }
            });
    return out.toString();
  }

  private String chartBoxes() {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < charts.size(); i++) {
      String title = HtmlEscape.escape(charts.get(i).title());
      out.append("<div class=\"chart\"><h3>").append(title).append("</h3>");
      out.append("<div class=\"plot\"><canvas id=\"chart-").append(i).append("\" role=\"img\"");
      out.append(" aria-label=\"").append(title).append(" by step\"></canvas></div></div>\n");
    }
    return charts.isEmpty() ? "<p>Nothing was measured yet.</p>" : out.toString();
  }

  private String data() {
    ArrayNode all = JSON.createArrayNode();
    for (Chart chart : charts) {
      ArrayNode curves = all.addObject().putArray("curves");
      chart.curves().forEach((name, curve) -> put(curves.addObject().put("name", name), curve));
    }
    return all.toString();
  }

  private void put(ObjectNode node, String curve) {
    ArrayNode steps = node.putArray("steps");
    ArrayNode values = node.putArray("values");
    for (Curve.Point point : Objects.requireNonNull(history.curves().get(curve)).points()) {
      steps.add(point.step());
      values.add(point.value());
    }
  }

  /** Samples, latest first; only the latest entry is expanded. */
  private String samples() {
    List<Samples> all = new ArrayList<>(history.samples());
    Collections.reverse(all);
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < all.size(); i++) {
      out.append(i == 0 ? "<details open>" : "<details>");
      out.append("<summary>step ").append(all.get(i).step()).append("</summary>\n");
      all.get(i).samples().forEach(sample -> out.append(sample(sample)));
      out.append("</details>\n");
    }
    if (history.droppedSamples() > 0) {
      out.append("<p>").append(history.droppedSamples());
      out.append(" more between the first and the latest are in samples.jsonl.</p>\n");
    }
    return all.isEmpty() ? "<p>None yet.</p>" : out.toString();
  }

  private static String sample(Sample sample) {
    return "<div class=\"sample\"><h4>prompt</h4><pre>"
        + "\n"
        + HtmlEscape.escape(sample.prompt())
        + "</pre><h4>answer</h4><pre>"
        + "\n"
        + HtmlEscape.escape(sample.answer())
        + "</pre></div>\n";
  }

  private String settings() {
    return training.settings().entrySet().stream()
        .map(
            setting ->
                "<tr><th scope=\"row\">"
                    + HtmlEscape.escape(setting.getKey())
                    + "</th><td>"
                    + HtmlEscape.escape(setting.getValue())
                    + "</td></tr>\n")
        .collect(Collectors.joining());
  }
}
