package dev.tocsin.local.broker;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Finds free TCP ports, on 127.0.0.1 by default. */
public final class Ports {
    private static final int MAX_PORT = 65_535;
    private static final int MIN_RANDOM = 12_000;
    private static final int MAX_RANDOM = 30_000;

    private Ports() {}

    public static boolean isFree(int port) {
        return isFree("127.0.0.1", port);
    }

    /** Whether a process can listen on the port; false if the address is not one of this machine. */
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
     * A random free port below the ephemeral port range, so that no outgoing connection takes it before a process listens
     * on it.
     */
    public static int randomFree() {
        return firstFree(ThreadLocalRandom.current().nextInt(MIN_RANDOM, MAX_RANDOM), Set.of());
    }

    /** The first free port from {@code wanted} on that is not in {@code taken}. */
    public static int firstFree(int wanted, Set<Integer> taken) {
        for (var port = wanted; port <= MAX_PORT; port++) {
            if (!taken.contains(port) && isFree(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no TCP port from %d on is free on 127.0.0.1".formatted(wanted));
    }
}
