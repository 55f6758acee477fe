package dev.tocsin.notification.muting;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;

/**
 * A recurring time interval, as in Alertmanager. It contains an instant if every field does, in its time zone. A field
 * contains the instant if one of its ranges does, or if it is empty.
 */
public record TimeInterval(
        List<TimeRange> times,
        List<InclusiveRange> weekdays,
        List<InclusiveRange> daysOfMonth,
        List<InclusiveRange> months,
        List<InclusiveRange> years,
        ZoneId zone) {
    /** Contains every instant. */
    public static final TimeInterval ALWAYS =
            new TimeInterval(List.of(), List.of(), List.of(), List.of(), List.of(), ZoneOffset.UTC);

    public TimeInterval {
        times = List.copyOf(times);
        weekdays = List.copyOf(weekdays);
        daysOfMonth = List.copyOf(daysOfMonth);
        months = List.copyOf(months);
        years = List.copyOf(years);
    }

    public TimeInterval withTimes(List<TimeRange> newTimes) {
        return new TimeInterval(newTimes, weekdays, daysOfMonth, months, years, zone);
    }

    public TimeInterval withZone(ZoneId newZone) {
        return new TimeInterval(times, weekdays, daysOfMonth, months, years, newZone);
    }

    /** A field of days, months or years. */
    public enum Field {
        WEEKDAYS("weekdays", RangeParser::weekdays),
        DAYS_OF_MONTH("days_of_month", RangeParser::daysOfMonth),
        MONTHS("months", RangeParser::months),
        YEARS("years", RangeParser::years);

        private final String key;
        private final Function<String, InclusiveRange> parser;

        Field(String key, Function<String, InclusiveRange> parser) {
            this.key = key;
            this.parser = parser;
        }

        /** The key in the configuration. */
        public String key() {
            return key;
        }

        /** @throws IllegalArgumentException with Alertmanager's message if it is not a range of this field */
        public void check(String range) {
            parser.apply(range);
        }

        private List<InclusiveRange> parse(List<String> ranges) {
            return ranges.stream().map(parser).toList();
        }
    }

    /**
     * Replaces the ranges of one field.
     *
     * @throws IllegalArgumentException with Alertmanager's message if a range is invalid
     */
    public TimeInterval with(Field field, List<String> ranges) {
        var parsed = field.parse(ranges);
        return new TimeInterval(
                times,
                field == Field.WEEKDAYS ? parsed : weekdays,
                field == Field.DAYS_OF_MONTH ? parsed : daysOfMonth,
                field == Field.MONTHS ? parsed : months,
                field == Field.YEARS ? parsed : years,
                zone);
    }

    boolean contains(Instant instant) {
        var local = instant.atZone(zone);
        var date = local.toLocalDate();
        return holds(weekdays, date.getDayOfWeek().getValue() % 7)
                && holds(months, date.getMonthValue())
                && holds(years, date.getYear())
                && (daysOfMonth.isEmpty() || daysOfMonth.stream().anyMatch(days -> containsDay(days, date)))
                && (times.isEmpty() || times.stream().anyMatch(minutes -> minutes.contains(local.toLocalTime())));
    }

    private static boolean holds(List<InclusiveRange> ranges, int number) {
        return ranges.isEmpty() || ranges.stream().anyMatch(range -> range.contains(number));
    }

    // A range that starts after the end of a short month contains none of its days.
    private static boolean containsDay(InclusiveRange days, LocalDate date) {
        var last = date.lengthOfMonth();
        var from = days.from() < 0 ? last + days.from() + 1 : days.from();
        var to = days.to() < 0 ? last + days.to() + 1 : days.to();
        return new InclusiveRange(from, to).contains(date.getDayOfMonth());
    }
}
