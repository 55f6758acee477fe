package dev.tocsin.notification.receivers;

import dev.tocsin.notation.GoQuote;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * A web server that takes {@link WebhookPayload}s.
 *
 * @param url where to; a secret, since it may hold one
 * @param maxAlerts how many alerts one payload may have; 0 for all
 */
public record Webhook(int index, String url, boolean sendResolved, int maxAlerts, Duration timeout, HttpSettings http)
        implements Integration {
    /** @throws IllegalArgumentException in Alertmanager's words */
    public Webhook {
        check(url);
        if (maxAlerts < 0) {
            throw new IllegalArgumentException("max_alerts is %d, but must be 0 (all) or more".formatted(maxAlerts));
        }
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout is %s, but must be 0 (none) or longer".formatted(timeout));
        }
    }

    /** With every setting at its default. */
    public static Webhook to(String url) {
        return new Webhook(0, url, true, 0, Duration.ZERO, HttpSettings.DEFAULT);
    }

    @Override
    public String kind() {
        return "webhook";
    }

    private static void check(String url) {
        try {
            var uri = new URI(url);
            var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
            if (!Set.of("http", "https").contains(scheme)) {
                throw new IllegalArgumentException("unsupported scheme %s for URL".formatted(GoQuote.quote(scheme)));
            }
            if (uri.getHost() == null) {
                throw new IllegalArgumentException(
                        uri.getRawAuthority() == null
                                ? "missing host for URL"
                                : "URL host %s is not a host name: letters, digits, dots and hyphens only"
                                        .formatted(GoQuote.quote(uri.getRawAuthority())));
            }
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("invalid URL: " + e.getReason(), e);
        }
    }

    @Override
    public String toString() {
        return "webhook %d to <secret>".formatted(index);
    }
}
