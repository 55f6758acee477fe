package dev.tocsin.templates.functions;

import static java.util.Comparator.comparing;

import dev.tocsin.labels.Utf8Order;
import dev.tocsin.templates.FunctionFailedException;
import dev.tocsin.templates.GoPrint;
import dev.tocsin.templates.TemplateObject;
import dev.tocsin.templates.TemplateType;
import java.util.AbstractList;
import java.util.List;

/** A query result in a template. */
final class QuerySamples extends AbstractList<QuerySample> implements TemplateObject {
    private static final TemplateType<QuerySamples> TYPE =
            TemplateType.named("template.queryResult", QuerySamples.class);

    private final List<QuerySample> samples;

    QuerySamples(List<QuerySample> found) {
        this.samples = List.copyOf(found);
    }

    QuerySample first() {
        if (samples.isEmpty()) {
            throw new FunctionFailedException("first() called on vector with no elements");
        }
        return samples.get(0);
    }

    QuerySamples sortedBy(String label) {
        return new QuerySamples(samples.stream()
                .sorted(comparing(sample -> sample.labels().get(label), Utf8Order.COMPARATOR))
                .toList());
    }

    @Override
    public QuerySample get(int index) {
        return samples.get(index);
    }

    @Override
    public int size() {
        return samples.size();
    }

    @Override
    public TemplateType<?> templateType() {
        return TYPE;
    }

    @Override
    public String toString() {
        return GoPrint.text(samples);
    }
}
