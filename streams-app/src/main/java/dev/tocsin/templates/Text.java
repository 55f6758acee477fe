package dev.tocsin.templates;

/** A text that grows, but not beyond bounds: so no template can fill the memory. */
public final class Text {
    /** Larger than any receiver takes. */
    static final int LONGEST = 4 << 20;

    private final StringBuilder text = new StringBuilder();

    /** @throws FunctionFailedException if it would become too long */
    public Text add(CharSequence more) {
        if ((long) text.length() + more.length() > LONGEST) {
            throw new FunctionFailedException("text is longer than %d characters".formatted(LONGEST));
        }
        text.append(more);
        return this;
    }

    public Text add(int point) {
        return add(Character.toString(point));
    }

    Text repeat(char c, int times) {
        return add(times > LONGEST ? " ".repeat(LONGEST + 1) : String.valueOf(c).repeat(Math.max(0, times)));
    }

    int length() {
        return text.length();
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
