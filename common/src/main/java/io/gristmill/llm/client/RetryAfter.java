package io.gristmill.llm.client;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * Reads the wait requested by a server: {@code retry-after-ms}, or {@code Retry-After} in seconds
 * or as a date. A date is compared with the {@code Date} header of the same response, independently
 * of the local clock; without that header it is ignored.
 */
final class RetryAfter {

  private static final String NUMBER = "[0-9]{1,9}(\\.[0-9]{1,9})?";

  private RetryAfter() {}

  static Optional<Duration> read(HttpHeaders headers) {
    Optional<Duration> exact =
        headers.firstValue("retry-after-ms").flatMap(text -> number(text, 1e6));
    return exact.isPresent()
        ? exact
        : headers.firstValue("Retry-After").flatMap(text -> secondsOrDate(text, headers));
  }

  private static Optional<Duration> secondsOrDate(String text, HttpHeaders headers) {
    Optional<Duration> seconds = number(text, 1e9);
    return seconds.isPresent() ? seconds : untilDate(text, headers);
  }

  private static Optional<Duration> number(String text, double nanosEach) {
    return Optional.of(text.strip())
        .filter(stripped -> stripped.matches(NUMBER))
        .map(stripped -> Duration.ofNanos((long) (Double.parseDouble(stripped) * nanosEach)));
  }

  private static Optional<Duration> untilDate(String text, HttpHeaders headers) {
    Optional<ZonedDateTime> until = date(text);
    Optional<ZonedDateTime> now = headers.firstValue("Date").flatMap(RetryAfter::date);
    if (until.isEmpty() || now.isEmpty()) {
      return Optional.empty();
    }
    Duration wait = Duration.between(now.get(), until.get());
    return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
  }

  private static Optional<ZonedDateTime> date(String text) {
    try {
      return Optional.of(ZonedDateTime.parse(text.strip(), DateTimeFormatter.RFC_1123_DATE_TIME));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
