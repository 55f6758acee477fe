package dev.tocsin.templates.functions;

import dev.tocsin.templates.Arguments;
import dev.tocsin.templates.Parameter;
import dev.tocsin.templates.Signature;
import dev.tocsin.templates.TemplateObject;
import dev.tocsin.templates.TemplateType;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.TextStyle;
import java.util.Locale;

/** Go's time.Time: an instant with a time zone. */
record TemplateTime(ZonedDateTime time) implements TemplateObject {
    /** Go's zero time: the first instant of the year 1, UTC. */
    static final TemplateTime ZERO = new TemplateTime(ZonedDateTime.of(1, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC));

    private static final String DEFAULT_LAYOUT = "2006-01-02 15:04:05.999999999 -0700 MST";
    static final Parameter TIME = new Parameter("time.Time", TemplateTime.class);
    private static final Signature ONE_TIME = Signature.of(TIME);
    private static final Parameter DURATION = new Parameter("time.Duration", TemplateDuration.class);
    private static final TemplateType<TemplateTime> TYPE = addComponents(
                    TemplateType.named("time.Time", TemplateTime.class))
            .method("Format", Signature.of(Parameter.TEXT), (time, layout) -> time.format(layout.text(0)))
            .method("String", TemplateTime::toString)
            .method("Add", Signature.of(DURATION), (time, more) -> time.plus(more.value(0, TemplateDuration.class)))
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
