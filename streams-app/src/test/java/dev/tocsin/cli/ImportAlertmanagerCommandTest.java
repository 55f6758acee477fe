package dev.tocsin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.tocsin.archive.ClusterContents;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.Matcher;
import dev.tocsin.notification.log.Episode;
import dev.tocsin.notification.log.NflogEntry;
import dev.tocsin.notification.log.Slot;
import dev.tocsin.notification.silences.Silence;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ImportAlertmanagerCommandTest {
    private static final Labels DOWN = Labels.of("alertname", "Down", "instance", "a:1");
    private static final Instant START = Instant.parse("2026-01-01T11:00:00Z");
    private static final Instant NOTIFIED = Instant.parse("2026-01-01T11:30:00.5Z");
    private static final Instant EXPIRES = Instant.parse("2026-01-01T19:30:00Z");
    private static final String SILENCES = """
            [{"id": "11111111-1111-4111-8111-111111111111", "status": {"state": "active"}, "createdBy": "ann", "comment": "c",
              "startsAt": "2026-01-01T10:00:00.123Z", "endsAt": "2026-01-01T14:00:00+01:00", "updatedAt": "2026-01-01T10:00:00.123Z",
              "annotations": {"ticket": "7"},
              "matchers": [{"name": "alertname", "value": "Down", "isRegex": false, "isEqual": true},
                           {"name": "instance", "value": "b.*", "isRegex": true, "isEqual": false}]},
             {"id": "22222222-2222-4222-8222-222222222222", "status": {"state": "expired"}, "createdBy": "ann", "comment": "",
              "startsAt": "2026-01-01T10:00:00Z", "endsAt": "2026-01-01T10:30:00Z", "updatedAt": "2026-01-01T10:30:00Z",
              "matchers": [{"name": "a", "value": "b", "isRegex": false, "isEqual": true}]}]
            """;
    private static final String ALERTS = """
            [{"labels": {"alertname": "Down", "instance": "a:1"}, "startsAt": "2026-01-01T11:00:00.000Z", "fingerprint": "x"}]
            """;

    private final CliRunner cli = new CliRunner();
    private final Map<String, String> headers = new ConcurrentHashMap<>();
    private HttpServer alertmanager;
    private String silences = SILENCES;

    @TempDir
    private Path dir;

    @BeforeEach
    void start() throws IOException {
        alertmanager = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        alertmanager.createContext("/am/api/v2/", exchange -> {
            exchange.getRequestHeaders().forEach((name, values) -> headers.put(name.toLowerCase(), values.get(0)));
            var isAlerts = exchange.getRequestURI().getPath().endsWith("alerts");
            var body = (isAlerts ? ALERTS : silences).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        alertmanager.start();
    }

    @AfterEach
    void stop() {
        alertmanager.stop(0);
    }

    private String url() {
        return "http://127.0.0.1:%d/am/".formatted(alertmanager.getAddress().getPort());
    }

    private Path data(byte[]... entries) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (var entry : entries) {
            bytes.write(entry.length);
            bytes.writeBytes(entry);
        }
        Files.write(dir.resolve("nflog"), bytes.toByteArray());
        return dir;
    }

    private static byte[] entry(String groupKey, long... firing) {
        var receiver = new Message().text(1, "team").text(2, "webhook").number(3, 1);
        var entry = new Message()
                .text(1, groupKey)
                .message(2, receiver)
                .message(5, new Message().number(1, NOTIFIED.getEpochSecond()).number(2, NOTIFIED.getNano()));
        for (var hash : firing) {
            entry.number(6, hash);
        }
        entry.message(8, new Message().text(1, "thread").message(2, new Message().text(1, "T1")));
        return new Message()
                .message(1, entry)
                .message(2, new Message().number(1, EXPIRES.getEpochSecond()))
                .bytes();
    }

    @Test
    void nothingIsWrittenWithoutYes() throws IOException {
        var seen = cli.run(
                "import", "alertmanager-cluster", url(), "--data-dir", data(entry("{}:{}", AlertHashes.hash(DOWN))));
        assertThat(seen.code()).as(seen.err()).isZero();
        assertThat(seen.out().lines())
                .containsExactly(
                        "KIND              FOUND  TO WRITE  UP TO DATE  NEWER HERE  EXPIRED",
                        "silences          2      1         0           0           1",
                        "notification log  1      1         0           0           0",
                        "nothing was written; use --yes to write");
        assertThat(cli.topics.restored).isEmpty();
    }

    @Test
    void silencesKeepTheirIdsAndEntriesTheirAlerts() throws IOException {
        var folder = data(entry("{}/{team=\"a\"}:{alertname=\"Down\"}", AlertHashes.hash(DOWN), 12345));
        var seen = cli.run("import", "alertmanager-cluster", url(), "--data-dir", folder, "--yes");
        assertThat(seen.out()).contains("written: 2");
        assertThat(seen.err()).contains("1 alerts that were notified as firing are not in Alertmanager any more");
        var restored = cli.topics.restored.get(0);
        assertThat(restored.silences().missing())
                .containsExactly(new Silence(
                        "11111111-1111-4111-8111-111111111111",
                        List.of(
                                Matcher.alerting("alertname", Matcher.Op.EQUAL, "Down"),
                                Matcher.alerting("instance", Matcher.Op.NOT_REGEX, "b.*")),
                        Instant.parse("2026-01-01T10:00:00.123Z"),
                        Instant.parse("2026-01-01T13:00:00Z"),
                        Instant.parse("2026-01-01T10:00:00.123Z"),
                        "ann",
                        "c",
                        Map.of("ticket", "7")));
        var entry = restored.sent().missing().get(0);
        assertThat(entry.slot()).isEqualTo(new Slot("{}/{team=\"a\"}:{alertname=\"Down\"}", "team", "webhook", 1));
        assertThat(entry.episodes().firing()).containsExactly(new Episode(DOWN.fingerprint(), START));
        assertThat(entry.notifiedAt()).isEqualTo(NOTIFIED);
        assertThat(entry.flushedAt()).isEqualTo(NOTIFIED);
        assertThat(entry.expiresAt()).isEqualTo(EXPIRES);
        assertThat(entry.receiverData()).isEqualTo(Map.of("thread", "T1"));
        assertThat(cli.topics.audited)
                .extracting(action -> action.action() + " " + action.outcome())
                .containsExactly("import ACCEPTED", "import DONE");
    }

    @Test
    void entriesThatAreThereAlreadyAreNotWrittenAgain() throws IOException {
        var folder = data(entry("{}:{}", AlertHashes.hash(DOWN)));
        cli.run("import", "alertmanager-cluster", url(), "--data-dir", folder, "--yes");
        var restored = cli.topics.restored.get(0);
        cli.topics.clusterContents = new ClusterContents(
                restored.silences().missing(), restored.sent().missing(), List.of(), List.of());
        assertThat(cli.run("import", "alertmanager-cluster", url(), "--data-dir", folder, "--yes")
                        .out())
                .contains("nothing to write");
    }

    @Test
    void newestEntryOfSeveralMembersCounts() {
        var older = NflogFile.read(delimited(entry("{}:{}", 1)));
        var newer = older.get(0);
        var later = new NflogFile.FileEntry(
                newer.slot(), NOTIFIED.plusSeconds(1), EXPIRES, List.of(2L), List.of(), Map.of());
        assertThat(NflogEntries.newest(List.of(newer, later))).containsExactly(later);
        assertThat(NflogEntries.newest(List.of(later, newer))).containsExactly(later);
    }

    @Test
    void headersAndLoginAreSent() {
        var login = url().replace("http://", "http://ann:secret@");
        cli.run("import", "alertmanager-cluster", login, "--header", "X-Scope-OrgID: team-a");
        assertThat(headers)
                .containsEntry("authorization", "Basic YW5uOnNlY3JldA==")
                .containsEntry("x-scope-orgid", "team-a");
    }

    @Test
    void unusableSilenceIsNamedAndTheOthersAreImported() {
        silences =
                SILENCES.replace("\"name\": \"alertname\", \"value\": \"Down\"", "\"name\": \"\", \"value\": \"Down\"");
        var seen = cli.run("import", "alertmanager-cluster", url());
        assertThat(seen.code()).isEqualTo(1);
        assertThat(seen.err())
                .contains(
                        "silence 11111111-1111-4111-8111-111111111111 cannot be used",
                        "without --data-dir nothing is known");
        assertThat(seen.out()).contains("silences          1");
    }

    @Test
    void mistakesSayWhatToDo() throws IOException {
        assertThat(cli.run("import", "alertmanager-cluster", "alertmanager:9093")
                        .err())
                .contains("'alertmanager:9093' is not an address such as http://alertmanager:9093");
        assertThat(cli.run("import", "alertmanager-cluster", url().replace("/am/", "/none"))
                        .err())
                .contains("answered 404");
        assertThat(cli.run("import", "alertmanager-cluster", url(), "--data-dir", dir.resolve("none"))
                        .err())
                .contains("none/nflog cannot be read", "--storage.path");
        Files.write(dir.resolve("nflog"), new byte[] {5, 1, 2});
        assertThat(cli.run("import", "alertmanager-cluster", url(), "--data-dir", dir)
                        .err())
                .contains("is not a notification log of Alertmanager, or it is damaged");
        silences = "{}";
        assertThat(cli.run("import", "alertmanager-cluster", url()).err()).contains("is it an Alertmanager?");
    }

    @Test
    void damagedFileNeverEndsInAnotherError() {
        var random = new Random(1);
        var whole = delimited(entry("{}:{}", AlertHashes.hash(DOWN), 7));
        for (var i = 0; i < 2_000; i++) {
            var broken = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
            broken[random.nextInt(broken.length)] = (byte) random.nextInt(256);
            try {
                NflogFile.read(broken);
            } catch (IllegalArgumentException refused) {
                assertThat(refused).hasMessageNotContaining("null");
            }
        }
    }

    /** The examples of Alertmanager's hashes, and of the specification of the algorithm. */
    @ParameterizedTest
    @CsvSource({"a:9100, 16219520875901711176", "b:9100, 12456128097568526096"})
    void labelsHaveTheHashesOfAlertmanager(String instance, String hash) {
        var labels = Labels.of("alertname", "HighCPU", "cluster", "eu1", "instance", instance, "severity", "critical");
        assertThat(Long.toUnsignedString(AlertHashes.hash(labels))).isEqualTo(hash);
    }

    private static byte[] delimited(byte[] entry) {
        var bytes = new byte[entry.length + 1];
        bytes[0] = (byte) entry.length;
        System.arraycopy(entry, 0, bytes, 1, entry.length);
        return bytes;
    }

    /** Entries of the notification log as {@link NflogEntry} has them, written field by field. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long number) {
            varint(field << 3);
            varint(number);
            return this;
        }

        Message text(int field, String text) {
            return bytes(field, text.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message message) {
            return bytes(field, message.bytes());
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private Message bytes(int field, byte[] content) {
            varint(field << 3 | 2);
            varint(content.length);
            out.writeBytes(content);
            return this;
        }

        private void varint(long number) {
            var rest = number;
            while ((rest & ~0x7fL) != 0) {
                out.write((int) (rest & 0x7f | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
