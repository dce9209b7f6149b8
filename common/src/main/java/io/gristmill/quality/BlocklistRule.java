package io.gristmill.quality;

import io.gristmill.record.Example;
import io.gristmill.text.WholeWords;
import java.util.List;
import java.util.stream.Stream;

/**
 * Drops a record that asks for something a text model cannot do, for example an image. Words and
 * phrases match as whole words, ignoring case. Score: 1 for a match; threshold: 0.
 */
public record BlocklistRule(Field field, WholeWords words) implements Rule {

  /** The words in the released code of Self-Instruct (Wang et al. 2022). */
  public static final List<String> SELF_INSTRUCT =
      List.of(
          "image,images,graph,graphs,picture,pictures,file,files,map,maps,draw,plot,go to"
              .split(","));

  /** The words in the released code of Stanford Alpaca: those of Self-Instruct and five more. */
  public static final List<String> ALPACA =
      Stream.concat(
              SELF_INSTRUCT.stream(), Stream.of("video", "audio", "music", "flowchart", "diagram"))
          .toList();

  @Override
  public Verdict judge(Example example) {
    return words
        .findFirst(field.of(example))
        .<Verdict>map(
            word ->
                new Verdict.Drop(
                    "blocklist", 1, 0, "%s contains \"%s\"".formatted(field.label(), word)))
        .orElse(Verdict.KEEP);
  }
}
