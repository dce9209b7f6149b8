package io.gristmill.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.gristmill.check.UserException;
import io.gristmill.recipe.SeedTask.Instance;
import io.gristmill.record.Example;
import io.gristmill.similarity.rouge.RougeL;
import io.gristmill.similarity.rouge.WordSplitting;
import io.gristmill.testing.Golden;
import java.util.List;
import org.junit.jupiter.api.Test;

class SeedTasksTest {

  private static final String GOOD =
      """
      {"id": "a", "name": "n", "instruction": "Sort it.", "instances": [{"input": "2 1", "output": "1 2"}], "is_classification": true}\
      """;

  @Test
  void aTaskIsReadWithItsFields() {
    assertThat(SeedTasks.parse("s.jsonl", List.of("", GOOD, "  ")))
        .containsExactly(new SeedTask("a", "Sort it.", List.of(new Instance("2 1", "1 2")), true));
  }

  @Test
  void missingFieldsTakeDefaultsOrAreRejectedWithTheirLine() {
    assertThat(parse("{\"instruction\": \"x\", \"instances\": [{\"output\": \"y\"}]}"))
        .containsExactly(new SeedTask("seed_task_0", "x", List.of(new Instance("", "y")), false));
    assertThatThrownBy(() -> parse(GOOD, "{\"instances\": []}"))
        .isInstanceOf(UserException.class)
        .hasMessage("s.jsonl:2: field \"instruction\" is missing or not a string");
    assertThatThrownBy(() -> parse("{\"instruction\": \"x\", \"instances\": []}"))
        .hasMessageStartingWith("s.jsonl:1: field \"instances\" must be a non-empty list");
    assertThatThrownBy(() -> parse("{\"instruction\": \" \", \"instances\": [{}]}"))
        .hasMessage("s.jsonl:1: field \"instruction\" is blank");
    assertThatThrownBy(() -> parse("{\"instruction\": \"x\", \"instances\": [{\"input\": \"\"}]}"))
        .hasMessage("s.jsonl:1: field \"output\" is missing or not a string");
    assertThatThrownBy(() -> parse("[1]")).hasMessage("s.jsonl:1: is not a JSON object");
    assertThatThrownBy(() -> parse("{")).hasMessageStartingWith("s.jsonl:1: is not valid JSON: ");
    assertThatThrownBy(() -> parse("", " ")).hasMessage("s.jsonl: contains no seed task");
  }

  @Test
  void theSeedFileOfSelfInstructIsReadable() {
    List<JsonNode> rows = Golden.data("seed_tasks.jsonl.gz");
    List<SeedTask> tasks =
        SeedTasks.parse("seed_tasks.jsonl.gz", rows.stream().map(JsonNode::toString).toList());
    assertThat(tasks).hasSameSizeAs(rows).extracting(SeedTask::id).doesNotHaveDuplicates();
    assertThat(tasks).anyMatch(SeedTask::classification).anyMatch(task -> !task.classification());
  }

  @Test
  void theDefaultTasksAreManyAndDiverse() {
    List<SeedTask> tasks = SeedTasks.defaults();
    assertThat(tasks).hasSizeGreaterThanOrEqualTo(90);
    assertThat(tasks).extracting(SeedTask::id).doesNotHaveDuplicates();
    assertThat(tasks).extracting(SeedTask::instruction).doesNotHaveDuplicates();
    assertThat(tasks.stream().filter(SeedTask::classification)).hasSizeBetween(25, 50);
    assertThat(tasks.stream().filter(task -> task.first().input().isEmpty()))
        .hasSizeBetween(15, 40);
  }

  @Test
  void theDefaultTasksPassTheRulesForNewTasks() {
    for (SeedTask task : SeedTasks.defaults()) {
      assertThat(RecipeTesting.ALPACA_RULES.judge(task.instruction(), "")).as(task.id()).isEmpty();
      assertThat(task.instances())
          .as(task.id())
          .doesNotHaveDuplicates()
          .noneMatch(instance -> instance.output().isBlank())
          .allMatch(instance -> instance.output().equals(instance.output().strip()))
          .allMatch(instance -> instance.input().equals(instance.input().strip()));
    }
  }

  @Test
  void noTwoDefaultInstructionsAreAlike() {
    List<SeedTask> tasks = SeedTasks.defaults();
    for (int i = 0; i < tasks.size(); i++) {
      for (int j = 0; j < i; j++) {
        String a = tasks.get(i).instruction();
        String b = tasks.get(j).instruction();
        assertThat(RougeL.score(WordSplitting.UNICODE, a, b).fmeasure())
            .as("%s | %s", a, b)
            .isLessThan(0.7);
      }
    }
  }

  @Test
  void theRecordIdIsThatOfTheFirstInstance() {
    assertThat(parse(GOOD).get(0).recordId())
        .isEqualTo(Example.of(0, "Sort it.", "2 1", "1 2").id());
  }

  private static List<SeedTask> parse(String... lines) {
    return SeedTasks.parse("s.jsonl", List.of(lines));
  }
}
