package dev.tocsin.templates.functions;

import dev.tocsin.templates.TemplateObject;
import dev.tocsin.templates.TemplateType;

/** The value of a sample: a float or a histogram. */
public sealed interface SampleValue {
    static SampleValue of(double number) {
        return new Number(number);
    }

    /** The value in templates: a float, or an object with fields. */
    Object toTemplateValue();

    record Number(double number) implements SampleValue {
        @Override
        public Object toTemplateValue() {
            return number;
        }
    }

    /**
     * A histogram. It is not a number; its fields can be read.
     *
     * @param text the printed form
     */
    record Histogram(String text, int schema, double zeroThreshold, double zeroCount, double count, double sum)
            implements SampleValue, TemplateObject {
        private static final TemplateType<Histogram> TYPE = TemplateType.named(
                        "*histogram.FloatHistogram", Histogram.class)
                .field("Schema", Histogram::schema)
                .field("ZeroThreshold", Histogram::zeroThreshold)
                .field("ZeroCount", Histogram::zeroCount)
                .field("Count", Histogram::count)
                .field("Sum", Histogram::sum)
                .method("String", Histogram::text);

        @Override
        public Object toTemplateValue() {
            return this;
        }

        @Override
        public TemplateType<?> templateType() {
            return TYPE;
        }

        @Override
        public String toString() {
            return text;
        }
    }
}
