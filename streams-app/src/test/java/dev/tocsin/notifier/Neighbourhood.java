package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.Posted;
import dev.tocsin.config.alertmanager.AlertmanagerYaml;
import dev.tocsin.labels.Fingerprint;
import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherParser;
import dev.tocsin.notation.GoTime;
import dev.tocsin.notification.log.Member;
import dev.tocsin.notification.receivers.Integration;
import dev.tocsin.notification.receivers.Notification;
import dev.tocsin.notification.receivers.Outcome;
import dev.tocsin.notification.routing.AlertingConfig;
import dev.tocsin.notification.silences.Answer;
import dev.tocsin.notification.silences.Draft;
import dev.tocsin.notification.silences.Limits;
import dev.tocsin.telemetry.Telemetry;
import dev.tocsin.timing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;

/**
 * Some instances with one configuration, alerts posted to all of them, and a receiver an integration that writes down
 * what it is told, and when. Time 0 is when all instances are up.
 */
public final class Neighbourhood implements Courier {
    private static final Duration WARM_UP = Duration.ofSeconds(5);

    final World world = new World(7);
    public final Telemetry telemetry = new Telemetry("test");
    private final SimulatedLog log = new SimulatedLog(world);
    private final Map<Integer, Sink> sinks = new HashMap<>();
    private final Map<Fingerprint, Posted> posted = new HashMap<>();
    private final List<Inhabitant> inhabitants = new ArrayList<>();
    /** Who tells receivers instead of {@link Sink}s, in no time. */
    public Optional<Courier> courier = Optional.empty();

    private AlertingConfig config;
    private int ids;

    private record Inhabitant(World.ProcessLoop loop, Notifier notifier, Silencing silencing) {}

    /** What arrived at a receiver. */
    record Arrival(double at, List<String> alerts) {}

    /** A receiver: what it was told, and how it answers. */
    static final class Sink {
        final List<Arrival> arrivals = new ArrayList<>();
        int attempts;
        DoublePredicate fails = at -> false;
        Duration takes = Duration.ofMillis(2);
    }

    public Neighbourhood(int instances, String yaml) {
        this(instances, yaml, 0);
    }

    /** @param openAt when instances that were started at 0 begin to notify, in seconds */
    Neighbourhood(int instances, String yaml, double openAt) {
        log.loseNothing();
        config = read(yaml);
        for (var i = 0; i < instances; i++) {
            inhabitants.add(start("tocsin-" + i));
        }
        if (openAt == 0) {
            inhabitants.forEach(one -> one.notifier().open());
            world.runFor(WARM_UP);
        } else {
            world.runFor(WARM_UP);
            at(openAt, () -> inhabitants.forEach(one -> one.notifier().open()));
        }
    }

    private static AlertingConfig read(String yaml) {
        return AlertmanagerYaml.read("am.yml", yaml);
    }

    private Inhabitant start(String name) {
        var loop = world.new ProcessLoop();
        var replica = log.replicaOf(loop);
        var heartbeat = Duration.ofSeconds(2);
        var self = new Member(name, world.now(), "", "", false, Instant.MIN);
        var rules = new ClaimRules(Duration.ofSeconds(10), Duration.ofMillis(250), 3, Duration.ofSeconds(6));
        var isolation = new Isolation(Isolation.Policy.NOTIFY, Duration.ofSeconds(30), heartbeat);
        var around = new Notifier.Surroundings(
                loop,
                replica,
                this,
                inhabitants.isEmpty() ? telemetry : new Telemetry("test"),
                () -> "id-" + ids++,
                "http://tocsin",
                Duration.ofHours(120),
                () -> 0.5);
        var notifier = new Notifier(self, heartbeat, rules, isolation, around);
        replica.listen(notifier::changed);
        notifier.configure(config);
        var silencing = new Silencing(loop, replica, Limits.NONE, this::uuid);
        return new Inhabitant(loop, notifier, silencing);
    }

    Sink sink(int integration) {
        return sinks.computeIfAbsent(integration, index -> new Sink());
    }

    void at(double seconds, Runnable task) {
        world.after(WARM_UP.plus(duration(seconds)).minus(world.elapsed()), task);
    }

    public void runUntil(double seconds) {
        world.runFor(WARM_UP.plus(duration(seconds)).minus(world.elapsed()));
    }

    void configure(double seconds, String yaml) {
        at(seconds, () -> {
            config = read(yaml);
            inhabitants.forEach(one -> one.notifier().configure(config));
        });
    }

    /** As a sender does: the same to every instance. */
    public void post(double seconds, Words... alerts) {
        at(seconds, () -> {
            for (var i = 0; i < inhabitants.size(); i++) {
                take(List.of(alerts));
            }
        });
    }

    private void take(List<Words> alerts) {
        var reports = alerts.stream().map(this::report).toList();
        var known = Posted.after(reports, name -> Optional.ofNullable(posted.get(name)));
        known.forEach(one -> posted.put(one.alert().fingerprint(), one));
        var told = known.stream().map(Posted::alert).toList();
        for (var i = 0; i < inhabitants.size(); i++) {
            var one = inhabitants.get(i);
            one.loop().after(Duration.ofMillis(3L * i + 1), () -> one.notifier().receive(told));
        }
    }

    private Posted report(Words alert) {
        return Posted.of(
                alert.labels(),
                alert.annotations(),
                time(alert.from()),
                time(alert.until()),
                "",
                world.now(),
                config.resolveTimeout(),
                LabelName::isValid);
    }

    /** Returns at once; done when the instance has acknowledged it. */
    CompletableFuture<Answer> silence(String matchers, double from, double until) {
        var conditions = MatcherParser.FALLBACK.parseList(matchers).stream()
                .map(matcher -> new Draft.Condition(matcher.name(), matcher.op(), matcher.value()))
                .toList();
        var draft = new Draft("", conditions, instant(from), instant(until), "me", "", Map.of());
        return inhabitants.get(inhabitants.size() - 1).silencing().set(draft);
    }

    void expire(String id) {
        inhabitants.get(0).silencing().expire(id);
    }

    @Override
    public CompletableFuture<Outcome> deliver(
            Integration integration, Notification notification, Envelope envelope, Duration longest) {
        if (courier.isPresent()) {
            var outcome = courier.get().deliver(integration, notification, envelope, longest);
            return CompletableFuture.completedFuture(outcome.join());
        }
        var sink = sink(integration.index());
        var answer = new CompletableFuture<Outcome>();
        var told = notification.alerts().stream()
                .map(alert -> words(alert, notification.isResolved(alert)))
                .collect(Collectors.toList());
        sink.attempts++;
        if (sink.takes.compareTo(longest) > 0) {
            world.after(longest, () -> answer.complete(Outcome.ofNoAnswer("no answer")));
            return answer;
        }
        world.after(sink.takes, () -> {
            if (sink.fails.test(seconds(world.now()))) {
                answer.complete(new Outcome.Retryable(Outcome.Cause.SERVER_ERROR, "unexpected status code 500"));
            } else {
                sink.arrivals.add(new Arrival(seconds(world.now()), told));
                answer.complete(new Outcome.Delivered());
            }
        });
        return answer;
    }

    private String words(Alert alert, boolean resolved) {
        var annotations = alert.annotations().isEmpty() ? "" : " " + alert.annotations();
        var others = alert.labels().drop(List.of("alertname"));
        return alert.name() + (others.isEmpty() ? "" : others) + " from " + rounded(alert.startsAt())
                + (resolved ? " until " + rounded(alert.endsAt()) : "") + annotations;
    }

    private static String rounded(Instant instant) {
        return String.valueOf(Math.round(seconds(instant) * 10) / 10.0).replaceAll("\\.0$", "");
    }

    private static Instant time(double seconds) {
        return seconds == 0 ? GoTime.ZERO : instant(seconds);
    }

    private static Instant instant(double seconds) {
        return World.BEGINNING.plus(WARM_UP).plus(duration(seconds));
    }

    private static double seconds(Instant instant) {
        return Duration.between(World.BEGINNING.plus(WARM_UP), instant).toMillis() / 1e3;
    }

    private static Duration duration(double seconds) {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private String uuid() {
        return "00000000-0000-4000-8000-%012d".formatted(ids++);
    }

    /** An alert as a sender posts it; times in seconds, 0 for none. */
    public record Words(Map<String, String> labels, Map<String, String> annotations, double from, double until) {
        public static Words alert(String name, String... labels) {
            var all = new HashMap<>(Labels.of(labels).asMap());
            all.put("alertname", name);
            return new Words(all, Map.of(), 0, 0);
        }

        Words from(double start) {
            return new Words(labels, annotations, start, until);
        }

        Words until(double end) {
            return new Words(labels, annotations, from, end);
        }

        Words noted(String value) {
            return new Words(labels, Map.of("ann", value), from, until);
        }
    }
}
