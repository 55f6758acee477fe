package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Lines of the log about receivers that fail and recover. */
class DeliveryLogTest {
    private final Simulation simulation = new Simulation(1);
    private final DeliveryLog deliveryLog = new DeliveryLog(simulation.new ProcessLoop());
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(DeliveryLog.class);

    @BeforeEach
    void open() {
        logged.start();
        logger.setLevel(Level.INFO);
        logger.addAppender(logged);
    }

    @AfterEach
    void close() {
        logger.detachAppender(logged);
        logger.setLevel(null);
    }

    private static Slot slot(int group, String receiver) {
        return new Slot("{}:{a=\"%d\"}".formatted(group), receiver, "email", 0);
    }

    private void failForMinutes(int minutes) {
        for (var second = 0; second < minutes * 60; second++) {
            deliveryLog.failed(slot(second % 40, "team"), 3, "in 2.0s", "connection refused");
            simulation.runFor(Duration.ofSeconds(1));
        }
    }

    private List<String> lines() {
        return logged.list.stream()
                .map(event -> event.getLevel() + " " + event.getMessage() + " " + event.getKeyValuePairs())
                .toList();
    }

    @Test
    void firstFailureIsLoggedWithAttemptAndNextTry() {
        failForMinutes(1);
        assertThat(lines()).hasSize(1);
        assertThat(lines().get(0))
                .startsWith("WARN A notification could not be delivered")
                .contains("attempt=\"3\"", "next_try=\"in 2.0s\"", "failures=\"1\"", "reason=\"connection refused\"");
    }

    @Test
    void furtherFailuresAreCountedAtGrowingIntervals() {
        failForMinutes(60);
        assertThat(lines()).hasSize(6);
        assertThat(lines().get(1)).contains("failures=\"60\"");
        assertThat(lines().get(2)).contains("failures=\"120\"");
        failForMinutes(600);
        assertThat(lines().size()).isBetween(15, 18);
    }

    @Test
    void recoveryIsLoggedOnce() {
        failForMinutes(1);
        IntStream.range(0, 5).forEach(i -> deliveryLog.delivered(slot(i, "team")));
        assertThat(lines()).hasSize(2);
        assertThat(lines().get(1))
                .startsWith("INFO Notifications are delivered again")
                .contains("receiver=\"team\"", "failures=\"59\"");
    }

    @Test
    void receiverThatFailsAndRecoversInTurnsFillsNoLog() {
        for (var i = 0; i < 3_600; i++) {
            deliveryLog.failed(slot(i, "team"), 1, "in 0.5s", "status 400");
            deliveryLog.delivered(slot(i, "team"));
            simulation.runFor(Duration.ofSeconds(1));
        }
        assertThat(lines()).hasSizeLessThan(20);
    }

    @Test
    void otherReceiversAndLaterFailuresHaveTheirOwnFirstLine() {
        failForMinutes(1);
        deliveryLog.failed(slot(1, "other"), 1, "in 0.5s", "status 500");
        assertThat(lines()).hasSize(2);
        deliveryLog.delivered(slot(1, "team"));
        simulation.runFor(Duration.ofHours(3));
        deliveryLog.failed(slot(1, "team"), 1, "in 0.5s", "status 500");
        assertThat(lines()).hasSize(4);
    }
}
