package io.gristmill.quality;

import io.gristmill.check.Require;
import io.gristmill.record.Example;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Rules in the order of application.
 *
 * @param rules the rules; names are distinct
 */
public record RuleSet(List<Rule> rules) implements Serializable {

  public RuleSet {
    rules = List.copyOf(rules);
    Require.that(
        names(rules).stream().distinct().count() == rules.size(),
        "rule names must be distinct, was %s",
        names(rules));
  }

  /** The names of the rules, in their order. */
  public List<String> names() {
    return names(rules);
  }

  /** The verdict of the first rule that drops the record, else {@link Verdict#KEEP}. */
  public Verdict judge(Example example) {
    for (Rule rule : rules) {
      Verdict verdict = rule.judge(example);
      if (verdict instanceof Verdict.Drop) {
        return verdict;
      }
    }
    return Verdict.KEEP;
  }

  /** The verdict of every rule by its name, in the order of the rules. */
  public Map<String, Verdict> judgeWithEach(Example example) {
    return rules.stream()
        .collect(
            Collectors.toMap(
                Rule::name, rule -> rule.judge(example), (a, b) -> a, LinkedHashMap::new));
  }

  private static List<String> names(List<Rule> rules) {
    return rules.stream().map(Rule::name).toList();
  }
}
