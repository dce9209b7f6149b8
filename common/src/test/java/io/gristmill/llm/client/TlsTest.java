package io.gristmill.llm.client;

import static io.gristmill.llm.client.ClientTesting.ask;
import static io.gristmill.llm.client.ClientTesting.failure;
import static io.gristmill.llm.client.ClientTesting.model;
import static org.assertj.core.api.Assertions.assertThat;

import io.gristmill.llm.Model;
import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Untrusted certificates, and servers without TLS. */
class TlsTest {

  private static SSLContext selfSigned(Path folder) throws Exception {
    Path store = folder.resolve("store.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keystore",
                store.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-alias",
                "a",
                "-keyalg",
                "EC",
                "-dname",
                "CN=localhost",
                "-ext",
                "san=dns:localhost,ip:127.0.0.1")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, "changeit".toCharArray());
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, "changeit".toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(managers.getKeyManagers(), null, null);
    return context;
  }

  @Test
  void anUntrustedCertificateStopsTheJobBeforeAnythingIsSent(@TempDir Path folder)
      throws Exception {
    SSLContext context = selfSigned(folder);
    try (RawServer server =
            new RawServer(
                context
                    .getServerSocketFactory()
                    .createServerSocket(0, 10, InetAddress.getByName("127.0.0.1")),
                (head, body, out) -> out.write(RawServer.json("200 OK", "{}")));
        Model model = model("openai-chat", "https://127.0.0.1:" + server.port())) {
      ModelException failure = failure(model, ask("q"));
      assertThat(failure.kind()).isEqualTo(Kind.UNUSABLE);
      assertThat(failure.getMessage()).contains("is not trusted");
      assertThat(server.heads).isEmpty();
    }
  }

  @Test
  void aServerWithoutTlsIsDetected() {
    try (RawServer server = RawServer.sending("HTTP/1.1 400 Bad Request\r\n\r\n");
        RawServer plain =
            new RawServer(
                (head, body, out) ->
                    out.write("never".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        Model model =
            model("openai-chat", "https://127.0.0.1:" + server.port(), "idle-timeout-seconds=1");
        Model silent =
            model("openai-chat", "https://127.0.0.1:" + plain.port(), "idle-timeout-seconds=1")) {
      for (Model each : new Model[] {model, silent}) {
        ModelException failure = failure(each, ask("q"));
        assertThat(failure.kind()).as(failure.getMessage()).isIn(Kind.UNUSABLE, Kind.UNAVAILABLE);
      }
    }
  }
}
