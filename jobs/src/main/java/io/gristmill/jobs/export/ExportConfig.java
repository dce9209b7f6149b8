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
 * The settings of the stage; block {@code export} of reference.conf.
 *
 * @param formats what is written
 * @param selfInstruct how the training file of Self-Instruct is encoded, where its files are
 *     written too
 * @param fileFormat JSON lines or Parquet
 * @param dropDuplicates formats whose equal rows are written once
 * @param card what only the user can say about the data set
 * @param datasetName of the data set on its card
 */
public record ExportConfig(
    List<Format> formats,
    Optional<Format> selfInstruct,
    TableFormat fileFormat,
    Set<String> dropDuplicates,
    CardConfig card,
    String datasetName)
    implements Serializable {

  /** Not a format of rows but a set of files, which needs more than examples. */
  public static final String SELF_INSTRUCT = "self-instruct";

  public ExportConfig {
    formats = List.copyOf(formats);
    dropDuplicates = Set.copyOf(dropDuplicates);
  }

  /** Reads and checks the block; what is wrong goes to the problems. */
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
