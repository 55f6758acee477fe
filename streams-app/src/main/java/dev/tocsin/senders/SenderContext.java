package dev.tocsin.senders;

import dev.tocsin.notification.receivers.NotificationRenderer;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Dependencies of the HTTP sender.
 *
 * @param version Tocsin's version, for the header {@code User-Agent}
 * @param threads for rendering
 * @param environment variables, for proxies
 */
record SenderContext(
        String version,
        Executor threads,
        InstantSource clock,
        NotificationRenderer.RenderContext renderContext,
        Map<String, String> environment) {}
