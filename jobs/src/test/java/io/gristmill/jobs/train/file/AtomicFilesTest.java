package io.gristmill.jobs.train.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFilesTest {

  @TempDir Path temp;

  @Test
  void aFolderAppearsWithAllItsFiles() throws IOException {
    Path folder = temp.resolve("below/model");
    AtomicFiles.publish(
        folder,
        partial -> {
          assertThat(folder).doesNotExist();
          Files.writeString(partial.resolve("a"), "1");
          Files.writeString(partial.resolve("b"), "2");
        });
    assertThat(AtomicFiles.list(folder)).containsExactly(folder.resolve("a"), folder.resolve("b"));
    assertThat(AtomicFiles.list(temp.resolve("below"))).containsExactly(folder);
  }

  @Test
  void aFailedPublicationKeepsThePreviousDirectory() throws IOException {
    Path folder = temp.resolve("model");
    AtomicFiles.publish(folder, partial -> Files.writeString(partial.resolve("a"), "old"));
    assertThatThrownBy(
            () ->
                AtomicFiles.publish(
                    folder,
                    partial -> {
                      Files.writeString(partial.resolve("a"), "new");
                      throw new IOException("No space left on device");
                    }))
        .hasMessageContaining("No space left on device");
    assertThat(folder.resolve("a")).hasContent("old");
    assertThat(AtomicFiles.list(temp)).containsExactly(folder);
  }

  @Test
  void aNewDirectoryReplacesThePreviousOne() throws IOException {
    Path folder = temp.resolve("model");
    AtomicFiles.publish(folder, partial -> Files.writeString(partial.resolve("a"), "old"));
    AtomicFiles.publish(folder, partial -> Files.writeString(partial.resolve("b"), "new"));
    assertThat(AtomicFiles.list(folder)).containsExactly(folder.resolve("b"));
  }

  @Test
  void leftoversOfAKilledProcessAreIgnored() throws IOException {
    Path folder = temp.resolve("model");
    Files.createDirectories(temp.resolve(".model.partial/deep"));
    Files.createDirectories(temp.resolve(".model.removed/deep"));
    AtomicFiles.publish(folder, partial -> Files.writeString(partial.resolve("a"), "1"));
    AtomicFiles.remove(folder);
    AtomicFiles.remove(folder);
    assertThat(AtomicFiles.list(temp)).isEmpty();
  }
}
