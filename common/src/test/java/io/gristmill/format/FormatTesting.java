package io.gristmill.format;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.record.ContentId;
import io.gristmill.record.Example;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Examples and formats for the tests of this package. */
final class FormatTesting {

  private FormatTesting() {}

  static Example example(String instruction, String input, String output) {
    return Example.of(0, instruction, input, output);
  }

  /** An example with the given conversation, possibly malformed JSON. */
  static Example conversation(String json) {
    return new Example(
        ContentId.of("first question", "", "first answer", json),
        0,
        "first question",
        "",
        "first answer",
        "",
        "",
        List.of(),
        Map.of(Example.MESSAGES, json),
        null);
  }

  /** An example with a rejected answer in addition to its output. */
  static Example preference(String instruction, String input, String output, String rejected) {
    return new Example(
        ContentId.of(instruction, input, output, ""),
        0,
        instruction,
        input,
        output,
        "",
        "",
        List.of(),
        Map.of(Preference.REJECTED, rejected),
        null);
  }

  /** The single selected format with further settings, all of them valid. */
  static Format format(String name, String... settings) {
    Problems problems = new Problems();
    List<String> all = new ArrayList<>(List.of(settings));
    all.add("export.formats=[" + name + "]");
    FormatConfig config =
        FormatConfig.read(Settings.load(null, all, problems).reader("export", problems), 42);
    problems.throwIfAny();
    return config.formats().get(0);
  }

  /** The JSON line of an example, which must not be skipped. */
  static String json(Format format, Example example) {
    return JsonLines.line(format.columns(), (Formatted.Row) format.format(example));
  }

  /** The only text of the row of an example, which must not be skipped. */
  static String text(Format format, Example example) {
    List<Cell> cells = ((Formatted.Row) format.format(example)).cells();
    return ((Cell.Text) cells.get(cells.size() - 1)).value();
  }
}
