package io.gristmill.recipe;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * A record produced by a recipe, before filtering.
 *
 * @param instruction the task
 * @param input input of the task; empty if there is none
 * @param output the answer; empty until a later step of the recipe produces it
 * @param parents ids of the records that it derives from
 * @param metadata lineage (operation, round) and other facts; see {@link MetadataKeys}
 */
public record Candidate(
    String instruction,
    String input,
    String output,
    List<String> parents,
    Map<String, String> metadata)
    implements Serializable {

  public Candidate {
    parents = List.copyOf(parents);
    metadata = Map.copyOf(metadata);
  }
}
