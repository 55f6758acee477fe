package dev.tocsin.templates;

import java.util.List;
import java.util.Map;

/** Limits the work and the depth of one rendering, so that every template ends quickly. */
final class RenderBudget {
    private static final long MAX_WORK = 5_000_000;
    private static final int MAX_DEPTH = 400;
    private static final int CHARACTERS_PER_STEP = 4;

    private long remainingWork = MAX_WORK;
    private int depth;

    void step() {
        spend(1);
    }

    /** Charges the size of a value that was created or read. */
    void value(Object value) {
        if (value instanceof CharSequence text) {
            spend(text.length() / CHARACTERS_PER_STEP);
        } else if (value instanceof List<?> list) {
            spend(list.size());
        } else if (value instanceof Map<?, ?> map) {
            spend(map.size());
        }
    }

    void enter() {
        step();
        depth++;
        if (depth > MAX_DEPTH) {
            throw new FunctionFailedException("exceeded maximum template depth (%d)".formatted(MAX_DEPTH));
        }
    }

    void leave() {
        depth--;
    }

    private void spend(long work) {
        remainingWork -= work;
        if (remainingWork < 0) {
            throw new FunctionFailedException(
                    "takes more than %d steps: is there an endless loop?".formatted(MAX_WORK));
        }
    }
}
