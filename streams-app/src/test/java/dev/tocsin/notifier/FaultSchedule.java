package dev.tocsin.notifier;

import dev.tocsin.alerts.Alert;
import dev.tocsin.labels.Labels;
import dev.tocsin.timing.Simulation;
import java.time.Duration;
import java.util.Map;

/** The events of a {@link ClusterSimulation}, drawn from its seed. All faults are healed after the fault period. */
final class FaultSchedule {
    private static final int FAULT_PERIOD_MILLIS = (int) ClusterSimulation.FAULT_PERIOD.toMillis();

    private final ClusterSimulation cluster;
    private final Simulation simulation;

    FaultSchedule(ClusterSimulation cluster) {
        this.cluster = cluster;
        this.simulation = cluster.simulation;
    }

    void schedule() {
        for (var name : new String[] {"A", "B", "C"}) {
            scheduleAlert(Labels.of("alertname", name, "service", name.equals("C") ? "web" : "db"));
        }
        for (var i = 0; i < simulation.random.nextInt(3); i++) {
            simulation.after(simulation.randomMillis(1_000, FAULT_PERIOD_MILLIS - 10_000), this::silence);
        }
        for (var i = 0; i < 1 + simulation.random.nextInt(6); i++) {
            simulation.after(simulation.randomMillis(1_000, FAULT_PERIOD_MILLIS - 1_000), this::injectFault);
        }
        simulation.after(ClusterSimulation.FAULT_PERIOD, this::healAll);
    }

    private void scheduleAlert(Labels labels) {
        var at = simulation.randomMillis(0, 20_000);
        for (var episode = 0; episode < 1 + simulation.random.nextInt(2); episode++) {
            var firesAt = at;
            var resolvesAt = firesAt.plus(simulation.randomMillis(3_000, 40_000));
            var resolves =
                    simulation.chance(0.6) && resolvesAt.compareTo(ClusterSimulation.FAULT_PERIOD.plusSeconds(10)) < 0;
            simulation.after(firesAt, () -> cluster.updateAlert(alertOf(labels, firesAt, null)));
            if (!resolves) {
                return;
            }
            simulation.after(resolvesAt, () -> cluster.updateAlert(alertOf(labels, firesAt, resolvesAt)));
            at = resolvesAt.plus(simulation.randomMillis(5_000, 20_000));
        }
    }

    private static Alert alertOf(Labels labels, Duration from, Duration until) {
        var updated = Simulation.START.plus(until == null ? from : until);
        return new Alert(
                labels, Map.of(), Simulation.START.plus(from), until == null ? Alert.NO_END : updated, "", updated);
    }

    private void silence() {
        var alert = new String[] {"A", "B", "C"}[simulation.random.nextInt(3)];
        var left =
                (int) ClusterSimulation.FAULT_PERIOD.minus(simulation.elapsed()).toMillis();
        randomNode().silence(alert, simulation.randomMillis(5_000, left + 5_000));
    }

    private void injectFault() {
        var victim = randomNode();
        var duration = simulation.randomMillis(50, (int)
                ClusterSimulation.FAULT_PERIOD.minus(simulation.elapsed()).toMillis());
        switch (simulation.random.nextInt(8)) {
            case 0, 1 -> {
                if (victim.loop.isAlive()) {
                    victim.kill();
                    simulation.after(duration.dividedBy(2), () -> restart(victim));
                }
            }
            case 2, 3 -> victim.pause(duration);
            case 4 -> {
                victim.cutFromLog(true);
                simulation.after(duration, () -> victim.cutFromLog(false));
            }
            case 5 -> {
                victim.cutFromReceiver(true);
                simulation.after(duration, () -> victim.cutFromReceiver(false));
            }
            case 6 -> brokerOutage(duration);
            default -> clockJump(victim);
        }
    }

    private void brokerOutage(Duration duration) {
        cluster.setLogReachable(false);
        simulation.after(duration.dividedBy(2), () -> cluster.setLogReachable(true));
    }

    private void clockJump(ClusterSimulation.Node victim) {
        if (simulation.chance(0.5)) {
            victim.setClock(simulation.randomMillis(-3_000, 3_000));
        } else {
            var ahead = simulation.randomMillis(-3_000, 3_000);
            cluster.traceEvent("another broker becomes leader, its clock %s ahead", ahead);
            cluster.log.setClockAhead(ahead);
            cluster.invariants.brokerClocksDiffer();
        }
    }

    private void restart(ClusterSimulation.Node victim) {
        if (!victim.loop.isAlive()) {
            victim.start(simulation.chance(0.5));
            victim.replica.setLinked(!victim.logCut);
        }
    }

    private void healAll() {
        cluster.traceEvent("all faults are healed");
        cluster.log.setReachable(true);
        cluster.nodes.forEach(instance -> {
            restart(instance);
            instance.cutFromLog(false);
            instance.cutFromReceiver(false);
        });
    }

    private ClusterSimulation.Node randomNode() {
        return cluster.nodes.get(simulation.random.nextInt(cluster.nodes.size()));
    }
}
