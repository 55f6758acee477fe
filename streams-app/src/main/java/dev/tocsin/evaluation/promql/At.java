package dev.tocsin.evaluation.promql;

import java.math.BigDecimal;

/** The time that a selector looks back from, before its offset is taken off. */
public sealed interface At {
    /** Nothing is written: the time of the evaluation. */
    At EVALUATION = new Moving();

    At START = new QueryStart();

    At END = new QueryEnd();

    <R> R match(Cases<R> cases);

    /** One answer for each kind. */
    interface Cases<R> {
        R evaluation();

        R start();

        R end();

        R timestamp(long epochMillis);
    }

    record Moving() implements At {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.evaluation();
        }

        @Override
        public String toString() {
            return "";
        }
    }

    record QueryStart() implements At {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.start();
        }

        @Override
        public String toString() {
            return " @ start()";
        }
    }

    record QueryEnd() implements At {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.end();
        }

        @Override
        public String toString() {
            return " @ end()";
        }
    }

    record Timestamp(long epochMillis) implements At {
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
