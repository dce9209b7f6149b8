package io.gristmill.format.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.Problems;
import io.gristmill.config.Settings;
import io.gristmill.format.Column;
import io.gristmill.format.card.DataSetFacts.Files;
import io.gristmill.format.card.DataSetFacts.Stage;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetCardTest {

  private static final List<Column> ALPACA =
      List.of(new Column.Text("instruction"), new Column.Text("input"), new Column.Text("output"));
  private static final List<Column> MESSAGES =
      List.of(new Column.Turns("messages", "role", "content"));

  @Test
  void theCardOfASmallDataSetIsRendered() {
    DataSetFacts facts =
        new DataSetFacts(
            "mill-ko",
            "v3",
            "9f86d081",
            "0.1.0",
            1200,
            List.of(
                new Files("alpaca", "train", "alpaca/train/*.jsonl", ALPACA, 1000),
                new Files("messages", "train", "messages/train/*.jsonl", MESSAGES, 990),
                new Files("alpaca", "test", "alpaca/test/*.jsonl", ALPACA, 200)),
            List.of(
                new Stage("filter", 1500, 1300, counts("too-short", 150, "banned-word", 50)),
                new Stage("dedup", 1300, 1200, counts("near-duplicate", 100))),
            counts("seed|tasks", 1000, "", 200),
            new CardConfig("cc-by-4.0", List.of("ko", "no"), List.of("gristmill")));
    assertThat(DataSetCard.render(facts))
        .isEqualTo(
            """
            ---
            pretty_name: "mill-ko"
            license: "cc-by-4.0"
            language:
            - "ko"
            - "no"
            tags:
            - "gristmill"
            task_categories:
            - "text-generation"
            size_categories:
            - "1K<n<10K"
            configs:
            - config_name: "alpaca"
              default: true
              data_files:
              - split: "train"
                path: "alpaca/train/*.jsonl"
              - split: "test"
                path: "alpaca/test/*.jsonl"
            - config_name: "messages"
              data_files:
              - split: "train"
                path: "messages/train/*.jsonl"
            ---

            # mill-ko

            Instruction-tuning data: 1200 examples, version `v3`, in 2 formats.
            License: cc-by-4.0.
            Languages: ko, no.

            ## Formats

            ```python
            from datasets import load_dataset

            rows = load_dataset("path/of/this/folder", "alpaca")
            ```

            | format | split | rows | files | columns |
            |---|---|---|---|---|
            | `alpaca` | `train` | 1000 | `alpaca/train/*.jsonl` | `instruction`, `input`, `output` |
            | `messages` | `train` | 990 | `messages/train/*.jsonl` | `messages` (list of `role`, `content`) |
            | `alpaca` | `test` | 200 | `alpaca/test/*.jsonl` | `instruction`, `input`, `output` |

            ## Counts

            | stage | read | kept | dropped |
            |---|---|---|---|
            | filter | 1500 | 1300 | 200 |
            | dedup | 1300 | 1200 | 100 |

            | stage | rule | dropped |
            |---|---|---|
            | filter | banned-word | 50 |
            | filter | too-short | 150 |
            | dedup | near-duplicate | 100 |

            ## Sources

            | source | examples |
            |---|---|
            | (unnamed) | 200 |
            | seed\\|tasks | 1000 |

            ## How it was made

            By Gristmill 0.1.0.
            Fingerprint of settings and inputs: `9f86d081`.
            The same input, settings and seed give the same rows.
            """);
  }

  @ParameterizedTest
  @CsvSource({
    "0, n<1K",
    "999, n<1K",
    "1000, 1K<n<10K",
    "9999, 1K<n<10K",
    "52002, 10K<n<100K",
    "100000, 100K<n<1M",
    "5000000, 1M<n<10M",
    "999999999, 100M<n<1B",
    "999999999999, 100B<n<1T",
    "1000000000000, n>1T",
    "9223372036854775807, n>1T",
  })
  void theSizeCategoryFollowsFromTheRowCount(long rows, String expected) {
    assertThat(DataSetCard.sizeCategory(rows)).isEqualTo(expected);
  }

  @Test
  void anyTextStaysOneYamlScalarPerLine() {
    DataSetFacts facts =
        facts("a: \"b\"\n---\n# c\t\\ 밀🌾 \u2028\u0000\u0085\uD800", "My \"own\": terms");
    assertThat(DataSetCard.render(facts).lines().limit(4))
        .containsExactly(
            "---",
            "pretty_name: \"a: \\\"b\\\"\\n---\\n# c\\t\\\\ 밀🌾 \\u2028\\u0000\\u0085\uFFFD\"",
            "license: \"other\"",
            "license_name: \"My \\\"own\\\": terms\"");
    assertThat(DataSetCard.render(facts))
        .contains("\n# a: \"b\" --- \\# c \\\\ 밀🌾")
        .doesNotContain("\uD800 ", "\u0000", "\u2028");
  }

  @Test
  void unknownFactsAreNotStated() {
    String card = DataSetCard.render(facts("n", ""));
    assertThat(card)
        .doesNotContain("\nlicense", "\nlanguage", "\ntags", "## Counts", "## Sources")
        .contains("License: not stated.", "Languages: not stated.", "in 1 format.");
  }

  @Test
  void theSameFactsGiveTheSameCard() {
    assertThat(DataSetCard.render(facts("n", "mit")))
        .isEqualTo(DataSetCard.render(facts("n", "mit")));
  }

  @Test
  void aSplitNameThatNoLoaderAcceptsIsRejected() {
    assertThatThrownBy(() -> new Files("alpaca", "train-1", "a/*", ALPACA, 1))
        .hasMessage("split \"train-1\" is not a valid split name");
  }

  @Test
  void aDataSetWithoutFilesIsRejected() {
    assertThatThrownBy(
            () ->
                new DataSetFacts(
                    "n",
                    "v",
                    "f",
                    "0",
                    1,
                    List.of(),
                    List.of(),
                    new TreeMap<>(),
                    new CardConfig("", List.of(), List.of())))
        .hasMessage("a data set has at least one format");
  }

  @Test
  void filesOfTwoFormatsInOneDataSetAreRejected() {
    // The datasets library assumes the format of the first files for all, and fails on the others.
    DataSetFacts facts = facts("n", "mit");
    List<Files> mixed =
        List.of(
            facts.files().get(0), new Files("messages", "train", "messages/*.jsonl", MESSAGES, 3));
    assertThatThrownBy(
            () ->
                new DataSetFacts(
                    "n", "v", "f", "0", 3, mixed, List.of(), new TreeMap<>(), facts.card()))
        .hasMessage("one data set cannot hold files of extensions [parquet, jsonl]");
  }

  @Test
  void licenseLanguagesAndTagsComeFromTheSettings() {
    Problems problems = new Problems();
    CardConfig card =
        read(problems, "export.card.license=mit", "export.card.languages=[ko, zh-Hans]");
    assertThat(problems.messages()).isEmpty();
    assertThat(card)
        .isEqualTo(
            new CardConfig(
                "mit", List.of("ko", "zh-Hans"), List.of("instruction-tuning", "gristmill")));
  }

  @Test
  void anInvalidLanguageCodeAndABlankTagAreBothReported() {
    Problems problems = new Problems();
    read(problems, "export.card.languages=[Korean]", "export.card.tags=[\" \"]");
    assertThat(problems.messages())
        .containsExactly(
            "export.card.languages must be a list of ISO 639 codes such as en, ko, zh, was"
                + " [\"Korean\"]",
            "export.card.tags must be a list of texts, none of them blank, was [\" \"]");
  }

  private static CardConfig read(Problems problems, String... settings) {
    Settings loaded = Settings.load(null, List.of(settings), problems);
    return CardConfig.read(loaded.reader("export", problems));
  }

  private static DataSetFacts facts(String name, String license) {
    return new DataSetFacts(
        name,
        "v1",
        "f",
        "0.1.0",
        3,
        List.of(new Files("alpaca", "train", "alpaca/*.parquet", ALPACA, 3)),
        List.of(),
        new TreeMap<>(),
        new CardConfig(license, List.of(), List.of()));
  }

  private static SortedMap<String, Long> counts(Object... namesAndCounts) {
    SortedMap<String, Long> counts = new TreeMap<>();
    for (int i = 0; i < namesAndCounts.length; i += 2) {
      counts.put((String) namesAndCounts[i], ((Integer) namesAndCounts[i + 1]).longValue());
    }
    return counts;
  }
}
