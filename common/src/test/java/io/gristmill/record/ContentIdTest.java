package io.gristmill.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * The expected ids are the first 32 hexadecimal digits of Python's {@code hashlib.sha256} over each
 * part's length ({@code struct.pack(">I", n)}) and UTF-8 bytes.
 */
class ContentIdTest {

  @Test
  void anIdIsTheHashThatPythonComputes() {
    assertThat(ContentId.of("Name a colour.", "", "Blue.", ""))
        .isEqualTo("df1e7b1385dc3864a270c157d2e41629");
  }

  @Test
  void textsOfAnyScriptAreHashedAsUtf8() {
    assertThat(ContentId.of("색 하나를 말해 보세요.", "입력 🙂", "e\u0301", "[]"))
        .isEqualTo("b2c97339644f663ceea2fdc5cff63500");
  }

  @Test
  void noPartsAndEmptyPartsHaveDistinctIds() {
    assertThat(ContentId.ofParts()).isEqualTo("e3b0c44298fc1c149afbf4c8996fb924");
    assertThat(ContentId.ofParts("")).isEqualTo("df3f619804a92fdb4057192dc43dd748");
    assertThat(ContentId.ofParts("", "")).isEqualTo("af5570f5a1810b7af78caf4bc70a660f");
  }

  @Test
  void composedAndDecomposedLettersAreDifferentContent() {
    assertThat(ContentId.ofParts("é")).isNotEqualTo(ContentId.ofParts("e\u0301"));
  }

  @Test
  void aTextLongerThanAnyBufferIsHashedCompletely() {
    String megabytes = "가".repeat(1 << 20);
    assertThat(ContentId.ofParts(megabytes)).isNotEqualTo(ContentId.ofParts(megabytes + "가"));
  }

  @Test
  void threadsDoNotMixTheirHashes() {
    List<String> alone = ids(false);
    assertThat(ids(true)).isEqualTo(alone).doesNotHaveDuplicates();
  }

  @Test
  void anExampleHasTheIdOfItsTexts() {
    Example example = Example.of(7, "Name a colour.", "", "Blue.");
    assertThat(example.id()).isEqualTo("df1e7b1385dc3864a270c157d2e41629");
    assertThat(Example.of(8, "Name a colour.", "", "Blue.").id()).isEqualTo(example.id());
  }

  private static List<String> ids(boolean parallel) {
    IntStream numbers = IntStream.range(0, 5000);
    return (parallel ? numbers.parallel() : numbers)
        .mapToObj(i -> ContentId.ofParts("row", "x".repeat(i % 300), String.valueOf(i)))
        .toList();
  }
}
