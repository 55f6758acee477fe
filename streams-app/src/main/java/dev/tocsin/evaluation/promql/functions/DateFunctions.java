package dev.tocsin.evaluation.promql.functions;

import dev.tocsin.evaluation.promql.functions.FunctionCall.Body;
import dev.tocsin.evaluation.promql.vectors.InstantVector;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.function.ToIntFunction;

/** Parts of a date in UTC. Values are seconds since 1970. */
final class DateFunctions {
    static final Map<String, Body> ALL = new HashMap<>();

    private static final double EARLIEST = LocalDateTime.MIN.toEpochSecond(ZoneOffset.UTC);
    private static final double LATEST = LocalDateTime.MAX.toEpochSecond(ZoneOffset.UTC);

    static {
        of("day_of_month", LocalDateTime::getDayOfMonth);
        of("day_of_week", date -> date.getDayOfWeek().getValue() % 7);
        of("day_of_year", LocalDateTime::getDayOfYear);
        of("days_in_month", date -> date.toLocalDate().lengthOfMonth());
        of("hour", LocalDateTime::getHour);
        of("minute", LocalDateTime::getMinute);
        of("month", LocalDateTime::getMonthValue);
        of("year", LocalDateTime::getYear);
    }

    private DateFunctions() {}

    private static void of(String name, ToIntFunction<LocalDateTime> part) {
        ALL.put(name, call -> call.nameRemoval().drop(argument(call).map(value -> part.applyAsInt(date(value)))));
    }

    private static InstantVector argument(FunctionCall call) {
        if (call.size() > 0) {
            return call.instantVector(0);
        }
        return InstantVector.unlabelled(ConversionFunctions.times(call.steps())).map(Math::floor);
    }

    private static LocalDateTime date(double seconds) {
        var inRange = Math.max(EARLIEST, Math.min(LATEST, seconds));
        return LocalDateTime.ofEpochSecond((long) inRange, 0, ZoneOffset.UTC);
    }
}
