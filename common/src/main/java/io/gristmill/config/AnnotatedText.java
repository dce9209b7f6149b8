package io.gristmill.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import io.gristmill.config.ReferenceParts.BlockEnd;
import io.gristmill.config.ReferenceParts.Entry;
import io.gristmill.config.ReferenceParts.Part;
import io.gristmill.config.ReferenceParts.Verbatim;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Renders settings as {@code reference.conf} with its comments and the effective values. */
final class AnnotatedText {

  private static final String INDENT = "    ";

  private AnnotatedText() {}

  /** Renders settings as a valid {@code --config} file. */
  static String of(Config settings, Config reference) {
    List<String> lines = new ArrayList<>();
    Set<String> printed = new HashSet<>();
    for (Part part : ReferenceParts.of(ReferenceText.whole())) {
      if (part instanceof Verbatim verbatim) {
        lines.add(verbatim.line());
      } else if (part instanceof Entry entry) {
        lines.addAll(entry(entry, settings, reference));
        printed.addAll(Settings.leaves(settings, entry.path()).keySet());
      } else if (part instanceof BlockEnd end) {
        lines.addAll(inherited(end.path(), settings, printed));
        lines.add(end.line());
      }
    }
    return String.join("\n", lines);
  }

  private static List<String> entry(Entry entry, Config settings, Config reference) {
    ConfigValue value = Settings.value(settings, entry.path());
    if (value.equals(Settings.value(reference, entry.path()))) {
      return entry.lines();
    }
    String name = entry.path().get(entry.path().size() - 1);
    return List.of(entry.indent() + name + " = " + rendered(value));
  }

  /** Values of an inheriting block that differ from those printed in the shared block. */
  private static List<String> inherited(List<String> block, Config settings, Set<String> printed) {
    if (block.size() != 1 || !SharedDefaults.inherits(block.get(0))) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    for (Map.Entry<String, ConfigValue> leaf : Settings.leaves(settings, block).entrySet()) {
      ConfigValue shared =
          Settings.find(settings, ConfigUtil.splitPath(SharedDefaults.origin(leaf.getKey())));
      if (!printed.contains(leaf.getKey()) && !leaf.getValue().equals(shared)) {
        String key = leaf.getKey().substring(leaf.getKey().indexOf('.') + 1);
        lines.add(INDENT + key + " = " + rendered(leaf.getValue()));
      }
    }
    if (!lines.isEmpty()) {
      lines.add(0, INDENT + "# Differs from the block " + SharedDefaults.BLOCK + ":");
      lines.add(0, "");
    }
    return lines;
  }

  /** Renders a value as HOCON; a number keeps the spelling of its source. */
  static String rendered(ConfigValue value) {
    return value.valueType() == ConfigValueType.NUMBER
        ? value.atKey("number").getString("number")
        : value.render(ConfigRenderOptions.concise());
  }
}
