package dev.tocsin.http.webconfig;

import dev.tocsin.limits.Limit;
import dev.tocsin.notation.Sha256;
import dev.tocsin.timing.Threads;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Compares passwords with bcrypt hashes, one at a time, since a comparison costs a tenth of a second. Results are cached.
 * Successes have a cache of their own, so that failed logins of others cannot displace them.
 */
final class LoginChecker implements AutoCloseable {
    /** Salt and hash of no password, for any cost. */
    private static final String NO_PASSWORD = "$2a$%02d$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy";

    private static final int CACHED_RESULTS = 1_000;
    private static final int IDLE_SECONDS = 10;

    private final Map<String, Boolean> successes = new Cache();
    private final Map<String, Boolean> failures = new Cache();
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(
            1,
            1,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(Limit.WAITING_LOGINS.intValue()),
            Threads.daemon("http-logins"));

    LoginChecker() {
        worker.allowCoreThreadTimeOut(true);
    }

    /** Map with a bounded number of entries, from which the least recently used is removed. */
    private static final class Cache extends LinkedHashMap<String, Boolean> {
        Cache() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > CACHED_RESULTS;
        }
    }

    /** Returns the cached result of a comparison. */
    synchronized Optional<Boolean> cached(Map<String, String> users, Login login) {
        var key = key(users, login);
        return Optional.ofNullable(successes.get(key)).or(() -> Optional.ofNullable(failures.get(key)));
    }

    /**
     * Compares in another thread.
     *
     * @throws RejectedExecutionException if too many comparisons wait
     */
    CompletableFuture<Boolean> check(Map<String, String> users, Login login) {
        return CompletableFuture.supplyAsync(() -> cached(users, login).orElseGet(() -> compare(users, login)), worker);
    }

    private boolean compare(Map<String, String> users, Login login) {
        var hash = hash(users, login);
        var matches = BcryptHash.matches(login.password(), hash) && users.containsKey(login.user());
        synchronized (this) {
            (matches ? successes : failures).put(key(users, login), matches);
        }
        return matches;
    }

    private static String key(Map<String, String> users, Login login) {
        return Sha256.hex(Sha256.hex(login.user()) + hash(users, login) + Sha256.hex(login.password()));
    }

    private static String hash(Map<String, String> users, Login login) {
        var known = users.get(login.user());
        return known == null ? ofUnknownUser(users) : known;
    }

    /** Returns the hash that unknown users are compared with. They take as long as the known user with the highest cost. */
    static String ofUnknownUser(Map<String, String> users) {
        return NO_PASSWORD.formatted(
                users.values().stream().mapToInt(BcryptHash::cost).max().orElse(BcryptHash.DEFAULT_COST));
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
