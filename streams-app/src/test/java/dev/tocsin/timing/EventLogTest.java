package dev.tocsin.timing;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tocsin.limits.Limit;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class EventLogTest {
    private static final Logger LOG = (Logger) LoggerFactory.getLogger(EventLogTest.class);

    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();
    private long now;
    private final EventLog events = new EventLog(LOG, () -> now);

    @BeforeEach
    void record() {
        logged.start();
        LOG.addAppender(logged);
        LOG.setAdditive(false);
        LOG.setLevel(Level.INFO);
    }

    @AfterEach
    void stopRecording() {
        LOG.detachAppender(logged);
    }

    @Test
    void eventsOfOneKindBeyondTheLimitOfAMinuteAreCounted() {
        var limit = Limit.LOGGED_EVENTS.intValue();
        for (var event = 0; event < limit + 25; event++) {
            events.info("Rule group in force", details -> details.addKeyValue("group", "g"));
        }
        assertThat(logged.list).hasSize(limit);
        events.info("Configuration removed", details -> details);
        assertThat(logged.list).as("another kind is not limited by it").hasSize(limit + 1);

        now += TimeUnit.MINUTES.toNanos(1);
        events.info("Rule group in force", details -> details.addKeyValue("group", "h"));
        assertThat(logged.list.get(limit + 1).getKeyValuePairs().get(1)).hasToString("unloggedBefore=\"25\"");
    }
}
