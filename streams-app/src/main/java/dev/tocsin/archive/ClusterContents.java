package dev.tocsin.archive;

import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.evaluation.rules.RuleAlertState;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.silences.Silence;
import java.util.Collection;
import java.util.List;

/** What a cluster knows of the things that can be restored. */
public record ClusterContents(
        Collection<Silence> silences,
        Collection<NflogEntry> sent,
        Collection<RuleAlertState> alerts,
        Collection<PostedAlert> posted) {
    /** That of a cluster which has lost everything. */
    public static final ClusterContents EMPTY = new ClusterContents(List.of(), List.of(), List.of(), List.of());

    public ClusterContents {
        silences = List.copyOf(silences);
        sent = List.copyOf(sent);
        alerts = List.copyOf(alerts);
        posted = List.copyOf(posted);
    }
}
