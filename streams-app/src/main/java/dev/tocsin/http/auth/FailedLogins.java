package dev.tocsin.http.auth;

import dev.tocsin.limits.Limit;
import dev.tocsin.telemetry.Telemetry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Limits failed logins per address. An address with too many of them is refused for a while. A secret that was right
 * before is exempt, so that an attacker behind the same proxy does not lock out others.
 */
public final class FailedLogins {
    private static final Logger LOG = LoggerFactory.getLogger(FailedLogins.class);

    private final InstantSource clock;
    private final Telemetry telemetry;
    private final Map<String, Window> byAddress = lruMap(Limit.LOGIN_ADDRESSES.intValue());
    private final Map<String, Boolean> provenSecrets = lruMap(Limit.LOGIN_SECRETS.intValue());
    private Window logged = new Window(Instant.MIN, 0);

    public FailedLogins(InstantSource clock, Telemetry telemetry) {
        this.clock = clock;
        this.telemetry = telemetry;
    }

    /** Failures since the begin of a window. */
    private record Window(Instant begin, int count) {
        Window next(Instant now) {
            return isOver(now) ? new Window(now, 1) : new Window(begin, count + 1);
        }

        boolean isOver(Instant now) {
            return now.isBefore(begin) || !now.isBefore(begin.plus(length()));
        }

        static Duration length() {
            return Limit.LOGIN_FAILURE_WINDOW.duration();
        }
    }

    /**
     * Returns how long logins of the address are refused; zero if they are not.
     *
     * @param secret what the caller presents
     */
    public synchronized Duration refusedFor(String address, String secret) {
        var window = byAddress.get(network(address));
        var now = clock.instant();
        if (window == null
                || window.isOver(now)
                || window.count() < Limit.LOGIN_FAILURES.value()
                || provenSecrets.containsKey(digest(secret))) {
            return Duration.ZERO;
        }
        return Duration.between(now, window.begin().plus(Window.length())).plusSeconds(1);
    }

    public synchronized void succeeded(String secret) {
        provenSecrets.put(digest(secret), true);
    }

    /**
     * Counts a failure. The first ones of each address are logged, and not more than a number of lines in a window.
     *
     * @param method how the caller tried to prove its name, such as {@code token}; one of a few constants
     * @param reason without the secret
     */
    public synchronized void failed(String address, String method, String reason) {
        telemetry.loginFailed(method);
        var now = clock.instant();
        var window =
                byAddress.getOrDefault(network(address), new Window(now, 0)).next(now);
        byAddress.put(network(address), window);
        if (window.count() != 1 && window.count() != Limit.LOGIN_FAILURES.value()) {
            return;
        }
        logged = logged.next(now);
        if (logged.count() > Limit.LOGIN_LOG_LINES.value()) {
            return;
        }
        LOG.atWarn()
                .addKeyValue("client", address)
                .addKeyValue("method", method)
                .addKeyValue("failures", window.count())
                .addKeyValue("reason", reason)
                .log(
                        window.count() == 1
                                ? "A login failed"
                                : "Logins of an address are refused for a while, because many failed");
    }

    private static String digest(String secret) {
        return HexFormat.of().formatHex(TokenFile.sha256(secret));
    }

    // A client can have all addresses of a /64 network of IPv6.
    private static String network(String address) {
        if (!address.contains(":") || !TrustedProxies.Network.isAddress(address)) {
            return address;
        }
        return HexFormat.of()
                .formatHex(Arrays.copyOf(
                        TrustedProxies.Network.parse(plain(address)).address(), 8));
    }

    private static String plain(String address) {
        return address.replaceAll("[\\[\\]]", "");
    }

    private static <V> Map<String, V> lruMap(int maxSize) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > maxSize;
            }
        };
    }
}
