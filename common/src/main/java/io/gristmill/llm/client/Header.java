package io.gristmill.llm.client;

import java.io.Serializable;

/** HTTP header sent with every request. */
sealed interface Header extends Serializable {

  String name();

  /** Header with a public value. */
  record Plain(String name, String value) implements Header {}

  /**
   * Header with a secret value.
   *
   * @param prefix text before the secret, for example {@code "Bearer "}
   * @param setting setting that names the source, for messages
   */
  record Secret(String name, String prefix, SecretSource source, String setting)
      implements Header {}
}
