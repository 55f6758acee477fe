package dev.tocsin.notification.receivers;

/** An integration that sends HTTP requests. */
public non-sealed interface HttpIntegration extends Integration {
    /** The {@link #previewProblem} of an integration whose first request reads something. */
    String ASKED_FIRST = "the receiver is asked first, and the message depends on its answer";

    /**
     * The first step of a delivery.
     *
     * @throws dev.tocsin.notification.receivers.http.PermanentDeliveryException if the notification cannot be rendered
     * @throws dev.tocsin.templates.TemplateFailedException
     * @throws dev.tocsin.templates.TemplateSyntaxException
     * @throws java.io.UncheckedIOException if the file of a secret cannot be read
     */
    ExchangeStep start(NotificationRenderer renderer);

    /** Why the first request must not be shown as the message; empty if it is the message. */
    default String previewProblem() {
        return "";
    }
}
