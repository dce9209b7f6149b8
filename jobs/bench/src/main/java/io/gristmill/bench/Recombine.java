package io.gristmill.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Writes a data file of any number of rows, recombined from a real one. A row has the recombined
 * text in its column, and all other columns from the row that contributes the head.
 */
@Command(
    name = "recombine",
    mixinStandardHelpOptions = true,
    description = "Enlarges a data file with texts recombined from halves.")
final class Recombine implements Callable<Integer> {

  @Mixin private DataOptions data = new DataOptions();

  @Option(names = "--output", required = true, description = "JSON lines file to write.")
  private Path output = Path.of("");

  @Option(names = "--size", required = true, description = "Number of rows to write.")
  private long size;

  @Option(names = "--seed", defaultValue = "42", description = "Random seed; default 42.")
  private long seed;

  @Override
  public Integer call() throws IOException {
    List<ObjectNode> records = DataFile.records(data.data(), data.field());
    records = records.subList(0, Math.min(data.rows(), records.size()));
    List<String> texts = records.stream().map(row -> row.path(data.field()).asText()).toList();
    Recombiner recombiner = new Recombiner(texts, seed);
    try (BufferedWriter out = Files.newBufferedWriter(output)) {
      for (long k = 0; k < size; k++) {
        Recombiner.Halves halves = recombiner.text(k);
        ObjectNode row = records.get(halves.left()).deepCopy();
        out.write(row.put(data.field(), halves.text()).toString());
        out.write('\n');
      }
    }
    return 0;
  }
}
