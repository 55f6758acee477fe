package dev.tocsin.senders;

import dev.tocsin.notification.receivers.NotificationRenderer;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * Dependencies of the HTTP sender.
 *
 * @param version Tocsin's version, for the header {@code User-Agent}
 * @param rendering threads that render new notifications
 * @param responses threads for what follows a response. They are others, so that in a burst a response does not wait until
 *     all notifications are rendered: the lease of its claim could end meanwhile
 * @param environment variables, for proxies
 */
record SenderContext(
        String version,
        Executor rendering,
        Executor responses,
        InstantSource clock,
        NotificationRenderer.RenderContext renderContext,
        Map<String, String> environment) {}
