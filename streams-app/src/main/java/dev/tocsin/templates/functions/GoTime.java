package dev.tocsin.templates.functions;

import dev.tocsin.templates.Described;
import dev.tocsin.templates.Parameter;
import dev.tocsin.templates.Shape;
import dev.tocsin.templates.Signature;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** Go's time.Time: an instant, looked at from a time zone. */
record GoTime(ZonedDateTime time) implements Described {
    /** Go's time of which nothing is known: the first instant of the year 1. */
    static final GoTime ZERO = new GoTime(ZonedDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));

    private static final String PLAIN = "2006-01-02 15:04:05.999999999 -0700 MST";
    private static final Parameter TIME = new Parameter("time.Time", GoTime.class);
    private static final Parameter DURATION = new Parameter("time.Duration", GoDuration.class);
    private static final Shape<GoTime> SHAPE = parts(Shape.named("time.Time", GoTime.class))
            .method("Format", Signature.of(Parameter.TEXT), (time, layout) -> time.format(layout.text(0)))
            .method("String", GoTime::toString)
            .method("Add", Signature.of(DURATION), (time, more) -> time.plus(more.value(0, GoDuration.class)))
            .method("Sub", Signature.of(TIME), (time, other) -> time.since(other.value(0, GoTime.class)))
            .method(
                    "AddDate",
                    Signature.of(Parameter.WHOLE, Parameter.WHOLE, Parameter.WHOLE),
                    (time, more) -> new GoTime(time.time
                            .plusYears(more.whole(0))
                            .plusMonths(more.whole(1))
                            .plusDays(more.whole(2))))
            .method(
                    "Before",
                    Signature.of(TIME),
                    (time, other) ->
                            time.instant().isBefore(other.value(0, GoTime.class).instant()))
            .method(
                    "After",
                    Signature.of(TIME),
                    (time, other) ->
                            time.instant().isAfter(other.value(0, GoTime.class).instant()))
            .method(
                    "Equal",
                    Signature.of(TIME),
                    (time, other) ->
                            time.instant().equals(other.value(0, GoTime.class).instant()))
            .method("UTC", time -> utc(time.instant()))
            .method("Local", time -> time)
            .method("IsZero", time -> time.instant().equals(ZERO.instant()))
            .method("Unix", time -> time.instant().getEpochSecond())
            .method("UnixMilli", time -> time.instant().toEpochMilli())
            .method("UnixMicro", time -> time.instant().toEpochMilli() * 1000 + time.time.getNano() / 1000 % 1000)
            .method("UnixNano", time -> time.instant().getEpochSecond() * 1_000_000_000 + time.time.getNano());

    static GoTime utc(Instant instant) {
        return new GoTime(instant.atZone(ZoneOffset.UTC));
    }

    Instant instant() {
        return time.toInstant();
    }

    GoTime plus(GoDuration more) {
        return new GoTime(time.plus(more.duration()));
    }

    GoDuration since(GoTime earlier) {
        return GoDuration.of(Duration.between(earlier.time, time));
    }

    /** By a layout that shows how Go's reference time would look. */
    String format(String layout) {
        return GoLayout.of(layout).format(time);
    }

    @Override
    public Shape<?> shape() {
        return SHAPE;
    }

    @Override
    public String toString() {
        return format(PLAIN);
    }

    private static Shape<GoTime> parts(Shape<GoTime> shape) {
        return shape.method("Year", time -> time.time.getYear())
                .method("Month", time -> time.time.getMonth().getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                .method("Day", time -> time.time.getDayOfMonth())
                .method("Hour", time -> time.time.getHour())
                .method("Minute", time -> time.time.getMinute())
                .method("Second", time -> time.time.getSecond())
                .method("Nanosecond", time -> time.time.getNano())
                .method("YearDay", time -> time.time.getDayOfYear())
                .method("Weekday", time -> time.time.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH));
    }
}
