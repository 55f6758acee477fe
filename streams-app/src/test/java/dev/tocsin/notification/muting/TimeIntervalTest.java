package dev.tocsin.notification.muting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.notification.muting.TimeInterval.Field;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeIntervalTest {
    @ParameterizedTest(name = "{0} {1}: {2} is {3}")
    @CsvSource(delimiter = '|', textBlock = """
            # field       | range           | instant              | contains
            WEEKDAYS      | monday:friday   | 2026-01-02T12:00:00Z | true
            WEEKDAYS      | monday:friday   | 2026-01-03T12:00:00Z | false
            WEEKDAYS      | Sunday          | 2026-01-04T00:00:00Z | true
            WEEKDAYS      | sunday:saturday | 2026-01-03T12:00:00Z | true
            MONTHS        | january:march   | 2026-03-31T23:59:59Z | true
            MONTHS        | january:march   | 2026-04-01T00:00:00Z | false
            MONTHS        | 5               | 2026-05-10T00:00:00Z | true
            MONTHS        | may:6           | 2026-06-10T00:00:00Z | true
            YEARS         | 2024:2026       | 2026-12-31T23:59:59Z | true
            YEARS         | 2024:2026       | 2027-01-01T00:00:00Z | false
            DAYS_OF_MONTH | 1:5             | 2026-01-05T23:59:59Z | true
            DAYS_OF_MONTH | 1:5             | 2026-01-06T00:00:00Z | false
            DAYS_OF_MONTH | -1              | 2026-01-31T12:00:00Z | true
            DAYS_OF_MONTH | -1              | 2026-02-28T12:00:00Z | true
            DAYS_OF_MONTH | -1              | 2028-02-28T12:00:00Z | false
            DAYS_OF_MONTH | -1              | 2028-02-29T12:00:00Z | true
            DAYS_OF_MONTH | -3:-1           | 2026-04-27T12:00:00Z | false
            DAYS_OF_MONTH | -3:-1           | 2026-04-28T12:00:00Z | true
            DAYS_OF_MONTH | 15:-1           | 2026-02-14T12:00:00Z | false
            DAYS_OF_MONTH | 15:-1           | 2026-02-28T12:00:00Z | true
            DAYS_OF_MONTH | 31              | 2026-04-30T12:00:00Z | false
            DAYS_OF_MONTH | 29:31           | 2026-02-28T12:00:00Z | false
            DAYS_OF_MONTH | 29:31           | 2026-04-30T12:00:00Z | true
            DAYS_OF_MONTH | -31:-28         | 2026-02-01T12:00:00Z | true
            """)
    void containsTheSameInstantsAsInAlertmanager(Field field, String range, Instant instant, boolean contains) {
        var interval = TimeInterval.ALWAYS.with(field, List.of(range));
        assertThat(interval.contains(instant)).isEqualTo(contains);
    }

    @Test
    void startIsInclusiveAndEndExclusive() {
        var officeHours =
                TimeInterval.ALWAYS.withTimes(List.of(TimeRange.of("09:00", "17:30"), TimeRange.of("22:00", "24:00")));
        assertThat(officeHours.contains(Instant.parse("2026-01-01T08:59:59Z"))).isFalse();
        assertThat(officeHours.contains(Instant.parse("2026-01-01T09:00:00Z"))).isTrue();
        assertThat(officeHours.contains(Instant.parse("2026-01-01T17:29:59Z"))).isTrue();
        assertThat(officeHours.contains(Instant.parse("2026-01-01T17:30:00Z"))).isFalse();
        assertThat(officeHours.contains(Instant.parse("2026-01-01T23:59:59Z"))).isTrue();
    }

    @Test
    void fieldsApplyInTheTimeZone() {
        var berlin = TimeInterval.ALWAYS
                .withTimes(List.of(TimeRange.of("00:00", "01:00")))
                .with(Field.WEEKDAYS, List.of("monday"))
                .withZone(ZoneId.of("Europe/Berlin"));
        assertThat(berlin.contains(Instant.parse("2026-01-04T23:30:00Z")))
                .as("half past midnight in winter")
                .isTrue();
        assertThat(berlin.contains(Instant.parse("2026-07-05T22:30:00Z")))
                .as("half past midnight in summer")
                .isTrue();
        assertThat(berlin.contains(Instant.parse("2026-07-05T23:30:00Z"))).isFalse();
    }

    @Test
    void allFieldsMustContainTheInstant() {
        var interval = TimeInterval.ALWAYS
                .with(Field.WEEKDAYS, List.of("saturday", "sunday"))
                .with(Field.MONTHS, List.of("january"));
        assertThat(interval.contains(Instant.parse("2026-01-03T12:00:00Z"))).isTrue();
        assertThat(interval.contains(Instant.parse("2026-01-04T12:00:00Z"))).isTrue();
        assertThat(interval.contains(Instant.parse("2026-02-01T12:00:00Z"))).isFalse();
        assertThat(TimeInterval.ALWAYS.contains(Instant.EPOCH)).isTrue();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            WEEKDAYS      | friday:monday   | start day cannot be before end day
            WEEKDAYS      | fryday          | fryday is not a valid weekday
            WEEKDAYS      | a:b:c           | 'couldn''t parse range a:b:c, invalid format'
            DAYS_OF_MONTH | 0               | 0 is not a valid day of the month: out of range
            DAYS_OF_MONTH | 32              | 32 is not a valid day of the month: out of range
            DAYS_OF_MONTH | -32             | -32 is not a valid day of the month: out of range
            DAYS_OF_MONTH | -3:5            | end day must be negative if start day is negative
            DAYS_OF_MONTH | 5:1             | end day 1 is always before start day 5
            DAYS_OF_MONTH | 29:-1           | end day -1 is always before start day 29
            DAYS_OF_MONTH | one             | '''one'' is not a whole number'
            MONTHS        | march:january   | end month january is before start month march
            MONTHS        | smarch          | smarch is not a valid month
            YEARS         | 2026:2024       | end year 2024 is before start year 2026
            """)
    void invalidRangesAreRefusedAsByAlertmanager(Field field, String range, String message) {
        assertThatThrownBy(() -> field.check(range)).hasMessage(message);
    }

    @Test
    void invalidTimesAreRefusedAsByAlertmanager() {
        assertThatThrownBy(() -> TimeRange.of("9:00", "17:00"))
                .hasMessage("couldn't parse timestamp 9:00, invalid format");
        assertThatThrownBy(() -> TimeRange.of("09:00", "24:01"))
                .hasMessage("couldn't parse timestamp 24:01, invalid format");
        assertThatThrownBy(() -> TimeRange.of("17:00", "09:00"))
                .hasMessage("start time cannot be equal or greater than end time");
        assertThatThrownBy(() -> TimeRange.of("", "09:00")).hasMessage("both start and end times must be provided");
    }

    @Test
    void intervalsAreFoundByName() {
        var schedules = TimeIntervals.of(List.of(
                new NamedTimeInterval("always", List.of(TimeInterval.ALWAYS)),
                new NamedTimeInterval("never", List.of()),
                new NamedTimeInterval("2026", List.of(TimeInterval.ALWAYS.with(Field.YEARS, List.of("2026"))))));
        assertThat(schedules.activeAt(List.of("2026", "never", "always", "unknown"), Instant.EPOCH))
                .containsExactly("always");
        assertThatThrownBy(() -> TimeIntervals.of(
                        List.of(new NamedTimeInterval("a", List.of()), new NamedTimeInterval("a", List.of()))))
                .hasMessage("time interval \"a\" is not unique");
    }
}
