package io.gristmill.jobs.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gristmill.check.UserException;
import io.gristmill.jobs.testing.FileBytes;
import io.gristmill.jobs.testing.LimitedDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Tests remote directories on a file system that renames directories atomically, and on one treated
 * as if it did not.
 */
class RemoteDirectoryTest {

  private static final long PLENTY = 1 << 20;

  @TempDir Path folder;

  @BeforeEach
  void mount() {
    LimitedDisk.mount(PLENTY);
  }

  @AfterEach
  void unmount() {
    LimitedDisk.unmount();
  }

  private Path local(String... texts) throws IOException {
    Path local = Files.createDirectories(folder.resolve("local"));
    for (int i = 0; i < texts.length; i++) {
      Files.writeString(local.resolve("file-" + i), texts[i]);
    }
    return local;
  }

  private RemoteDirectory remoteDirectory(String scheme) {
    return new RemoteDirectory(scheme + folder.resolve("far 한글"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "small://"})
  void aPublishedDirectoryIsCopiedUnchangedAndReplacedByTheNext(String scheme) throws IOException {
    RemoteDirectory remote = remoteDirectory(scheme);
    Path first = local("one", "둘", "");
    remote.publish(first, "a/step");
    assertThat(remote.fetch("a/step", folder.resolve("back"))).isTrue();
    assertThat(FileBytes.hashes(folder.resolve("back"))).isEqualTo(FileBytes.hashes(first));
    Files.delete(first.resolve("file-2"));
    remote.publish(first, "a/step");
    assertThat(remote.fetch("a/step", folder.resolve("again"))).isTrue();
    assertThat(FileBytes.hashes(folder.resolve("again"))).hasSize(2);
    assertThat(remote.list("a")).extracting(RemoteDirectory.Entry::name).containsExactly("step");
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "small://"})
  void aTruncatedFileMakesTheDirectoryIncomplete(String scheme) throws IOException {
    RemoteDirectory remote = remoteDirectory(scheme);
    remote.publish(local("one", "two"), "step");
    Path remoteFile = folder.resolve("far 한글/step/file-1");
    Files.writeString(remoteFile, "tw");
    assertThat(remote.fetch("step", folder.resolve("back"))).isFalse();
    assertThat(folder.resolve("back")).doesNotExist();
    Files.delete(remoteFile);
    assertThat(remote.fetch("step", folder.resolve("back"))).isFalse();
    remote.publish(local("one", "two"), "step");
    assertThat(remote.fetch("step", folder.resolve("back"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{\"files\" : {\"file-0\"", "{}", "null"})
  void aTruncatedManifestMakesTheDirectoryIncomplete(String torn) throws IOException {
    RemoteDirectory remote = remoteDirectory("small://");
    remote.publish(local("one"), "step");
    Files.writeString(folder.resolve("far 한글/step/.whole"), torn);
    assertThat(remote.fetch("step", folder.resolve("back"))).isFalse();
  }

  @Test
  void anUploadThatRunsOutOfSpaceLeavesNoDirectoryAndTheNextOneSucceeds() throws IOException {
    RemoteDirectory remote = remoteDirectory("small://");
    Path local = local("x".repeat(300), "y".repeat(300));
    LimitedDisk.mount(400);
    assertThatThrownBy(() -> remote.publish(local, "step")).isInstanceOf(UserException.class);
    assertThat(folder.resolve("far 한글/step/file-0")).hasSize(300);
    assertThat(remote.fetch("step", folder.resolve("back"))).isFalse();
    LimitedDisk.mount(PLENTY);
    remote.publish(local, "step");
    assertThat(remote.fetch("step", folder.resolve("back"))).isTrue();
    assertThat(FileBytes.hashes(folder.resolve("back"))).isEqualTo(FileBytes.hashes(local));
  }

  @Test
  void leftoversOfAKilledUploadAreNotMixedIn() throws IOException {
    RemoteDirectory remote = remoteDirectory("file:");
    Path stale = Files.createDirectories(folder.resolve("far 한글/.step.partial"));
    Files.writeString(stale.resolve("file-9"), "stale");
    remote.publish(local("one"), "step");
    assertThat(FileBytes.hashes(folder.resolve("far 한글/step"))).containsOnlyKeys("file-0");
    assertThat(stale).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"file:", "small://"})
  void filesAreReplacedAtomicallyAndReadFromAnOffset(String scheme) throws IOException {
    RemoteDirectory remote = remoteDirectory(scheme);
    remote.write("log", "eins\n");
    remote.copyFromLocal(Files.writeString(folder.resolve("longer"), "eins\nzwei\n"), "log");
    assertThat(remote.read("log")).contains("eins\nzwei\n");
    assertThat(new String(remote.readFrom("log", 5), UTF_8)).isEqualTo("zwei\n");
    assertThat(remote.readFrom("log", 10)).isEmpty();
    assertThat(remote.readFrom("log", 99)).isEmpty();
    assertThat(remote.readFrom("none", 0)).isEmpty();
    remote.copyToLocal("log", folder.resolve("copy"));
    assertThat(folder.resolve("copy")).hasContent("eins\nzwei\n");
    assertThat(remote.list("")).extracting(RemoteDirectory.Entry::name).containsExactly("log");
  }

  @ParameterizedTest
  @CsvSource({
    "s3a://bucket/run,true",
    "hdfs:///run,true",
    "file:/tmp/run,false",
    "FILE:///tmp/run,false",
    "/tmp/a:/b,false",
    "out/v1,false",
    "a:b,false",
    "'',false"
  })
  void aSchemeOtherThanFileIsRemote(String place, boolean remote) {
    assertThat(RemoteDirectory.isRemote(place)).isEqualTo(remote);
  }

  @Test
  void theLocalPathDropsTheFileScheme() {
    Map.of(
            "file:/tmp/한 글", "/tmp/한 글",
            "file:///tmp/a%20b", "/tmp/a%20b",
            "file://host/tmp", "/tmp",
            "out/v1", "out/v1")
        .forEach(
            (place, path) -> assertThat(RemoteDirectory.localPath(place)).isEqualTo(Path.of(path)));
  }
}
