package dev.tocsin.archive.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseSettingsTest {
    @ParameterizedTest
    @CsvSource({
        "jdbc:postgresql://db:5432/tocsin, jdbc:postgresql://db:5432/tocsin",
        "jdbc:postgresql://db/tocsin?user=me&password=geheim, jdbc:postgresql://db/tocsin",
        "jdbc:sqlserver://db;databaseName=t;password=geheim, jdbc:sqlserver://db",
        "jdbc:mysql://me:geheim@db/tocsin, jdbc:mysql://db/tocsin",
        "jdbc:oracle:thin:me/geheim@db:1521:t, jdbc:oracle:thin:@db:1521:t",
    })
    void messagesShowTheUrlWithoutSecrets(String url, String shown) {
        assertThat(access(url, "tocsin")).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a.b", "a; DROP TABLE silences", "1a", "a-b", "\"a\""})
    void schemaMustBeAnIdentifier(String schema) {
        assertThatThrownBy(() -> access("jdbc:postgresql://db/tocsin", schema))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is not a schema name");
    }

    @Test
    void otherUrlIsRefusedWithoutShowingItsPassword() {
        assertThatThrownBy(() -> access("postgresql://me:geheim@db/tocsin", "tocsin"))
                .hasMessage("'postgresql://db/tocsin' is not a JDBC URL: write jdbc:postgresql://HOST:PORT/DATABASE");
    }

    @ParameterizedTest
    @CsvSource({
        "jdbc:nosuch://me:geheim@db/tocsin, no JDBC driver for jdbc:nosuch://db/tocsin: check the URL",
        "jdbc:postgresql://127.0.0.1:1/tocsin?password=geheim, cannot connect to jdbc:postgresql://127.0.0.1:1/tocsin: ",
    })
    void unreachableDatabaseIsReportedWithoutSecrets(String url, String begins) {
        assertThatThrownBy(() -> ArchiveDatabase.read(access(url, "tocsin"), List.of()))
                .isInstanceOf(DatabaseException.class)
                .hasMessageStartingWith(begins)
                .hasMessageNotContaining("geheim");
    }

    private static DatabaseSettings access(String url, String schema) {
        return new DatabaseSettings(url, schema, Optional.empty(), Optional.empty());
    }
}
