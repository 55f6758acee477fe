package dev.tocsin.templates.functions;

import static java.util.Comparator.comparing;

import dev.tocsin.labels.Utf8Order;
import dev.tocsin.templates.FunctionFailedException;
import dev.tocsin.templates.TemplateType;
import java.util.List;

/** A query result in a template. */
final class QuerySamples extends TemplateList<QuerySample> {
    private static final TemplateType<QuerySamples> TYPE =
            TemplateType.named("template.queryResult", QuerySamples.class);

    QuerySamples(List<QuerySample> found) {
        super(found);
    }

    QuerySample first() {
        if (isEmpty()) {
            throw new FunctionFailedException("first() called on vector with no elements");
        }
        return get(0);
    }

    QuerySamples sortedBy(String label) {
        return new QuerySamples(stream()
                .sorted(comparing(sample -> sample.labels().get(label), Utf8Order.COMPARATOR))
                .toList());
    }

    @Override
    public TemplateType<?> templateType() {
        return TYPE;
    }
}
