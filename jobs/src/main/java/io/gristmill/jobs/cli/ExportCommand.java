package io.gristmill.jobs.cli;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.config.SettingsReader;
import io.gristmill.jobs.table.TableFormat;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine.Command;

@Command(
    name = "export",
    description = {
      "Writes training files: Alpaca, Phi-3, prompt/completion, ShareGPT, messages, templates.",
      "--format takes the name of one of them too (--format alpaca), as does --set export.formats."
    })
final class ExportCommand extends JobCommand {

  @Override
  List<String> stages(Settings settings, Problems problems) {
    return List.of("export");
  }

  /** A name that is no format of tables is one of training files. */
  @Override
  String formatAssignment(String format) {
    boolean ofTables =
        Arrays.stream(TableFormat.values()).anyMatch(f -> SettingsReader.kebab(f).equals(format));
    return ofTables ? super.formatAssignment(format) : "export.formats=[" + quoted(format) + "]";
  }
}
