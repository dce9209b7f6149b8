package io.gristmill.recipe;

import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * A record that a recipe made, before any filter.
 *
 * @param instruction what is asked
 * @param input the material to work on; empty means none
 * @param output the answer; empty where a later step of the recipe makes it
 * @param parents ids of the records it was made from
 * @param metadata what else is worth keeping, lineage among it (operation, round)
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
