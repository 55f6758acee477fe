package dev.tocsin.evaluation.promql;

import java.math.BigDecimal;

/** The time that a selector looks back from, before its offset is taken off. */
public sealed interface AtModifier {
    /** Nothing is written: the time of the evaluation. */
    AtModifier NONE = new None();

    AtModifier START = new QueryStart();

    AtModifier END = new QueryEnd();

    <R> R match(Cases<R> cases);

    /** One answer for each kind. */
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
