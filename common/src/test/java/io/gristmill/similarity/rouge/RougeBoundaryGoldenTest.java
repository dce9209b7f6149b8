package io.gristmill.similarity.rouge;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RougeBoundaryGoldenTest {

  private static final double THRESHOLD = 0.7;

  @Test
  void aScoreOfSevenTenthsIsDecidedByTheRoundingOfRougeScore() {
    for (JsonNode row : Golden.rows("rouge_boundary")) {
      double f = RougeL.fmeasure(lcs(row), target(row), prediction(row));
      assertThat(f).as("F of %s", row).isEqualTo(row.required("fmeasure").asDouble());
      assertThat(f > THRESHOLD).as("rejection of %s", row).isEqualTo(rejected(row));
    }
  }

  @Test
  void theJoinDecidesSuchPairsTheSameWay() {
    for (JsonNode row : Golden.rows("rouge_boundary")) {
      TokenDictionary dictionary = new TokenDictionary(WordSplitting.ASCII);
      RougeCorpus corpus =
          RougeCorpus.builder(dictionary)
              .add(1, words(lcs(row), "t", target(row)))
              .add(2, words(lcs(row), "p", prediction(row)))
              .build();
      RougePairs pairs = new RougePairs();
      RougeJoin.within(corpus, THRESHOLD, 1, pairs);
      assertThat(pairs.size()).as("pairs of %s", row).isEqualTo(rejected(row) ? 1 : 0);
    }
  }

  /** Words common to both texts, then words of one text only. */
  private static String words(int common, String own, int length) {
    return IntStream.range(0, length)
        .mapToObj(i -> (i < common ? "c" : own) + i)
        .reduce("", (a, b) -> a + " " + b);
  }

  private static int lcs(JsonNode row) {
    return row.required("lcs").asInt();
  }

  private static int target(JsonNode row) {
    return row.required("target_tokens").asInt();
  }

  private static int prediction(JsonNode row) {
    return row.required("prediction_tokens").asInt();
  }

  private static boolean rejected(JsonNode row) {
    return row.required("rejected").asBoolean();
  }
}
