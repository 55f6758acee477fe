package dev.tocsin.local.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class HintsTest {
    @Test
    void pathsWithBlanksAreQuoted() {
        assertThat(hints("/home/me/.cache")).contains("rules apply --config /home/me/.cache/tocsin-1.yml FILE.yml");
        assertThat(hints("/my 'own'")).contains("rules apply --config '/my '\\''own'\\''/tocsin-1.yml' FILE.yml");
    }

    @Test
    void sqlHintsAppearOnlyWithADatabase() {
        assertThat(hints("/dir")).doesNotContain("tocsin sql");
        assertThat(hints("/dir", Optional.of(new SqlPorts(5433, 8083))))
                .contains("\n  notifications       ./tocsin sql 'SELECT")
                .contains("psql postgresql://tocsin:tocsin@127.0.0.1:5433/tocsin -c '\\d tocsin.*'");
        assertThat(hints("/dir", Optional.of(new SqlPorts(5440, 8083))))
                .contains("./tocsin sql --url 'jdbc:", ":5440/");
    }

    private static String hints(String dir) {
        return hints(dir, Optional.empty());
    }

    private static String hints(String dir, Optional<SqlPorts> sql) {
        var ports = new DevPorts(9092, List.of(9093, 9094), 9099);
        var plan = new DevPlan(Path.of(dir), ports, Path.of("rules.yml"), Path.of("am.yml"), false, sql);
        return new Hints(plan, 7, Instant.EPOCH).text();
    }
}
