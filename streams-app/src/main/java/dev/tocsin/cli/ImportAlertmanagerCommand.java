package dev.tocsin.cli;

import dev.tocsin.archive.Restoration;
import dev.tocsin.archive.TableRestoration;
import dev.tocsin.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tocsin import alertmanager-cluster}. */
@Command(
        name = "alertmanager-cluster",
        description = {
            "Takes over the silences of a running Alertmanager, with their ids, and what it has notified.",
            "Without --yes it only shows what it would write. The command is idempotent.",
            "",
            "The notification log is in a file of Alertmanager, which it writes every 15 minutes and when it stops. To take over",
            "all of it, stop one member of the cluster, name its folder here, and the address of another member.",
            "Apply the same configuration first: an entry belongs to the group key of a route."
        },
        footer = {
            "",
            "Example: tocsin import alertmanager-cluster http://alertmanager:9093 --data-dir /var/lib/alertmanager --yes"
        })
final class ImportAlertmanagerCommand extends KafkaCommand {
    private static final int MAX_SHOWN = 10;
    private static final String NFLOG = "nflog";

    @Parameters(paramLabel = "URL", description = "the address of a member, with a login if it needs one")
    private URI url;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "a folder as of Alertmanager's --storage.path, with the file nflog; of several the newest entries count")
    private List<Path> folders = List.of();

    @Option(
            names = "--header",
            paramLabel = "NAME: VALUE",
            description = "a header of the requests, such as 'Authorization: Bearer ...'")
    private List<String> headers = List.of();

    @Option(names = "--yes", description = "write to Kafka")
    private boolean yes;

    @Override
    public Integer call() {
        var client = new AlertmanagerClient(url, headers);
        var problems = new ArrayList<String>();
        var silences = client.silences(problems);
        var alerts = AlertHashes.of(client.alerts(problems));
        var entries = NflogEntries.newest(folders.stream()
                .flatMap(folder -> NflogFile.read(folder.resolve(NFLOG)).stream())
                .toList());
        var imported = NflogEntries.of(entries, alerts);
        var settings = settings(Map.of());
        try (var topics = open(settings)) {
            var now = context().clock().instant();
            var restoration = Restoration.of(silences, imported.entries(), topics.clusterContents(), now);
            new TextTable(rows(restoration)).lines().forEach(this::println);
            if (folders.isEmpty()) {
                warn("without --data-dir nothing is known about notifications: each group is notified once more");
            }
            if (imported.unknownAlerts() > 0) {
                warn(("%d alerts that were notified as firing are not in Alertmanager any more;"
                                + " they are left out, and no receiver is told that they are resolved")
                        .formatted(imported.unknownAlerts()));
            }
            problems.stream().limit(MAX_SHOWN).forEach(this::warn);
            write(restoration, topics, settings.audit());
            return problems.isEmpty() ? 0 : 1;
        }
    }

    private void write(Restoration restoration, TopicsClient topics, Settings.Audit auditSettings) {
        if (restoration.size() == 0) {
            println("nothing to write");
        } else if (yes) {
            audit(topics, auditSettings)
                    .add(
                            "import",
                            "alertmanager-cluster",
                            "",
                            restoration.size() + " entries of an Alertmanager cluster")
                    .run(() -> {
                        topics.restore(restoration);
                        return List.of();
                    });
            println("written: %d".formatted(restoration.size()));
        } else {
            println("nothing was written; use --yes to write");
        }
    }

    private static List<List<String>> rows(Restoration restoration) {
        var lines = new ArrayList<List<String>>();
        lines.add(List.of("KIND", "FOUND", "TO WRITE", "UP TO DATE", "NEWER HERE", "EXPIRED"));
        lines.add(row("silences", restoration.silences()));
        lines.add(row("notification log", restoration.sent()));
        return lines;
    }

    private static List<String> row(String kind, TableRestoration<?> table) {
        var counts = Stream.of(
                table.rows(),
                table.missing().size(),
                table.upToDate(),
                table.newer().size(),
                table.expired());
        return Stream.concat(Stream.of(kind), counts.map(String::valueOf)).toList();
    }
}
