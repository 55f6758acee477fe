package dev.tocsin.notification.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.labels.LabelName;
import dev.tocsin.labels.Labels;
import dev.tocsin.labels.MatcherParser;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutingTreeTest {
    private static final RouteOptions ROOT = TestRouteOptions.of("root");

    /**
     * <pre>
     * root
     *   env="prod" -> prod
     *     sev="page" -> page
     *     sev="page", continue -> audit
     *     sev=~"page|warn" -> chat
     *   team="db", continue -> db
     *   team=~"d.*" -> data
     * </pre>
     */
    private static final RoutingTree TREE = RoutingTree.of(TestRouting.node(
            ROOT,
            node(
                    "env=prod",
                    "prod",
                    false,
                    node("sev=info", "info", false),
                    node("sev=page", "audit", true),
                    node("sev=~\"page|warn\"", "chat", false),
                    node("sev=warn", "never", false)),
            node("team=db", "db", true),
            node("team=~\"d.*\"", "data", false)));

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource(delimiter = '>', textBlock = """
            app=x                 > root
            env=prod              > prod
            env=prod,sev=info     > info
            env=prod,sev=page     > audit chat
            env=prod,sev=warn     > chat
            env=prod,team=db      > prod
            env=test,team=db      > db data
            team=dx               > data
            team=x                > root
            """)
    void alertMatchesItsDeepestRoutes(String labels, String receivers) {
        var alert = Labels.of(labels.split("[=,]"));
        assertThat(TREE.match(alert).stream().map(Route::receiver).collect(Collectors.joining(" ")))
                .isEqualTo(receivers);
    }

    @Test
    void continueTriesLaterSiblings() {
        var tree = RoutingTree.of(TestRouting.node(
                ROOT, node("a=1", "first", true), node("a=1", "second", false), node("a=1", "third", false)));
        assertThat(tree.match(Labels.of("a", "1"))).extracting(Route::receiver).containsExactly("first", "second");
    }

    @Test
    void keysAndIdsAreThoseOfAlertmanager() {
        var page = TREE.all().stream()
                .filter(route -> route.receiver().equals("chat"))
                .findFirst()
                .orElseThrow();
        assertThat(page.key()).isEqualTo("{}/{env=\"prod\"}/{sev=~\"page|warn\"}");
        assertThat(page.id()).isEqualTo("{}/{env=\"prod\"}/0/{sev=~\"page|warn\"}/2");
        assertThat(TREE.root().key()).isEqualTo("{}");
        assertThat(TREE.all()).extracting(Route::id).doesNotHaveDuplicates();
    }

    @Test
    void groupKeyIsRouteKeyAndGroupLabels() {
        var byThree = TestRouteOptions.of("root", "service", "alertname", "cluster");
        var root = RoutingTree.of(TestRouting.node(byThree, node("env=\"prod\"", "x", false)))
                .root();
        var alert = Labels.of("alertname", "HighErrorRate", "cluster", "aa", "service", "api", "instance", "i");
        assertThat(root.groupKey(root.groupLabels(alert)))
                .isEqualTo("{}:{alertname=\"HighErrorRate\", cluster=\"aa\", service=\"api\"}");
        assertThat(root.groupKey(root.groupLabels(Labels.of("cluster", "a\"b"))))
                .isEqualTo("{}:{cluster=\"a\\\"b\"}");
    }

    @Test
    void alertsAreGroupedByNoneSomeOrAllLabels() {
        var alert = Labels.of("alertname", "a", "instance", "i");
        assertThat(GroupBy.NONE.of(alert)).isEqualTo(Labels.EMPTY);
        assertThat(GroupBy.parse(List.of("..."), LabelName::isValid).of(alert)).isEqualTo(alert);
        assertThat(GroupBy.parse(List.of("instance", "missing"), LabelName::isValid)
                        .of(alert))
                .isEqualTo(Labels.of("instance", "i"));
    }

    @Test
    void matchersHaveACanonicalOrder() {
        var node = TestRouting.node(ROOT, MatcherParser.FALLBACK.parseList("b=1,a!=2,a=\"2\",a=1"), false, List.of());
        assertThat(RoutingTree.of(TestRouting.node(ROOT, node)).all().get(1).key())
                .isEqualTo("{}/{a=\"1\",a=\"2\",a!=\"2\",b=\"1\"}");
    }

    @Test
    void matchReKeepsItsAnchors() {
        var node = TestRouting.node(ROOT, List.of(RouteNode.matchRe("label", "regex")), false, List.of());
        assertThat(RoutingTree.of(TestRouting.node(ROOT, node)).all().get(1).key())
                .isEqualTo("{}/{label=~\"^(?:regex)$\"}");
        assertThatThrownBy(() -> RouteNode.match("la bel", "x")).hasMessage("invalid label name \"la bel\"");
    }

    @Test
    void allErrorsAreReportedAsByAlertmanager() {
        var root = TestRouting.node(RouteOptions.DEFAULT, MatcherParser.FALLBACK.parseList("a=b"), true, List.of());
        assertThatThrownBy(() -> RoutingTree.of(root)).hasMessage("""
                        root route must specify a default receiver
                        root route must not have any matchers
                        cannot have continue in root route""");
        assertThatThrownBy(() -> GroupBy.parse(List.of("...", "a", "a", ""), LabelName::isValid))
                .hasMessage("""
                        invalid label name "" in group_by list
                        cannot have wildcard group_by (`...`) and other labels at the same time
                        duplicated label "a" in group_by""");
        var zero = Duration.ZERO;
        assertThatThrownBy(() -> new RouteOptions("root", GroupBy.NONE, zero, zero, zero))
                .hasMessage("""
                        group_interval cannot be zero
                        repeat_interval cannot be zero""");
    }

    private static RouteNode node(String matchers, String receiver, boolean continues, RouteNode... routes) {
        var options = TestRouteOptions.of(receiver);
        return TestRouting.node(options, MatcherParser.FALLBACK.parseList(matchers), continues, List.of(routes));
    }
}
