package dev.tocsin.templates;

/** The context of the current position in a script: code, string literal or comment. */
final class ScriptContext {
    private enum State {
        CODE,
        STRING,
        LINE_COMMENT,
        BLOCK_COMMENT
    }

    private State state = State.CODE;
    private int quote;
    private int before;

    boolean isInString() {
        return state == State.STRING;
    }

    boolean isInComment() {
        return state == State.LINE_COMMENT || state == State.BLOCK_COMMENT;
    }

    void restart() {
        state = State.CODE;
        before = 0;
    }

    void advance(int c) {
        switch (state) {
            case CODE -> inCode(c);
            case STRING -> inText(c);
            case LINE_COMMENT -> state = c == '\n' ? State.CODE : state;
            case BLOCK_COMMENT -> state = before == '*' && c == '/' ? State.CODE : state;
        }
        before = state == State.STRING && before == '\\' ? 0 : c;
    }

    private void inCode(int c) {
        if (before == '/' && (c == '/' || c == '*')) {
            state = c == '/' ? State.LINE_COMMENT : State.BLOCK_COMMENT;
        } else if (c == '"' || c == '\'' || c == '`') {
            state = State.STRING;
            quote = c;
        }
    }

    private void inText(int c) {
        var isEnd = c == quote || c == '\n' && quote != '`';
        if (isEnd && before != '\\') {
            state = State.CODE;
        }
    }
}
