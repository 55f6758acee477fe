package dev.tocsin.evaluation.promql;

import java.math.BigDecimal;

/** The {@code @} modifier: the evaluation time of a selector or subquery before its offset is subtracted. */
public sealed interface AtModifier {
    /** No modifier: the evaluation time of the expression around it. */
    AtModifier NONE = new None();

    AtModifier START = new QueryStart();

    AtModifier END = new QueryEnd();

    <R> R match(Cases<R> cases);

    /** One method for each kind of modifier. */
    interface Cases<R> {
        R none();

        R start();

        R end();

        R timestamp(long epochMillis);
    }

    record None() implements AtModifier {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.none();
        }

        @Override
        public String toString() {
            return "";
        }
    }

    record QueryStart() implements AtModifier {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.start();
        }

        @Override
        public String toString() {
            return " @ start()";
        }
    }

    record QueryEnd() implements AtModifier {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.end();
        }

        @Override
        public String toString() {
            return " @ end()";
        }
    }

    record Timestamp(long epochMillis) implements AtModifier {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.timestamp(epochMillis);
        }

        @Override
        public String toString() {
            return " @ " + BigDecimal.valueOf(epochMillis, 3).toPlainString();
        }
    }
}
