package io.gristmill.similarity.cosine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.testing.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;

class NearDupFullGoldenTest {

  @Test
  void pairsOfAWholeFileAreThoseOfScikitLearn() {
    JsonNode summary = Golden.document("near_dup_full_summary");
    List<JsonNode> records = Golden.data(summary.required("file").asText());
    GoldenPairs.check(summary, records, Golden.rows("near_dup_full_pairs"));
    assertThat(GoldenPairs.column(records, summary.required("key").asText()))
        .filteredOn(text -> text != null && !text.isEmpty())
        .hasSize(summary.required("nonempty").asInt());
  }
}
