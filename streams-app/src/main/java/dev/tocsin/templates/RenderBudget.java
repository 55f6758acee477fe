package dev.tocsin.templates;

import java.util.List;
import java.util.Map;

/** The work and the depth that one rendering may take, so that every template ends soon. */
final class RenderBudget {
    private static final long MAX_WORK = 5_000_000;
    private static final int MAX_DEPTH = 400;
    private static final int CHARACTERS_PER_STEP = 4;

    private long remainingWork = MAX_WORK;
    private int depth;

    void step() {
        spend(1);
    }

    /** Takes account of a value that was made or read as a whole. */
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
            throw new FunctionFailedException("takes more than %d steps: does it end?".formatted(MAX_WORK));
        }
    }
}
