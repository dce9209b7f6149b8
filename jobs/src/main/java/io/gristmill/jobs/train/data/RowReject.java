package io.gristmill.jobs.train.data;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * A row that was dropped before training.
 *
 * @param place line or record within the file
 * @param rule stable kebab-case name of the reason, counted in reports
 * @param row text of the row, truncated if it is long
 */
public record RowReject(String file, String place, String rule, String detail, String row) {

  /** The line of {@code rejects.jsonl}, without line end. */
  public String json() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("file", file)
        .put("place", place)
        .put("rule", rule)
        .put("detail", detail)
        .put("row", row)
        .toString();
  }
}
