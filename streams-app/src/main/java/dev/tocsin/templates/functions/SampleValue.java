package dev.tocsin.templates.functions;

import dev.tocsin.templates.TemplateObject;
import dev.tocsin.templates.TemplateType;

/** What an element of a query's result amounts to. */
public sealed interface SampleValue {
    static SampleValue of(double number) {
        return new Number(number);
    }

    /** As templates see it: a float, or something with fields. */
    Object toTemplateValue();

    record Number(double number) implements SampleValue {
        @Override
        public Object toTemplateValue() {
            return number;
        }
    }

    /**
     * No number, and never taken for one: it prints as its text, and can be asked for its parts.
     *
     * @param text as it prints
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
