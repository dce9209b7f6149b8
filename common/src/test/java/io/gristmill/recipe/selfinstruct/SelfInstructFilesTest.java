package io.gristmill.recipe.selfinstruct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SelfInstructFilesTest {

  private static final Map<String, String> METADATA =
      Map.ofEntries(
          Map.entry("round", "12"),
          Map.entry("request_prompt", "1. a\n2."),
          Map.entry("request_response", " 빵을 구워 줘"),
          Map.entry("request_finish", "stop"),
          Map.entry("most_similar", "{\"Bake it\":0.5,\"bake\":0.30000000000000004}"),
          Map.entry("avg_similarity_score", "0.1"),
          Map.entry("classification_response", " Yes"),
          Map.entry("instances_prompt", "Task: x\n"),
          Map.entry("instances_response", "Class label: a"),
          Map.entry("instances_finish", "length"));

  private static final String REQUEST =
      "{\"prompt\":\"1. a\\n2.\",\"response\":{\"choices\":[{\"text\":\" 빵을 구워 줘\","
          + "\"finish_reason\":\"stop\"}]},\"created_at\":null}";

  private static final String SIMILARITY =
      "\"most_similar\":{\"Bake it\":0.5,\"bake\":0.30000000000000004},"
          + "\"avg_similarity_score\":0.1";

  @Test
  void anInstructionLineHasTheFieldsOfSelfInstruct() {
    assertThat(SelfInstructFiles.instruction("Bake", METADATA))
        .isEqualTo(
            "{\"instruction\":\"Bake\","
                + SIMILARITY
                + ",\"metadata\":"
                + REQUEST
                + ",\"request_idx\":12}");
  }

  @Test
  void rawAnswersAreWrittenUnchanged() {
    assertThat(SelfInstructFiles.classification("Bake \"it\"", METADATA))
        .isEqualTo("{\"instruction\":\"Bake \\\"it\\\"\",\"is_classification\":\" Yes\"}");
    assertThat(SelfInstructFiles.instances("Bake", METADATA))
        .isEqualTo(
            "{\"instruction\":\"Bake\",\"raw_instances\":\"Class label:"
                + " a\",\"instance_metadata\":{\"prompt\":\"Task: x\\n"
                + "\",\"response\":{\"choices\":[{\"text\":\"Class label:"
                + " a\",\"finish_reason\":\"length\"}]},\"created_at\":null},"
                + "\"instruction_metadata\":"
                + REQUEST
                + ","
                + SIMILARITY
                + "}");
  }

  @Test
  void missingValuesAreEmptyOrNull() {
    assertThat(SelfInstructFiles.instances("Bake", Map.of()))
        .isEqualTo(
            "{\"instruction\":\"Bake\",\"raw_instances\":\"\","
                + "\"instance_metadata\":{\"prompt\":null,\"response\":null,\"created_at\":null},"
                + "\"instruction_metadata\":{\"prompt\":null,\"response\":null,\"created_at\":null},"
                + "\"most_similar\":{},\"avg_similarity_score\":null}");
    assertThat(SelfInstructFiles.classification("Bake", Map.of()))
        .isEqualTo("{\"instruction\":\"Bake\",\"is_classification\":\"\"}");
  }

  @Test
  void instancesAndTrainingLinesHaveTheirFields() {
    assertThat(SelfInstructFiles.instance("a", "", "c\n"))
        .isEqualTo("{\"instruction\":\"a\",\"input\":\"\",\"output\":\"c\\n\"}");
    assertThat(SelfInstructFiles.fineTuning("p", " c<|endoftext|>"))
        .isEqualTo("{\"prompt\":\"p\",\"completion\":\" c<|endoftext|>\"}");
  }

  @Test
  void filesHaveTheNamesThatSelfInstructReads() {
    assertThat(SelfInstructFiles.classificationFile("davinci"))
        .isEqualTo("is_clf_or_not_davinci_template_1.jsonl");
    assertThat(SelfInstructFiles.fineTuningFile(82_612))
        .isEqualTo("gpt3_finetuning_data_82612.jsonl");
  }

  @Test
  void theOrderOfTrainingLinesDependsOnSeedAndId() {
    assertThat(SelfInstructFiles.fineTuningOrder(1, "a"))
        .isEqualTo(SelfInstructFiles.fineTuningOrder(1, "a"))
        .isNotEqualTo(SelfInstructFiles.fineTuningOrder(2, "a"))
        .isNotEqualTo(SelfInstructFiles.fineTuningOrder(1, "b"));
  }

  @Test
  void malformedSimilarityMetadataIsAnIllegalArgument() {
    assertThatThrownBy(() -> SelfInstructFiles.instruction("x", Map.of("most_similar", "{")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("metadata of the novelty stage is not JSON: {");
  }
}
