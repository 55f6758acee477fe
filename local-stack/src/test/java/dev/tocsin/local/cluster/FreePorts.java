package dev.tocsin.local.cluster;

import dev.tocsin.local.broker.Ports;
import java.util.HashSet;
import java.util.Set;

/** Allocates distinct free ports for later use. */
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
