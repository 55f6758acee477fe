package dev.tocsin.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.cli.Surroundings;
import dev.tocsin.cli.Tocsin;
import dev.tocsin.local.broker.Broker;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code tocsin restore}, from a real database to topics that nobody reads yet. */
@WithDatabase
class RestoreTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final int MANY = 2500;

    private SqlStack sql;
    private Broker broker;

    private record Seen(int code, String out, String err) {}

    @BeforeEach
    void fill(Broker broker, SqlStack sql) throws Exception {
        this.broker = broker;
        this.sql = sql;
        sql.run("""
                INSERT INTO tocsin.silences
                SELECT 's' || n, '[{"name": "host", "value": "h%%", "isRegex": false, "isEqual": true}]',
                       '2026-01-31 11:00Z', '2026-01-31 13:00Z', '2026-01-31 11:00Z', 'me', 'many', NULL
                FROM generate_series(1, %d) n
                """.formatted(MANY));
        sql.run("INSERT INTO tocsin.silences (id, matchers) VALUES ('bad', '[]')");
    }

    @AfterEach
    void empty() throws Exception {
        sql.run("TRUNCATE tocsin.silences");
    }

    @Test
    void manyRowsAreWrittenOnceAndWhatMakesNoSenseIsTold() {
        assertThat(type("topics", "create").code()).isZero();
        var first = type("restore", "--from", sql.jdbcUrl(), "--yes");
        assertThat(first.out()).endsWith("written: %d%n".formatted(MANY));
        assertThat(first.err()).contains("row 'bad' of table silences can not be used: invalid silence");
        assertThat(type("restore", "--from", sql.jdbcUrl(), "--yes").out().lines())
                .contains("silences          2501  0         2500   0            0     1", "nothing is to be written");
    }

    @Test
    void aSchemaWithoutTheTablesIsASentence() {
        var seen = type("restore", "--from", sql.jdbcUrl(), "--schema", "elsewhere", "--yes");
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err())
                .startsWith("tocsin restore: can not read table elsewhere.silences (is it --schema?")
                .contains("of jdbc:postgresql://127.0.0.1:")
                .doesNotContain("password");
    }

    private Seen type(String... command) {
        var words = new ArrayList<>(List.of(command));
        words.addAll(List.of("--bootstrap-server", broker.address(), "--topics-prefix", "restored."));
        var out = new StringWriter();
        var err = new StringWriter();
        var code = Tocsin.commandLine(new Surroundings(Map.of(), "host-1", "1", () -> NOW), settings -> {})
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
        return new Seen(code, out.toString(), err.toString());
    }
}
