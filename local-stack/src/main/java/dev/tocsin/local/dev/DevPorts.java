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
    static final int USUAL_CONSOLE = 9099;
    private static final int USUAL_BROKER = 9092;
    private static final int USUAL_HTTP = 9093;

    DevPorts {
        http = List.copyOf(http);
    }

    /** What the user asked for; what was not asked for may give way. */
    record Wanted(Optional<Integer> broker, Optional<Integer> firstHttp, int instances, Optional<Integer> console) {}

    /** @throws CannotStart if a port that was asked for is in use */
    static DevPorts choose(Wanted wanted, Consumer<String> say) {
        var choice = new Choice(new HashSet<>(), say);
        var broker = choice.port("the broker", wanted.broker(), USUAL_BROKER);
        var http = new ArrayList<Integer>();
        for (var i = 0; i < wanted.instances(); i++) {
            var step = i;
            http.add(choice.port("tocsin-" + (i + 1), wanted.firstHttp().map(first -> first + step), USUAL_HTTP + i));
        }
        return new DevPorts(broker, http, choice.port("the console", wanted.console(), USUAL_CONSOLE));
    }

    private record Choice(Set<Integer> taken, Consumer<String> say) {
        int port(String who, Optional<Integer> asked, int usual) {
            asked.filter(port -> !Ports.isFree(port)).ifPresent(port -> {
                throw new CannotStart(
                        "port %d, asked for %s, is in use on 127.0.0.1: choose another one".formatted(port, who));
            });
            var port = asked.orElseGet(() -> Ports.firstFree(usual, taken));
            if (asked.isEmpty() && port != usual) {
                say.accept("port %d is in use, so %s listens on %d".formatted(usual, who, port));
            }
            taken.add(port);
            return port;
        }
    }
}
