package dev.tocsin.local.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import dev.tocsin.local.sql.SqlStack;
import dev.tocsin.local.sql.WithDatabase;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Three instances with rules on a server with Prometheus's API and on PostgreSQL: alerts fire once, while instances are
 * killed and data sources are away.
 */
@WithDatabase
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class DataSourcesTest {
    private static final Labels API = Labels.of("alertname", "Slow", "group", "api");
    private static final Labels SHOP = Labels.of("alertname", "NoOrders", "group", "shop");
    private static final Labels ERROR = Labels.of("alertname", "DatasourceError", "group", "api");
    private static final Labels NO_DATA = Labels.of("alertname", "DatasourceNoData", "group", "shop");
    private static final String RULES = """
            groups:
              - name: api
                interval: 2s
                data_source: metrics
                rules:
                  - alert: Slow
                    expr: latency > 1
                    labels: {group: api}
                    exec_err_state: Error
              - name: shop
                interval: 2s
                rules:
                  - alert: NoOrders
                    data_source: orders
                    expr: >-
                      SELECT shop, CASE WHEN max(at) < :time - interval '1 hour' THEN 1 ELSE 0 END AS value
                      FROM data_source_orders GROUP BY shop
                    labels: {group: shop}
                    no_data_state: NoData
                    exec_err_state: KeepLast
            """;

    private final PrometheusStub metrics = PrometheusStub.open();
    private ThreeInstances cluster;
    private SqlStack sql;

    @BeforeAll
    void start(Broker broker, SqlStack stack) throws Exception {
        sql = stack;
        sql.execute("DROP TABLE IF EXISTS public.data_source_orders");
        sql.execute("CREATE TABLE public.data_source_orders (shop text, at timestamptz)");
        sql.execute("INSERT INTO public.data_source_orders VALUES ('a', now()), ('b', now())");
        metrics.hosts.clear();
        cluster = ThreeInstances.start(broker, "datasources");
        Files.writeString(cluster.folder().resolve("password"), "tocsin\n");
        apply("every");
        cluster.applyRules("ds", RULES);
    }

    @AfterAll
    void stop() throws Exception {
        cluster.close();
        metrics.close();
        sql.execute("DROP TABLE IF EXISTS public.data_source_orders");
    }

    @Test
    @Order(1)
    void anAlertOfEachSourceFiresOnceThroughAKill() throws Exception {
        metrics.hosts.put("h1", 3.0);
        sql.execute("UPDATE public.data_source_orders SET at = now() - interval '2 hours' WHERE shop = 'b'");
        cluster.inbox().await(API, 1);
        cluster.inbox().await(SHOP, 1);
        killEach();

        assertThat(cluster.inbox().awaitExactly(API, 1).get(0).status()).isEqualTo("firing");
        assertThat(cluster.inbox().awaitExactly(SHOP, 1).get(0).status()).isEqualTo("firing");
        for (var instance : cluster.all()) {
            assertThat(instance.get("/api/v2/alerts?filter=group=~%22api%7Cshop%22"))
                    .hasSize(2);
        }
    }

    @Test
    @Order(2)
    void anOutageOfASourceIsOneAlertAndResolvesNothing() throws Exception {
        // The first queries of cold instances can take longer than the timeout on a slow machine.
        var before = cluster.inbox().notificationsOf(ERROR).size();
        metrics.answerWith(503);
        try {
            cluster.inbox().await(ERROR, before + 1);
            killEach();
            checkOutage(before + 1);
        } finally {
            metrics.answerWith(200);
        }
        assertThat(cluster.inbox()
                        .awaitExactly(ERROR, before + 2)
                        .get(before + 1)
                        .status())
                .isEqualTo("resolved");
        cluster.inbox().awaitExactly(API, 1);
    }

    private void checkOutage(int notified) throws Exception {
        var health = rule("Slow");
        assertThat(health.path("health").asText()).isEqualTo("err");
        assertThat(health.path("lastError").asText())
                .isEqualTo("data source metrics: status 503: unavailable: stopped by the test");
        assertThat(cluster.inbox()
                        .awaitExactly(ERROR, notified)
                        .get(notified - 1)
                        .status())
                .isEqualTo("firing");
        cluster.inbox().awaitExactly(API, 1);
    }

    @Test
    @Order(3)
    void anOutageOfTheDatabaseKeepsTheLastState() throws Exception {
        sql.stopDatabase();
        try {
            Eventually.until(
                    "the rule fails",
                    () -> rule("NoOrders").path("health").asText().equals("err"));
            cluster.inbox().awaitExactly(SHOP, 1);
            assertThat(rule("NoOrders").path("state").asText()).isEqualTo("firing");
        } finally {
            sql.startDatabase();
        }
        Eventually.until(
                "the rule succeeds",
                () -> rule("NoOrders").path("health").asText().equals("ok"));
        cluster.inbox().awaitExactly(SHOP, 1);
    }

    @Test
    @Order(4)
    void missingDataIsAnAlert() throws Exception {
        sql.execute("DELETE FROM public.data_source_orders");
        cluster.inbox().await(NO_DATA, 1);
        assertThat(cluster.inbox().await(SHOP, 2).get(1).status())
                .as("its series is missing")
                .isEqualTo("resolved");
        sql.execute("INSERT INTO public.data_source_orders VALUES ('a', now())");
        assertThat(cluster.inbox().awaitExactly(NO_DATA, 2).get(1).status()).isEqualTo("resolved");
        cluster.inbox().awaitExactly(SHOP, 2);
    }

    @Test
    @Order(5)
    void oneInstanceAsksForAll() throws Exception {
        apply("one");
        Eventually.until(
                "the new data sources are in force", () -> sources().stream().allMatch(source -> source.equals("one")));
        var before = answered();
        metrics.hosts.put("h2", 4.0);
        Eventually.until("all have the second alert", () -> {
            for (var instance : cluster.all()) {
                if (instance.get("/api/v2/alerts?filter=host=%22h2%22").size() != 1) {
                    return false;
                }
            }
            return true;
        });
        Eventually.until("queries went on", () -> sum(answered()) >= sum(before) + 5);
        assertThat(answered().stream().filter(queries -> queries > 0))
                .as("instances that asked since the data source was applied again")
                .hasSize(1);
        metrics.hosts.clear();
        Eventually.until(
                "resolved",
                () -> cluster.inbox().notificationsOf(API).stream()
                        .anyMatch(notification -> notification.status().equals("resolved")));
    }

    /** Data sources whose document has changed count from 0. */
    private List<Long> answered() {
        return cluster.all().stream().map(this::answeredBy).toList();
    }

    private long answeredBy(InstanceProcess instance) {
        try {
            return instance.get("/api/v1/tocsin/data-sources")
                    .path("data")
                    .path(0)
                    .path("answered")
                    .asLong();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private static long sum(List<Long> numbers) {
        return numbers.stream().mapToLong(Long::longValue).sum();
    }

    private List<String> sources() throws Exception {
        var asks = new java.util.ArrayList<String>();
        for (var instance : cluster.all()) {
            asks.add(instance.get("/api/v1/tocsin/data-sources")
                    .path("data")
                    .path(0)
                    .path("ask")
                    .asText());
        }
        return asks;
    }

    private com.fasterxml.jackson.databind.JsonNode rule(String name) throws Exception {
        var groups = cluster.instance(0)
                .get("/api/v1/rules?rule_name[]=%s"
                        .formatted(name)
                        .replace("[", "%5B")
                        .replace("]", "%5D"));
        return StreamSupport.stream(groups.path("data").path("groups").spliterator(), false)
                .flatMap(group -> StreamSupport.stream(group.path("rules").spliterator(), false))
                .findFirst()
                .orElseThrow();
    }

    private void killEach() throws Exception {
        // A notification whose sender dies before its log entry may be sent twice.
        Eventually.staysTrue(Duration.ofSeconds(2), "sent notifications are logged", () -> true);
        for (var instance : cluster.all()) {
            instance.kill();
            Eventually.staysTrue(Duration.ofSeconds(1), "killed", () -> !instance.isAlive());
            instance.start();
            cluster.awaitReady();
        }
    }

    private void apply(String ask) {
        var document = """
                data_sources:
                  - name: metrics
                    ask: %1$s
                    timeout: 1s
                    prometheus: {url: '%2$s'}
                  - name: orders
                    ask: %1$s
                    timeout: 1s
                    max_concurrent: 2
                    sql: {url: '%3$s', user: tocsin, password: '${dir:%4$s:password}'}
                """.formatted(ask, metrics.url(), sql.jdbcUrl().replaceFirst("\\?.*", ""), cluster.folder());
        cluster.log()
                .append(
                        cluster.topics().document(ConfigDocument.DATA_SOURCES),
                        new ConfigDocument(document, Instant.now(), "test"))
                .join();
    }
}
