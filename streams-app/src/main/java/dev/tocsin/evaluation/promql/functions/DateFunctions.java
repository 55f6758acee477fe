package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.functions.FunctionCall.Body;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Parts of a date in UTC. Values are seconds since 1970. A value that Go's int64 does not hold is its lowest number. */
final class DateFunctions {
    static final Map<String, Body> ALL = new HashMap<>();

    private static final long DAY = 86_400;
    private static final double INT64_BOUND = 0x1p63;

    /** The calendar repeats after 400 years. */
    private static final long CYCLE_YEARS = 400;

    private static final long CYCLE_DAYS = 146_097;

    /** The first year of Go's unsigned seconds, and the seconds from its start to 1970. */
    private static final long FIRST_YEAR = -292_277_022_399L;

    private static final long FIRST_SECONDS = 9_223_372_028_715_321_600L;

    static {
        of("day_of_month", date -> date.inCycle().getDayOfMonth());
        of("day_of_week", date -> date.inCycle().getDayOfWeek().getValue() % 7);
        of("day_of_year", date -> date.inCycle().getDayOfYear());
        of("days_in_month", date -> date.inCycle().lengthOfMonth());
        of("hour", date -> date.second() / 3_600);
        of("minute", date -> date.second() / 60 % 60);
        of("month", date -> date.inCycle().getMonthValue());
        of("year", Date::year);
    }

    private DateFunctions() {}

    /**
     * A date of Go's calendar, which holds more years than Java's.
     *
     * @param cycle the number of 400 years since {@link #FIRST_YEAR}
     * @param inCycle the same date in the years 1 to 400
     * @param second the second of the day
     */
    private record Date(long cycle, LocalDate inCycle, long second) {
        static Date of(double seconds) {
            var isInt64 = seconds >= -INT64_BOUND && seconds < INT64_BOUND;
            // May exceed a signed long, or wrap around, as in Go.
            var since = FIRST_SECONDS + (isInt64 ? (long) seconds : Long.MIN_VALUE);
            var days = Long.divideUnsigned(since, DAY);
            var inCycle = LocalDate.of(1, 1, 1).plusDays(days % CYCLE_DAYS);
            return new Date(days / CYCLE_DAYS, inCycle, Long.remainderUnsigned(since, DAY));
        }

        double year() {
            return FIRST_YEAR + cycle * CYCLE_YEARS + inCycle.getYear() - 1;
        }
    }

    private static void of(String name, ToDoubleFunction<Date> part) {
        ALL.put(name, call -> call.nameRemoval().drop(argument(call).map(value -> part.applyAsDouble(Date.of(value)))));
    }

    private static InstantVector argument(FunctionCall call) {
        if (call.size() > 0) {
            return call.instantVector(0);
        }
        return InstantVector.unlabelled(ConversionFunctions.times(call.steps())).map(Math::floor);
    }
}
