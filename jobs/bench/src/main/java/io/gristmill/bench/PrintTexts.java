package io.gristmill.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the texts that are measured, as input for other tools. */
@Command(
    name = "texts",
    mixinStandardHelpOptions = true,
    description = "Prints the texts of a file as JSON lines with field text.")
final class PrintTexts implements Callable<Integer> {

  @Mixin private DataOptions data = new DataOptions();

  @Override
  public Integer call() throws IOException {
    try (BufferedWriter out =
        new BufferedWriter(new OutputStreamWriter(System.out, StandardCharsets.UTF_8))) {
      for (String text : data.texts()) {
        out.write(DataFile.JSON.createObjectNode().put("text", text).toString());
        out.write('\n');
      }
    }
    return 0;
  }
}
