package io.gristmill.jobs.train.model;

import java.util.Locale;

/** Source text with places {@code {{name}}} to be filled. */
final class Template {

  private String text;

  Template(String text) {
    this.text = text;
  }

  Template with(String name, String value) {
    text = text.replace("{{" + name + "}}", value);
    return this;
  }

  Template with(String name, long value) {
    return with(name, Long.toString(value));
  }

  /** A number that TorchScript reads as a float and as the same double. */
  Template with(String name, double value) {
    return with(name, number(value));
  }

  static String number(double value) {
    return Double.toString(value).toLowerCase(Locale.ROOT);
  }

  /**
   * @throws IllegalStateException when a place was left open
   */
  String filled() {
    if (text.contains("{{")) {
      throw new IllegalStateException("left open: " + text.substring(text.indexOf("{{")));
    }
    return text;
  }
}
