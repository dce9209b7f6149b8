package io.gristmill.jobs.respond;

import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.train.generation.GenerationConfig;
import io.gristmill.llm.SamplingParams;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/**
 * How answers are drawn, by whatever model.
 *
 * @param most tokens of an answer
 * @param temperature 0 takes the likeliest token every time
 * @param topK 0 is all
 * @param topP 1 is all
 * @param stops texts that end an answer
 */
record Drawing(int most, double temperature, int topK, double topP, List<String> stops)
    implements Serializable {

  private static final int LONGEST = 1 << 24;
  private static final double HOTTEST = 100;

  Drawing {
    stops = List.copyOf(stops);
  }

  static Drawing read(SettingsReader block) {
    Drawing drawing =
        new Drawing(
            block.integer("max-new-tokens", 1, LONGEST),
            block.real("temperature", 0, HOTTEST),
            block.integer("top-k", 0, LONGEST),
            block.real("top-p", 0, 1),
            block.texts("stop"));
    if (drawing.topP == 0) {
      block.problem("top-p", "above 0");
    }
    if (drawing.stops.contains("")) {
      block.problem("stop", "a list of texts that are not empty");
    }
    return drawing;
  }

  /**
   * For a model of this process.
   *
   * @param mark what ends an answer in the style of the prompts; may be empty
   * @param rows answers at a time
   */
  GenerationConfig generation(String mark, long seed, int rows) {
    List<String> all = new ArrayList<>(stops);
    if (!mark.isEmpty()) {
      all.add(mark);
    }
    return new GenerationConfig(most, temperature, topK, topP, seed, all, rows);
  }

  /** For a server, which is told what differs from drawing among all. */
  SamplingParams decoding() {
    return new SamplingParams(
        most,
        temperature,
        topP < 1 ? topP : null,
        topK > 0 ? topK : null,
        null,
        null,
        null,
        stops,
        null);
  }
}
