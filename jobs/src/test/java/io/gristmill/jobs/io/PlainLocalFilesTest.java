package io.gristmill.jobs.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainLocalFilesTest {

  @TempDir java.nio.file.Path folder;
  private Configuration conf = new Configuration();
  private FileSystem files = new PlainLocalFiles();

  @BeforeEach
  void open() throws IOException {
    conf = new Configuration(false);
    conf.set("fs.file.impl", PlainLocalFiles.class.getName());
    conf.set("fs.AbstractFileSystem.file.impl", PlainLocalFiles.Context.class.getName());
    files = FileSystem.newInstance(folder.toUri(), conf);
  }

  @ParameterizedTest
  @ValueSource(strings = {"rwxr-x--x", "rw-r--r--", "r--------", "---------", "rwxrwxrwx"})
  void aFileGetsExactlyTheRequestedPermissions(String permissions) throws IOException {
    java.nio.file.Path file = Files.writeString(folder.resolve("a"), "text");
    files.setPermission(at("a"), FsPermission.valueOf("-" + permissions));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo(permissions);
  }

  @Test
  void newFilesHaveThePermissionsOfTheUmask() throws IOException {
    conf.set("fs.permissions.umask-mode", "027");
    files = FileSystem.newInstance(folder.toUri(), conf);
    files.create(at("file")).close();
    files.mkdirs(at("made/below"));
    assertThat(permissions("file")).isEqualTo("rw-r-----");
    assertThat(permissions("made")).isEqualTo("rwxr-x---");
    assertThat(permissions("made/below")).isEqualTo("rwxr-x---");
  }

  @Test
  void aMissingFileIsReported() {
    assertThatThrownBy(() -> files.setPermission(at("none"), FsPermission.getFileDefault()))
        .isInstanceOf(FileNotFoundException.class)
        .hasMessageContaining("none");
    assertThatThrownBy(() -> files.getFileLinkStatus(at("none")))
        .isInstanceOf(FileNotFoundException.class);
  }

  @Test
  void aRenameReplacesOnlyOnRequest() throws IOException {
    Files.writeString(folder.resolve("new"), "new");
    FileContext context = FileContext.getFileContext(folder.toUri(), conf);
    Path to = at("old");
    context.rename(at("new"), to);
    assertThat(folder.resolve("old")).hasContent("new");
    Files.writeString(folder.resolve("newer"), "newer");
    assertThatThrownBy(() -> context.rename(at("newer"), to))
        .isInstanceOf(org.apache.hadoop.fs.FileAlreadyExistsException.class);
    context.rename(at("newer"), to, Options.Rename.OVERWRITE);
    assertThat(folder.resolve("old")).hasContent("newer");
  }

  @Test
  void aSymbolicLinkIsReportedAsALink() throws IOException {
    Files.writeString(folder.resolve("target"), "text");
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("target"));
    Path link = new Path(folder.resolve("link").toString()); // Hadoop knows no link by its URI
    assertThat(files.getFileLinkStatus(link).isSymlink()).isTrue();
    assertThat(files.getFileLinkStatus(at("target")).isSymlink()).isFalse();
    assertThat(files.getFileStatus(at("link")).getLen()).isEqualTo(4);
  }

  @Test
  void noChecksumFilesAreWritten() throws IOException {
    files.create(at("data")).close();
    try (var all = Files.list(folder)) {
      assertThat(all.map(file -> file.getFileName().toString())).containsExactly("data");
    }
  }

  private String permissions(String name) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(name)));
  }

  private Path at(String name) {
    return new Path(folder.toUri().toString(), name);
  }
}
