package dev.tocsin.datasources;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A query for JDBC: {@code :time} is a parameter, with the evaluation time. Texts, quoted names, comments and casts
 * ({@code ::time}) stay as they are.
 *
 * @param jdbc the query with a question mark for each parameter
 * @param parameters how often the query has {@code :time}
 * @param isOneStatement whether nothing follows a semicolon
 */
record SqlText(String jdbc, int parameters, boolean isOneStatement) {
    private static final Pattern TOKEN = Pattern.compile(
            "\\b[eE]'(?:[^'\\\\]|\\\\(?s:.)|'')*+'?" // text of PostgreSQL with escapes
                    + "|'(?:[^']|'')*+'?" // text
                    + "|\"(?:[^\"]|\"\")*+\"?" // quoted name
                    + "|--[^\\n]*+"
                    + "|/\\*(?s:.*?)(?:\\*/|\\z)"
                    + "|\\$(\\w*)\\$(?s:.*?)(?:\\$\\1\\$|\\z)" // text of PostgreSQL
                    + "|::"
                    + "|:time\\b"
                    + "|\\?"
                    + "|;");
    private static final Pattern COMMENT_OR_SPACE = Pattern.compile("(?:--[^\\n]*+|/\\*(?s:.*?)\\*/|\\s|;)*+");

    static SqlText of(String query, boolean isPostgres) {
        var count = new int[1];
        var jdbc = TOKEN.matcher(query).replaceAll(found -> {
            var token = found.group();
            if (token.equals(":time")) {
                count[0]++;
                return "?";
            }
            // An operator of PostgreSQL; its driver takes two question marks for one.
            var kept = token.equals("?") && isPostgres ? "??" : token;
            return Matcher.quoteReplacement(kept);
        });
        var isOne = TOKEN.matcher(query)
                .results()
                .filter(token -> token.group().equals(";"))
                .allMatch(end ->
                        COMMENT_OR_SPACE.matcher(query.substring(end.end())).matches());
        return new SqlText(jdbc, count[0], isOne);
    }
}
