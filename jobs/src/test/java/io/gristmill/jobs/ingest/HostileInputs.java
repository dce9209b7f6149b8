package io.gristmill.jobs.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Random malformed and unusual inputs. */
final class HostileInputs {

  private static final ObjectMapper PLAIN = new ObjectMapper();
  private static final ObjectMapper ESCAPED =
      JsonMapper.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build();

  private HostileInputs() {}

  /**
   * Texts with control characters, combining marks, unpaired surrogates, separators and arbitrary
   * characters.
   */
  static Arbitrary<String> texts() {
    Arbitrary<String> fragments =
        Arbitraries.of(
            "\u0000",
            "\ufeff",
            "e\u0301\u0327",
            "\u0301",
            "👩‍👩‍👧",
            "\u2028",
            "\u2029",
            "\u0085",
            "\ud800",
            "\udc00",
            "\ud83d",
            "\u202e",
            "\ufffd",
            "\uffff",
            "한국어",
            "漢字",
            "\r",
            "\n",
            "\r\n",
            "\t",
            "\"",
            "\\",
            "'",
            ",",
            ";",
            "|",
            "\u000b",
            "{",
            "]",
            "İ",
            "ß",
            "ﷺ");
    Arbitrary<String> piece =
        Arbitraries.oneOf(
            fragments,
            Arbitraries.strings().ofMaxLength(4),
            Arbitraries.strings().alpha().ofMaxLength(6));
    return piece.list().ofMaxSize(5).map(pieces -> String.join("", pieces));
  }

  private static Arbitrary<String> names() {
    return Arbitraries.oneOf(
        Arbitraries.of(
            "instruction",
            "input",
            "output",
            "prompt",
            "response",
            "question",
            "answer",
            "context",
            "text",
            "instances",
            "conversations",
            "messages",
            "from",
            "value",
            "role",
            "content",
            "id",
            "position",
            "metadata",
            "parents",
            "score",
            "source",
            "recipe",
            "",
            " ",
            "a.b"),
        texts());
  }

  private static Arbitrary<Object> scalars() {
    return Arbitraries.oneOf(
        texts().map(text -> (Object) text),
        Arbitraries.of(true, false).map(flag -> (Object) flag),
        Arbitraries.longs().map(number -> (Object) number),
        Arbitraries.doubles().map(number -> (Object) number),
        Arbitraries.of(new BigDecimal("1e999"), new BigDecimal("-0.0")).map(huge -> (Object) huge));
  }

  private static Arbitrary<Object> values(int depth) {
    Arbitrary<Object> scalars = scalars().injectNull(0.1);
    return depth == 0
        ? scalars
        : Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(4, scalars),
            net.jqwik.api.Tuple.of(
                1, values(depth - 1).list().ofMaxSize(3).map(list -> (Object) list)),
            net.jqwik.api.Tuple.of(1, objects(depth - 1).map(object -> (Object) object)));
  }

  private static Arbitrary<Object> objects(int depth) {
    return Arbitraries.maps(names(), values(depth)).ofMaxSize(5).map(map -> (Object) map);
  }

  /** A JSON value, most often an object, as text. */
  static Arbitrary<String> json() {
    Arbitrary<Object> any =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(8, objects(2)), net.jqwik.api.Tuple.of(1, values(1)));
    return Combinators.combine(any, Arbitraries.of(PLAIN, ESCAPED)).as(HostileInputs::written);
  }

  private static String written(Object value, ObjectMapper mapper) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** JSON lines, some of them truncated, some of random bytes. */
  static Arbitrary<byte[]> lines() {
    Arbitrary<byte[]> whole = json().map(text -> text.getBytes(UTF_8));
    Arbitrary<byte[]> cut =
        Combinators.combine(whole, Arbitraries.integers().between(0, 40))
            .as((bytes, end) -> java.util.Arrays.copyOf(bytes, Math.min(end, bytes.length)));
    Arbitrary<byte[]> line =
        Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(6, whole),
            net.jqwik.api.Tuple.of(1, cut),
            net.jqwik.api.Tuple.of(1, noise()));
    return Combinators.combine(
            line.list().ofMaxSize(8),
            Arbitraries.of("\n", "\r\n", "\n\n"),
            Arbitraries.of("", "\ufeff"))
        .as((parts, end, mark) -> joined(mark, parts, end.getBytes(UTF_8)));
  }

  /** A list of JSON values as a document, intact or with random bytes in it. */
  static Arbitrary<byte[]> documents() {
    Arbitrary<byte[]> list =
        json().list().ofMaxSize(6).map(all -> ("[" + String.join(",", all) + "]").getBytes(UTF_8));
    return Arbitraries.oneOf(
        list,
        Combinators.combine(list, noise(), Arbitraries.integers().between(0, 200))
            .as(HostileInputs::spliced));
  }

  /** Delimited text with quotes in valid and invalid places. */
  static Arbitrary<byte[]> tables() {
    Arbitrary<String> cell =
        Arbitraries.oneOf(
            texts(), texts().map(text -> '"' + text.replace("\"", "\"\"") + '"'), names());
    Arbitrary<String> row =
        cell.list().ofMinSize(1).ofMaxSize(4).map(cells -> String.join(",", cells));
    return Combinators.combine(
            Arbitraries.oneOf(row, Arbitraries.of("instruction,output", "\ufeffprompt,response,x")),
            row.list().ofMaxSize(6),
            Arbitraries.of("\n", "\r\n", "\r"))
        .as((header, rows, end) -> (header + end + String.join(end, rows)).getBytes(UTF_8));
  }

  /** Random bytes. */
  static Arbitrary<byte[]> noise() {
    return Arbitraries.bytes().array(byte[].class).ofMaxSize(60);
  }

  private static byte[] spliced(byte[] bytes, byte[] noise, int where) {
    int at = Math.min(where, bytes.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    out.writeBytes(noise);
    out.write(bytes, at, bytes.length - at);
    return out.toByteArray();
  }

  private static byte[] joined(String start, List<byte[]> parts, byte[] end) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(start.getBytes(UTF_8));
    for (byte[] part : parts) {
      out.writeBytes(part);
      out.writeBytes(end);
    }
    return out.toByteArray();
  }
}
