package dev.tocsin.http.tocsin;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;

/**
 * The position of a page in a list. Opaque to clients. It has the number and the id of the last row before the page, so that
 * rows that are added or removed meanwhile do not shift it, unless that row itself is removed.
 *
 * @param index the number of rows before the page
 * @param id of the last row before the page; empty on the first page
 */
record Cursor(int index, String id) {
    static final Cursor START = new Cursor(0, "");

    /** @throws IllegalArgumentException if the text is no cursor */
    static Cursor parse(String text) {
        var decoded = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
        var space = decoded.indexOf(' ');
        var index = Integer.parseInt(decoded.substring(0, Math.max(0, space)));
        if (index < 0) {
            throw new IllegalArgumentException("index %d".formatted(index));
        }
        return new Cursor(index, decoded.substring(space + 1));
    }

    /** The index of the first row of the page in the list as it is now. */
    <T> int startIn(List<T> rows, Function<T, String> ids) {
        if (index == 0 || index <= rows.size() && ids.apply(rows.get(index - 1)).equals(id)) {
            return index;
        }
        for (var i = 0; i < rows.size(); i++) {
            if (ids.apply(rows.get(i)).equals(id)) {
                return i + 1;
            }
        }
        return Math.min(index, rows.size());
    }

    /** The cursor after the first rows of a list; empty if there are no more. @param end number of these rows */
    static <T> String after(List<T> rows, int end, Function<T, String> ids) {
        return end == 0 || end >= rows.size() ? "" : new Cursor(end, ids.apply(rows.get(end - 1))).toString();
    }

    @Override
    public String toString() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((index + " " + id).getBytes(StandardCharsets.UTF_8));
    }
}
