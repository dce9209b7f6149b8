package io.gristmill.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.check.ExitCode;
import io.gristmill.jobs.tokenizer.SpecialTokens;
import io.gristmill.jobs.tokenizer.Tokenizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerCommandTest {

  @TempDir Path folder;

  private CliRun train(String input, String... more) {
    List<String> arguments = new ArrayList<>(List.of("tokenizer", "--input", input));
    arguments.addAll(List.of("--output", folder.resolve("out").toString()));
    arguments.addAll(List.of(more));
    return CliRun.withoutSpark(arguments.toArray(new String[0]));
  }

  private String records() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      lines.add(CliFiles.record("Who grinds sack " + i + "?", "The miller 물방앗간 🌾 grinds it."));
    }
    lines.add("{broken");
    return Files.write(folder.resolve("rows.jsonl"), lines).toString();
  }

  @Test
  void trainedTokenizerLoadsAndRoundTripsEveryText() throws Exception {
    CliRun run =
        train(
            records(),
            "--set",
            "tokenizer.vocab-size=290",
            "--set",
            "tokenizer.pre-tokenizer=words-and-chars",
            "--set",
            "training-data.prompt-template=plain");
    assertThat(run.succeeded().out())
        .startsWith("Trained a tokenizer of 290 tokens (33 merges) on 40 texts (1 skipped): ")
        .contains("Written to " + folder.resolve("out") + ".");
    try (Tokenizer tokenizer = Tokenizer.open(folder.resolve("out"))) {
      String text = "Who grinds sack 17?\nThe miller\u0000\té\u0301 磨坊 🌾<|endoftext|>";
      int[] tokens = tokenizer.encode(text);
      assertThat(tokenizer.decode(tokens)).isEqualTo(text);
      assertThat(tokens[tokens.length - 1]).isZero();
      assertThat(tokenizer.encode("The miller")).hasSizeLessThan(5);
      assertThat(tokenizer.encode("17")).hasSize(2);
      SpecialTokens special = SpecialTokens.read(folder.resolve("out"), tokenizer);
      assertThat(special.eos()).hasValue(0);
      assertThat(special.pad()).hasValue(0);
      assertThat(special.bos()).isEmpty();
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(f -> f.getFileName().toString()))
          .containsExactlyInAnyOrder("rows.jsonl", "out");
    }
  }

  @Test
  void sameTextsGiveTheSameFiles() throws Exception {
    Files.writeString(folder.resolve("a.txt"), "the mill\nthe miller\n\nthe wheel");
    String input = folder.resolve("a.txt").toString();
    train(input).succeeded();
    Path first = folder.resolve("first");
    Files.move(folder.resolve("out"), first);
    assertThat(train(input).succeeded().out()).contains(" on 4 texts ").contains(" 30 characters");
    for (String name :
        List.of("tokenizer.json", "tokenizer_config.json", "special_tokens_map.json")) {
      assertThat(folder.resolve("out").resolve(name)).hasSameBinaryContentAs(first.resolve(name));
    }
  }

  @Test
  void existingFilesAreKept() throws Exception {
    Path out = Files.createDirectory(folder.resolve("out"));
    Files.writeString(out.resolve("mine"), "x");
    assertThat(train(records()).refusedWith(ExitCode.OUTPUT).messages())
        .containsExactly(out + " exists; remove it, or name another --output");
    assertThat(out.resolve("mine")).hasContent("x");
  }

  @Test
  void inputWithoutTextsIsRefused() throws Exception {
    Path empty = Files.writeString(folder.resolve("empty.jsonl"), "{\"a\": 1}\n");
    assertThat(train(empty.toString()).refusedWith(ExitCode.INPUT).messages())
        .containsExactly(empty + ": no text to train a tokenizer on; 1 records were unusable");
    assertThat(folder.resolve("out")).doesNotExist();
    Path latin = Files.write(folder.resolve("l.txt"), new byte[] {'a', (byte) 0xE9, '\n'});
    assertThat(train(latin.toString()).refusedWith(ExitCode.INPUT).messages())
        .containsExactly(latin + " is not UTF-8 text");
  }

  @Test
  void wrongUsageIsReported() {
    assertThat(CliRun.withoutSpark("tokenizer").refusedWith(ExitCode.USAGE).err())
        .contains("INPUT... --output DIR");
    assertThat(
            train("x", "--set", "tokenizer.vocab-size=3").refusedWith(ExitCode.CONFIGURATION).err())
        .contains("tokenizer.vocab-size must be a whole number from 256");
  }
}
