package io.gristmill.llm.client;

import io.gristmill.llm.ModelException;
import io.gristmill.llm.ModelException.Kind;
import java.io.EOFException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Converts transport errors into exceptions with a message for the user. Causes are dropped, since
 * JDK messages quote what the server sent, which may include the key.
 */
final class TransportFailures {

  private TransportFailures() {}

  static ModelException of(Throwable error, String where) {
    ModelException modelFailure =
        find(error, ModelException.class); // thrown while reading the response
    if (modelFailure != null) {
      return modelFailure;
    }
    if (has(error, CertificateException.class)) {
      return new ModelException(
          Kind.UNUSABLE,
          "the certificate of "
              + where
              + " is not trusted; add its CA to a trust store (-Djavax.net.ssl.trustStore=FILE)");
    }
    if (has(error, SSLException.class) && !has(error, EOFException.class)) {
      return tls(where);
    }
    return new ModelException(
        error instanceof ProtocolException || has(error, ProtocolException.class)
            ? Kind.MALFORMED
            : Kind.UNAVAILABLE,
        describe(error, where));
  }

  private static ModelException tls(String where) {
    return new ModelException(
        Kind.UNUSABLE,
        "TLS handshake with "
            + where
            + " failed. Does the server support https with TLS 1.2 or 1.3?");
  }

  private static String describe(Throwable error, String where) {
    if (has(error, UnresolvedAddressException.class)) {
      return "unknown host in " + where + "; check llm.base-url";
    }
    if (error instanceof HttpConnectTimeoutException) {
      return "no connection to " + where + " within llm.connect-timeout-seconds";
    }
    if (has(error, ConnectException.class)) {
      return "connection refused at " + where + ". Is the server running?";
    }
    if (has(error, ProtocolException.class)) {
      return where + " sent a response that is not HTTP";
    }
    return where + " closed the connection before the response was complete";
  }

  private static boolean has(Throwable error, Class<? extends Throwable> type) {
    return find(error, type) != null;
  }

  private static <T extends Throwable> @Nullable T find(Throwable error, Class<T> type) {
    int depth = 0;
    for (Throwable e = error; e != null && depth < 16; e = e.getCause(), depth++) {
      if (type.isInstance(e)) {
        return type.cast(e);
      }
    }
    return null;
  }
}
