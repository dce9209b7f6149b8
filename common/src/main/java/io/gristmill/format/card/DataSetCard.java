package io.gristmill.format.card;

import static io.gristmill.format.card.Yaml.quoted;

import io.gristmill.format.Column;
import io.gristmill.format.card.DataSetFacts.Files;
import io.gristmill.format.card.DataSetFacts.Stage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The Hugging Face card of a data set: YAML front matter, from which {@code
 * datasets.load_dataset(folder, format)} finds each format and its splits, then Markdown for
 * readers. The same facts give the same bytes.
 */
public final class DataSetCard {

  /** The file name of the card in the folder of the data set. */
  public static final String FILE_NAME = "README.md";

  private static final Pattern LICENSE_ID = Pattern.compile("[a-z0-9][a-z0-9.+-]*");
  private static final Pattern MARKDOWN = Pattern.compile("[\\\\`*_{}\\[\\]<>#|~$]");
  private static final List<String> SIZES =
      List.of("1K", "10K", "100K", "1M", "10M", "100M", "1B", "10B", "100B", "1T");

  private final DataSetFacts facts;
  private final StringBuilder out = new StringBuilder();

  private DataSetCard(DataSetFacts facts) {
    this.facts = facts;
  }

  /** The text of {@link #FILE_NAME}; lines end with a line feed. */
  public static String render(DataSetFacts facts) {
    DataSetCard card = new DataSetCard(facts);
    card.frontMatter();
    card.summary();
    card.formats();
    card.counts();
    card.sources();
    card.provenance();
    return card.out.toString();
  }

  /** The size category of Hugging Face, for example {@code 1K<n<10K}. */
  static String sizeCategory(long rows) {
    long bound = 1000;
    if (rows < bound) {
      return "n<1K";
    }
    for (int i = 1; i < SIZES.size(); i++) {
      bound *= 10;
      if (rows < bound) {
        return SIZES.get(i - 1) + "<n<" + SIZES.get(i);
      }
    }
    return "n>1T";
  }

  private void frontMatter() {
    line("---");
    line("pretty_name: " + quoted(facts.name()));
    license(facts.card().license());
    yamlList("language", facts.card().languages());
    yamlList("tags", facts.card().tags());
    yamlList("task_categories", List.of("text-generation"));
    yamlList("size_categories", List.of(sizeCategory(facts.rows())));
    line("configs:");
    facts.formats().forEach(this::configuration);
    line("---");
  }

  private void license(String license) {
    if (LICENSE_ID.matcher(license).matches()) {
      line("license: " + quoted(license));
    } else if (!license.isEmpty()) {
      line("license: \"other\"");
      line("license_name: " + quoted(license));
    }
  }

  private void yamlList(String key, List<String> values) {
    if (!values.isEmpty()) {
      line(key + ":");
      values.forEach(value -> line("- " + quoted(value)));
    }
  }

  private void configuration(String format) {
    line("- config_name: " + quoted(format));
    if (format.equals(facts.formats().get(0))) {
      // The format of load_dataset(folder) without a second argument.
      line("  default: true");
    }
    line("  data_files:");
    for (Files files : filesOf(format)) {
      line("  - split: " + quoted(files.split()));
      line("    path: " + quoted(files.path()));
    }
  }

  private List<Files> filesOf(String format) {
    return facts.files().stream().filter(files -> files.format().equals(format)).toList();
  }

  private void summary() {
    line("");
    line("# " + escaped(facts.name()));
    line("");
    line(
        "Instruction-tuning data: %d examples, version %s, in %d format%s."
            .formatted(
                facts.rows(),
                code(facts.version()),
                facts.formats().size(),
                facts.formats().size() == 1 ? "" : "s"));
    line("License: " + orUnknown(facts.card().license()) + ".");
    line("Languages: " + orUnknown(String.join(", ", facts.card().languages())) + ".");
  }

  private void formats() {
    heading("Formats");
    line("```python");
    line("from datasets import load_dataset");
    line("");
    line("rows = load_dataset(\"path/of/this/folder\", \"" + facts.formats().get(0) + "\")");
    line("```");
    line("");
    row("format", "split", "rows", "files", "columns");
    rule(5);
    for (Files files : facts.files()) {
      row(
          code(files.format()),
          code(files.split()),
          String.valueOf(files.rows()),
          code(files.path()),
          files.columns().stream().map(DataSetCard::column).collect(Collectors.joining(", ")));
    }
  }

  private static String column(Column column) {
    return column instanceof Column.Turns turns
        ? "%s (list of %s, %s)"
            .formatted(code(turns.name()), code(turns.speakerField()), code(turns.textField()))
        : code(column.name());
  }

  private void counts() {
    if (facts.stages().isEmpty()) {
      return;
    }
    heading("Counts");
    row("stage", "read", "kept", "dropped");
    rule(4);
    for (Stage stage : facts.stages()) {
      row(escaped(stage.name()), stage.read(), stage.kept(), stage.totalDropped());
    }
    if (facts.stages().stream().anyMatch(stage -> !stage.dropped().isEmpty())) {
      line("");
      row("stage", "rule", "dropped");
      rule(3);
      for (Stage stage : facts.stages()) {
        stage.dropped().forEach((rule, n) -> row(escaped(stage.name()), escaped(rule), n));
      }
    }
  }

  private void sources() {
    if (facts.sources().isEmpty()) {
      return;
    }
    heading("Sources");
    row("source", "examples");
    rule(2);
    for (Map.Entry<String, Long> source : facts.sources().entrySet()) {
      String name = source.getKey();
      row(name.isBlank() ? "(unnamed)" : escaped(name), source.getValue());
    }
  }

  private void provenance() {
    heading("How it was made");
    line("By Gristmill " + escaped(facts.gristmillVersion()) + ".");
    line("Fingerprint of settings and inputs: " + code(facts.fingerprint()) + ".");
    line("The same input, settings and seed give the same rows.");
  }

  private void heading(String title) {
    line("");
    line("## " + title);
    line("");
  }

  private void row(Object... cells) {
    line(Stream.of(cells).map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |")));
  }

  private void rule(int columns) {
    List<String> dashes = new ArrayList<>();
    for (int i = 0; i < columns; i++) {
      dashes.add("---");
    }
    line(dashes.stream().collect(Collectors.joining("|", "|", "|")));
  }

  private void line(String text) {
    out.append(text).append('\n');
  }

  private static String orUnknown(String text) {
    return text.isBlank() ? "not stated" : escaped(text);
  }

  /** The text on one line with Markdown escaped. */
  private static String escaped(String text) {
    return MARKDOWN.matcher(oneLine(text)).replaceAll("\\\\$0");
  }

  /**
   * Inline code on one line. A bar would end the table cell and is escaped; a text with a backquote
   * is not written as code.
   */
  private static String code(String text) {
    return text.indexOf('`') >= 0 || text.isBlank()
        ? escaped(text)
        : "`" + oneLine(text).replace("|", "\\|") + "`";
  }

  private static String oneLine(String text) {
    // An unpaired surrogate (category Cs) cannot be encoded in UTF-8.
    return text.replaceAll("\\R|\\p{Cntrl}", " ").replaceAll("\\p{Cs}", "\uFFFD");
  }
}
