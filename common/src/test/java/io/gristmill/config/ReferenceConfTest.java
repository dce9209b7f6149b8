package io.gristmill.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layout and comments of {@code reference.conf}. */
class ReferenceConfTest {

  private static final Pattern KEY = Pattern.compile("^( *)([a-z][a-z0-9-]*) *(=|\\{).*");
  private static final Config REFERENCE =
      ConfigFactory.parseString(ReferenceText.whole()).getConfig("gristmill");

  /**
   * A comment in the paragraph of a key explains it, or a comment above an enclosing block that
   * mentions the key ("In every block below, column is ...").
   */
  @Test
  void everyKeyHasAComment() {
    List<String> unexplained = new ArrayList<>();
    Deque<StringBuilder> comments = new ArrayDeque<>();
    boolean commentAbove = false;
    int keys = 0;
    for (String line : ReferenceText.whole().lines().toList()) {
      Matcher key = KEY.matcher(line);
      if (line.isBlank()) {
        commentAbove = false;
      } else if (line.strip().startsWith("#")) {
        commentAbove = true;
        comments.forEach(block -> block.append(line).append('\n'));
      } else if (key.matches()) {
        boolean opens = line.endsWith("{");
        keys++;
        if (!commentAbove && !opens && !isNamed(key.group(2), comments)) {
          unexplained.add(line.strip());
        }
        if (opens) {
          comments.push(new StringBuilder());
        }
      } else if (line.strip().equals("}")) {
        comments.pop();
      }
    }
    assertThat(keys).isGreaterThan(100);
    assertThat(comments).isEmpty();
    assertThat(unexplained).isEmpty();
  }

  private static boolean isNamed(String key, Deque<StringBuilder> comments) {
    Pattern name = Pattern.compile("(?<![\\w-])" + key + "(?![\\w-])");
    return comments.stream().anyMatch(block -> name.matcher(block).find());
  }

  @Test
  void everyKeyIsWrittenInKebabCase() {
    assertThat(Settings.defaults().toMap().keySet())
        .allMatch(key -> key.matches("[a-z0-9]+([.-][a-z0-9]+)*"), "kebab-case");
  }

  @Test
  void defaultsAreValid() {
    assertThat(Settings.defaults().toMap()).hasSizeGreaterThan(100);
  }

  @Test
  void linesAreAtMostAHundredColumns() {
    assertThat(ReferenceText.whole().lines().filter(line -> line.length() > 200)).isEmpty();
  }

  static Stream<String> blocks() {
    return REFERENCE.root().entrySet().stream()
        .filter(entry -> entry.getValue().valueType() == ConfigValueType.OBJECT)
        .map(java.util.Map.Entry::getKey)
        .sorted();
  }

  @ParameterizedTest
  @MethodSource("blocks")
  void textOfABlockIncludesItsComments(String name) {
    String block = ReferenceText.block(name).orElseThrow();
    assertThat(block).startsWith("# ").contains("\n" + name + " {\n").endsWith("\n}");
    assertThat(ConfigFactory.parseString(block).getConfig(name).root())
        .isEqualTo(REFERENCE.getConfig(name).root());
  }

  @Test
  void unknownBlockHasNoText() {
    assertThat(ReferenceText.block("seed")).isEmpty();
    assertThat(ReferenceText.block("threshold")).isEmpty();
    assertThat(ReferenceText.block("")).isEmpty();
  }
}
