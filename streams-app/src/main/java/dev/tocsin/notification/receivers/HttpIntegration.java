package dev.tocsin.notification.receivers;

/** A way of telling by requests to a web server. */
public non-sealed interface HttpIntegration extends Integration {
    /**
     * The first step.
     *
     * @throws dev.tocsin.notification.receivers.http.PermanentDeliveryException if it can not be put into words
     * @throws dev.tocsin.templates.TemplateFailedException
     * @throws dev.tocsin.templates.parser.TemplateSyntaxException
     * @throws java.io.UncheckedIOException if a secret can not be read
     */
    ExchangeStep start(NotificationRenderer telling);
}
