package io.gristmill.quality;

import io.gristmill.record.Example;
import io.gristmill.text.WholeWords;
import java.util.List;

/**
 * Drops a record that names something a text model cannot do, for example an image. Words and
 * phrases are found whole and in any case. Score: 1 for the word that was found; threshold 0.
 *
 * @param field where to look
 * @param words what to look for
 */
public record BlocklistRule(Field field, WholeWords words) implements Rule {

  /** The words of Self-Instruct (Wang et al. 2022), from its released code. */
  public static final List<String> SELF_INSTRUCT =
      List.of(
          "image",
          "images",
          "graph",
          "graphs",
          "picture",
          "pictures",
          "file",
          "files",
          "map",
          "maps",
          "draw",
          "plot",
          "go to");

  /** The words of Stanford Alpaca: Self-Instruct's and five more. */
  public static final List<String> ALPACA =
      List.of(
          "image",
          "images",
          "graph",
          "graphs",
          "picture",
          "pictures",
          "file",
          "files",
          "map",
          "maps",
          "draw",
          "plot",
          "go to",
          "video",
          "audio",
          "music",
          "flowchart",
          "diagram");

  @Override
  public String name() {
    return "blocklist";
  }

  @Override
  public Verdict judge(Example example) {
    return words
        .findFirst(field.of(example))
        .<Verdict>map(
            word ->
                new Verdict.Drop(name(), 1, 0, "%s contains \"%s\"".formatted(field.label(), word)))
        .orElse(Verdict.KEEP);
  }
}
