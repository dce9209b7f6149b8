package io.gristmill.jobs.train.data;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * A row that is not trained on.
 *
 * @param file as a person knows it
 * @param place in the file, for a person
 * @param rule stable kebab-case name, counted in reports
 * @param detail the reason for a person
 * @param row its text, cut where it is long
 */
public record RowReject(String file, String place, String rule, String detail, String row) {

  /** One line of {@code rejects.jsonl}, without its end. */
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
