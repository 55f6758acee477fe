package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.notification.log.Sent;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.log.SlotState;
import dev.tocsin.notification.muting.Inhibition;
import dev.tocsin.notification.muting.Mutes;
import dev.tocsin.notification.receivers.Receiver;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.routing.Flush;
import dev.tocsin.notification.routing.Groups;
import dev.tocsin.timing.Loop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Puts alerts into groups and flushes each group when it is due. Its methods may be called from any thread; the work
 * is done on the office's loop. Without a configuration it only remembers alerts.
 */
final class Dispatcher {
    private final Office office;
    private final FlushErrand.Post post;
    private final AlertBook book;
    private final Wakefulness wakefulness;
    private AlertingConfig config;
    private Groups groups;
    private volatile Inhibition inhibition = Inhibition.NONE;
    private Loop.Alarm alarm = () -> {};
    private final Set<SlotFlush> underWay = new LinkedHashSet<>();
    private volatile int groupCount;
    private boolean open;

    Dispatcher(Office office, FlushErrand.Post post, AlertBook book) {
        this.office = office;
        this.post = post;
        this.book = book;
        this.wakefulness = new Wakefulness(office.loop());
    }

    /** From now on groups are flushed. Until then it is told what is known already, so that no group is incomplete. */
    void open() {
        office.loop().execute(() -> {
            open = true;
            wakefulness.watch();
            rearm();
        });
    }

    /** No new flush begins. Done once what is being sent is sent and logged; the rest is left to the others. */
    CompletableFuture<Void> close() {
        var closed = new CompletableFuture<Void>();
        office.loop().execute(() -> {
            open = false;
            alarm.cancel();
            var last = List.copyOf(underWay).stream().map(SlotFlush::finish).toArray(CompletableFuture[]::new);
            CompletableFuture.allOf(last)
                    .thenCompose(sent -> office.allLogged())
                    .thenRun(() -> closed.complete(null));
        });
        return closed;
    }

    /** Takes up another configuration; all alerts are put into new groups, and what was told stays told. */
    void configure(AlertingConfig next) {
        office.loop().execute(() -> {
            var before = groups;
            config = next;
            inhibition = Inhibition.over(book.all(), next.inhibitRules());
            if (before == null) {
                groups = new Groups(next.tree());
                book.all().forEach(this::insert);
            } else {
                groups = before.under(next.tree(), office.loop().now(), this::told);
            }
            rearm();
        });
    }

    void receive(Collection<Alert> alerts) {
        office.loop().execute(() -> {
            var begun = office.loop().monotonic();
            alerts.forEach(alert -> {
                book.put(alert);
                inhibition.learn(alert);
                insert(alert);
            });
            office.telemetry().alertsProcessed(office.loop().monotonic().minus(begun));
            rearm();
        });
    }

    void changed(SlotState state) {
        office.loop().execute(() -> {
            office.changed(state.slot());
            if (groups != null && !state.sent().isNothingYet()) {
                groups.sent(state.sent(), office.loop().now());
                rearm();
            }
        });
    }

    /** Every group as it is now; empty without a configuration. */
    CompletableFuture<List<Flush>> groups() {
        var answer = new CompletableFuture<List<Flush>>();
        office.loop()
                .execute(() -> answer.complete(
                        groups == null ? List.of() : groups.asOf(office.loop().now())));
        return answer;
    }

    /** How many groups there are. */
    int groupCount() {
        return groupCount;
    }

    /** Which alerts inhibit which, as far as is known. */
    Inhibition inhibition() {
        return inhibition;
    }

    void forgetWhatIsOver(Instant now) {
        book.forgetWhatIsOver(now);
        inhibition.forgetWhatIsOver(now);
    }

    private void insert(Alert alert) {
        if (groups != null) {
            groups.insert(alert, office.loop().now(), this::told);
        }
    }

    private Collection<Sent> told(String groupKey, String receiver) {
        return slots(groupKey, receiver(receiver)).stream()
                .map(office::lastTold)
                .toList();
    }

    private void rearm() {
        groupCount = groups == null ? 0 : groups.count();
        alarm.cancel();
        if (open && groups != null) {
            groups.nextDue().ifPresent(due -> {
                var wait = Duration.between(office.loop().now(), due);
                alarm = office.loop().after(wait, this::flushWhatIsDue);
            });
        }
    }

    private void flushWhatIsDue() {
        var drowsy = wakefulness.drowsyFor();
        if (drowsy.compareTo(Duration.ZERO) > 0) {
            alarm = office.loop().after(drowsy, this::flushWhatIsDue);
        } else {
            flushNow();
        }
    }

    private void flushNow() {
        groups.flush(office.loop().now()).forEach(this::flush);
        rearm();
    }

    private void flush(Flush flush) {
        var from = groups;
        var receiver = config.receiver(flush.route());
        var deadline = office.loop()
                .monotonic()
                .plus(Deadlines.of(flush.route().options().groupInterval()));
        var schedules = config.schedules();
        Supplier<Mutes> mutes =
                () -> new Mutes(inhibition, schedules, office.log().silences());
        var errands = new ArrayList<FlushErrand>();
        var endings = new ArrayList<CompletableFuture<Ending>>();
        for (var integration : receiver.integrations()) {
            var slot = receiver.slot(flush.groupKey(), integration);
            var errand = new FlushErrand(office, post, slot, flush, integration, mutes, config.templates());
            errands.add(errand);
            var slotFlush = new SlotFlush(office, errand, deadline);
            underWay.add(slotFlush);
            endings.add(slotFlush.start().whenComplete((ending, error) -> underWay.remove(slotFlush)));
        }
        office.loop().whenDone(CompletableFuture.allOf(endings.toArray(CompletableFuture[]::new)), (done, error) -> {
            var owed =
                    errands.stream().flatMap(errand -> errand.owed().stream()).collect(Collectors.toSet());
            settle(
                    from,
                    flush,
                    owed,
                    endings.stream().map(CompletableFuture::join).toList());
        });
    }

    private void settle(Groups from, Flush flush, Set<Fingerprint> owed, List<Ending> endings) {
        if (endings.stream().allMatch(Ending::isSettled)) {
            from.succeeded(flush, owed);
        } else {
            from.failed(flush);
        }
        rearm();
    }

    private Receiver receiver(String name) {
        return config.receivers().stream()
                .filter(receiver -> receiver.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Slot> slots(String groupKey, Receiver receiver) {
        return receiver.integrations().stream()
                .map(integration -> receiver.slot(groupKey, integration))
                .toList();
    }
}
