package dev.tocsin.notification.receivers;

/** A way of telling by requests to a web server. */
public sealed interface OverHttp extends Integration
        permits Discord,
                IncidentIo,
                Jira,
                Mattermost,
                MsTeams,
                MsTeamsV2,
                Opsgenie,
                PagerDuty,
                Pushover,
                RocketChat,
                Slack,
                Sns,
                Telegram,
                VictorOps,
                Webex,
                Webhook,
                WeChat {
    /**
     * The first step.
     *
     * @throws CannotTellException if it can not be put into words
     * @throws dev.tocsin.templates.TemplateFailedException
     * @throws dev.tocsin.templates.TemplateSyntaxException
     * @throws java.io.UncheckedIOException if a secret can not be read
     */
    Step begin(Telling telling);
}
