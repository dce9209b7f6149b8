package io.gristmill.llm.client;

import java.io.Serializable;

/** A header of every request. */
public sealed interface Header extends Serializable {

  String name();

  /** One whose value anybody may read. */
  record Plain(String name, String value) implements Header {}

  /**
   * One whose value is a secret.
   *
   * @param prefix stands before the secret, for example {@code "Bearer "}
   * @param setting that named the source, for messages
   */
  record Secret(String name, String prefix, SecretSource source, String setting)
      implements Header {}
}
