package io.gristmill.llm.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.llm.Answer;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.Prompt;
import io.gristmill.llm.Request;
import io.gristmill.llm.SamplingParams;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Streams arrive in arbitrary chunks. */
class StreamReadingProperties {

  private static final Request REQUEST =
      new Request("m", Prompt.user("q"), SamplingParams.DEFAULT, 0);

  private static String quoted(String text) {
    return Json.object().textNode(text).toString();
  }

  private static String read(Protocol protocol, byte[] bytes, List<Integer> cuts)
      throws ModelException {
    ErrorResponse errors =
        new ErrorResponse(URI.create("http://h"), new Redaction(List.of()), REQUEST);
    AnswerBuilder draft = new AnswerBuilder();
    StreamBody body = new StreamBody(protocol, errors, draft);
    int at = 0;
    for (int i = 0; at < bytes.length; i++) {
      int length = Math.min(bytes.length - at, cuts.get(i % cuts.size()));
      body.accept(ByteBuffer.wrap(bytes, at, length));
      at += length;
    }
    body.end();
    Answer answer = draft.build(REQUEST);
    return answer.text();
  }

  /** Well-formed texts in every script. */
  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().all().ofMaxLength(12).map(Utf8::wellFormed);
  }

  @Property(tries = 300)
  void eventsAreReadInAnyChunksAndWithAnyLineEnds(
      @ForAll @Size(max = 6) List<@From("texts") String> pieces,
      @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 9) Integer> cuts,
      @ForAll("lineEnds") String end)
      throws ModelException {
    StringBuilder stream = new StringBuilder(":hello").append(end);
    for (String piece : pieces) {
      stream
          .append("data: {\"choices\":[{\"delta\":{\"content\":")
          .append(quoted(piece))
          .append("}}]}")
          .append(end)
          .append(end);
    }
    stream.append("data: [DONE]").append(end).append(end);
    byte[] bytes = stream.toString().getBytes(UTF_8);
    assertThat(read(new OpenAi(true, true, "max_tokens"), bytes, cuts))
        .isEqualTo(String.join("", pieces));
  }

  @Property(tries = 300)
  void linesAreReadInAnyChunks(
      @ForAll @Size(max = 6) List<@From("texts") String> pieces,
      @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 9) Integer> cuts)
      throws ModelException {
    StringBuilder stream = new StringBuilder();
    for (String piece : pieces) {
      stream.append("{\"response\":").append(quoted(piece)).append(",\"done\":false}\n");
    }
    stream.append("{\"response\":\"\",\"done\":true}");
    byte[] bytes = stream.toString().getBytes(UTF_8);
    assertThat(read(new Ollama(false, true, null), bytes, cuts)).isEqualTo(String.join("", pieces));
  }

  @Provide
  Arbitrary<String> lineEnds() {
    return Arbitraries.of("\n", "\r\n", "\r");
  }

  @Property(tries = 500)
  void anyBytesYieldAnAnswerOrAModelException(
      @ForAll byte[] bytes,
      @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 9) Integer> cuts) {
    for (Protocol protocol :
        List.of(new OpenAi(true, true, "max_tokens"), new Ollama(true, true, null))) {
      try {
        read(protocol, bytes, cuts);
      } catch (ModelException e) {
        assertThat(e.kind()).isIn(ModelException.Kind.MALFORMED, ModelException.Kind.UNAVAILABLE);
      }
    }
  }

  @Property(tries = 300)
  void linesDoNotDependOnChunks(
      @ForAll @From("lines") String text,
      @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 4) Integer> cuts)
      throws ModelException {
    byte[] bytes = text.getBytes(UTF_8);
    List<String> lines = new ArrayList<>();
    LineSplitter splitter = new LineSplitter(line -> lines.add(new String(line, UTF_8)));
    ByteArrayOutputStream seen = new ByteArrayOutputStream();
    int at = 0;
    for (int i = 0; at < bytes.length; i++) {
      int length = Math.min(bytes.length - at, cuts.get(i % cuts.size()));
      seen.write(bytes, at, length);
      splitter.accept(ByteBuffer.wrap(bytes, at, length));
      at += length;
    }
    splitter.end();
    assertThat(lines).isEqualTo(text.lines().toList());
    assertThat(seen.toByteArray()).isEqualTo(bytes);
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.of("a", "한", "😀", "\n", "\r", "\r\n", "")
        .list()
        .ofMaxSize(20)
        .map(l -> String.join("", l));
  }
}
