package io.gristmill.jobs.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.apache.hadoop.conf.Configuration;

class SlicesProperties {

  private static final Configuration CONF = new Configuration();

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.of(
            "{\"instruction\":\"i\",\"output\":\"o\"}",
            "{\"a\":\"한국어 😀\"}",
            "",
            "  ",
            "broken",
            "{\"instruction\":\"i\",\"instances\":[{\"output\":\"1\"},{\"output\":\"2\"}]}",
            "\r",
            "{}")
        .list()
        .ofMinSize(1)
        .ofMaxSize(12)
        .flatMap(
            list ->
                Arbitraries.of("\n", "\r\n")
                    .flatMap(
                        end -> Arbitraries.of("", "\n").map(last -> String.join(end, list) + last)))
        .flatMap(text -> Arbitraries.of("", "\ufeff").map(mark -> mark + text));
  }

  @Property(tries = 300)
  void slicesOfAnySizeYieldTheLinesOfTheWholeFile(
      @ForAll("lines") String text, @ForAll @IntRange(min = 1, max = 80) int bytes)
      throws IOException {
    Path file = Files.createTempFile("slices", ".jsonl");
    try {
      Files.write(file, text.getBytes(UTF_8));
      assertThat(read(file, bytes)).isEqualTo(read(file, 1 << 20));
    } finally {
      Files.delete(file);
    }
  }

  /** Place and content of every record; places are computed from the counts of earlier slices. */
  private static List<String> read(Path file, long sliceBytes) {
    InputConfig config =
        InputConfig.standard().withFormat(FileFormatOption.JSONL).withMaxPartitionBytes(sliceBytes);
    List<String> found = new ArrayList<>();
    long lines = 0;
    for (FileSlice slice : InputPlan.of(List.of(file.toString()), config, CONF).slices()) {
      long before = found.size();
      try (Records records = SliceReader.open(slice, config, CONF, lines)) {
        records.forEachRemaining(record -> found.add(record.place() + " " + record.text(1000)));
      }
      SliceCount count = SliceCount.of(slice, config, CONF, record -> 1);
      assertThat(count.rows()).isEqualTo(found.size() - before);
      lines += count.lines();
    }
    return found;
  }
}
