package dev.tocsin.http.tocsin;

import java.util.List;
import java.util.function.Function;

/**
 * A page of a list.
 *
 * @param next the cursor of the next page; empty if there is none
 */
record ListPage<T>(List<T> rows, String next) {
    /** @param ids unique in the list */
    static <T> ListPage<T> of(List<T> all, TocsinParameters parameters, Function<T, String> ids) {
        var from = parameters.cursor().startIn(all, ids);
        var to = Math.min(all.size(), from + parameters.limit());
        return new ListPage<>(List.copyOf(all.subList(from, to)), Cursor.after(all, to, ids));
    }
}
