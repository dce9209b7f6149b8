package io.gristmill.jobs.tokenizer;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import io.gristmill.check.ExitCode;
import io.gristmill.check.UserException;
import io.gristmill.encode.TextEncoder;
import io.gristmill.encode.TokenizedText;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.OptionalInt;

/**
 * A Hugging Face tokenizer. It neither pads nor truncates nor adds special tokens; special tokens
 * in a text are recognized. Thread-safe.
 */
public final class Tokenizer implements TextEncoder, AutoCloseable {

  /** Name of the tokenizer's file in a model directory. */
  public static final String FILE = "tokenizer.json";

  private static final Map<String, String> OPTIONS =
      Map.of("padding", "false", "truncation", "false", "addSpecialTokens", "false");

  private final HuggingFaceTokenizer tokenizer;

  private Tokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Opens the tokenizer of a directory.
   *
   * @param directory a directory with {@link #FILE}
   * @throws UserException when the file is missing or malformed
   */
  public static Tokenizer open(Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    if (!Files.isRegularFile(file)) {
      throw new UserException(
          ExitCode.INPUT,
          file
              + " is missing; tokenizers are read in this format only (save_pretrained of a fast"
              + " tokenizer writes it)");
    }
    return of(Files.readAllBytes(file), file.toString());
  }

  /**
   * Opens a tokenizer from memory.
   *
   * @param json the content of {@link #FILE}
   * @param name its origin, for messages
   * @throws UserException when it is malformed
   */
  public static Tokenizer of(byte[] json, String name) throws IOException {
    DjlOffline.enable();
    try (InputStream in = new ByteArrayInputStream(json)) {
      return new Tokenizer(HuggingFaceTokenizer.newInstance(in, OPTIONS));
    } catch (RuntimeException e) {
      throw new UserException(ExitCode.INPUT, name + ": " + e.getMessage(), e);
    }
  }

  @Override
  public int[] encode(String text) {
    return Arrays.stream(tokenizer.encode(text, false, false).getIds())
        .mapToInt(Math::toIntExact)
        .toArray();
  }

  /**
   * The tokens that this tokenizer prepends with {@code add_special_tokens}: often a BOS token,
   * often none.
   */
  public int[] bosTokens() {
    int[] plain = encode("a");
    long[] whole = tokenizer.encode("a", true, false).getIds();
    int front = 0;
    while (plain.length > 0 && front + plain.length < whole.length && whole[front] != plain[0]) {
      front++;
    }
    return Arrays.stream(whole, 0, front).mapToInt(Math::toIntExact).toArray();
  }

  /** The id of the token with exactly this text, if there is one. */
  public OptionalInt id(String token) {
    int[] ids = token.isEmpty() ? new int[0] : encode(token);
    return ids.length == 1 && decode(ids).equals(token)
        ? OptionalInt.of(ids[0])
        : OptionalInt.empty();
  }

  @Override
  public TokenizedText encodeWithOffsets(String text) {
    Encoding encoding = tokenizer.encode(text, false, false);
    CharSpan[] spans = encoding.getCharTokenSpans();
    int[] starts = new int[spans.length];
    int[] ends = new int[spans.length];
    for (int i = 0; i < spans.length; i++) {
      if (spans[i] != null) {
        starts[i] = spans[i].getStart();
        ends[i] = spans[i].getEnd();
      }
    }
    int[] ids = Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
    return new TokenizedText(ids, starts, ends);
  }

  /** The text, special tokens included. */
  public String decode(int[] ids) {
    return tokenizer.decode(Arrays.stream(ids).asLongStream().toArray(), false);
  }

  @Override
  public void close() {
    tokenizer.close();
  }
}
