package dev.tocsin.local.sql;

import java.util.Map;

/** The address of the local database. Database name, user and password are all {@code tocsin}. */
public record DatabaseAddress(int port) {
    private static final String NAME = "tocsin";

    /** The URL for {@code psql}. */
    public String url() {
        return "postgresql://%1$s:%1$s@127.0.0.1:%2$d/%1$s".formatted(NAME, port);
    }

    /** The JDBC URL with user and password. */
    public String jdbcUrl() {
        return "%s?user=%s&password=%s".formatted(jdbcUrlWithoutCredentials(), NAME, NAME);
    }

    /** The environment variables that the sink's configuration uses. */
    public Map<String, String> environment() {
        return Map.of(
                "TOCSIN_DATABASE_URL", jdbcUrlWithoutCredentials(),
                "TOCSIN_DATABASE_USER", NAME,
                "TOCSIN_DATABASE_PASSWORD", NAME);
    }

    private String jdbcUrlWithoutCredentials() {
        return "jdbc:postgresql://127.0.0.1:%d/%s".formatted(port, NAME);
    }
}
