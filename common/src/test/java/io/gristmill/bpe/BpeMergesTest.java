package io.gristmill.bpe;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.bpe.BpeVocabulary.Merge;
import io.gristmill.testing.Golden;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BpeMergesTest {

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(text -> texts.add(text.textValue()));
    return texts;
  }

  /** The recorded rows call it "small". */
  private static PreTokenizer preTokenizer(String recorded) {
    return recorded.equals("small") ? PreTokenizer.WORDS_AND_CHARS : PreTokenizer.GPT2;
  }

  @Test
  void tokensAndMergesEqualThoseOfHuggingFaceTokenizers() {
    for (JsonNode row : Golden.committed("bpe_merges")) {
      BpeConfig config =
          new BpeConfig(
              row.path("vocabulary").intValue(),
              row.path("least_count").longValue(),
              preTokenizer(row.path("splitting").textValue()),
              texts(row.path("special")),
              "",
              "",
              "");
      WordCounts counts = new WordCounts(config.preTokenizer());
      texts(row.path("texts")).forEach(counts::add);
      BpeVocabulary found = BpeTrainer.train(config, counts);
      String name = row.path("name").textValue();
      List<Merge> merges = new ArrayList<>();
      row.path("merges")
          .forEach(m -> merges.add(new Merge(m.get(0).textValue(), m.get(1).textValue())));
      assertThat(found.merges()).as(name).isEqualTo(merges);
      assertThat(found.tokens()).as(name).isEqualTo(texts(row.path("tokens")));
    }
  }
}
