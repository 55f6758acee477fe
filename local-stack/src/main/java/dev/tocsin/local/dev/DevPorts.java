package dev.tocsin.local.dev;

import dev.tocsin.local.broker.Ports;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Who listens where on 127.0.0.1. */
record DevPorts(int broker, List<Integer> http, int console) {
    static final int DEFAULT_CONSOLE = 9099;
    private static final int DEFAULT_BROKER = 9092;
    private static final int DEFAULT_HTTP = 9093;

    DevPorts {
        http = List.copyOf(http);
    }

    /** What the user asked for; what was not asked for may give way. */
    record RequestedPorts(
            Optional<Integer> broker, Optional<Integer> firstHttp, int instances, Optional<Integer> console) {}

    /** @throws CannotStartException if a port that was asked for is in use */
    static DevPorts choose(RequestedPorts wanted, Consumer<String> say) {
        var choice = new PortChooser(new HashSet<>(), say);
        var broker = choice.choosePort("the broker", wanted.broker(), DEFAULT_BROKER);
        var http = new ArrayList<Integer>();
        for (var i = 0; i < wanted.instances(); i++) {
            var step = i;
            http.add(choice.choosePort(
                    "tocsin-" + (i + 1), wanted.firstHttp().map(first -> first + step), DEFAULT_HTTP + i));
        }
        return new DevPorts(broker, http, choice.choosePort("the console", wanted.console(), DEFAULT_CONSOLE));
    }

    private record PortChooser(Set<Integer> taken, Consumer<String> output) {
        int choosePort(String who, Optional<Integer> asked, int usual) {
            asked.filter(port -> !Ports.isFree(port)).ifPresent(port -> {
                throw new CannotStartException(
                        "port %d, asked for %s, is in use on 127.0.0.1: choose another one".formatted(port, who));
            });
            var port = asked.orElseGet(() -> Ports.firstFree(usual, taken));
            if (asked.isEmpty() && port != usual) {
                output.accept("port %d is in use, so %s listens on %d".formatted(usual, who, port));
            }
            taken.add(port);
            return port;
        }
    }
}
