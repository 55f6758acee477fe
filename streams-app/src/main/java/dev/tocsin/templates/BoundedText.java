package dev.tocsin.templates;

/** A text that grows, but not beyond bounds: so no template can fill the memory. */
public final class BoundedText {
    /** Larger than any receiver takes. */
    static final int MAX_LENGTH = 4 << 20;

    private final StringBuilder text = new StringBuilder();

    /** @throws FunctionFailedException if it would become too long */
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

    int length() {
        return text.length();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
