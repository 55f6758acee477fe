package dev.tocsin.evaluation.promql.vectors;

import dev.tocsin.evaluation.samples.Histogram;
import dev.tocsin.evaluation.samples.Series;
import dev.tocsin.labels.Labels;
import java.util.List;
import java.util.Optional;

/** The value of a query. Times are milliseconds since 1970. */
public sealed interface Value {
    <R> R match(Cases<R> cases);

    /** One method for each kind of value. */
    interface Cases<R> {
        R scalar(Scalar scalar);

        R vector(Vector vector);

        R matrix(Matrix matrix);

        R text(Text text);
    }

    record Scalar(long time, double value) implements Value {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.scalar(this);
        }
    }

    /** The elements are ordered by their labels, unless the query defines an order. */
    record Vector(long time, List<Element> elements) implements Value {
        public Vector {
            elements = List.copyOf(elements);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.vector(this);
        }
    }

    /** @param value the float; NaN if the element is a histogram */
    record Element(Labels labels, double value, Optional<Histogram> histogram) {
        public Element(Labels labels, double value) {
            this(labels, value, Optional.empty());
        }
    }

    /** The series are ordered by their labels. */
    record Matrix(List<Series> series) implements Value {
        public Matrix {
            series = List.copyOf(series);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.matrix(this);
        }
    }

    record Text(long time, String text) implements Value {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.text(this);
        }
    }
}
