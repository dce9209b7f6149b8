package io.gristmill.jobs.export;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.format.Format;
import io.gristmill.format.FormatConfig;
import io.gristmill.format.card.CardConfig;
import io.gristmill.jobs.table.TableFormat;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Settings of the stage export: block {@code export} of reference.conf, which explains them.
 *
 * @param selfInstruct encoding of the Self-Instruct fine-tuning file; empty unless the
 *     Self-Instruct files are written
 * @param card facts for the data set card that only the user knows
 */
public record ExportConfig(
    List<Format> formats,
    Optional<Format> selfInstruct,
    TableFormat fileFormat,
    Set<String> dropDuplicates,
    CardConfig card,
    String datasetName)
    implements Serializable {

  /**
   * Name in {@code export.formats} for the files of the released Self-Instruct code. It is not a
   * row format: it also needs the table of tasks.
   */
  public static final String SELF_INSTRUCT = "self-instruct";

  public ExportConfig {
    formats = List.copyOf(formats);
    dropDuplicates = Set.copyOf(dropDuplicates);
  }

  public static ExportConfig read(Settings settings, Problems problems) {
    SettingsReader export = settings.reader("export", problems);
    long seed = settings.seed(problems);
    return new ExportConfig(
        FormatConfig.read(export, seed, List.of(SELF_INSTRUCT)).formats(),
        export.texts("formats").contains(SELF_INSTRUCT)
            ? Optional.of(encoding(settings, seed))
            : Optional.empty(),
        export.choice("file-format", TableFormat.class),
        Set.copyOf(export.texts("drop-duplicates")),
        CardConfig.read(export),
        export.text("dataset-name"));
  }

  private static Format encoding(Settings settings, long seed) {
    Settings alone = settings.with(List.of("export.formats=[prompt-completion]"));
    return FormatConfig.read(alone.reader("export", new Problems()), seed).formats().get(0);
  }
}
