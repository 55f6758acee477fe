package dev.tocsin.templates;

/** The output of a rendering, with a maximum length. {@code toString()} returns the text. */
interface Output {
    /** Appends literal text of the template. */
    void literal(String text);

    /** Appends the value of an action. */
    void value(Object value);

    /** Plain text without escaping; null is printed as {@code <no value>}. */
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
