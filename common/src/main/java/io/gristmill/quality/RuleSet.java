package io.gristmill.quality;

import io.gristmill.record.Example;
import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rules by name, in the order of application. */
public record RuleSet(Map<String, Rule> rules) implements Serializable {

  public RuleSet {
    rules = Collections.unmodifiableMap(new LinkedHashMap<>(rules));
  }

  /** The names of the rules, in their order. */
  public List<String> names() {
    return List.copyOf(rules.keySet());
  }

  /** The verdict of the first rule that drops the record, else {@link Verdict#KEEP}. */
  public Verdict judge(Example example) {
    for (Rule rule : rules.values()) {
      Verdict verdict = rule.judge(example);
      if (verdict instanceof Verdict.Drop) {
        return verdict;
      }
    }
    return Verdict.KEEP;
  }
}
