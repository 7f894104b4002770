package io.osplane.testkit.internal.controller;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A schedule of cron's five fields, in UTC. */
final class CronSchedule {
  private static final Map<String, String> NAMED =
      Map.of(
          "@hourly", "0 * * * *",
          "@daily", "0 0 * * *",
          "@midnight", "0 0 * * *",
          "@weekly", "0 0 * * 0",
          "@monthly", "0 0 1 * *",
          "@yearly", "0 0 1 1 *",
          "@annually", "0 0 1 1 *");
  private static final int[] FIRST = {0, 0, 1, 1, 0};
  private static final int[] LAST = {59, 23, 31, 12, 7};
  private static final int MINUTES_SEARCHED = 366 * 24 * 60;

  private final List<BitSet> fields = new ArrayList<>();
  private final boolean anyDay;
  private final boolean anyWeekday;

  CronSchedule(String text) {
    String[] parts = NAMED.getOrDefault(text, text).trim().split("\\s+", -1);
    for (int i = 0; i < FIRST.length; i++) {
      fields.add(parse(parts[i], FIRST[i], LAST[i]));
    }
    anyDay = parts[2].equals("*");
    anyWeekday = parts[4].equals("*");
  }

  private static BitSet parse(String field, int first, int last) {
    BitSet set = new BitSet();
    for (String part : field.split(",", -1)) {
      String[] range = part.split("/", -1);
      int step = range.length > 1 ? Integer.parseInt(range[1]) : 1;
      String[] ends = range[0].split("-", -1);
      boolean all = ends[0].equals("*");
      int from = all ? first : Integer.parseInt(ends[0]);
      int open = range.length > 1 ? last : from;
      int to = all ? last : ends.length > 1 ? Integer.parseInt(ends[1]) : open;
      for (int i = from; i <= to; i += step) {
        set.set(i);
      }
    }
    return set;
  }

  /** The first time after this one; none within a year. */
  Optional<Instant> next(Instant after) {
    ZonedDateTime time =
        after.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES).plusMinutes(1);
    for (int i = 0; i < MINUTES_SEARCHED; i++) {
      if (matches(time)) {
        return Optional.of(time.toInstant());
      }
      time = time.plusMinutes(1);
    }
    return Optional.empty();
  }

  private boolean matches(ZonedDateTime t) {
    return fields.get(0).get(t.getMinute())
        && fields.get(1).get(t.getHour())
        && fields.get(3).get(t.getMonthValue())
        && dayMatches(t);
  }

  private boolean dayMatches(ZonedDateTime t) {
    boolean day = fields.get(2).get(t.getDayOfMonth());
    int number = t.getDayOfWeek().getValue();
    boolean weekday = fields.get(4).get(number) || (number == 7 && fields.get(4).get(0));
    return (anyDay || anyWeekday) ? day && weekday : day || weekday;
  }
}
