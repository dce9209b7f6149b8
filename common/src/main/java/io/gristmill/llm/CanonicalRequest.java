package io.gristmill.llm;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Canonical byte encoding of a request, from which its key is computed. It must never change: a new
 * field needs a new version, and requests without that field keep the old one.
 *
 * <p>All numbers are big-endian. A string is its number of UTF-16 code units (4 bytes) followed by
 * these units, so even ill-formed strings are distinguished. An optional value is a byte 0, or a
 * byte 1 and the value. A list is its size (4 bytes) and its elements. The fields in order: the
 * string {@code gristmill-request-1}; model; a byte 'c' and the list of (role, content), or a byte
 * 't' and the text; max-tokens (4 bytes), temperature, top-p (IEEE 754, 8 bytes, never -0), top-k
 * (4 bytes), frequency-penalty, presence-penalty (8 bytes), seed (8 bytes), the list of stop
 * strings, the JSON schema; sample (4 bytes).
 *
 * <p>A request that sets a context size begins with {@code gristmill-request-2} and ends with that
 * number of tokens (4 bytes).
 */
final class CanonicalRequest {

  private static final String VERSION = "gristmill-request-1";
  private static final String WITH_CONTEXT = "gristmill-request-2";

  private final DataOutputStream out;

  private CanonicalRequest(DataOutputStream out) {
    this.out = out;
  }

  static byte[] bytes(Request request) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      new CanonicalRequest(out).write(request);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private void write(Request request) throws IOException {
    Integer context = request.sampling().contextTokens();
    text(context == null ? VERSION : WITH_CONTEXT);
    text(request.model());
    prompt(request.prompt());
    sampling(request.sampling());
    out.writeInt(request.sample());
    if (context != null) {
      out.writeInt(context);
    }
  }

  private void prompt(Prompt prompt) throws IOException {
    if (prompt instanceof Prompt.Chat chat) {
      out.writeByte('c');
      out.writeInt(chat.messages().size());
      for (Message message : chat.messages()) {
        text(message.role());
        text(message.content());
      }
    } else {
      out.writeByte('t');
      text(((Prompt.Text) prompt).text());
    }
  }

  private void sampling(SamplingParams sampling) throws IOException {
    whole(sampling.maxTokens());
    real(sampling.temperature());
    real(sampling.topP());
    whole(sampling.topK());
    real(sampling.frequencyPenalty());
    real(sampling.presencePenalty());
    Long seed = sampling.seed();
    mark(seed);
    if (seed != null) {
      out.writeLong(seed);
    }
    texts(sampling.stop());
    String schema = sampling.jsonSchema();
    mark(schema);
    if (schema != null) {
      text(schema);
    }
  }

  private void whole(@Nullable Integer value) throws IOException {
    mark(value);
    if (value != null) {
      out.writeInt(value);
    }
  }

  private void real(@Nullable Double value) throws IOException {
    mark(value);
    if (value != null) {
      out.writeDouble(value + 0.0); // -0.0 + 0.0 is 0.0
    }
  }

  private void mark(@Nullable Object value) throws IOException {
    out.writeByte(value == null ? 0 : 1);
  }

  private void texts(List<String> texts) throws IOException {
    out.writeInt(texts.size());
    for (String text : texts) {
      text(text);
    }
  }

  private void text(String text) throws IOException {
    out.writeInt(text.length());
    // Not by a Charset: UTF_16BE would replace unpaired surrogates with U+FFFD.
    for (int i = 0; i < text.length(); i++) {
      out.writeChar(text.charAt(i));
    }
  }
}
