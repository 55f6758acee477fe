package dev.tocsin.notification.receivers;

/** An integration that sends HTTP requests. */
public non-sealed interface HttpIntegration extends Integration {
    /**
     * The first step of a delivery.
     *
     * @throws dev.tocsin.notification.receivers.http.PermanentDeliveryException if the notification cannot be rendered
     * @throws dev.tocsin.templates.TemplateFailedException
     * @throws dev.tocsin.templates.TemplateSyntaxException
     * @throws java.io.UncheckedIOException if the file of a secret cannot be read
     */
    ExchangeStep start(NotificationRenderer renderer);
}
