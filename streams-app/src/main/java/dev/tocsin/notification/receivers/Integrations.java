package dev.tocsin.notification.receivers;

import java.util.List;

/** The table of all kinds of integrations. A new kind needs one line here and a class of its own. */
final class Integrations {
    /** In Alertmanager's order, in which a receiver is notified. */
    static final List<IntegrationKind> KINDS = List.of(
            Webhook.KIND,
            Email.KIND,
            PagerDuty.KIND,
            Opsgenie.KIND,
            WeChat.KIND,
            Slack.KIND,
            VictorOps.KIND,
            Pushover.KIND,
            Sns.KIND,
            Telegram.KIND,
            Discord.KIND,
            Webex.KIND,
            MsTeams.KIND,
            MsTeamsV2.KIND,
            Jira.KIND,
            IncidentIo.KIND,
            RocketChat.KIND,
            Mattermost.KIND,
            KafkaTopic.KIND);

    private Integrations() {}
}
