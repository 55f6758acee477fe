package dev.tocsin.evaluation.promql;

import java.math.BigDecimal;

/** The {@code @} modifier: the evaluation time of a selector or subquery before its offset is subtracted. */
public sealed interface AtModifier {
    /** No modifier: the evaluation time of the expression around it. */
    AtModifier NONE = new None();

    AtModifier START = new QueryStart();

    AtModifier END = new QueryEnd();

    /**
     * The evaluation time. All times are in milliseconds since 1970.
     *
     * @param outer the evaluation time of the expression around it
     * @param start the start of the query
     * @param end the end of the query
     */
    long time(long outer, long start, long end);

    record None() implements AtModifier {
        @Override
        public long time(long outer, long start, long end) {
            return outer;
        }

        @Override
        public String toString() {
            return "";
        }
    }

    record QueryStart() implements AtModifier {
        @Override
        public long time(long outer, long start, long end) {
            return start;
        }

        @Override
        public String toString() {
            return " @ start()";
        }
    }

    record QueryEnd() implements AtModifier {
        @Override
        public long time(long outer, long start, long end) {
            return end;
        }

        @Override
        public String toString() {
            return " @ end()";
        }
    }

    record Timestamp(long epochMillis) implements AtModifier {
        @Override
        public long time(long outer, long start, long end) {
            return epochMillis;
        }

        @Override
        public String toString() {
            return " @ " + BigDecimal.valueOf(epochMillis, 3).toPlainString();
        }
    }
}
