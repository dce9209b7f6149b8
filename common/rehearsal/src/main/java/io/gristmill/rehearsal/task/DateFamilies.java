package io.gristmill.rehearsal.task;

import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Year;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Calendar and clock tasks; dates as 2024-02-29, times as 17:05. */
final class DateFamilies {

  private static final long FIRST_DAY = LocalDate.of(1950, 1, 1).toEpochDay();
  private static final int DAYS = 80 * 365;

  private DateFamilies() {}

  static List<TaskFamily> all() {
    return List.of(
        TaskFamily.of(
            "add-days",
            (d, s) -> s.put("date", date(d)).put("days", d.number(2, 90)),
            (s, l) -> day(s, "date").plusDays(s.number("days")).toString()),
        TaskFamily.of("days-between", DateFamilies::drawTwo, DateFamilies::between),
        TaskFamily.labels("weekday", (d, s) -> s.put("date", date(d)), DateFamilies::weekday),
        TaskFamily.labels(
            "leap-year",
            (d, s) -> s.put("year", d.number(1890, 2110)),
            (s, l) -> l.label(Year.isLeap(s.number("year")) ? "yes" : "no")),
        TaskFamily.of(
            "add-minutes",
            (d, s) -> s.put("time", time(d)).put("minutes", d.number(5, 180)),
            (s, l) -> LocalTime.parse(s.text("time")).plusMinutes(s.number("minutes")).toString()));
  }

  static LocalDate date(SlotSampler draw) {
    return LocalDate.ofEpochDay(FIRST_DAY + draw.number(0, DAYS));
  }

  static LocalTime time(SlotSampler draw) {
    return LocalTime.of(draw.number(6, 20), 5 * draw.number(0, 11));
  }

  private static void drawTwo(SlotSampler draw, Slots slots) {
    LocalDate date = date(draw);
    slots.put("date", date).put("date2", date.plusDays(draw.number(2, 120)));
  }

  private static String between(Slots slots, Lexicon lexicon) {
    return Long.toString(ChronoUnit.DAYS.between(day(slots, "date"), day(slots, "date2")));
  }

  private static String weekday(Slots slots, Lexicon lexicon) {
    return lexicon.list("weekday").get(day(slots, "date").getDayOfWeek().getValue() - 1);
  }

  private static LocalDate day(Slots slots, String name) {
    return LocalDate.parse(slots.text(name));
  }
}
