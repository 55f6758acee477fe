package dev.tocsin.senders;

import dev.tocsin.notification.receivers.NotificationRenderer;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * What who asks web servers finds outside of itself.
 *
 * @param version what receivers are told that we are
 * @param threads on which notifications are put into words
 * @param environment the variables, for those that name proxies
 */
record SenderContext(
        String version,
        Executor threads,
        InstantSource clock,
        NotificationRenderer.RenderContext renderContext,
        Map<String, String> environment) {}
