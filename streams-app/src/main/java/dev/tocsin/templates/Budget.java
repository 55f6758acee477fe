package dev.tocsin.templates;

import java.util.List;
import java.util.Map;

/** The work and the depth that one rendering may take, so that every template ends soon. */
final class Budget {
    private static final long MOST_WORK = 5_000_000;
    private static final int DEEPEST = 400;
    private static final int CHARACTERS_A_STEP = 4;

    private long left = MOST_WORK;
    private int depth;

    void step() {
        spend(1);
    }

    /** Takes account of a value that was made or read as a whole. */
    void value(Object value) {
        if (value instanceof CharSequence text) {
            spend(text.length() / CHARACTERS_A_STEP);
        } else if (value instanceof List<?> list) {
            spend(list.size());
        } else if (value instanceof Map<?, ?> map) {
            spend(map.size());
        }
    }

    void enter() {
        step();
        depth++;
        if (depth > DEEPEST) {
            throw new FunctionFailedException("exceeded maximum template depth (%d)".formatted(DEEPEST));
        }
    }

    void leave() {
        depth--;
    }

    private void spend(long work) {
        left -= work;
        if (left < 0) {
            throw new FunctionFailedException("takes more than %d steps: does it end?".formatted(MOST_WORK));
        }
    }
}
