package dev.tocsin.templates;

/** Where a rendering writes to; not beyond bounds. What it holds is its {@code toString()}. */
interface Output {
    /** What stands in the template itself. */
    void literal(String text);

    /** What an action gave; nothing prints as {@code <no value>}. */
    void value(Object value);

    /** As it is. */
    static Output plain() {
        var text = new BoundedText();
        return new Output() {
            @Override
            public void literal(String literal) {
                text.add(literal);
            }

            @Override
            public void value(Object value) {
                text.add(value == null ? "<no value>" : GoPrint.text(value));
            }

            @Override
            public String toString() {
                return text.toString();
            }
        };
    }
}
