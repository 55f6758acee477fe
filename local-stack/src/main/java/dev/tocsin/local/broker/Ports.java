package dev.tocsin.local.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** TCP ports, of 127.0.0.1 where nothing else is said. */
public final class Ports {
    private static final int MAX_PORT = 65_535;
    private static final int MIN_RANDOM = 12_000;
    private static final int MAX_RANDOM = 30_000;

    private Ports() {}

    public static boolean isFree(int port) {
        return isFree("127.0.0.1", port);
    }

    /** Whether somebody may listen there; nobody may at an address that is not this machine's. */
    static boolean isFree(String host, int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * A port that is free now, at random. It is below those that systems give to outgoing connections, so that none
     * takes it before, or between, the times that somebody listens there.
     */
    public static int randomFree() {
        return firstFree(ThreadLocalRandom.current().nextInt(MIN_RANDOM, MAX_RANDOM), Set.of());
    }

    /** The first port from {@code wanted} on that is free and not among those already given away. */
    public static int firstFree(int wanted, Set<Integer> taken) {
        for (var port = wanted; port <= MAX_PORT; port++) {
            if (!taken.contains(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no TCP port from %d on is free on 127.0.0.1".formatted(wanted));
    }
}
