package dev.tocsin.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;

/** Texts from outside in log lines, with the pattern of the product. */
class LogFormatTest {
    private static String line(String message, String value, Throwable thrown) throws Exception {
        var context = new LoggerContext();
        var configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(LogFormatTest.class.getResource("/logback.xml"));
        Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        var appender = (ConsoleAppender<?>) root.getAppender("console");
        var event = new LoggingEvent("", root, Level.WARN, message, thrown, null);
        event.setKeyValuePairs(List.of(new KeyValuePair("reason", value)));
        var encoder = (PatternLayoutEncoder) appender.getEncoder();
        return new String(encoder.encode(event), StandardCharsets.UTF_8);
    }

    @Test
    void answerOfAReceiverMakesNoLineOfItsOwn() throws Exception {
        var line = line("failed", "no\n2026-01-01T00:00:00.000Z ERROR \"fake\" \u001b[31mred\u202e \\ \u2028", null);
        assertThat(line.lines()).hasSize(1);
        assertThat(line)
                .endsWith("failed reason=\"no\\n2026-01-01T00:00:00.000Z ERROR \\\"fake\\\" \\u001b[31mred\\u202e "
                        + "\\\\ \\u2028\"\n");
    }

    @Test
    void messageAndStackTraceMakeNoOtherEvent() throws Exception {
        var line = line("a\nb\u001b", "x", new IllegalStateException("one\n2026-01-01 ERROR two\u001b"));
        assertThat(line.lines().skip(1)).isNotEmpty().allMatch(text -> text.startsWith("\t"));
        assertThat(line).contains("a\\nb\\u001b", "ERROR two\\u001b").doesNotContain("\u001b");
    }

    @Test
    void longValueIsShortened() throws Exception {
        assertThat(line("failed", "x".repeat(1_000_000), null))
                .hasSizeLessThan(3_000)
                .contains("... (1000000 characters)");
    }
}
