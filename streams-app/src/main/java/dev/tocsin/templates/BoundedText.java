package dev.tocsin.templates;

/** A string builder with a maximum length, so that no template can exhaust the memory. */
public final class BoundedText {
    /** In characters; larger than any receiver accepts. */
    static final int MAX_LENGTH = 4 << 20;

    private final StringBuilder text = new StringBuilder();

    /** @throws FunctionFailedException if the text would exceed the maximum length */
    public BoundedText add(CharSequence more) {
        if ((long) text.length() + more.length() > MAX_LENGTH) {
            throw new FunctionFailedException("text is longer than %d characters".formatted(MAX_LENGTH));
        }
        text.append(more);
        return this;
    }

    public BoundedText add(int point) {
        return add(Character.toString(point));
    }

    BoundedText repeat(char c, int times) {
        return add(
                times > MAX_LENGTH
                        ? " ".repeat(MAX_LENGTH + 1)
                        : String.valueOf(c).repeat(Math.max(0, times)));
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
