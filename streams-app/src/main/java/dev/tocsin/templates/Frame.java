package dev.tocsin.templates;

import dev.tocsin.notation.GoQuote;
import java.util.ArrayList;
import java.util.List;

/** A template call: its variables, and the node being evaluated, which error messages name. */
final class Frame {
    private record Variable(String name, Object value) {}

    private final Definition definition;
    private final List<Variable> variables = new ArrayList<>();
    private TemplateNode current;

    Frame(Definition definition, Object dot) {
        this.definition = definition;
        push("$", dot);
    }

    void setCurrent(TemplateNode node) {
        current = node;
    }

    void push(String name, Object value) {
        variables.add(new Variable(name, value));
    }

    void assign(String name, Object value) {
        variables.set(find(name), new Variable(name, value));
    }

    Object value(String name) {
        return variables.get(find(name)).value();
    }

    int mark() {
        return variables.size();
    }

    /** Removes the variables that were pushed after the mark. */
    void popTo(int mark) {
        variables.subList(mark, variables.size()).clear();
    }

    TemplateFailedException failed(String reason) {
        return failed(reason, null);
    }

    TemplateFailedException failed(String reason, Throwable cause) {
        var source = definition.source();
        var place = current == null
                ? "template: %s: %s".formatted(definition.name(), reason)
                : "template: %s: executing %s at <%s>: %s"
                        .formatted(source.place(current.position()), GoQuote.quote(definition.name()), current, reason);
        return new TemplateFailedException(source.name(), place, cause);
    }

    private int find(String name) {
        for (var i = variables.size() - 1; i >= 0; i--) {
            if (variables.get(i).name().equals(name)) {
                return i;
            }
        }
        throw failed("undefined variable: " + name);
    }
}
