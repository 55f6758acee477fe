package dev.tocsin.local.sql;

import java.util.Map;

/** Where the local database is. Its name, its user and its password are one word. */
public record DatabaseAddress(int port) {
    private static final String NAME = "tocsin";

    /** As {@code psql} wants it. */
    public String url() {
        return "postgresql://%1$s:%1$s@127.0.0.1:%2$d/%1$s".formatted(NAME, port);
    }

    /** As a JDBC driver wants it, with user and password. */
    public String jdbcUrl() {
        return "%s?user=%s&password=%s".formatted(jdbcUrlWithoutCredentials(), NAME, NAME);
    }

    /** What the sink's configuration takes from the environment of its worker. */
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
