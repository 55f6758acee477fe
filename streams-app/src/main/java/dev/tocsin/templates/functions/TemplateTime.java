package dev.tocsin.templates.functions;

import dev.tocsin.templates.Arguments;
import dev.tocsin.templates.Parameter;
import dev.tocsin.templates.Signature;
import dev.tocsin.templates.TemplateObject;
import dev.tocsin.templates.TemplateType;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/** Go's time.Time: an instant with a time zone. */
record TemplateTime(ZonedDateTime time) implements TemplateObject {
    /** Go's zero time: the first instant of the year 1, UTC. */
    static final TemplateTime ZERO = new TemplateTime(ZonedDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));

    private static final String DEFAULT_LAYOUT = "2006-01-02 15:04:05.999999999 -0700 MST";
    static final Parameter TIME = new Parameter("time.Time", TemplateTime.class);
    private static final Signature ONE_TIME = Signature.of(TIME);
    private static final TemplateType<TemplateTime> TYPE = addComponents(
                    TemplateType.named("time.Time", TemplateTime.class))
            .method("Format", Signature.of(Parameter.TEXT), (time, layout) -> time.format(layout.text(0)))
            .method("String", TemplateTime::toString)
            .method(
                    "Add",
                    Signature.of(TemplateDuration.parameter()),
                    (time, more) -> time.plus(more.value(0, TemplateDuration.class)))
            .method("Sub", ONE_TIME, (time, other) -> time.since(of(other, 0)))
            .method(
                    "AddDate",
                    Signature.of(Parameter.WHOLE, Parameter.WHOLE, Parameter.WHOLE),
                    (time, more) -> new TemplateTime(time.time
                            .plusYears(more.whole(0))
                            .plusMonths(more.whole(1))
                            .plusDays(more.whole(2))))
            .method(
                    "Before",
                    ONE_TIME,
                    (time, other) -> time.instant().isBefore(of(other, 0).instant()))
            .method(
                    "After",
                    ONE_TIME,
                    (time, other) -> time.instant().isAfter(of(other, 0).instant()))
            .method(
                    "Equal",
                    ONE_TIME,
                    (time, other) -> time.instant().equals(of(other, 0).instant()))
            .method("Compare", ONE_TIME, (time, other) ->
                    (long) time.instant().compareTo(of(other, 0).instant()))
            .method("Round", Signature.of(TemplateDuration.parameter()), (time, unit) -> time.multiple(unit, true))
            .method("Truncate", Signature.of(TemplateDuration.parameter()), (time, unit) -> time.multiple(unit, false))
            .method("Location", time -> time.zoneName())
            .method("IsDST", time -> time.time.getZone().getRules().isDaylightSavings(time.instant()))
            .method("UTC", time -> utc(time.instant()))
            .method("Local", time -> time)
            .method("IsZero", time -> time.instant().equals(ZERO.instant()))
            .method("Unix", time -> time.instant().getEpochSecond())
            .method("UnixMilli", time -> time.instant().toEpochMilli())
            .method("UnixMicro", time -> time.instant().toEpochMilli() * 1000 + time.time.getNano() / 1000 % 1000)
            .method("UnixNano", time -> time.instant().getEpochSecond() * 1_000_000_000 + time.time.getNano());

    static TemplateTime of(Arguments arguments, int index) {
        return arguments.value(index, TemplateTime.class);
    }

    static TemplateTime utc(Instant instant) {
        return new TemplateTime(instant.atZone(ZoneOffset.UTC));
    }

    Instant instant() {
        return time.toInstant();
    }

    TemplateTime plus(TemplateDuration more) {
        return new TemplateTime(time.plus(more.duration()));
    }

    TemplateDuration since(TemplateTime earlier) {
        return TemplateDuration.of(Duration.between(earlier.time, time));
    }

    /**
     * A multiple of a duration since the zero time, as in Go.
     *
     * @param nearest whether to round to the nearest multiple; otherwise down
     */
    private TemplateTime multiple(Arguments arguments, boolean nearest) {
        var unit = BigInteger.valueOf(arguments.value(0, TemplateDuration.class).longValue());
        if (unit.signum() <= 0) {
            return this;
        }
        var since = Duration.between(ZERO.time, time);
        var nanos = BigInteger.valueOf(since.getSeconds())
                .multiply(BigInteger.valueOf(1_000_000_000))
                .add(BigInteger.valueOf(since.getNano()));
        var rest = nanos.mod(unit);
        var down = new TemplateTime(time.minusNanos(rest.longValue()));
        var isUp = nearest && rest.shiftLeft(1).compareTo(unit) >= 0;
        return isUp ? new TemplateTime(down.time.plusNanos(unit.longValue())) : down;
    }

    private String zoneName() {
        return time.getZone().equals(ZoneOffset.UTC) ? "UTC" : time.getZone().getId();
    }

    /** Formats the time by a layout of Go's package time. */
    String format(String layout) {
        return GoLayout.of(layout).format(time);
    }

    @Override
    public TemplateType<?> templateType() {
        return TYPE;
    }

    @Override
    public String toString() {
        return format(DEFAULT_LAYOUT);
    }

    private static TemplateType<TemplateTime> addComponents(TemplateType<TemplateTime> shape) {
        return shape.method("Year", time -> time.time.getYear())
                .method("Month", time -> NamedNumber.of(time.time.getMonth()))
                .method("Day", time -> time.time.getDayOfMonth())
                .method("Hour", time -> time.time.getHour())
                .method("Minute", time -> time.time.getMinute())
                .method("Second", time -> time.time.getSecond())
                .method("Nanosecond", time -> time.time.getNano())
                .method("YearDay", time -> time.time.getDayOfYear())
                .method("Weekday", time -> NamedNumber.of(time.time.getDayOfWeek()));
    }
}
