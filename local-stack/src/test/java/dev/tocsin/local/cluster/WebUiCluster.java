package dev.tocsin.local.cluster;

import dev.tocsin.kafka.codec.ConfigDocument;
import dev.tocsin.labels.Labels;
import dev.tocsin.local.broker.Broker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A cluster with alerts in each state, silences, rules and notifications, for the pages of the web UI. */
final class WebUiCluster implements AutoCloseable {
    /** Pages without parameters, and those with an example of each. */
    static final List<String> PAGES = List.of(
            "alerts",
            "rules",
            "rules/check",
            "silences",
            "silences/new?filter=team%3D%22shop%22&duration=1h",
            "notifications",
            "routing",
            "routing?labels=severity%3Dcritical%2Cteam%3Dshop",
            "routing?tab=receivers",
            "query?expr=load&tab=graph",
            "query?expr=sum(load)%20by%20(group)",
            "cluster",
            "explain?filter=alertname%3D%22Busy%22&filter=group%3D%22checkout%22",
            "history",
            "audit",
            "start");

    /** A text that would run if a page took it for markup. */
    static final String HOSTILE = "<img src=x onerror=\"window.hacked=1\"><script>window.hacked=1</script>";

    /** Posted alerts would end while the tests run. */
    private static final Instant START = InstantSource.system().instant();

    private static final Instant END = START.plus(Duration.ofHours(6));

    private static final String RULES = """
            groups:
              - name: load
                interval: 1s
                rules:
                  - record: group:load:max
                    expr: max by (group) (load)
                  - alert: Busy
                    expr: load > 10
                    labels: {severity: warning, team: shop}
                    annotations:
                      summary: "{{ $labels.host }} is busy: {{ $value }}"
                      runbook_url: https://runbooks.example.org/busy
                  - alert: BusyForLong
                    expr: load > 15
                    for: 2h
                    labels: {severity: critical, team: shop}
                  - alert: NoPayments
                    expr: absent(payments_total)
                    labels: {severity: critical, team: payments}
                    annotations: {summary: "No payment arrives"}
            """;

    private final ThreeInstances cluster;
    private final String text;

    private WebUiCluster(ThreeInstances cluster, String text) {
        this.cluster = cluster;
        this.text = text;
    }

    /** @param text the name and team of one alert, and the comment of the silence */
    static WebUiCluster start(Broker broker, String name, String text) throws Exception {
        var started = new WebUiCluster(ThreeInstances.startWithoutConfiguration(broker.address(), name), text);
        try {
            started.fill();
            return started;
        } catch (Exception | Error e) {
            started.close();
            throw e;
        }
    }

    ThreeInstances cluster() {
        return cluster;
    }

    /** The address of a page at one instance. */
    String page(int instance, String path) {
        return "http://127.0.0.1:%d/ui/%s".formatted(cluster.instance(instance).port(), path);
    }

    private void fill() throws Exception {
        cluster.log()
                .append(cluster.topics().config(), new ConfigDocument(config(), Instant.EPOCH, "test"))
                .join();
        cluster.applyRules("shop", RULES);
        for (var host : List.of("a", "b", "c")) {
            cluster.samples().set(20, Labels.of("__name__", "load", "group", "checkout", "host", host));
        }
        cluster.samples().set(1, Labels.of("__name__", "load", "group", "search", "host", "d"));
        var alerts = new ArrayList<Map<String, Object>>();
        for (var number = 1; number <= 4; number++) {
            alerts.add(alert(Map.of(
                    "alertname", "DiskFull", "severity", "critical", "team", "storage", "instance", "db-" + number)));
        }
        alerts.add(alert(
                Map.of("alertname", "DiskFillsUp", "severity", "warning", "team", "storage", "instance", "db-1")));
        alerts.add(alert(Map.of("alertname", "Nightly", "severity", "info", "team", "batch", "instance", "job-7")));
        alerts.add(alert(Map.of("alertname", text, "team", text)));
        alerts.add(alert(Map.of("alertname", "Unreachable", "severity", "critical", "team", "broken")));
        cluster.instance(0).post("/api/v2/alerts", alerts);
        var now = InstantSource.system().instant();
        cluster.instance(1)
                .post(
                        "/api/v2/silences",
                        Map.of(
                                "matchers",
                                        List.of(Map.of(
                                                "name",
                                                "instance",
                                                "value",
                                                "db-2",
                                                "isRegex",
                                                false,
                                                "isEqual",
                                                true)),
                                "startsAt", now.toString(),
                                "endsAt", now.plus(Duration.ofHours(3)).toString(),
                                "createdBy", "ada",
                                "comment", text));
        Eventually.until(
                "the rule alerts are told",
                () -> cluster.inbox().notifications().stream()
                        .anyMatch(notification ->
                                "Busy".equals(notification.groupLabels().get("alertname"))));
    }

    private static Map<String, Object> alert(Map<String, String> labels) {
        return Map.of(
                "labels",
                labels,
                "annotations",
                Map.of(
                        "summary", "Summary of " + labels.get("alertname"),
                        "dashboard", "https://dashboards.example.org/d/1",
                        "trap", "javascript:window.hacked=1"),
                "startsAt",
                START.toString(),
                "endsAt",
                END.toString(),
                "generatorURL",
                "http://prometheus.example.org/graph?g0.expr=up");
    }

    private String config() {
        return """
                route:
                  receiver: all
                  group_by: [alertname, group]
                  group_wait: 1s
                  group_interval: 2s
                  repeat_interval: 4h
                  routes:
                    - matchers: [team="storage"]
                      receiver: storage
                      group_by: [alertname]
                    - matchers: [team="batch"]
                      receiver: all
                      mute_time_intervals: [always]
                    - matchers: [team="broken"]
                      receiver: broken
                receivers:
                  - name: all
                    webhook_configs:
                      - url: %1$s
                  - name: storage
                    webhook_configs:
                      - url: %1$s
                  - name: broken
                    webhook_configs:
                      - url: http://127.0.0.1:1/
                inhibit_rules:
                  - source_matchers: [alertname="DiskFull"]
                    target_matchers: [alertname="DiskFillsUp"]
                    equal: [instance]
                time_intervals:
                  - name: always
                    time_intervals:
                      - times: [{start_time: "00:00", end_time: "24:00"}]
                """.formatted(cluster.inbox().url());
    }

    @Override
    public void close() {
        cluster.close();
    }
}
