package dev.tocsin.http.auth;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tocsin.config.Settings;
import dev.tocsin.telemetry.Telemetry;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class OpenAddressTest {
    @ParameterizedTest(name = "{0}, {1}, web configuration {2}: warning {3}")
    @CsvSource(delimiter = '|', textBlock = """
            0.0.0.0   |                                                  | false | true
            10.0.0.1  |                                                  | false | true
            127.0.0.1 |                                                  | false | false
            localhost |                                                  | false | false
            ::1       |                                                  | false | false
            [::1]     |                                                  | false | false
            ::        |                                                  | false | true
            0.0.0.0   |                                                  | true  | false
            0.0.0.0   | auth: {anonymous: [viewer]}                      | false | false
            0.0.0.0   | auth: {anonymous: [admin]}                       | false | false
            0.0.0.0   | auth: {proxy: {trusted_proxies: [10.0.0.1]}}     | false | false
            """)
    void anOpenAddressWithoutADecisionIsAWarning(String host, String yaml, boolean hasWebConfig, boolean warns) {
        var settings = Settings.read("tocsin.yml", yaml == null ? "" : yaml, Map.of(), "one");
        var log = (Logger) LoggerFactory.getLogger(AccessControl.class);
        var lines = new ListAppender<ILoggingEvent>();
        lines.start();
        log.addAppender(lines);
        try {
            new AccessControl(
                            settings.auth(),
                            new Telemetry("1"),
                            InstantSource.system(),
                            (caller, request, reason) -> {})
                    .warnIfOpen(InetSocketAddress.createUnresolved(host, 9093), hasWebConfig);
        } finally {
            log.detachAppender(lines);
        }
        assertThat(lines.list).hasSize(warns ? 1 : 0);
        lines.list.forEach(line -> assertThat(line.getFormattedMessage())
                .contains("can silence every alert", "auth.anonymous: [admin] accepts this risk"));
    }
}
