package dev.tocsin.archive.jdbc;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Address of a database and credentials.
 *
 * @param url such as {@code jdbc:postgresql://db.example/tocsin}; may contain user and password
 * @param schema the schema of the tables
 */
public record DatabaseSettings(String url, String schema, Optional<String> user, Optional<String> password) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern PARAMETERS = Pattern.compile("[?;].*", Pattern.DOTALL);
    private static final Pattern CREDENTIALS = Pattern.compile("//[^/]*@");
    private static final Pattern ORACLE_CREDENTIALS = Pattern.compile(":[^:@]*/[^@]*@");

    /** @throws IllegalArgumentException if the URL is not a JDBC URL, or the schema is not a plain identifier */
    public DatabaseSettings {
        if (!url.startsWith("jdbc:")) {
            throw new IllegalArgumentException(
                    "'%s' is not a JDBC URL: write jdbc:postgresql://HOST:PORT/DATABASE".formatted(redact(url)));
        }
        if (!NAME.matcher(schema).matches()) {
            throw new IllegalArgumentException(
                    "'%s' is not a schema name: use letters, digits and _".formatted(schema));
        }
    }

    /** The URL without credentials and parameters; for messages. */
    String redactedUrl() {
        return redact(url);
    }

    private static String redact(String url) {
        var bare = PARAMETERS.matcher(url).replaceAll("");
        var hidden = CREDENTIALS.matcher(bare).replaceAll("//");
        return ORACLE_CREDENTIALS.matcher(hidden).replaceAll(":@");
    }

    /** The redacted URL. */
    @Override
    public String toString() {
        return redactedUrl();
    }
}
