package dev.tocsin.archive;

import dev.tocsin.notification.log.Sent;
import dev.tocsin.notification.silences.Silence;
import java.util.Collection;
import java.util.List;

/** What a cluster knows of the things that can be restored. */
public record Standing(
        Collection<Silence> silences,
        Collection<Sent> sent,
        Collection<ReportedAlert> alerts,
        Collection<PostedAlert> posted) {
    /** That of a cluster which has lost everything. */
    public static final Standing NOTHING = new Standing(List.of(), List.of(), List.of(), List.of());

    public Standing {
        silences = List.copyOf(silences);
        sent = List.copyOf(sent);
        alerts = List.copyOf(alerts);
        posted = List.copyOf(posted);
    }
}
