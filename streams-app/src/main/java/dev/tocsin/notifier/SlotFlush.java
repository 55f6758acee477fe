package dev.tocsin.notifier;

import dev.tocsin.notification.log.Account;
import dev.tocsin.notification.log.Claim;
import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.timing.Causes;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings one slot up to date: asks, claims, asks again as of the claim, sends, and logs what was sent. Many instances
 * do this for the same slot at the same time; the order of the log lets one of them send. Runs on the office's loop.
 */
final class SlotFlush {
    private static final Logger LOG = LoggerFactory.getLogger(SlotFlush.class);
    private static final Duration AFTER_LAPSE = Duration.ofMillis(50);
    /** Who lost to a claim that seemed to have lapsed would otherwise claim again and again. */
    private static final Duration AFTER_LOSS = Duration.ofMillis(250);

    private static final Duration AFTER_LOG_FAILURE = Duration.ofMillis(500);

    private final Office office;
    private final Errand errand;
    private final Duration deadline;
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();
    private Runnable finish = this::giveUp;
    private boolean finishing;
    private boolean courtesyShown;
    private int failures;
    private Outcome.Cause cause = Outcome.Cause.OTHER;

    /** @param deadline by the loop's monotonic clock; nothing is begun after it */
    SlotFlush(Office office, Errand errand, Duration deadline) {
        this.office = office;
        this.errand = errand;
        this.deadline = deadline;
    }

    CompletableFuture<Ending> start() {
        ask();
        return ending;
    }

    /** Begins nothing more: what is being sent is waited for, and all else left to the others. */
    CompletableFuture<Ending> finish() {
        finishing = true;
        finish.run();
        return ending;
    }

    Errand errand() {
        return errand;
    }

    boolean isTooLate() {
        return finishing || now().compareTo(deadline) >= 0;
    }

    int countFailure(Outcome.Cause why) {
        cause = why;
        return ++failures;
    }

    /** The receiver does not take it, and nobody tries again before the next flush. */
    void refused(Outcome.Cause why) {
        office.telemetry().notNotified(errand.slot().integration(), why.text());
        end(Ending.FAILED);
    }

    /** The time of this flush is over; who leaves while it is tried has not failed, for the others go on. */
    void endTooLate() {
        if (failures > 0 && !finishing) {
            refused(cause);
        } else {
            end(Ending.FAILED);
        }
    }

    void end(Ending how) {
        ending.complete(how);
    }

    void delivered(News news, Outcome.Delivered outcome, Right right, Account account) {
        office.unlogged().write(errand.record(news, outcome, right.claimId(), loop().now(), account));
        end(Ending.DELIVERED);
    }

    /** The claim has lapsed while it was used: somebody else may hold the slot by now. */
    void lapsed() {
        office.telemetry().claimEnded("lapsed");
        ask();
    }

    /** Lets the others try, who may reach the receiver, before this instance does again. */
    void askAgainAfterFailure() {
        courtesyShown = false;
        loop().after(errand.pauseAfter(failures), this::ask);
    }

    private void giveUp() {
        end(Ending.FAILED);
    }

    private void ask() {
        finish = this::giveUp;
        try {
            askNow();
        } catch (RuntimeException e) {
            LOG.atError()
                    .addKeyValue("slot", errand.slot())
                    .setCause(e)
                    .log("A flush failed; the next one tries again");
            giveUp();
        }
    }

    private void askNow() {
        var news = errand.ask();
        if (!news.isDue()) {
            end(news.unsaid());
        } else if (isTooLate()) {
            endTooLate();
        } else if (office.isolation().goesAlone()) {
            sendBy(Right.ALONE);
        } else {
            askWhoSends();
        }
    }

    private void askWhoSends() {
        var logTime = office.log().time();
        var holder = office.log().slot(errand.slot()).holder();
        var unsettled = office.isolation().unsettledFor(now());
        if (isPositive(unsettled)) {
            askAgainAfter(unsettled);
        } else if (holder.isLiveAt(logTime)) {
            askAgainAfter(Duration.between(logTime, holder.lapsesAfter()).plus(AFTER_LAPSE));
        } else {
            claimAfterCourtesy();
        }
    }

    private void claimAfterCourtesy() {
        var courtesy = courtesyShown ? Duration.ZERO : office.courtesy(errand.slot());
        if (isPositive(courtesy)) {
            courtesyShown = true;
            askAgainAfter(courtesy);
        } else {
            claim();
        }
    }

    /** Asks again as soon as something happens to the slot, or after a while. */
    private void askAgainAfter(Duration longest) {
        new Pause(office, errand.slot(), longest, this::ask).begin();
    }

    private void claim() {
        var id = office.newClaimId();
        var claim =
                new Claim(errand.slot(), id, office.instance(), office.rules().claimLives());
        var askedAt = now();
        // What comes of the claim is seen soon, and then it is given back.
        finish = () -> {};
        loop().whenDone(office.log().append(claim), (done, error) -> {
            if (error != null) {
                unwritten(claim, error);
            } else if (office.log().slot(errand.slot()).isHeldBy(id)) {
                office.telemetry().claimEnded("won");
                sendOnceSettled(new HeldClaim(office, claim, askedAt));
            } else {
                office.telemetry().claimEnded("lost");
                askAgainAfter(AFTER_LOSS);
            }
        });
    }

    // A claim that was on its way while the log was away may be the first thing that is written when it is back.
    private void sendOnceSettled(HeldClaim claim) {
        var unsettled = office.isolation().unsettledFor(now());
        if (isPositive(unsettled) && claim.isFresh()) {
            loop().after(unsettled, () -> sendOnceSettled(claim));
        } else {
            sendBy(claim);
        }
    }

    private void sendBy(Right right) {
        var delivery = new Delivery(this, office, right);
        finish = delivery::finish;
        delivery.sendWhatIsNew();
    }

    private void unwritten(Claim claim, Throwable error) {
        office.telemetry().claimEnded("unwritten");
        LOG.atWarn()
                .addKeyValue("slot", claim.slot())
                .addKeyValue("reason", Causes.sentence(error))
                .log("A claim could not be written to the cluster log");
        // It may be in the log all the same, and would then hold the slot until it lapses.
        HeldClaim.giveBack(office, claim, "not used");
        askAgainAfter(AFTER_LOG_FAILURE);
    }

    private static boolean isPositive(Duration wait) {
        return wait.compareTo(Duration.ZERO) > 0;
    }

    private Duration now() {
        return loop().monotonic();
    }

    private Loop loop() {
        return office.loop();
    }
}
