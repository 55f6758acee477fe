package dev.tocsin.archive.jdbc;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a database is reached.
 *
 * @param url as {@code jdbc:postgresql://db.example/tocsin}; may hold user and password
 * @param schema the one that the tables are in
 */
public record DatabaseSettings(String url, String schema, Optional<String> user, Optional<String> password) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern PARAMETERS = Pattern.compile("[?;].*", Pattern.DOTALL);
    private static final Pattern CREDENTIALS = Pattern.compile("//[^/]*@");
    private static final Pattern ORACLE_CREDENTIALS = Pattern.compile(":[^:@]*/[^@]*@");

    /** @throws IllegalArgumentException if it can not be one */
    public DatabaseSettings {
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException(
                    "'%s' is no JDBC URL: write jdbc:postgresql://HOST:PORT/DATABASE".formatted(redact(url)));
        }
        if (!NAME.matcher(schema).matches()) {
            throw new IllegalArgumentException("'%s' is no name of a schema: letters, digits and _".formatted(schema));
        }
    }

    /** For people: the URL without whatever may be secret. */
    String redactedUrl() {
        return redact(url);
    }

    private static String redact(String url) {
        var bare = PARAMETERS.matcher(url).replaceAll("");
        var hidden = CREDENTIALS.matcher(bare).replaceAll("//");
        return ORACLE_CREDENTIALS.matcher(hidden).replaceAll(":@");
    }

    /** Everything but secrets. */
    @Override
    public String toString() {
        return redactedUrl();
    }
}
