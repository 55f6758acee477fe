package dev.tocsin.local.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.cli.CliContext;
import dev.tocsin.cli.TocsinCommand;
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

/** {@code tocsin restore} from a real database to new topics. */
@WithDatabase
class RestoreIntegrationTest {
    private static final Instant NOW = Instant.parse("2026-01-31T12:00:00Z");
    private static final int SILENCE_COUNT = 2500;

    private SqlStack sql;
    private Broker broker;

    private record CommandResult(int code, String out, String err) {}

    @BeforeEach
    void fill(Broker broker, SqlStack sql) throws Exception {
        this.broker = broker;
        this.sql = sql;
        sql.execute("""
                INSERT INTO tocsin.silences
                SELECT 's' || n, '[{"name": "host", "value": "h%%", "isRegex": false, "isEqual": true}]',
                       '2026-01-31 11:00Z', '2026-01-31 13:00Z', '2026-01-31 11:00Z', 'me', 'many', NULL
                FROM generate_series(1, %d) n
                """.formatted(SILENCE_COUNT));
        sql.execute("INSERT INTO tocsin.silences (id, matchers) VALUES ('bad', '[]')");
    }

    @AfterEach
    void empty() throws Exception {
        sql.execute("TRUNCATE tocsin.silences");
    }

    @Test
    void rowsAreWrittenOnceAndInvalidOnesReported() {
        assertThat(runCommand("topics", "create").code()).isZero();
        var first = runCommand("restore", "--from", sql.jdbcUrl(), "--yes");
        assertThat(first.out()).endsWith("written: %d%n".formatted(SILENCE_COUNT));
        assertThat(first.err()).contains("row 'bad' of table silences cannot be used: invalid silence");
        assertThat(runCommand("restore", "--from", sql.jdbcUrl(), "--yes").out().lines())
                .contains("silences          2501  0         2500        0      0        1", "nothing to write");
    }

    @Test
    void schemaWithoutTablesIsReported() {
        var seen = runCommand("restore", "--from", sql.jdbcUrl(), "--schema", "elsewhere", "--yes");
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err())
                .startsWith("tocsin restore: cannot read table elsewhere.silences (is --schema right?")
                .contains("of jdbc:postgresql://127.0.0.1:")
                .doesNotContain("password");
    }

    private CommandResult runCommand(String... command) {
        var words = new ArrayList<>(List.of(command));
        words.addAll(List.of("--bootstrap-server", broker.address(), "--topics-prefix", "restored."));
        var out = new StringWriter();
        var err = new StringWriter();
        var code = TocsinCommand.commandLine(new CliContext(Map.of(), "host-1", "1", () -> NOW), settings -> {})
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(words.toArray(String[]::new));
        return new CommandResult(code, out.toString(), err.toString());
    }
}
