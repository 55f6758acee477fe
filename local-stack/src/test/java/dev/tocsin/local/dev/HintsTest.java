package dev.tocsin.local.dev;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class HintsTest {
    @Test
    void commandsCanBeCopiedAlsoWhereFoldersHaveBlanks() {
        assertThat(hints("/home/me/.cache")).contains("rules apply --config /home/me/.cache/tocsin-1.yml FILE.yml");
        assertThat(hints("/my 'own'")).contains("rules apply --config '/my '\\''own'\\''/tocsin-1.yml' FILE.yml");
    }

    private static String hints(String dir) {
        var ports = new DevPorts(9092, List.of(9093, 9094), 9099);
        var plan = new DevPlan(Path.of(dir), ports, Path.of("rules.yml"), Path.of("am.yml"), false);
        return new Hints(plan, 7, Instant.EPOCH).text();
    }
}
