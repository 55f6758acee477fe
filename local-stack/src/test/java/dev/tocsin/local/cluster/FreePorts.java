package dev.tocsin.local.cluster;

import dev.tocsin.local.broker.Ports;
import java.util.HashSet;
import java.util.Set;

/** Ports that nobody uses and none of which is given twice, though it is used only later. */
final class FreePorts {
    private final Set<Integer> used = new HashSet<>();

    int next() {
        while (true) {
            var port = Ports.randomFree();
            if (used.add(port)) {
                return port;
            }
        }
    }
}
