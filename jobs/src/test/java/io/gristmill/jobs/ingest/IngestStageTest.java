package io.gristmill.jobs.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestStageTest {

  @TempDir Path folder;
  Ingested ingest;

  @BeforeEach
  void newFolder() {
    ingest = new Ingested(folder);
  }

  @Test
  void aJsonLineBecomesAnExampleWithThePlaceItHas() {
    ingest.write(
        "a.jsonl",
        "{\"instruction\": \"Add 1 and 2.\", \"input\": \"\", \"output\": \"3\"}\n"
            + "{\"instruction\": \"더하기\", \"input\": \"1, 2\", \"output\": \"3 😀\"}\n");
    assertThat(ingest.examples())
        .containsExactly("0|Add 1 and 2.||3|a.jsonl|{}", "1|더하기|1, 2|3 😀|a.jsonl|{}");
    assertThat(ingest.rejects()).isEmpty();
  }
}
