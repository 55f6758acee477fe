package dev.tocsin.templates.functions;

import dev.tocsin.templates.GoPrint;
import dev.tocsin.templates.TemplateObject;
import java.util.AbstractList;
import java.util.List;

/** A list with a template type. Immutable. */
abstract class TemplateList<E> extends AbstractList<E> implements TemplateObject {
    private final List<E> items;

    TemplateList(List<E> items) {
        this.items = List.copyOf(items);
    }

    @Override
    public final E get(int index) {
        return items.get(index);
    }

    @Override
    public final int size() {
        return items.size();
    }

    @Override
    public String toString() {
        return GoPrint.text(items);
    }
}
