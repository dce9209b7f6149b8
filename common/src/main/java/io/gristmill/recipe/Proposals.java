package io.gristmill.recipe;

import io.gristmill.check.Require;
import io.gristmill.llm.Answer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Helpers of pool recipes: resolving few-shot tasks and recording the proposing call. */
public final class Proposals {

  private Proposals() {}

  /**
   * Instructions of the few-shot tasks of a prompt, in its order.
   *
   * @param ids ids of the tasks' records
   */
  public record FewShotTasks(List<String> instructions, List<String> ids) {
    public FewShotTasks {
      instructions = List.copyOf(instructions);
      ids = List.copyOf(ids);
    }
  }

  /**
   * Resolves the picks of a selection to instructions and ids.
   *
   * @param pool the tasks at {@link FewShotSelection#poolIndexes}, in that order
   */
  public static FewShotTasks resolve(
      FewShotSelection draw, List<SeedTask> seeds, List<PoolRecipe.PoolTask> pool) {
    int expected = draw.poolIndexes().size();
    Require.that(
        pool.size() == expected,
        "prompt %s selects %d tasks of the pool, but %d were passed",
        draw.label(),
        expected,
        pool.size());
    Iterator<PoolRecipe.PoolTask> accepted = pool.iterator();
    List<String> instructions = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    for (FewShotSelection.Pick pick : draw.picks()) {
      if (pick.fromPool()) {
        PoolRecipe.PoolTask task = accepted.next();
        instructions.add(task.instruction());
        ids.add(task.id());
      } else {
        SeedTask task = seeds.get(pick.index());
        instructions.add(task.instruction());
        ids.add(task.recordId());
      }
    }
    return new FewShotTasks(instructions, ids);
  }

  /** Metadata of a candidate about the call that proposed it. */
  public static Map<String, String> metadata(FewShotSelection draw, String prompt, Answer answer) {
    return Map.of(
        MetadataKeys.ROUND, String.valueOf(draw.round()),
        MetadataKeys.PROMPT, String.valueOf(draw.prompt()),
        MetadataKeys.REQUEST_PROMPT, prompt,
        MetadataKeys.REQUEST_RESPONSE, answer.text(),
        MetadataKeys.REQUEST_FINISH, finish(answer));
  }

  /** Returns the metadata with an additional entry. */
  public static Map<String, String> with(Map<String, String> metadata, String key, String value) {
    Map<String, String> more = new TreeMap<>(metadata);
    more.put(key, value);
    return more;
  }

  /** Returns the metadata without the texts of the proposing call. */
  public static Map<String, String> lineage(Map<String, String> metadata) {
    Map<String, String> lineage = new TreeMap<>(metadata);
    lineage.remove(MetadataKeys.REQUEST_PROMPT);
    lineage.remove(MetadataKeys.REQUEST_RESPONSE);
    lineage.remove(MetadataKeys.REQUEST_FINISH);
    return lineage;
  }

  /** Finish reason of an answer in lower case. */
  public static String finish(Answer answer) {
    return answer.finish().name().toLowerCase(Locale.ROOT);
  }
}
