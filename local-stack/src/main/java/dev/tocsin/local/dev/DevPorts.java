package dev.tocsin.local.dev;

import dev.tocsin.local.broker.Ports;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The ports on 127.0.0.1. */
record DevPorts(int broker, List<Integer> http, int console) {
    static final int DEFAULT_CONSOLE = 9099;
    private static final int DEFAULT_BROKER = 9092;
    private static final int DEFAULT_HTTP = 9093;
    private static final int MAX_PORT = 65_535;

    DevPorts {
        http = List.copyOf(http);
    }

    /** The ports given as options. A port that is not given is replaced by the next free one. */
    record RequestedPorts(
            Optional<Integer> broker, Optional<Integer> firstHttp, int instances, Optional<Integer> console) {}

    /** @throws CannotStartException if a given port is in use */
    static DevPorts choose(RequestedPorts requested, Consumer<String> output) {
        var chooser = new PortChooser(new HashSet<>(), output);
        var broker = chooser.choosePort("the broker", requested.broker(), DEFAULT_BROKER);
        var http = new ArrayList<Integer>();
        for (var i = 0; i < requested.instances(); i++) {
            var offset = i;
            http.add(chooser.choosePort(
                    "tocsin-" + (i + 1), requested.firstHttp().map(first -> first + offset), DEFAULT_HTTP + i));
        }
        return new DevPorts(broker, http, chooser.choosePort("the console", requested.console(), DEFAULT_CONSOLE));
    }

    private record PortChooser(Set<Integer> taken, Consumer<String> output) {
        int choosePort(String name, Optional<Integer> requested, int defaultPort) {
            requested.filter(port -> port < 1 || port > MAX_PORT).ifPresent(port -> {
                throw new CannotStartException(
                        "port %d for %s is not between 1 and %d".formatted(port, name, MAX_PORT));
            });
            requested.filter(port -> !Ports.isFree(port)).ifPresent(port -> {
                throw new CannotStartException(
                        "port %d for %s is in use on 127.0.0.1: choose another one".formatted(port, name));
            });
            var port = requested.orElseGet(() -> Ports.firstFree(defaultPort, taken));
            if (requested.isEmpty() && port != defaultPort) {
                output.accept("port %d is in use, so %s listens on %d".formatted(defaultPort, name, port));
            }
            taken.add(port);
            return port;
        }
    }
}
