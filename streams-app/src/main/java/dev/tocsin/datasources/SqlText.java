package dev.tocsin.datasources;

import java.util.regex.Pattern;

/**
 * A query for JDBC: {@code :time} is a parameter, with the evaluation time. Texts, quoted names, comments and casts
 * ({@code ::time}) stay as they are.
 *
 * @param jdbc the query with a question mark for each parameter
 * @param parameters how often the query has {@code :time}
 */
record SqlText(String jdbc, int parameters) {
    private static final Pattern TOKEN = Pattern.compile(
            "'(?:[^']|'')*+'?" // text
                    + "|\"(?:[^\"]|\"\")*+\"?" // quoted name
                    + "|--[^\\n]*+"
                    + "|/\\*(?s:.*?)(?:\\*/|\\z)"
                    + "|\\$(\\w*)\\$(?s:.*?)(?:\\$\\1\\$|\\z)" // text of PostgreSQL
                    + "|::"
                    + "|:time\\b"
                    + "|\\?");

    static SqlText of(String query, boolean isPostgres) {
        var hasTime =
                TOKEN.matcher(query).results().anyMatch(token -> token.group().equals(":time"));
        if (!hasTime) {
            return new SqlText(query, 0);
        }
        var count = new int[1];
        var jdbc = TOKEN.matcher(query).replaceAll(found -> {
            var token = found.group();
            if (token.equals(":time")) {
                count[0]++;
                return "?";
            }
            // An operator of PostgreSQL; its driver takes two question marks for one.
            var kept = token.equals("?") && isPostgres ? "??" : token;
            return java.util.regex.Matcher.quoteReplacement(kept);
        });
        return new SqlText(jdbc, count[0]);
    }
}
