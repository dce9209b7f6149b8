package io.gristmill.rehearsal.task;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/** Calendar and clock tasks; dates as 2024-02-29, times as 17:05. */
final class DateFamilies {

  private static final long FIRST_DAY = LocalDate.of(1950, 1, 1).toEpochDay();
  private static final int DAYS = 80 * 365;

  private DateFamilies() {}

  static List<TaskFamily> all() {
    return List.of(
        TaskFamily.of(
            "add-days",
            d -> Map.of("date", date(d), "days", d.number(2, 90)),
            s -> day(s, "date").plusDays(s.number("days"))),
        TaskFamily.of(
            "days-between",
            DateFamilies::twoDates,
            s -> ChronoUnit.DAYS.between(day(s, "date"), day(s, "date2"))),
        new TaskFamily("weekday", true, d -> Map.of("date", date(d)), DateFamilies::weekday),
        TaskFamily.labels(
            "leap-year",
            d -> Map.of("year", d.number(1890, 2110)),
            s -> Year.isLeap(s.number("year")) ? "yes" : "no"),
        TaskFamily.of(
            "add-minutes",
            d -> Map.of("time", time(d), "minutes", d.number(5, 180)),
            s -> LocalTime.parse(s.text("time")).plusMinutes(s.number("minutes"))));
  }

  private static LocalDate date(SlotSampler draw) {
    return LocalDate.ofEpochDay(FIRST_DAY + draw.number(0, DAYS));
  }

  static LocalTime time(SlotSampler draw) {
    return LocalTime.of(draw.number(6, 20), 5 * draw.number(0, 11));
  }

  private static Map<String, ?> twoDates(SlotSampler draw) {
    LocalDate date = date(draw);
    return Map.of("date", date, "date2", date.plusDays(draw.number(2, 120)));
  }

  private static String weekday(Slots slots) {
    return slots.lexicon().list("weekday").get(day(slots, "date").getDayOfWeek().getValue() - 1);
  }

  private static LocalDate day(Slots slots, String name) {
    return LocalDate.parse(slots.text(name));
  }
}
