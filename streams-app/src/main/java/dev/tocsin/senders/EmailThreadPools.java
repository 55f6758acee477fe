package dev.tocsin.senders;

import dev.tocsin.notification.receivers.Email;
import dev.tocsin.timing.Threads;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** A few threads for each mail server; they end when there is nothing to do. */
final class EmailThreadPools {
    private static final int THREADS_PER_SERVER = 4;
    private static final int MAX_QUEUED = 10_000;
    private static final int IDLE_SECONDS = 30;

    private final Map<String, ThreadPoolExecutor> pools = new ConcurrentHashMap<>();

    Executor of(Email.MailServer server) {
        return pools.computeIfAbsent(server.host() + ":" + server.port(), EmailThreadPools::open);
    }

    private static ThreadPoolExecutor open(String server) {
        var pool = new ThreadPoolExecutor(
                THREADS_PER_SERVER,
                THREADS_PER_SERVER,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_QUEUED),
                Threads.daemon("mail-" + server));
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }
}
