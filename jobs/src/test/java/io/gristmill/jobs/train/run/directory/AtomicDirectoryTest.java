package io.gristmill.jobs.train.run.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicDirectoryTest {

  @TempDir Path temp;

  @Test
  void aFolderAppearsWithAllItsFiles() throws IOException {
    Path folder = temp.resolve("below/model");
    AtomicDirectory.publish(
        folder,
        partial -> {
          assertThat(folder).doesNotExist();
          Files.writeString(partial.resolve("a"), "1");
          Files.writeString(partial.resolve("b"), "2");
        });
    assertThat(AtomicDirectory.list(folder))
        .containsExactly(folder.resolve("a"), folder.resolve("b"));
    assertThat(AtomicDirectory.list(temp.resolve("below"))).containsExactly(folder);
  }

  @Test
  void aFailedPublicationKeepsThePreviousDirectory() throws IOException {
    Path folder = temp.resolve("model");
    AtomicDirectory.publish(folder, partial -> Files.writeString(partial.resolve("a"), "old"));
    assertThatThrownBy(
            () ->
                AtomicDirectory.publish(
                    folder,
                    partial -> {
                      Files.writeString(partial.resolve("a"), "new");
                      throw new IOException("No space left on device");
                    }))
        .hasMessage("No space left on device");
    assertThat(folder.resolve("a")).hasContent("old");
    assertThat(AtomicDirectory.list(temp)).containsExactly(folder);
  }

  @Test
  void aNewDirectoryReplacesThePreviousOne() throws IOException {
    Path folder = temp.resolve("model");
    AtomicDirectory.publish(folder, partial -> Files.writeString(partial.resolve("a"), "old"));
    AtomicDirectory.publish(folder, partial -> Files.writeString(partial.resolve("b"), "new"));
    assertThat(AtomicDirectory.list(folder)).containsExactly(folder.resolve("b"));
  }

  @Test
  void leftoversOfAKilledProcessAreIgnored() throws IOException {
    Path folder = temp.resolve("model");
    Files.createDirectories(temp.resolve(".model.partial/deep"));
    Files.createDirectories(temp.resolve(".model.removed/deep"));
    AtomicDirectory.publish(folder, partial -> Files.writeString(partial.resolve("a"), "1"));
    AtomicDirectory.remove(folder);
    AtomicDirectory.remove(folder);
    assertThat(AtomicDirectory.list(temp)).isEmpty();
  }
}
