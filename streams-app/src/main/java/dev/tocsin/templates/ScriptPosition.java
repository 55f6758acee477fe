package dev.tocsin.templates;

/** Where in a script one is: between the quotes of a text, in a remark, or in neither. */
final class ScriptPosition {
    private enum Place {
        CODE,
        TEXT,
        LINE_REMARK,
        REMARK
    }

    private Place place = Place.CODE;
    private int quote;
    private int before;

    boolean isInText() {
        return place == Place.TEXT;
    }

    boolean isInRemark() {
        return place == Place.LINE_REMARK || place == Place.REMARK;
    }

    void restart() {
        place = Place.CODE;
        before = 0;
    }

    void pass(int c) {
        switch (place) {
            case CODE -> inCode(c);
            case TEXT -> inText(c);
            case LINE_REMARK -> place = c == '\n' ? Place.CODE : place;
            case REMARK -> place = before == '*' && c == '/' ? Place.CODE : place;
        }
        before = place == Place.TEXT && before == '\\' ? 0 : c;
    }

    private void inCode(int c) {
        if (before == '/' && (c == '/' || c == '*')) {
            place = c == '/' ? Place.LINE_REMARK : Place.REMARK;
        } else if (c == '"' || c == '\'' || c == '`') {
            place = Place.TEXT;
            quote = c;
        }
    }

    private void inText(int c) {
        var isEnd = c == quote || c == '\n' && quote != '`';
        if (isEnd && before != '\\') {
            place = Place.CODE;
        }
    }
}
