package dev.tocsin.kafka.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.alerts.Alert;
import dev.tocsin.alerts.PostedAlert;
import dev.tocsin.kafka.codec.Codecs;
import dev.tocsin.kafka.codec.Decoded;
import dev.tocsin.labels.Labels;
import dev.tocsin.notification.log.Member;
import dev.tocsin.schemas.MemberRecord;
import dev.tocsin.schemas.RuleGroupRecord;
import dev.tocsin.schemas.SilenceRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WireFormatTest {
    private static final Map<String, List<Schema>> KINDS = Map.of(
            "rules", List.of(RuleGroupRecord.SCHEMA$),
            "cluster-log", List.of(SilenceRecord.SCHEMA$, MemberRecord.SCHEMA$));
    private static final Member MEMBER =
            new Member("tocsin-1", Instant.ofEpochMilli(5), "http://a:9093", "1", false, Instant.MIN);

    @TempDir
    private Path directory;

    private FakeSchemaRegistry registry;

    @BeforeEach
    void open() throws IOException {
        registry = FakeSchemaRegistry.start();
    }

    @AfterEach
    void close() {
        registry.close();
    }

    @Test
    void withoutARegistryNoByteChanges() {
        var format = WireFormat.failingFast(RegistrySettings.NONE, KINDS);
        var bytes = Codecs.MEMBER.encode(MEMBER);

        assertThat(format.serializer().serialize("cluster-log", bytes)).isSameAs(bytes);
        assertThat(format.deserializer().deserialize("cluster-log", bytes)).isSameAs(bytes);
    }

    @Test
    void recordIsWrittenWithItsSchemaIdAndReadBack() {
        var format = format(Map.of());
        var bytes = Codecs.MEMBER.encode(MEMBER);

        var wire = format.serializer().serialize("cluster-log", bytes);

        assertThat(ByteBuffer.wrap(wire).get()).isZero();
        assertThat(ByteBuffer.wrap(wire, 1, 4).getInt()).isEqualTo(1);
        assertThat(ByteBuffer.wrap(wire, 5, wire.length - 5)).isEqualTo(ByteBuffer.wrap(bytes, 10, bytes.length - 10));
        assertThat(format.deserializer().deserialize("cluster-log", wire)).isEqualTo(bytes);
    }

    @Test
    void bothVersionsOfAlertsAreWrittenWithTheirOwnId() {
        var format = WireFormat.failingFast(settings(Map.of()), Map.of("alerts", Codecs.ALERT.written()));
        format.registerSchemas();
        assertThat(registry.subjects()).containsExactly("alerts-value");

        assertThat(wireId(format, "2026-01-01T00:00:00.001Z")).isEqualTo(1);
        assertThat(wireId(format, "2026-01-01T00:00:00.001000001Z")).isEqualTo(2);
    }

    /** The schema id of an alert, which is read back as it was. */
    private static int wireId(WireFormat format, String startsAt) {
        var alert = new Alert(
                Labels.of("alertname", "a"),
                Map.of(),
                Instant.parse(startsAt),
                Alert.NO_END,
                "",
                Instant.parse("2026-01-01T00:00:01Z"));
        var bytes = Codecs.ALERT.encode(new PostedAlert(alert, false));
        var wire = format.serializer().serialize("alerts", bytes);
        var read = format.deserializer().deserialize("alerts", wire);
        assertThat(Codecs.ALERT.decode(read).orThrow().alert()).isEqualTo(alert);
        return ByteBuffer.wrap(wire, 1, 4).getInt();
    }

    @Test
    void bytesThatAreNoRecordPassUnchanged() {
        var format = format(Map.of());
        var json = "{\"instance\": \"a\"}".getBytes(StandardCharsets.UTF_8);

        assertThat(format.deserializer().deserialize("cluster-log", json)).isSameAs(json);
        assertThat(format.deserializer().deserialize("cluster-log", null)).isNull();
        assertThat(format.serializer().serialize("cluster-log", null)).isNull();
        assertThat(format.serializer().serialize("elsewhere", json)).isSameAs(json);
    }

    @Test
    void subjectIsTheTopicOrTopicAndRecordForSeveralRecords() {
        format(Map.of()).registerSchemas();

        assertThat(registry.subjects())
                .containsExactly(
                        "cluster-log-dev.tocsin.schemas.MemberRecord",
                        "cluster-log-dev.tocsin.schemas.SilenceRecord",
                        "rules-value");
    }

    @Test
    void foreignSchemaIsReadAsTheRecordOfItsName() throws IOException {
        var theirs = new Schema.Parser().parse("""
                {"type": "record", "name": "RuleGroupRecord", "namespace": "com.example", "fields": [
                  {"name": "owner", "type": "string"},
                  {"name": "interval", "type": "string"},
                  {"name": "name", "type": "string"}]}""");
        var id = registry.put("rules-value", theirs.toString());
        var record = new GenericRecordBuilder(theirs)
                .set("owner", "ops")
                .set("interval", "30s")
                .set("name", "disks")
                .build();

        var read = format(Map.of()).deserializer().deserialize("rules", wire(id, theirs, record));

        assertThat(Codecs.RULES.decode(read).orThrow().name()).isEqualTo("disks");
    }

    @Test
    void unknownIdAndForeignRecordAreUndecodable() throws IOException {
        var other = new Schema.Parser().parse("""
                {"type": "record", "name": "Order", "fields": [{"name": "a", "type": "string"}]}""");
        var id = registry.put("orders-value", other.toString());
        var order =
                wire(id, other, new GenericRecordBuilder(other).set("a", "x").build());
        var format = format(Map.of());

        for (var bytes : List.of(order, new byte[] {0, 0, 0, 0, 99, 1})) {
            var read = format.deserializer().deserialize("rules", bytes);
            assertThat(read).isSameAs(bytes);
            assertThat(Codecs.RULES.decode(read))
                    .isInstanceOfSatisfying(
                            Decoded.Invalid.class,
                            bad -> assertThat(bad.reason()).contains("kafka.schema.registry.url"));
        }
    }

    @Test
    void unknownIdIsRequestedThreeTimes() {
        var format = format(Map.of());

        for (var i = 0; i < 50; i++) {
            format.deserializer().deserialize("rules", new byte[] {0, 0, 0, 0, 99, 1});
        }

        assertThat(registry.requests()).hasSize(3);
    }

    @Test
    void cachedAnswersOutliveTheRegistry() {
        var bytes = Codecs.MEMBER.encode(MEMBER);
        byte[] wire;
        try (var before = format(Map.of())) {
            before.registerSchemas();
            wire = before.serializer().serialize("cluster-log", bytes);
        }
        registry.goesAway(true);

        try (var after = format(Map.of())) {
            after.registerSchemas();
            assertThat(after.serializer().serialize("cluster-log", bytes)).isEqualTo(wire);
            assertThat(after.deserializer().deserialize("cluster-log", wire)).isEqualTo(bytes);
        }
    }

    @Test
    void cacheOfAnotherRegistryAndDamagedCacheAreIgnored() throws IOException {
        format(Map.of()).registerSchemas();
        try (var other = FakeSchemaRegistry.start()) {
            other.put("orders-value", "{\"type\":\"string\"}");
            var settings = RegistrySettings.of(Map.of("schema.registry.url", other.url()));
            var wire = WireFormat.of(settings, KINDS, directory)
                    .serializer()
                    .serialize("cluster-log", Codecs.MEMBER.encode(MEMBER));
            assertThat(ByteBuffer.wrap(wire, 1, 4).getInt()).isEqualTo(2);

            Files.writeString(directory.resolve("schema-registry.json"), "{ oh");
            WireFormat.of(settings, KINDS, directory).registerSchemas();
            assertThat(Files.readString(directory.resolve("schema-registry.json")))
                    .contains("SilenceRecord");
        }
    }

    @Test
    void readerWaitsForAnUnreachableRegistryAndSkipsNothing() throws Exception {
        var bytes = Codecs.MEMBER.encode(MEMBER);
        var wire = format(Map.of()).serializer().serialize("cluster-log", bytes);
        Files.delete(directory.resolve("schema-registry.json"));
        registry.goesAway(true);
        var format = format(Map.of());

        var reading = CompletableFuture.supplyAsync(() -> format.deserializer().deserialize("cluster-log", wire));
        while (registry.requests().stream().filter("GET /schemas/ids/1"::equals).count() < 2) {
            assertThat(reading).isNotDone();
            Thread.onSpinWait();
        }
        registry.goesAway(false);

        assertThat(reading.get(20, TimeUnit.SECONDS)).isEqualTo(bytes);
    }

    @Test
    void closeEndsTheWait() throws Exception {
        registry.goesAway(true);
        var format = format(Map.of());

        var reading = CompletableFuture.runAsync(
                () -> format.deserializer().deserialize("rules", new byte[] {0, 0, 0, 0, 1, 1}));
        format.close();

        assertThat(reading.handle((done, error) -> error).get(20, TimeUnit.SECONDS))
                .hasRootCauseInstanceOf(IOException.class)
                .cause()
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void writerAndOneTimeReaderFailAtOnce() {
        registry.goesAway(true);
        var settings = RegistrySettings.of(Map.of("schema.registry.url", registry.url()));

        assertThatThrownBy(() -> format(Map.of()).registerSchemas())
                .isInstanceOf(RegistryUnavailableException.class)
                .hasMessageContaining(registry.url())
                .hasMessageContaining("gone for lunch");
        assertThatThrownBy(() -> WireFormat.failingFast(settings, KINDS)
                        .deserializer()
                        .deserialize("rules", new byte[] {0, 0, 0, 0, 1, 1}))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void secondUrlIsUsedIfTheFirstDoesNotAnswer() {
        var url = "http://127.0.0.1:1," + registry.url() + "/";

        format(Map.of("schema.registry.url", url)).registerSchemas();

        assertThat(registry.subjects()).hasSize(3);
    }

    @Test
    void missingSchemaIsAnErrorIfAutoRegisterIsOff() {
        assertThatThrownBy(
                        () -> format(Map.of("auto.register.schemas", "false")).registerSchemas())
                .isInstanceOf(SchemaRejectedException.class)
                .hasMessageContaining("404")
                .hasMessageContaining("kafka.auto.register.schemas");
        assertThat(registry.subjects()).isEmpty();
    }

    @Test
    void requestsCarryTheAuthorization() {
        var basic = "Basic " + Base64.getEncoder().encodeToString("ops:s3cret".getBytes(StandardCharsets.UTF_8));
        registry.wants(basic);
        var named = Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info", "ops:s3cret");
        var inUrl = Map.of("schema.registry.url", registry.url().replace("//", "//ops:s3cret@"));
        format(named).registerSchemas();
        format(inUrl).registerSchemas();

        registry.wants("Bearer t0ken");
        WireFormat.failingFast(settings(Map.of("bearer.auth.token", "t0ken")), KINDS)
                .registerSchemas();
        assertThatThrownBy(() -> WireFormat.failingFast(settings(inUrl), KINDS).registerSchemas())
                .hasMessageContaining("401")
                .hasMessageNotContaining("s3cret");
    }

    private WireFormat format(Map<String, String> more) {
        return WireFormat.of(settings(more), KINDS, directory);
    }

    private RegistrySettings settings(Map<String, String> more) {
        var all = new java.util.HashMap<>(Map.of("schema.registry.url", registry.url()));
        all.putAll(more);
        assertThat(RegistrySettings.problems(all)).isEmpty();
        return RegistrySettings.of(all);
    }

    private static byte[] wire(int id, Schema schema, GenericRecord record) throws IOException {
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(5).put((byte) 0).putInt(id).array());
        new GenericDatumWriter<GenericRecord>(schema)
                .write(record, EncoderFactory.get().directBinaryEncoder(bytes, null));
        return bytes.toByteArray();
    }
}
