package dev.tocsin.notifier;

import dev.tocsin.notification.log.Member;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the cluster that this instance lives, and sees by it that it can reach the log. Runs on the office's loop. */
final class Heartbeat {
    private static final Logger LOG = LoggerFactory.getLogger(Heartbeat.class);

    private final Office office;
    private final Member self;
    private final Duration every;
    private Loop.Alarm next = () -> {};
    private boolean wasOutOfSight;
    private boolean wasCutOff;
    private boolean hasBeenHeard;
    private boolean hadDouble;

    Heartbeat(Office office, Member self, Duration every) {
        this.office = office;
        this.self = self;
        this.every = every;
    }

    void beat() {
        tellDouble();
        office.isolation().beat();
        tellIsolation();
        office.loop().whenDone(office.log().append(self), (done, error) -> {
            if (error == null) {
                hasBeenHeard = true;
                office.isolation().seen(office.loop().monotonic());
                tellIsolation();
            } else {
                LOG.atDebug().addKeyValue("reason", Causes.sentence(error)).log("A heartbeat did not come back");
            }
        });
        next = office.loop().after(every, this::beat);
    }

    /** The last heartbeat: nobody need wait for this instance from now on. */
    CompletableFuture<Void> leave() {
        next.cancel();
        return office.log()
                .append(new Member(
                        self.instance(), self.startedAt(), self.address(), self.version(), true, Instant.MIN));
    }

    // Once the own heartbeat is in the log, only somebody of the same name can have written over it.
    private void tellDouble() {
        var other = office.log().members().all().stream()
                .filter(member -> hasBeenHeard && isDouble(member))
                .findFirst();
        if (other.isPresent() && !hadDouble) {
            LOG.atError()
                    .addKeyValue("instance", self.instance())
                    .addKeyValue("address", other.get().address())
                    .log("Another instance has the same instance.id: notifications may be doubled; give each its own");
        }
        hadDouble = other.isPresent() || hadDouble;
    }

    private boolean isDouble(Member member) {
        return member.instance().equals(self.instance())
                && member.startedAt().toEpochMilli() != self.startedAt().toEpochMilli();
    }

    private void tellIsolation() {
        var isOutOfSight = office.isolation().isOutOfSight();
        var isCutOff = office.isolation().isCutOff();
        if (isOutOfSight && !wasOutOfSight) {
            LOG.warn("The cluster log does not answer; nothing is claimed until it does");
        }
        if (isCutOff && !wasCutOff) {
            LOG.atError()
                    .addKeyValue("policy", office.isolation().policy())
                    .addKeyValue("unseenFor", office.isolation().unseenFor())
                    .log("Cut off from the cluster log");
        } else if (!isOutOfSight && wasOutOfSight) {
            LOG.info("The cluster log is back");
        }
        wasOutOfSight = isOutOfSight;
        wasCutOff = isCutOff;
    }
}
