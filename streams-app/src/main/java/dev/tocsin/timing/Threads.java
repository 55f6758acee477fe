package dev.tocsin.timing;

import java.util.concurrent.ThreadFactory;

/** Factories of daemon threads, which do not keep the process alive. */
public final class Threads {
    private Threads() {}

    /** Gives every thread the same name. */
    public static ThreadFactory daemon(String name) {
        return task -> {
            var thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
