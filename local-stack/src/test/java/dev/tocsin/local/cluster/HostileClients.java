package dev.tocsin.local.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.labels.Labels;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Clients and producers that send what no instance should have to bear. Each kind of input repeats at its own interval. */
final class HostileClients implements AutoCloseable {
    private static final int MEGABYTE = 1_000_000;
    private static final int THREADS = 24;
    private static final int ALERTS_PER_REQUEST = 20_000;
    private static final int HOSTILE_SERIES = 10_000;
    private static final int MANY_RECEIVERS = 30_000;
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HostileLoadCluster cluster;
    private final InstantSource clock = InstantSource.system();
    private final Random random = new Random(Long.getLong("soak.seed", 1));
    private final HttpClient http = HttpClient.newHttpClient();
    private final SlowClients slowClients;
    private final Map<String, AtomicInteger> outcomes = new ConcurrentHashMap<>();
    private final AtomicInteger turn = new AtomicInteger();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(THREADS);
    private final KafkaProducer<String, byte[]> producer;

    private interface Input {
        /** @return the outcome, such as a status code */
        Object send() throws Exception;
    }

    HostileClients(HostileLoadCluster cluster) {
        this.cluster = cluster;
        this.slowClients = new SlowClients(
                cluster.instances().stream().map(InstanceProcess::port).toList());
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.broker(), "max.request.size", 10 * MEGABYTE),
                new StringSerializer(),
                new ByteArraySerializer());
    }

    void start() {
        slowClients.start();
        fillSeries();
        alerts();
        requests();
        queries();
        records();
    }

    /** The inputs and how often each had which outcome. */
    String summary() {
        return new TreeMap<>(outcomes)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " x " + entry.getValue())
                        .collect(Collectors.joining("\n", "hostile inputs:\n", "\n" + slowClients.summary()));
    }

    private void alerts() {
        every(20, "one label of 1 MB", () -> postAlerts(alert("big", "x".repeat(MEGABYTE))));
        every(20, "100,000 labels in an alert", () -> postAlerts(alertWithManyLabels()));
        every(20, "body of 9 MB with one annotation", () -> postAlerts(annotated(9 * MEGABYTE)));
        every(20, "body beyond the limit", () -> postAlerts(annotated(12 * MEGABYTE)));
        every(30, "20,000 alerts of one group", () -> postAlerts(manyAlerts("one-group")));
        every(45, "20,000 alerts, each its own group", () -> postAlerts(manyAlerts("own-group")));
        every(2, "alert for a silent receiver", () -> postAlerts(alert("kind", "silent")));
        every(2, "alert for an endless receiver", () -> postAlerts(alert("kind", "endless")));
    }

    private void requests() {
        every(
                1,
                "invented method",
                () -> send(request("/api/v2/alerts")
                        .method(randomText(7_000).toUpperCase(Locale.ROOT), BodyPublishers.noBody())));
        every(
                1,
                "path of 4,000 characters",
                () -> send(request("/" + randomText(4_000)).GET()));
        every(1, "junk as JSON", () -> send(json("/api/v2/silences", randomText(10_000))));
        every(1, "deeply nested JSON", () -> send(json("/api/v2/alerts", "[".repeat(100_000))));
        every(
                5,
                "junk as remote write",
                () -> send(request("/api/v1/write")
                        .header("Content-Type", "application/x-protobuf")
                        .POST(BodyPublishers.ofByteArray(randomBytes(100_000)))));
    }

    private void queries() {
        every(5, "time with a huge exponent", () -> query("1", "&time=1e-3000000"));
        every(5, "number of a million digits", () -> postQuery("0x" + "f".repeat(MEGABYTE)));
        every(2, "nested label_replace", () -> query(nestedLabelReplace(), ""));
        IntStream.range(0, 6)
                .forEach(client -> every(
                        1, "nested subquery", () -> query("max_over_time(max_over_time(hostile[5m:1s])[2m:1s])", "")));
        every(5, "all series", () -> query("{__name__=~\".+\"}", ""));
    }

    private void records() {
        every(
                20,
                "rule with a number of 900,000 digits",
                () -> produce(cluster.topics().rules().name(), "h/hex", rule("0x" + "f".repeat(900_000))));
        every(
                20,
                "rule with a wrong expression",
                () -> produce(cluster.topics().rules().name(), "h/bad", rule("load >")));
        every(60, "configuration of 30,000 receivers", () -> {
            cluster.configure(MANY_RECEIVERS);
            cluster.configure(0);
            return "appended";
        });
        for (var topic : List.of(
                cluster.topics().rules().name(),
                cluster.topics().config().name(),
                cluster.topics().samples().name(),
                cluster.topics().alerts().name(),
                cluster.topics().clusterLog().name(),
                cluster.topics().alertState().name())) {
            every(1, "junk in " + topic, () -> produce(topic, randomText(20), randomBytes(2_000)));
        }
    }

    private void fillSeries() {
        var names = IntStream.range(0, HOSTILE_SERIES)
                .mapToObj(number -> Labels.of("__name__", "hostile", "n", String.valueOf(number)))
                .toList();
        every(15, "10,000 series", () -> {
            cluster.appendSamples(names);
            return "appended";
        });
    }

    private void every(int seconds, String name, Input input) {
        timer.scheduleWithFixedDelay(
                () -> count(name, input), random.nextInt(seconds * 1000), seconds * 1000L, TimeUnit.MILLISECONDS);
    }

    private void count(String name, Input input) {
        String outcome;
        try {
            outcome = String.valueOf(input.send());
        } catch (Exception e) {
            outcome = e.getClass().getSimpleName();
        }
        outcomes.computeIfAbsent(name + ": " + outcome, key -> new AtomicInteger())
                .incrementAndGet();
    }

    private int postAlerts(String body) throws Exception {
        return send(json("/api/v2/alerts", body));
    }

    private int query(String expression, String parameters) throws Exception {
        return send(request("/api/v1/query?query=" + encoded(expression) + parameters)
                .GET());
    }

    private int postQuery(String expression) throws Exception {
        return send(request("/api/v1/query")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("query=" + encoded(expression))));
    }

    private String produce(String topic, String key, byte[] value) throws Exception {
        producer.send(new ProducerRecord<>(topic, key, value)).get();
        return "appended";
    }

    private HttpRequest.Builder json(String path, String body) {
        return request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
    }

    private HttpRequest.Builder request(String path) {
        var instance = cluster.instances().get(turn.incrementAndGet() % 2);
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + instance.port() + path))
                .timeout(TIMEOUT);
    }

    private int send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    private static String encoded(String expression) {
        return URLEncoder.encode(expression, UTF_8);
    }

    private static String alert(String label, String value) {
        return "[{\"labels\": {\"alertname\": \"Hostile\", \"%s\": \"%s\"}}]".formatted(label, value);
    }

    private static String alertWithManyLabels() {
        var labels = IntStream.range(0, 100_000)
                .mapToObj("\"l%1$d\": \"%1$d\""::formatted)
                .collect(Collectors.joining(", "));
        return "[{\"labels\": {\"alertname\": \"Hostile\", " + labels + "}}]";
    }

    private static String annotated(int length) {
        return "[{\"labels\": {\"alertname\": \"Hostile\"}, \"annotations\": {\"a\": \"" + "x".repeat(length) + "\"}}]";
    }

    private String manyAlerts(String kind) {
        var end = clock.instant().plus(Duration.ofMinutes(2));
        return IntStream.range(0, ALERTS_PER_REQUEST)
                .mapToObj(number ->
                        "{\"labels\": {\"alertname\": \"Hostile\", \"kind\": \"%s\", \"n\": \"%d\"}, \"endsAt\": \"%s\"}"
                                .formatted(kind, number, end))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static byte[] rule(String expression) {
        return "{\"namespace\": \"h\", \"name\": \"hex\", \"rules\": [{\"alert\": \"A\", \"expr\": \"%s\"}]}"
                .formatted(expression)
                .getBytes(UTF_8);
    }

    private static String nestedLabelReplace() {
        var expression = "label_replace(hostile, \"a\", \"x\", \"\", \"\")";
        for (var depth = 0; depth < 40; depth++) {
            expression = "label_replace(" + expression + ", \"a\", \"$1$1\", \"a\", \"(.*)\")";
        }
        return expression;
    }

    private String randomText(int length) {
        synchronized (random) {
            return random.ints(length, 'a', 'z' + 1)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
        }
    }

    private byte[] randomBytes(int length) {
        var bytes = new byte[length];
        synchronized (random) {
            random.nextBytes(bytes);
        }
        return bytes;
    }

    @Override
    public void close() {
        timer.shutdownNow();
        slowClients.close();
        producer.close(Duration.ZERO);
    }
}
