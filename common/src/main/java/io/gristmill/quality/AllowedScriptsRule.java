package io.gristmill.quality;

import io.gristmill.text.Scripts;
import java.lang.Character.UnicodeScript;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Drops a record with too few letters of a field in the allowed scripts. Score: the fraction of
 * letters in these scripts; threshold: the minimum. Texts without letters (numbers, emoji) are
 * kept.
 *
 * @param minFrac minimum fraction of letters in the allowed scripts, in [0, 1]
 */
record AllowedScriptsRule(Set<UnicodeScript> scripts, double minFrac) implements Rule.FieldRule {

  AllowedScriptsRule {
    EnumSet<UnicodeScript> copy = EnumSet.noneOf(UnicodeScript.class);
    copy.addAll(scripts);
    scripts = Collections.unmodifiableSet(copy);
  }

  @Override
  public Verdict judge(Field field, String text) {
    Optional<Double> share = Scripts.share(text, scripts);
    return share.isPresent() && share.get() < minFrac
        ? new Verdict.Drop("allowed-scripts", share.get(), minFrac, detail(field, share.get()))
        : Verdict.KEEP;
  }

  private String detail(Field field, double share) {
    String names = scripts.stream().map(Enum::name).collect(Collectors.joining(", "));
    return String.format(
        Locale.ROOT, "%.0f %% of the letters of %s are %s", 100 * share, field.label(), names);
  }
}
