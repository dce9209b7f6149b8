package io.gristmill.format.card;

import io.gristmill.config.SettingsReader;
import java.io.Serializable;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Facts about a data set that only the user knows; {@code export.card} in reference.conf.
 *
 * @param license an identifier such as {@code apache-2.0}, or any text; empty if unknown
 * @param languages language codes such as {@code ko}
 * @param tags tags of the data set on Hugging Face
 */
public record CardConfig(String license, List<String> languages, List<String> tags)
    implements Serializable {

  private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*");

  public CardConfig {
    languages = List.copyOf(languages);
    tags = List.copyOf(tags);
  }

  /** Reads {@code card} below the {@code export} block. */
  public static CardConfig read(SettingsReader export) {
    SettingsReader card = export.below("card");
    List<String> languages = card.texts("languages");
    if (!languages.stream().allMatch(code -> LANGUAGE.matcher(code).matches())) {
      card.problem("languages", "a list of ISO 639 codes such as en, ko, zh");
    }
    List<String> tags = card.texts("tags");
    if (tags.stream().anyMatch(String::isBlank)) {
      card.problem("tags", "a list of texts, none of them blank");
    }
    return new CardConfig(card.text("license").strip(), languages, tags);
  }
}
