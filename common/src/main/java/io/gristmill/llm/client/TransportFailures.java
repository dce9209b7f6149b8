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
 * A call that broke before its end, as an exception whose message a person can use. Causes are not
 * kept: messages of the JDK quote what the server sent, which may be the key.
 */
final class TransportFailures {

  private TransportFailures() {}

  static ModelException of(Throwable error, String where) {
    ModelException known = find(error, ModelException.class); // of what reads the reply
    if (known != null) {
      return known;
    }
    if (has(error, CertificateException.class)) {
      return new ModelException(
          Kind.UNUSABLE,
          where
              + " has a certificate that is not trusted; give its authority to Java"
              + " (-Djavax.net.ssl.trustStore=FILE)");
    }
    if (has(error, SSLException.class) && !has(error, EOFException.class)) {
      return tls(where);
    }
    return new ModelException(
        error instanceof ProtocolException || has(error, ProtocolException.class)
            ? Kind.MALFORMED
            : Kind.UNAVAILABLE,
        what(error, where));
  }

  private static ModelException tls(String where) {
    return new ModelException(
        Kind.UNUSABLE,
        where
            + " and we do not agree on TLS; does it speak https at all, and one of TLS 1.2, 1.3?");
  }

  private static String what(Throwable error, String where) {
    if (has(error, UnresolvedAddressException.class)) {
      return where + " cannot be reached: its host is not known; check llm.base-url";
    }
    if (error instanceof HttpConnectTimeoutException) {
      return where + " cannot be reached: no connection within llm.connect-timeout-seconds";
    }
    if (has(error, ConnectException.class)) {
      return where + " cannot be reached: connection refused; is the server running?";
    }
    if (has(error, ProtocolException.class)) {
      return where + " sent something that is not HTTP";
    }
    return where + ": the connection was cut before the reply was complete";
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
