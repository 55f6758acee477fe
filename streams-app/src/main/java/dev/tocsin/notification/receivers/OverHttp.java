package dev.tocsin.notification.receivers;

/** A way of telling by requests to a web server. */
public non-sealed interface OverHttp extends Integration {
    /**
     * The first step.
     *
     * @throws dev.tocsin.notification.receivers.http.CannotTellException if it can not be put into words
     * @throws dev.tocsin.templates.TemplateFailedException
     * @throws dev.tocsin.templates.parser.TemplateSyntaxException
     * @throws java.io.UncheckedIOException if a secret can not be read
     */
    Step begin(Telling telling);
}
