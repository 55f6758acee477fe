package dev.tocsin.local.dev;

import dev.tocsin.local.broker.Ports;
import dev.tocsin.local.sql.DatabaseAddress;
import java.util.HashSet;
import java.util.function.Consumer;

/** The ports of the database and the Connect worker on 127.0.0.1. */
record SqlPorts(int database, int connect) {
    static final int DEFAULT_DATABASE = 5433;
    private static final int DEFAULT_CONNECT = 8083;

    /** Chooses the default ports, or the next free ones. */
    static SqlPorts choose(DevPorts others, Consumer<String> output) {
        var taken = new HashSet<>(others.http());
        taken.add(others.broker());
        taken.add(others.console());
        var database = Ports.firstFree(DEFAULT_DATABASE, taken);
        taken.add(database);
        if (database != DEFAULT_DATABASE) {
            output.accept("port %d is in use, so the database listens on %d".formatted(DEFAULT_DATABASE, database));
        }
        return new SqlPorts(database, Ports.firstFree(DEFAULT_CONNECT, taken));
    }

    DatabaseAddress address() {
        return new DatabaseAddress(database);
    }
}
