package io.gristmill.jobs.io;

import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.jobs.io.InputPlan.Positions;
import io.gristmill.jobs.testing.CompressedBytes;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.security.AccessControlException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InputPlanTest {

  private static final String LINE = "{\"instruction\": \"i\", \"output\": \"o\"}\n";

  @TempDir Path folder;

  private void write(String name, byte[] bytes) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private void write(String name, String text) throws IOException {
    write(name, text.getBytes(UTF_8));
  }

  private InputPlan plan(InputConfig config, String... paths) {
    List<String> inputs =
        Stream.of(paths).map(p -> p.startsWith("/") ? p : folder + "/" + p).toList();
    return InputPlan.of(inputs, config, new Configuration());
  }

  private InputPlan plan(String... paths) {
    return plan(InputConfig.standard(), paths);
  }

  private UserException refused(String... paths) {
    UserException e = catchThrowableOfType(UserException.class, () -> plan(paths));
    assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT);
    return e;
  }

  private static List<String> names(InputPlan plan) {
    return plan.files().stream().map(InputFile::name).toList();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.txt | {\"a\": 1}\\n{\"a\": 2}\\n | JSONL",
        "a.json | {\"a\": 1}\\n{\"a\": 2}\\n | JSONL",
        "a.json | {\"a\": 1}\\n | JSON",
        "a | \\n \\n {\\n\"a\": 1\\n}\\n | JSON",
        "a.jsonl | [{\"a\": 1}] | JSON",
        "a.jsonl | {\"a\": \\n{\"a\": 2}\\n | JSONL",
        "a.jsonl | nonsense\\n{\"a\": 2}\\n | JSONL",
        "a.jsonl | \"a text\"\\n | JSONL",
        "a.jsonl | \uFEFF{\"a\": 1}\\n | JSONL",
        "a.csv | one,two\\n1,2\\n | CSV",
        "a.csv | one\\ttwo\\n1\\t2\\n | TSV",
        "a.txt | instruction,output\\na,b\\n | CSV",
        "a.dat | Question\\tAnswer\\na\\tb\\n | TSV",
        "a.tsv | one,two\\ta\\n | TSV",
        "a.jsonl | '' | JSONL",
        "a.csv | '' | CSV",
        "a.json | \\n\\n | JSON"
      })
  void theFormatIsDetectedFromTheContentThenTheName(String name, String text, FileFormat format)
      throws IOException {
    write(name, text.replace("\\n", "\n").replace("\\t", "\t"));
    assertThat(plan(name).files().get(0).format()).isEqualTo(format);
  }

  @Test
  void theCompressionIsDetectedFromTheContent() throws IOException {
    write("a.jsonl", CompressedBytes.gzip(LINE));
    write("b.gz", CompressedBytes.zstd(LINE));
    write("c.txt", CompressedBytes.bzip2(LINE));
    write("d.jsonl.gz", LINE);
    assertThat(plan("").files())
        .extracting(InputFile::compression)
        .containsExactly(Compression.GZIP, Compression.ZSTD, Compression.BZIP2, Compression.NONE);
    assertThat(plan("").files()).extracting(InputFile::format).containsOnly(FileFormat.JSONL);
  }

  @Test
  void delimitersAreDetectedFromTheHeaderUnlessSet() throws IOException {
    write("a.csv", "instruction;output;\"a,b,c,d\"\n");
    assertThat(plan("a.csv").files().get(0).delimiter()).isEqualTo(';');
    InputConfig bar = new InputConfig(FileFormatOption.CSV, '|', '"', 10, 10, 10);
    assertThat(plan(bar, "a.csv").files().get(0).delimiter()).isEqualTo('|');
  }

  @Test
  void filesAreSortedByFullPathForAnyInputOrder() throws IOException {
    write("b.jsonl", LINE);
    write("a/z.jsonl", LINE);
    write("a/a/y.jsonl", LINE);
    write("c.jsonl", LINE);
    assertThat(names(plan(""))).containsExactly("y.jsonl", "z.jsonl", "b.jsonl", "c.jsonl");
    assertThat(plan("c.jsonl", "a", "b.jsonl", "c.jsonl").files()).isEqualTo(plan("").files());
    assertThat(names(plan("?.jsonl"))).containsExactly("b.jsonl", "c.jsonl");
    assertThat(names(plan("{c,a/z}.jsonl"))).containsExactly("z.jsonl", "c.jsonl");
  }

  @Test
  void hiddenFilesAreSkippedUnlessNamed() throws IOException {
    write("_SUCCESS", "");
    write(".a.jsonl.crc", "x");
    write("_old/a.jsonl", LINE);
    write("b.jsonl", LINE);
    assertThat(names(plan(""))).containsExactly("b.jsonl");
    assertThat(names(plan("_old/a.jsonl"))).containsExactly("a.jsonl");
  }

  @Test
  void documentationBesideDataIsSkippedUnlessItIsAnInput() throws IOException {
    write("README.md", "# Data");
    write("LICENSE", "All of it.");
    write("notice.jsonl", LINE);
    assertThat(names(plan(""))).containsExactly("notice.jsonl");
  }

  @Test
  void fileNamesThatLookLikePatternsAreLiteral() throws IOException {
    write("a[1] b*.jsonl", LINE);
    assertThat(names(plan("a[1] b*.jsonl"))).containsExactly("a[1] b*.jsonl");
  }

  @Test
  void aStaleChecksumFileDoesNotMatter() throws IOException {
    write("a.jsonl", LINE);
    write(".a.jsonl.crc", new byte[] {'c', 'r', 'c', 0, 0, 0, 2, 0, 1, 2, 3, 4});
    assertThat(plan("a.jsonl").files()).hasSize(1);
  }

  @Test
  void onlyUncompressedJsonLinesAreSliced() throws IOException {
    write("a.jsonl", LINE.repeat(3));
    write("b.jsonl", CompressedBytes.gzip(LINE.repeat(3)));
    write("c.json", "[" + LINE + "]");
    InputPlan plan = plan(InputConfig.standard().withMaxPartitionBytes(50), "");
    assertThat(plan.slices())
        .extracting(slice -> slice.index() + " " + slice.file().name() + " " + slice.start())
        .containsExactly(
            "0 a.jsonl 0", "1 a.jsonl 50", "2 a.jsonl 100", "3 b.jsonl 0", "4 c.json 0");
  }

  @Test
  void tinyFilesShareTasksAndKeepTheirOrder() throws IOException {
    for (int i = 100; i < 150; i++) {
      write(i + ".jsonl", LINE);
    }
    List<List<FileSlice>> groups = FileSlice.group(plan("").slices(), 6, 1 << 20);
    assertThat(groups.size()).isBetween(6, 12);
    assertThat(groups.stream().flatMap(List::stream)).isEqualTo(plan("").slices());
  }

  @Test
  void aMissingPathIsReported() {
    assertThat(refused("nowhere/a.jsonl"))
        .hasMessageContaining("input " + folder + "/nowhere/a.jsonl does not exist")
        .hasMessageContaining("--input");
  }

  @Test
  void aPatternWithoutMatchIsReported() throws IOException {
    write("a.jsonl", LINE);
    assertThat(refused("*.csv")).hasMessageContaining("/*.csv does not exist");
  }

  @Test
  void aDirectoryWithoutFilesIsReported() throws IOException {
    write("empty/_SUCCESS", "");
    assertThat(refused("empty")).hasMessageContaining("/empty contains no files");
  }

  @Test
  void missingInputIsReported() {
    assertThat(refused()).hasMessageStartingWith("no input; set --input");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.jsonl | instruction,output | the file name suggests JSON",
        "a.bin | hello world | not JSON and has no header",
        "a.csv | Obj\u0001abc | an Avro file; use Spark to read it",
        "a.parquet | ORC | an ORC file",
        "a.zip | PK\u0003\u0004x | a ZIP archive; decompress it first"
      })
  void anUnknownFormatIsReportedWithItsFirstBytesAndARemedy(String name, String text, String reason)
      throws IOException {
    write(name, text);
    assertThat(refused(name))
        .hasMessageContaining("/" + name)
        .hasMessageContaining(reason)
        .hasMessageContaining("it starts with")
        .hasMessageContaining("--set ingest.format=");
  }

  @Test
  void utf16IsRecognised() throws IOException {
    write(
        "a.jsonl",
        CompressedBytes.joined(new byte[] {(byte) 0xff, (byte) 0xfe}, LINE.getBytes(UTF_16LE)));
    assertThat(refused("a.jsonl"))
        .hasMessageContaining("text in UTF-16; convert it to UTF-8 first");
  }

  @Test
  void aConfiguredFormatOverridesDetection() throws IOException {
    write("a.txt", "hello world\n");
    InputConfig forced = InputConfig.standard().withFormat(FileFormatOption.JSONL);
    assertThat(plan(forced, "a.txt").files().get(0).format()).isEqualTo(FileFormat.JSONL);
  }

  @Test
  void aBrokenParquetFileIsReportedBeforeTheJobStarts() throws IOException {
    write("a.parquet", "PAR1 and nothing more");
    assertThat(refused("a.parquet")).hasMessageContaining("/a.parquet cannot be read as Parquet");
  }

  @Test
  void aDeltaTableIsNotReadAsPlainParquetFiles() throws IOException {
    write("t/_delta_log/0.json", "{}");
    write("t/a.parquet", "PAR1");
    assertThat(refused("t")).hasMessageContaining("ingest.spark.format=delta");
  }

  @Test
  void anUnknownFileSystemIsReported() {
    UserException e =
        catchThrowableOfType(
            UserException.class,
            () ->
                InputPlan.of(
                    List.of("nosuch://bucket/a"), InputConfig.standard(), new Configuration()));
    assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(e)
        .hasMessageContaining("nosuch://bucket/a is on a file system that is not configured");
  }

  @Test
  void anUnreadableFileIsReported() throws IOException {
    write("a.jsonl", LINE);
    Configuration conf = new Configuration();
    conf.setClass("fs.locked.impl", LockedFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
    UserException e =
        catchThrowableOfType(
            UserException.class,
            () ->
                InputPlan.of(
                    List.of("locked://" + folder + "/a.jsonl"), InputConfig.standard(), conf));
    assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT);
    assertThat(e)
        .hasMessageContaining("a.jsonl cannot be read: permission denied; check its owner");
    conf.set("locked.how", "as a local file");
    assertThat(
            catchThrowableOfType(
                UserException.class,
                () ->
                    InputPlan.of(
                        List.of("locked://" + folder + "/a.jsonl"), InputConfig.standard(), conf)))
        .hasMessageContaining("permission denied; check its owner");
  }

  @Test
  void anUnreadableDirectoryIsReportedAlsoBelowAReadableOne() throws IOException {
    write("open/a.jsonl", LINE);
    write("open/sealed/b.jsonl", LINE);
    Configuration conf = new Configuration();
    conf.setClass("fs.locked.impl", LockedFileSystem.class, org.apache.hadoop.fs.FileSystem.class);
    for (String path : List.of("open/sealed", "open")) {
      UserException e =
          catchThrowableOfType(
              UserException.class,
              () ->
                  InputPlan.of(
                      List.of("locked://" + folder + "/" + path), InputConfig.standard(), conf));
      assertThat(e.exitCode()).isEqualTo(ExitCode.INPUT);
      assertThat(e)
          .hasMessageContaining("open/sealed cannot be read: permission denied; check its owner");
    }
  }

  @Test
  void aLocalDirectoryWithoutReadPermissionIsReported() throws IOException {
    write("sealed/a.jsonl", LINE);
    Path sealed = folder.resolve("sealed");
    Files.setPosixFilePermissions(sealed, PosixFilePermissions.fromString("-wx------"));
    try {
      if (Files.isReadable(sealed)) { // for root no directory is closed
        assertThat(names(plan("sealed"))).containsExactly("a.jsonl");
      } else {
        assertThat(refused("sealed"))
            .hasMessageContaining("sealed cannot be read: permission denied; check its owner");
      }
    } finally {
      Files.setPosixFilePermissions(sealed, PosixFilePermissions.fromString("rwx------"));
    }
  }

  @Test
  void theFingerprintFollowsContentAndNamesOnly() throws IOException {
    write("a.jsonl", LINE);
    String before = plan("").fingerprint();
    assertThat(plan(InputConfig.standard().withMaxPartitionBytes(3), "a.jsonl").fingerprint())
        .isEqualTo(before);
    write("a.jsonl", LINE.replace('i', 'j'));
    assertThat(plan("").fingerprint()).isNotEqualTo(before);
    write("a.jsonl", LINE);
    assertThat(plan("").fingerprint()).isEqualTo(before);
    write("b.jsonl", "");
    assertThat(plan("").fingerprint()).isNotEqualTo(before);
  }

  @Test
  void aLargeFileIsHashedAtItsEndsAndSaysSo() throws IOException {
    byte[] large = new byte[(64 << 20) + 1];
    Arrays.fill(large, (byte) '\n');
    write("a.jsonl", large);
    assertThat(plan("a.jsonl").files().get(0).hash()).startsWith("sha256-ends:").hasSize(76);
    write("b.jsonl", "");
    assertThat(plan("b.jsonl").files().get(0).hash())
        .isEqualTo("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  }

  @Test
  void onlyTheRowsOfARunDirectoryAreRead() throws IOException {
    write("run/run.json", "{}");
    write("run/rows/part-00000.jsonl", LINE);
    write("run/rejects/part-00000.jsonl", LINE);
    write("run/stages/x/rows/part.jsonl", LINE);
    write("other/run.json", "{}");
    write("other/rows/part-00000.jsonl", LINE);
    assertThat(plan("run").files()).hasSize(1);
    assertThat(plan("run").positions()).isEqualTo(Positions.KEPT);
    assertThat(plan("").files()).hasSize(2);
    assertThat(plan("").positions()).isEqualTo(Positions.RANKED);
    assertThat(plan("run", "other").positions()).isEqualTo(Positions.RANKED);
    assertThat(plan("run/rejects").positions()).isEqualTo(Positions.RANKED);
  }

  @Test
  void theDetectedFilesAreDescribed() throws IOException {
    write("a.jsonl", LINE);
    write("b.csv", CompressedBytes.gzip("instruction,output\n"));
    assertThat(plan("").describe(5))
        .containsExactly(
            folder + "/a.jsonl: JSON lines, 36 bytes",
            folder
                + "/b.csv: comma-separated text, gzip, "
                + Files.size(folder.resolve("b.csv"))
                + " bytes");
    assertThat(plan("").describe(1)).element(1).isEqualTo("and 1 more files");
  }

  /**
   * A local file system that denies all access, with either of the exceptions that file systems
   * throw.
   */
  public static final class LockedFileSystem extends RawLocalFileSystem {

    @Override
    public URI getUri() {
      return URI.create("locked:///");
    }

    @Override
    public FileStatus[] listStatus(org.apache.hadoop.fs.Path path) throws IOException {
      if (path.getName().equals("sealed")) {
        throw new AccessControlException("Permission denied: user=miller, access=READ_EXECUTE");
      }
      return super.listStatus(path);
    }

    @Override
    public FSDataInputStream open(org.apache.hadoop.fs.Path path, int buffer) throws IOException {
      if (getConf().get("locked.how") != null) {
        throw new FileNotFoundException(path + " (Permission denied)");
      }
      throw new AccessControlException("Permission denied: user=miller, access=READ");
    }
  }
}
