package io.gristmill.jobs.train.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFolderTest {

  @TempDir Path temp;

  @Test
  void aFolderAppearsWithAllItsFiles() throws IOException {
    Path folder = temp.resolve("below/model");
    WholeFolder.publish(
        folder,
        partial -> {
          assertThat(folder).doesNotExist();
          Files.writeString(partial.resolve("a"), "1");
          Files.writeString(partial.resolve("b"), "2");
        });
    assertThat(WholeFolder.list(folder)).containsExactly(folder.resolve("a"), folder.resolve("b"));
    assertThat(WholeFolder.list(temp.resolve("below"))).containsExactly(folder);
  }

  @Test
  void aFolderThatCannotBeFilledLeavesTheOneBefore() throws IOException {
    Path folder = temp.resolve("model");
    WholeFolder.publish(folder, partial -> Files.writeString(partial.resolve("a"), "old"));
    assertThatThrownBy(
            () ->
                WholeFolder.publish(
                    folder,
                    partial -> {
                      Files.writeString(partial.resolve("a"), "new");
                      throw new IOException("No space left on device");
                    }))
        .hasMessage("No space left on device");
    assertThat(folder.resolve("a")).hasContent("old");
    assertThat(WholeFolder.list(temp)).containsExactly(folder);
  }

  @Test
  void aNewFolderReplacesTheOneBefore() throws IOException {
    Path folder = temp.resolve("model");
    WholeFolder.publish(folder, partial -> Files.writeString(partial.resolve("a"), "old"));
    WholeFolder.publish(folder, partial -> Files.writeString(partial.resolve("b"), "new"));
    assertThat(WholeFolder.list(folder)).containsExactly(folder.resolve("b"));
  }

  @Test
  void whatAKilledProcessLeftIsNotInTheWay() throws IOException {
    Path folder = temp.resolve("model");
    Files.createDirectories(temp.resolve(".model.partial/deep"));
    Files.createDirectories(temp.resolve(".model.removed/deep"));
    WholeFolder.publish(folder, partial -> Files.writeString(partial.resolve("a"), "1"));
    WholeFolder.remove(folder);
    WholeFolder.remove(folder);
    assertThat(WholeFolder.list(temp)).isEmpty();
  }
}
