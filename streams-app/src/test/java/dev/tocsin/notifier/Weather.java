package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.timing.World;
import java.time.Duration;
import java.util.Map;

/** What happens in a {@link Storm}, drawn from its seed. All trouble is over when the time of trouble is. */
final class Weather {
    private static final int TROUBLE = (int) Storm.TROUBLE.toMillis();

    private final Storm storm;
    private final World world;

    Weather(Storm storm) {
        this.storm = storm;
        this.world = storm.world;
    }

    void brew() {
        for (var name : new String[] {"A", "B", "C"}) {
            alert(Labels.of("alertname", name, "service", name.equals("C") ? "web" : "db"));
        }
        for (var i = 0; i < world.random.nextInt(3); i++) {
            world.after(world.some(1_000, TROUBLE - 10_000), this::silence);
        }
        for (var i = 0; i < 1 + world.random.nextInt(6); i++) {
            world.after(world.some(1_000, TROUBLE - 1_000), this::trouble);
        }
        world.after(Storm.TROUBLE, this::clearUp);
    }

    private void alert(Labels labels) {
        var at = world.some(0, 20_000);
        for (var episode = 0; episode < 1 + world.random.nextInt(2); episode++) {
            var begins = at;
            var ends = begins.plus(world.some(3_000, 40_000));
            var isOver = world.chance(0.6) && ends.compareTo(Storm.TROUBLE.plusSeconds(10)) < 0;
            world.after(begins, () -> storm.becomes(of(labels, begins, null)));
            if (!isOver) {
                return;
            }
            world.after(ends, () -> storm.becomes(of(labels, begins, ends)));
            at = ends.plus(world.some(5_000, 20_000));
        }
    }

    private static Alert of(Labels labels, Duration from, Duration until) {
        var updated = World.BEGINNING.plus(until == null ? from : until);
        return new Alert(
                labels, Map.of(), World.BEGINNING.plus(from), until == null ? Alert.OPEN : updated, "", updated);
    }

    private void silence() {
        var alert = new String[] {"A", "B", "C"}[world.random.nextInt(3)];
        var left = (int) Storm.TROUBLE.minus(world.elapsed()).toMillis();
        somebody().silence(alert, world.some(5_000, left + 5_000));
    }

    private void trouble() {
        var victim = somebody();
        var lasts = world.some(50, (int) Storm.TROUBLE.minus(world.elapsed()).toMillis());
        switch (world.random.nextInt(8)) {
            case 0, 1 -> {
                if (victim.loop.isAlive()) {
                    victim.kill();
                    world.after(lasts.dividedBy(2), () -> comeBack(victim));
                }
            }
            case 2, 3 -> victim.pause(lasts);
            case 4 -> {
                victim.cutFromLog(true);
                world.after(lasts, () -> victim.cutFromLog(false));
            }
            case 5 -> {
                victim.cutFromReceiver(true);
                world.after(lasts, () -> victim.cutFromReceiver(false));
            }
            case 6 -> brokersAreGone(lasts);
            default -> clockJumps(victim);
        }
    }

    private void brokersAreGone(Duration lasts) {
        storm.setLogReachable(false);
        world.after(lasts.dividedBy(2), () -> storm.setLogReachable(true));
    }

    private void clockJumps(Storm.Instance victim) {
        if (world.chance(0.5)) {
            victim.setClock(world.some(-3_000, 3_000));
        } else {
            var ahead = world.some(-3_000, 3_000);
            storm.tell("another broker leads, its clock %s ahead", ahead);
            storm.log.setClockAhead(ahead);
            storm.promises.brokersDiffer();
        }
    }

    private void comeBack(Storm.Instance victim) {
        if (!victim.loop.isAlive()) {
            victim.start(world.chance(0.5));
            victim.replica.setLinked(!victim.logCut);
        }
    }

    private void clearUp() {
        storm.tell("the trouble is over");
        storm.log.setReachable(true);
        storm.instances.forEach(instance -> {
            comeBack(instance);
            instance.cutFromLog(false);
            instance.cutFromReceiver(false);
        });
    }

    private Storm.Instance somebody() {
        return storm.instances.get(world.random.nextInt(storm.instances.size()));
    }
}
