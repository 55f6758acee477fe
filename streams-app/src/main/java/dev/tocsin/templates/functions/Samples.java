package dev.tocsin.templates.functions;

import static java.util.Comparator.comparing;

import dev.tocsin.labels.ByteOrder;
import dev.tocsin.templates.Described;
import dev.tocsin.templates.FunctionFailedException;
import dev.tocsin.templates.GoPrint;
import dev.tocsin.templates.Shape;
import java.util.AbstractList;
import java.util.List;

/** What a query inside a template has found. */
final class Samples extends AbstractList<Sample> implements Described {
    private static final Shape<Samples> SHAPE = Shape.named("template.queryResult", Samples.class);

    private final List<Sample> found;

    Samples(List<Sample> found) {
        this.found = List.copyOf(found);
    }

    Sample first() {
        if (found.isEmpty()) {
            throw new FunctionFailedException("first() called on vector with no elements");
        }
        return found.get(0);
    }

    Samples sortedBy(String label) {
        return new Samples(found.stream()
                .sorted(comparing(sample -> sample.labels().get(label), ByteOrder.OF_UTF8))
                .toList());
    }

    @Override
    public Sample get(int index) {
        return found.get(index);
    }

    @Override
    public int size() {
        return found.size();
    }

    @Override
    public Shape<?> shape() {
        return SHAPE;
    }

    @Override
    public String toString() {
        return GoPrint.text(found);
    }
}
