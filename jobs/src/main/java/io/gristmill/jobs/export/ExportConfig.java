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
import java.util.Set;

/**
 * The settings of the stage; block {@code export} of reference.conf.
 *
 * @param formats what is written
 * @param files JSON lines or Parquet
 * @param unique formats whose equal rows are written once
 * @param card what only the user can say about the data set
 * @param name of the data set on its card
 */
public record ExportConfig(
    List<Format> formats, TableFormat files, Set<String> unique, CardConfig card, String name)
    implements Serializable {

  public ExportConfig {
    formats = List.copyOf(formats);
    unique = Set.copyOf(unique);
  }

  /** Reads and checks the block; what is wrong goes to the problems. */
  public static ExportConfig read(Settings settings, Problems problems) {
    SettingsReader export = settings.reader("export", problems);
    long seed = settings.seed(problems);
    return new ExportConfig(
        FormatConfig.read(export, seed).formats(),
        export.choice("files", TableFormat.class),
        Set.copyOf(export.texts("unique")),
        CardConfig.read(export),
        export.text("name"));
  }
}
