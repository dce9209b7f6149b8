package io.gristmill.llm.client;

import static io.gristmill.llm.client.ClientTesting.answer;
import static io.gristmill.llm.client.ClientTesting.ask;
import static io.gristmill.llm.client.ClientTesting.failure;
import static io.gristmill.llm.client.ClientTesting.model;
import static io.gristmill.llm.client.RawServer.json;
import static io.gristmill.llm.client.RawServer.reply;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.llm.Answer;
import io.gristmill.llm.Model;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Responses that are broken, late, endless or fragmented. */
@Timeout(120)
class BrokenResponseTest {

  private static final String STREAM_HEAD =
      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n";
  private static final String EVENTS =
      "data: {\"choices\":[{\"delta\":{\"content\":\"한é\"}}]}\n\n"
          + "data: {\"choices\":[{\"delta\":{\"content\":\"😀z\"}}]}\r\n\r\n"
          + "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n";

  private static ModelException failed(byte[] reply, String... settings) {
    try (RawServer server = RawServer.sending(reply);
        Model model = model("openai-chat", server.url(), settings)) {
      return failure(model, ask("q"));
    }
  }

  private static ModelException failed(RawServer.Script script, String... settings) {
    try (RawServer server = new RawServer(script);
        Model model = model("openai-chat", server.url(), settings)) {
      return failure(model, ask("q"));
    }
  }

  private static void chunk(OutputStream out, byte[] bytes, int from, int to) throws Exception {
    out.write((Integer.toHexString(to - from) + "\r\n").getBytes(US_ASCII));
    out.write(bytes, from, to - from);
    out.write("\r\n".getBytes(US_ASCII));
    out.flush();
  }

  @Test
  void aStreamCanBeSplitIntoChunksAtAnyByte() {
    byte[] events = EVENTS.getBytes(UTF_8);
    AtomicInteger cut = new AtomicInteger(1);
    try (RawServer server =
            new RawServer(
                (head, body, out) -> {
                  out.write(
                      "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                          .getBytes(US_ASCII));
                  chunk(out, events, 0, cut.get());
                  chunk(out, events, cut.get(), events.length);
                  out.write("0\r\n\r\n".getBytes(US_ASCII));
                });
        Model model = model("openai-chat", server.url(), "stream=true")) {
      for (int at = 1; at < events.length; at++) {
        cut.set(at);
        assertThat(answer(model, ask("q")).text()).as("cut at %d", at).isEqualTo("한é😀z");
      }
    }
  }

  @Test
  void everyByteCanArriveAlone() {
    byte[] events = EVENTS.getBytes(UTF_8);
    try (RawServer server =
            new RawServer(
                (head, body, out) -> {
                  out.write(STREAM_HEAD.getBytes(US_ASCII));
                  for (byte b : events) {
                    out.write(b);
                    out.flush();
                  }
                });
        Model model = model("openai-chat", server.url(), "stream=true")) {
      assertThat(answer(model, ask("q")).text()).isEqualTo("한é😀z");
    }
  }

  @Test
  void aStreamThatEndsBeforeItsEndMarkIsTruncated() {
    byte[] events = EVENTS.getBytes(UTF_8);
    int whole = EVENTS.substring(0, EVENTS.indexOf("\"stop\"") + 10).getBytes(UTF_8).length;
    for (int length : new int[] {0, 10, 60, whole - 12}) {
      byte[] cut = Arrays.copyOf(events, length);
      ModelException failure =
          failed(reply("200 OK", "Content-Type: text/event-stream", cut), "stream=true");
      assertThat(failure.kind())
          .as("%d bytes: %s", length, failure.getMessage())
          .isIn(Kind.UNAVAILABLE, Kind.MALFORMED);
    }
    assertThat(
            failed(
                    reply("200 OK", "Content-Type: text/event-stream", Arrays.copyOf(events, 56)),
                    "stream=true")
                .getMessage())
        .endsWith("ended its stream in the middle of the answer");
  }

  @Test
  void aBodyShorterThanItsContentLengthIsTruncated() {
    ModelException failure =
        failed(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{\"cho"
                .getBytes(US_ASCII));
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.getMessage())
        .endsWith("closed the connection before the response was complete");
  }

  @Test
  void aConnectionClosedWithoutAResponseIsUnavailable() {
    assertThat(failed(new byte[0]).kind()).isEqualTo(Kind.UNAVAILABLE);
  }

  @Test
  void aResponseWithoutAnAnswerIsMalformed() {
    byte[][] replies = {
      json("200 OK", ""),
      json("200 OK", "{"),
      json("200 OK", "null"),
      json("200 OK", "[]"),
      json("200 OK", "{}"),
      json("200 OK", "{\"choices\":[]}"),
      json("200 OK", "{\"choices\":[{\"message\":{}}]}"),
      json("200 OK", "{\"choices\":[{\"message\":{\"content\":\"a\"}}]} trailing"),
      json("200 OK", "[".repeat(100_000)),
      reply("200 OK", "Content-Type: text/html", "<html>Log in</html>".getBytes(UTF_8)),
      reply(
          "200 OK",
          "Content-Type: application/json",
          "{\"choices\":[{\"message\":{\"content\":\"\u00e9\"}}]}"
              .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1)),
      reply(
          "200 OK",
          "Content-Type: application/json",
          new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80}),
    };
    for (byte[] reply : replies) {
      ModelException failure = failed(reply);
      assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(Kind.MALFORMED);
    }
  }

  @Test
  void aStreamOfInvalidUtf8OrJsonIsMalformed() {
    byte[] notUtf8 = {'d', 'a', 't', 'a', ':', ' ', '"', (byte) 0xC3, '"', '\n', '\n'};
    for (byte[] body :
        new byte[][] {notUtf8, "data: {oops\n\n".getBytes(UTF_8), "data: 7\n\n".getBytes(UTF_8)}) {
      ModelException failure =
          failed(reply("200 OK", "Content-Type: text/event-stream", body), "stream=true");
      assertThat(failure.kind()).as(failure.getMessage()).isEqualTo(Kind.MALFORMED);
    }
  }

  @Test
  void anErrorWithinAStreamIsAnError() {
    String body =
        "data: {\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\n\n"
            + "data: {\"error\":{\"message\":\"CUDA out of memory\",\"code\":500}}\n\n";
    ModelException failure =
        failed(
            reply("200 OK", "Content-Type: text/event-stream", body.getBytes(UTF_8)),
            "stream=true");
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.getMessage()).contains("CUDA out of memory");
  }

  /** Sends without end until the client disconnects, and returns the number of bytes sent. */
  private static long sentWithoutEnd(String head, String settings) {
    AtomicLong sent = new AtomicLong();
    CountDownLatch gone = new CountDownLatch(1);
    byte[] piece = "x".repeat(65_536).getBytes(US_ASCII);
    try (RawServer server =
            new RawServer(
                (h, body, out) -> {
                  try {
                    out.write(head.getBytes(US_ASCII));
                    while (true) {
                      out.write(piece);
                      sent.addAndGet(piece.length);
                    }
                  } finally {
                    gone.countDown();
                  }
                });
        Model model = model("openai-chat", server.url(), settings, "max-response-bytes=100000")) {
      ModelException failure = failure(model, ask("q"));
      assertThat(failure.kind()).isIn(Kind.MALFORMED, Kind.UNAVAILABLE);
      assertThat(gone.await(20, TimeUnit.SECONDS)).as("the connection is closed").isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
    return sent.get();
  }

  @Test
  void anEndlessResponseEndsAtTheMaximumSize() {
    String type = "HTTP/1.1 200 OK\r\nContent-Type: ";
    assertThat(sentWithoutEnd(type + "application/json\r\n\r\n", "stream=false"))
        .isLessThan(50_000_000);
    assertThat(sentWithoutEnd(type + "text/event-stream\r\n\r\n", "stream=true"))
        .isLessThan(50_000_000);
    assertThat(sentWithoutEnd("HTTP/1.1 500 Oops\r\n\r\n", "stream=false")).isLessThan(50_000_000);
  }

  @Test
  void aResponseOfTheMaximumSizeIsReadAndOneByteMoreIsNot() {
    String frame = "{\"choices\":[{\"message\":{\"content\":\"%s\"}}]}";
    String text = "y".repeat(4096 - frame.length() + 2);
    try (RawServer server = RawServer.sending(json("200 OK", String.format(frame, text)));
        Model model = model("openai-chat", server.url(), "max-response-bytes=4096")) {
      assertThat(answer(model, ask("q")).text()).isEqualTo(text);
    }
    ModelException failure =
        failed(json("200 OK", String.format(frame, text + "y")), "max-response-bytes=4096");
    assertThat(failure).hasMessageContaining("longer than 4096 bytes");
  }

  @Test
  void aSilentServerTimesOut() {
    ModelException failure =
        failed((head, body, out) -> Thread.sleep(60_000), "idle-timeout-seconds=0.3");
    assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
    assertThat(failure.getMessage())
        .endsWith("sent no data within 0.3 s (llm.idle-timeout-seconds)");
  }

  @Test
  void aServerThatStallsWithinABodyTimesOut() {
    ModelException failure =
        failed(
            (head, body, out) -> {
              out.write(STREAM_HEAD.getBytes(US_ASCII));
              out.write(EVENTS.substring(0, 70).getBytes(UTF_8));
              out.flush();
              Thread.sleep(60_000);
            },
            "stream=true",
            "idle-timeout-seconds=0.3");
    assertThat(failure.getMessage()).contains("llm.idle-timeout-seconds");
  }

  @Test
  void aServerThatSendsSlowlyForEverHitsTheRequestTimeout() {
    AtomicLong bytes = new AtomicLong();
    CountDownLatch gone = new CountDownLatch(1);
    try (RawServer server =
            new RawServer(
                (head, body, out) -> {
                  try {
                    out.write(STREAM_HEAD.getBytes(US_ASCII));
                    while (true) {
                      out.write(": \n".getBytes(US_ASCII));
                      out.flush();
                      bytes.incrementAndGet();
                      Thread.sleep(20);
                    }
                  } finally {
                    gone.countDown();
                  }
                });
        Model model =
            model(
                "openai-chat",
                server.url(),
                "stream=true",
                "idle-timeout-seconds=30",
                "request-timeout-seconds=0.5")) {
      ModelException failure = failure(model, ask("q"));
      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure.getMessage()).contains("sent no complete response within 0.5 s");
      assertThat(gone.await(10, TimeUnit.SECONDS)).as("the connection is closed").isTrue();
      assertThat(bytes.get()).isGreaterThan(3);
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aMissingServerIsUnavailable() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    try (Model model = model("openai-chat", "http://127.0.0.1:" + port)) {
      ModelException failure = failure(model, ask("q"));
      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure.getMessage())
          .startsWith("connection refused at http://")
          .endsWith(". Is the server running?");
    }
    try (Model model = model("openai-chat", "http://no-such-host.invalid")) {
      ModelException failure = failure(model, ask("q"));
      assertThat(failure.kind()).isEqualTo(Kind.UNAVAILABLE);
      assertThat(failure.getMessage()).contains("unknown host in");
    }
  }

  @Test
  void anInterruptCancelsTheCall() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    AtomicReference<Object> result = new AtomicReference<>("nothing");
    try (RawServer server =
            new RawServer(
                (head, body, out) -> {
                  asked.countDown();
                  out.write(STREAM_HEAD.getBytes(US_ASCII));
                  try {
                    while (true) {
                      out.write(":\n".getBytes(US_ASCII));
                      out.flush();
                      Thread.sleep(20);
                    }
                  } finally {
                    gone.countDown();
                  }
                });
        Model model = model("openai-chat", server.url(), "stream=true")) {
      Thread caller =
          new Thread(
              () -> {
                try {
                  Answer answer = model.answer(ask("q"));
                  result.set(answer);
                } catch (ModelException | InterruptedException e) {
                  result.set(e);
                }
              });
      caller.setDaemon(true);
      caller.start();
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      caller.interrupt();
      caller.join(20_000);
      assertThat(result.get()).isInstanceOf(InterruptedException.class);
      assertThat(gone.await(10, TimeUnit.SECONDS)).as("the connection is closed").isTrue();
    }
  }

  @Test
  void closingCancelsCallsAndStopsThreads() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    AtomicReference<Object> result = new AtomicReference<>("nothing");
    try (RawServer server =
        new RawServer(
            (head, body, out) -> {
              asked.countDown();
              Thread.sleep(60_000);
            })) {
      Model model = model("openai-chat", server.url());
      Thread caller =
          new Thread(
              () -> {
                try {
                  result.set(model.answer(ask("q")));
                } catch (ModelException | InterruptedException e) {
                  result.set(e);
                }
              });
      caller.setDaemon(true);
      caller.start();
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      model.close();
      caller.join(20_000);
      assertThat(result.get()).isInstanceOf(ModelException.class);
      assertThat(failure(model, ask("again"))).hasMessageContaining("client is closed");
    }
  }
}
